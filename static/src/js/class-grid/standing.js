/* What the record says of each row. A row shows it once no step of its own is still under way, so an
   answer that was overtaken by the next tap never flickers over it, and a step that failed leaves no trace. */
import { read, rowsOf, show } from "./rows.js";

export function startStanding(grid) {
  const record = new Map(rowsOf(grid).map((row) => [row, read(row)]));
  const underway = new Map();
  const byId = new Map(rowsOf(grid).map((row) => [Number(row.dataset.id), row]));

  function settle(row) {
    const busy = underway.get(row) > 0;
    row.classList.toggle("busy", busy);
    if (!busy) show(row, record.get(row));
  }

  function begin(rows) {
    for (const row of rows) {
      underway.set(row, (underway.get(row) || 0) + 1);
      row.classList.add("busy");
    }
  }

  function end(rows) {
    for (const row of rows) {
      underway.set(row, underway.get(row) - 1);
      settle(row);
    }
  }

  function take(states) {
    for (const state of states) {
      record.set(byId.get(state.id), state);
      settle(byId.get(state.id));
    }
  }

  return { begin, end, take };
}

/* One stop for the Tab key; arrows move inside. A row's stops: its box, its name, three marks. */
import { cellsOf, rowsOf, shownRows } from "./rows.js";

const FIRST_MARK = 2;

export function startMoving(grid) {
  let current = null;

  const stops = (row) =>
    [row.querySelector(".ck input"), row.querySelector(".nm a"), ...cellsOf(row)].map((stop) => stop || row.querySelector(".nm a"));
  for (const row of rowsOf(grid)) for (const stop of stops(row)) stop.tabIndex = -1;

  function mark(stop) {
    if (current) {
      current.tabIndex = -1;
      current.closest(".cgr").classList.remove("cur");
    }
    current = stop;
    current.tabIndex = 0;
    current.closest(".cgr").classList.add("cur");
  }

  const row = () => current?.closest(".cgr");
  const column = () => (current ? Math.max(0, stops(row()).indexOf(current)) : FIRST_MARK);

  function to(target, place = column()) {
    if (!target) return;
    mark(stops(target)[place]);
    current.focus();
    current.scrollIntoView({ block: "nearest" });
  }

  /* From the current row to the shown one some steps on; none there: stay. */
  function by(steps) {
    const rows = rowsOf(grid);
    const shown = shownRows(grid);
    const at = rows.indexOf(row());
    const ahead = steps > 0 ? shown.filter((each) => rows.indexOf(each) > at) : shown.filter((each) => rows.indexOf(each) < at).reverse();
    const target = ahead[Math.min(Math.abs(steps), ahead.length) - 1];
    to(target);
    return target;
  }

  function sideways(steps) {
    to(row(), Math.min(Math.max(column() + steps, 0), stops(row()).length - 1));
  }

  function edge(end) {
    const shown = shownRows(grid);
    to(end ? shown[shown.length - 1] : shown[0]);
  }

  grid.addEventListener("focusin", (event) => {
    const target = event.target.closest(".cgr");
    if (target && stops(target).includes(event.target)) mark(event.target);
  });

  /* The Tab key must find somebody who is shown. */
  function settle() {
    if (row() && !row().hidden) return;
    const first = shownRows(grid)[0];
    if (first) mark(stops(first)[FIRST_MARK]);
  }

  settle();
  return { row, column, to, by, sideways, edge, settle, firstMark: FIRST_MARK };
}

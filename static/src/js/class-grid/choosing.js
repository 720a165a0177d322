/* Rows chosen for a bulk answer: boxes, Shift with arrows or a click, A for all who are shown. */
import { rowsOf, shownRows } from "./rows.js";

export function startChoosing(grid) {
  const bar = document.getElementById("bulk-bar");
  const count = document.getElementById("bulk-count");
  const more = document.getElementById("bulk-more");
  const words = JSON.parse(grid.dataset.words);
  let last = null;

  const boxOf = (row) => row.querySelector(".ck input");
  const chosen = () => rowsOf(grid).filter((row) => boxOf(row).checked);

  function show() {
    for (const row of rowsOf(grid)) {
      const on = boxOf(row).checked;
      row.classList.toggle("sel", on);
      row.setAttribute("aria-selected", String(on));
    }
    const number = chosen().length;
    bar.classList.toggle("on", number > 0);
    count.textContent = words.chosen.replace("%", number);
  }

  function set(rows, on) {
    for (const row of rows) boxOf(row).checked = on;
    show();
  }

  grid.addEventListener("click", (event) => {
    const box = event.target.closest(".ck input");
    if (!box) return;
    const row = box.closest(".cgr");
    if (event.shiftKey && last) {
      const shown = shownRows(grid);
      const [from, to] = [shown.indexOf(last), shown.indexOf(row)].sort((a, b) => a - b);
      if (from >= 0) for (const each of shown.slice(from, to + 1)) boxOf(each).checked = box.checked;
    }
    last = row;
    show();
  });
  grid.addEventListener("rows:shown", () => set(rowsOf(grid).filter((row) => row.hidden), false));
  document.getElementById("bulk-cancel").addEventListener("click", () => set(rowsOf(grid), false));
  more.addEventListener("click", () => {
    more.setAttribute("aria-expanded", String(bar.classList.toggle("open")));
  });

  show();
  return {
    chosen,
    add: (row) => set([row], true),
    flip: (row) => set([row], !boxOf(row).checked),
    all: () => set(shownRows(grid), !shownRows(grid).every((row) => boxOf(row).checked)),
    nobody: () => set(rowsOf(grid), false),
  };
}

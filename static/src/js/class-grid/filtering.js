/* Chips and the find field: who is shown. A row that was just changed stays until the next choice. */
import { belongs, rowsOf, shownRows } from "./rows.js";

export function startFiltering(grid, moving) {
  const chips = [...document.querySelectorAll("#grid-chips .chip")];
  const field = document.getElementById("grid-find");
  const none = document.getElementById("grid-none");
  let figure = chips.find((chip) => chip.hasAttribute("aria-current"))?.dataset.show || "students";

  function apply() {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rowsOf(grid)) {
      row.hidden = !belongs(row, figure) || !row.dataset.find.toLowerCase().includes(wanted);
    }
    none.hidden = shownRows(grid).length > 0;
    moving.settle();
  }

  for (const chip of chips) {
    chip.addEventListener("click", (event) => {
      event.preventDefault();
      figure = chip.dataset.show;
      for (const each of chips) each.toggleAttribute("aria-current", each === chip);
      chip.setAttribute("aria-current", "true");
      apply();
      grid.dispatchEvent(new CustomEvent("rows:shown"));
    });
  }

  field.addEventListener("input", apply);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      apply();
    }
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      moving.to(shownRows(grid)[0], moving.firstMark);
    }
  });

  function count(counts) {
    for (const chip of chips) chip.querySelector("b").textContent = counts[chip.dataset.show];
  }

  return { count, focus: () => field.focus(), clear: () => ((field.value = ""), apply()) };
}

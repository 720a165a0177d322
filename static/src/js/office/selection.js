/* Rows of a table picked for a bulk action: table[data-select], with a checkbox in each
 * row and one [data-select-all] in the head; shift picks a run. The form's bulk bar
 * [data-selected] is shown while something is picked, [data-selected-count] says how many. */
export function startSelection() {
  for (const table of document.querySelectorAll("table[data-select]")) watch(table);
}

function watch(table) {
  const boxes = () => [...table.querySelectorAll('tbody input[type="checkbox"]')];
  const all = table.querySelector("[data-select-all]");
  const bar = document.getElementById(table.dataset.select);
  let last = null;

  function show() {
    const picked = boxes().filter((box) => box.checked).length;
    for (const box of boxes()) box.closest("tr").setAttribute("aria-selected", String(box.checked));
    if (all) {
      all.checked = picked > 0 && picked === boxes().length;
      all.indeterminate = picked > 0 && !all.checked;
    }
    if (!bar) return;
    bar.hidden = picked === 0;
    for (const count of bar.querySelectorAll("[data-selected-count]")) count.textContent = picked;
  }

  table.addEventListener("click", (event) => {
    const box = event.target;
    if (box === all) for (const each of boxes()) each.checked = all.checked;
    else if (boxes().includes(box)) {
      if (event.shiftKey && last) fill(boxes(), last, box);
      last = box;
    }
  });
  table.addEventListener("change", show);
  show();
}

function fill(boxes, from, to) {
  const [low, high] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  for (const box of boxes.slice(low, high + 1)) box.checked = to.checked;
}

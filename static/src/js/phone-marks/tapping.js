/* Steps are saved one after another; the answer to the last shows every row as it stands. An earlier
   one must not: it knows nothing of the taps that came after it. */
export function startTapping(form) {
  const said = document.getElementById("marks-said");
  const undoForm = document.getElementById("marks-undo");
  const rows = Array.prototype.slice.call(form.querySelectorAll("li.mrow"));
  const steps = undoForm.elements.event.value ? [undoForm.elements.event.value] : [];
  let last = Promise.resolve();
  let underway = 0;

  const ticksOf = (row) => Array.prototype.slice.call(row.querySelectorAll(".tk"));
  const marksOf = (row) => ticksOf(row).map((tick) => tick.getAttribute("aria-pressed") === "true");
  const boxOf = (row) => row.querySelector("input");
  const chosen = () => rows.filter((row) => boxOf(row).checked);

  function show(row, marks) {
    ticksOf(row).forEach((tick, index) => tick.setAttribute("aria-pressed", String(marks[index])));
  }

  function post(url, fields) {
    const body = new FormData(undoForm);
    body.delete("event");
    fields.forEach(([name, value]) => body.append(name, value));
    return fetch(url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))));
  }

  function shown(answer) {
    underway -= 1;
    if (!underway) rows.forEach((row) => answer.rows[row.dataset.id] && show(row, answer.rows[row.dataset.id]));
    if (answer.undo) steps.push(answer.undo);
    said.textContent = answer.message;
    undoForm.hidden = !steps.length;
  }

  /* `fields` is asked when its turn comes: only then it is known what there is to take back. */
  function step(url, fields) {
    underway += 1;
    last = last
      .then(() => fields())
      .then((found) => (found ? post(url, found).then(shown) : (underway -= 1)))
      .catch(() => location.reload()); // the page then says what stands, or asks to sign in
  }

  function tap(row, index) {
    const marks = marksOf(row);
    marks[index] = !marks[index];
    if (index === 0 && !marks[0]) marks[1] = marks[2] = false;
    if (marks[1] || marks[2]) marks[0] = true;
    show(row, marks);
    const code = marks.map((mark) => (mark ? "1" : "0")).join("");
    step(form.action, () => [["students", row.dataset.id], ["choice", code]]);
  }

  function mark() {
    rows.forEach((row) => row.classList.toggle("sel", boxOf(row).checked));
  }

  rows.forEach((row) => {
    ticksOf(row).forEach((tick, index) => {
      tick.disabled = false;
      tick.addEventListener("click", () => tap(row, index));
    });
  });
  form.addEventListener("change", mark);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=choice]");
    if (!button) return;
    event.preventDefault();
    const picked = chosen();
    if (!picked.length) return;
    step(form.action, () => picked.map((row) => ["students", row.dataset.id]).concat([["choice", button.value]]));
    picked.forEach((row) => (boxOf(row).checked = false));
    mark();
  });
  undoForm.addEventListener("submit", (event) => {
    event.preventDefault();
    step(undoForm.action, () => steps.length && [["event", steps.pop()]]);
  });
}

/* Answers: shown at once, saved in order, taken back step by step. */
import { expected, show, toggled } from "./rows.js";
import { allSaved, save } from "./saving.js";
import { startStanding } from "./standing.js";

export function startMarking(grid, { choosing, filtering, moving }) {
  const words = JSON.parse(grid.dataset.words);
  const form = document.getElementById("bulk");
  const toast = document.getElementById("grid-toast");
  const said = document.getElementById("grid-said");
  const undoForm = document.getElementById("grid-undo");
  const steps = undoForm.elements.event.value ? [Number(undoForm.elements.event.value)] : [];
  const standing = startStanding(grid);
  const source = () => document.querySelector('#grid-source input:checked').value;

  function tell(message, undoable) {
    toast.hidden = false;
    said.textContent = message;
    undoForm.hidden = !undoable;
  }

  function take(answer) {
    standing.take(answer.rows);
    filtering.count(answer.counts);
    if (answer.undo) steps.push(answer.undo);
    tell(answer.message, steps.length > 0);
  }

  async function step(rows, url, fields) {
    standing.begin(rows);
    if (fields.choice) for (const row of rows) show(row, expected(fields, words));
    try {
      take(await save(url, { ...fields, students: rows.map((row) => row.dataset.id) }));
    } catch {
      /* the page has said why */
    } finally {
      standing.end(rows);
    }
  }

  /* One answer for those chosen, else for the current row, which then moves on. */
  function answer(choice, reason = "") {
    const chosen = choosing.chosen();
    const rows = chosen.length ? chosen : [moving.row()].filter(Boolean);
    if (!rows.length) return;
    step(rows, grid.dataset.save, { choice, reason, source: source() });
    if (chosen.length) choosing.nobody();
    else moving.by(1);
  }

  /* One tick. Where somebody said no, a slip of the thumb does nothing. */
  function tick(cell) {
    const row = cell.closest(".cgr");
    if (row.dataset.answer === "declined" || row.dataset.answer === "unable") return;
    const choice = toggled(row.dataset.marks, Number(cell.dataset.mark));
    step([row], grid.dataset.save, { choice, source: source() });
  }

  async function undo() {
    await allSaved();
    const event = steps.pop();
    if (!event) return;
    try {
      take(await save(grid.dataset.undo, { event }));
    } catch {
      steps.push(event);
    }
  }

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest(".cg-body .c3");
    if (!cell) return;
    cell.focus({ preventScroll: true });
    tick(cell);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!choosing.chosen().length) return;
    if (button.name === "remind") {
      step(choosing.chosen(), button.getAttribute("formaction"), { remind: "1" });
      choosing.nobody();
    } else if (button.value === "unable") why();
    else answer(button.value);
  });

  undoForm.addEventListener("submit", (event) => {
    event.preventDefault();
    undo();
  });

  /* Why it cannot be installed: a number from 1, or a tap. */
  const dialog = document.getElementById("why");
  const list = document.getElementById("why-list");
  words.reasons.forEach(([reason, label], index) => {
    const button = document.createElement("button");
    const key = document.createElement("kbd");
    key.textContent = index + 1;
    button.type = "button";
    button.append(key, label);
    button.addEventListener("click", () => {
      dialog.close();
      answer("unable", reason);
    });
    list.append(button);
  });
  dialog.addEventListener("keydown", (event) => list.children[Number(event.key) - 1]?.click());

  function why() {
    if (choosing.chosen().length || moving.row()) dialog.showModal();
  }

  return { answer, tick, undo, why };
}

/* One row's state lives in its data-* attributes; what it looks like is CSS. */
export const rowsOf = (grid) => [...grid.querySelectorAll(".cg-body .cgr")];
export const shownRows = (grid) => rowsOf(grid).filter((row) => !row.hidden);
export const cellsOf = (row) => [...row.querySelectorAll(".c3")];

export function read(row) {
  const { answer, marks, source } = row.dataset;
  return {
    answer,
    marks,
    source,
    reason: row.querySelector("small").textContent,
    how: row.querySelector(".c-how").textContent,
    labels: cellsOf(row).map((cell) => cell.getAttribute("aria-label")),
  };
}

export function show(row, state) {
  row.dataset.answer = state.answer;
  row.dataset.marks = state.marks;
  row.dataset.source = state.source;
  row.querySelector("small").textContent = state.reason;
  row.querySelector(".c-how").textContent = state.how;
  cellsOf(row).forEach((cell, index) => {
    cell.setAttribute("aria-label", state.labels[index]);
    cell.querySelector(".mk").classList.toggle("on", state.marks[index] === "1");
  });
}

/* What the server will say, for the moment until it does. */
export function expected({ choice, source, reason }, words) {
  const marks = /^[01]{3}$/.test(choice) ? choice : "000";
  const answer = marks === choice ? "marks" : choice;
  const word = (digit) => {
    if (answer !== "marks") return words.answers[answer];
    return digit === "1" ? words.yes[source] : words.no;
  };
  return {
    answer,
    marks,
    source,
    reason: answer === "unable" ? new Map(words.reasons).get(reason) : "",
    how: words.sources[source],
    labels: words.stages.map((stage, index) => `${stage}: ${word(marks[index])}`),
  };
}

/* Ticking real name or alerts ticks installed; unticking installed unticks all. */
export function toggled(marks, index) {
  const next = [...marks].map((digit, place) => (place === index ? String(1 - digit) : digit));
  if (index === 0 && next[0] === "0") return "000";
  return next.includes("1") ? `1${next[1]}${next[2]}` : "000";
}

export function belongs(row, figure) {
  const { answer, marks } = row.dataset;
  if (figure === "students") return true;
  if (figure === "unfinished") return answer === "marks" && marks !== "111";
  return answer === figure;
}

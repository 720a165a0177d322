/* The list of slips that are missing, narrowed as one types a name or a number. A pick and a typed number exclude each other. */
export function startPicking(form) {
  const list = form.querySelector("[data-picks]");
  const rows = list ? Array.from(list.querySelectorAll("li")) : [];
  const search = list && list.querySelector("[data-filter]");
  if (search) {
    search.hidden = false;
    search.addEventListener("input", () => narrow(search.value));
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const shown = rows.filter((row) => !row.hidden);
      if (shown.length === 1) choose(shown[0]);
    });
    list.addEventListener("change", (event) => {
      if (event.target.type === "radio") form.elements.number.value = "";
    });
  }

  function choose(row) {
    const box = row.querySelector("input");
    box.checked = true;
    form.elements.number.value = "";
    box.focus();
  }

  function narrow(text) {
    const wanted = text.trim().toUpperCase().replace(/-/g, "");
    for (const row of rows) row.hidden = !row.dataset.words.toUpperCase().includes(wanted);
  }

  function clear() {
    for (const row of rows) row.querySelector("input").checked = false;
  }

  return { clear };
}

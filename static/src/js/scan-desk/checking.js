/* Says while a number is typed whose it is, or which character cannot be right. */
const WAIT = 180;

export function startChecking(form, picking) {
  const field = form.elements.number;
  const said = document.getElementById("number-said");
  const help = said.textContent;
  let timer = 0;
  let asked = 0;

  async function ask() {
    asked += 1;
    const own = asked;
    const answer = await fetch(`${field.dataset.check}?number=${encodeURIComponent(field.value)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || own !== asked) return;
    const { fine, text } = await answer.json();
    said.textContent = text || help;
    said.classList.toggle("wrong", Boolean(text) && !fine);
    field.setAttribute("aria-invalid", String(Boolean(text) && !fine));
  }

  field.addEventListener("input", () => {
    picking.clear();
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), WAIT);
  });
}

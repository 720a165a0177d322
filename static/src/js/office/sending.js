/* A form is sent once: its buttons rest until the page changes or five seconds pass.
 * select[data-sends] sends its form on change; the button beside it stays for keyboards. */
export function startSending() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "get" || event.target.method === "dialog") return;
    const buttons = event.target.querySelectorAll('button[type="submit"], button:not([type])');
    setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
    setTimeout(() => buttons.forEach((button) => (button.disabled = false)), 5000);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-sends]")) event.target.form.requestSubmit?.();
  });
}

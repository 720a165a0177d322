/* <button data-theme="light|dark|auto" aria-pressed> in the account menu. */
import { chooseTheme, chosenTheme, followDevice } from "./theme-choice.js";

function mark() {
  for (const button of document.querySelectorAll("button[data-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === chosenTheme()));
  }
}

export function startTheme() {
  followDevice();
  mark();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-theme]");
    if (!button) return;
    chooseTheme(button.dataset.theme);
    mark();
  });
}

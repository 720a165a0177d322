/* <button data-large-text aria-pressed>: a fifth larger, remembered in this browser. */
const KEY = "large-text";

function stored() {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch (error) {
    return false;
  }
}

function apply(large) {
  document.documentElement.classList[large ? "add" : "remove"]("large");
  const buttons = document.querySelectorAll("[data-large-text]");
  for (let i = 0; i < buttons.length; i += 1) buttons[i].setAttribute("aria-pressed", String(large));
}

export function startLargeText() {
  apply(stored());
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-large-text]");
    if (!button) return;
    const large = !document.documentElement.classList.contains("large");
    try {
      localStorage.setItem(KEY, large ? "yes" : "no");
    } catch (error) {
      /* storage can be switched off; then it lasts for this page */
    }
    apply(large);
  });
}

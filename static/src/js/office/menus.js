/* <details class="drop"> closes on Escape, on a click elsewhere and when focus leaves. */
export function startMenus() {
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.drop[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

function closeOthers(target) {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

/* <button data-copies="ID">: old WebViews have no clipboard object, so the text is
 * selected in its field and copied the old way; it stays selected if even that fails. */
export function startCopying() {
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const source = document.getElementById(button.getAttribute("data-copies"));
    source.focus();
    source.setSelectionRange(0, source.value.length);
    const done = document.execCommand("copy");
    const words = button.querySelector("[data-copied]");
    if (done && words) words.hidden = false;
  });
}

/* <button data-copies="ID"> puts the text of #ID on the clipboard and says so in its
 * own [data-copied] words. On plain http the browser has no clipboard: select instead. */
export function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copies);
    const text = "value" in source ? source.value : source.textContent.trim();
    if (await copied(text, source)) button.querySelector("[data-copied]")?.removeAttribute("hidden");
  });
}

async function copied(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if ("select" in source) source.select();
    else window.getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}

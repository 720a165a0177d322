/* Keys of the desk. Enter does what the first button says; letters only while nobody types. */
const TYPING = "input:not([type=radio]):not([type=checkbox]), select, textarea";

export function startKeys(form) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const typing = event.target.closest(TYPING);
    if (typing && !(typing.value === "" && event.key.startsWith("Arrow"))) return;
    const turn = document.querySelector(`[data-turn="${event.key}"]`);
    const press = turn || (!typing && form && buttonOf(form, event));
    if (!press) return;
    event.preventDefault();
    press.click();
  });
}

function buttonOf(form, event) {
  if (event.key === "Enter") {
    return event.target.closest("a, button, summary") ? null : form.querySelector(".act.first");
  }
  return form.querySelector(`[data-key="${event.key.toUpperCase()}"]`);
}

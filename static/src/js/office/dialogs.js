/* <button data-opens="ID"> opens <dialog id="ID">; <button data-closes> closes it.
 * <form data-confirm="ID"> asks through that dialog before it is sent. The dialog's
 * [data-confirmed] button sends it. Without script both simply send. */
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.opens)?.showModal?.();
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    const confirmed = event.target.closest("[data-confirmed]");
    if (confirmed) sendConfirmed(confirmed.closest("dialog"));
  });
  document.addEventListener("submit", (event) => {
    const dialog = document.getElementById(event.target.dataset?.confirm || "");
    if (!dialog?.showModal || event.target.dataset.sure) return;
    event.preventDefault();
    dialog.waiting = { form: event.target, button: event.submitter };
    dialog.showModal();
  });
}

function sendConfirmed(dialog) {
  const { form, button } = dialog.waiting || {};
  dialog.close();
  if (!form) return;
  form.dataset.sure = "yes";
  if (form.requestSubmit) form.requestSubmit(button || undefined);
  else form.submit();
}

/* The scan desk by keyboard: one key settles a page, arrows turn pages, the number is checked while it is typed.
 * Without it the page is a form with buttons. */
import { startChecking } from "./scan-desk/checking.js";
import { startPicking } from "./scan-desk/picking.js";
import { startKeys } from "./scan-desk/keys.js";

const form = document.getElementById("settle");
if (form) {
  const picking = startPicking(form);
  startChecking(form, picking);
}
startKeys(form);

/* Every office page. A page works without it: this saves steps, it opens no doors. */
import { startCopying } from "./office/copying.js";
import { startCountdown } from "./office/countdown.js";
import { startDialogs } from "./office/dialogs.js";
import { startMenus } from "./office/menus.js";
import { startParts } from "./office/parts.js";
import { startPreviewing } from "./office/previewing.js";
import { startSelection } from "./office/selection.js";
import { startSending } from "./office/sending.js";
import { startTheme } from "./office/theme-buttons.js";

startTheme();
startMenus();
startParts();
startDialogs();
startCopying();
startSelection();
startSending();
startPreviewing();
startCountdown();
document.body.addEventListener("htmx:afterSettle", startSelection);

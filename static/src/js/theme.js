/* Loaded in the head, before the first paint: sets the colours the person chose, or
 * those of the device. Small on purpose; everything else waits for the page. */
import { applyTheme } from "./office/theme-choice.js";

applyTheme();
document.documentElement.classList.add("js");

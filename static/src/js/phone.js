/* Phone pages. Everything works without it; it adds larger text and copying. */
import { startCopying } from "./phone/copying.js";
import { startLargeText } from "./phone/large-text.js";

document.documentElement.className += " js";
startLargeText();
startCopying();

/* Phone pages. Everything works without it; it adds larger text, reading aloud, copying and a pad to sign on. */
import { startCopying } from "./phone/copying.js";
import { startLargeText } from "./phone/large-text.js";
import { startReading } from "./phone/reading.js";
import { startSigning } from "./phone/signing.js";

document.documentElement.className += " js";
startLargeText();
startCopying();
startReading();
startSigning();

/* [data-reading] reads the article [data-read] aloud, paragraph by paragraph.
 *
 * Only with a voice of the device itself: others send the text to a third party, so without
 * one there is no button. "Stop" cancels and remembers the paragraph, because pausing does
 * not work in Android's WebView. */
const speech = window.speechSynthesis;
const HEARD = "heard";

function speaks(voice, language) {
  const spoken = voice.lang.toLowerCase().replace(/_/g, "-");
  if (language.slice(0, 2) !== "zh") return spoken.slice(0, 2) === language.slice(0, 2);
  return /^(zh|cmn)/.test(spoken) && !/hk|mo|tw|yue/.test(spoken);
}

function voiceFor(language) {
  const voices = speech.getVoices();
  for (let i = 0; i < voices.length; i += 1) {
    if (voices[i].localService === true && speaks(voices[i], language)) return voices[i];
  }
  return null;
}

function languageOf(part) {
  return part.closest("[lang]").lang;
}

function reader(box, article) {
  const parts = article.querySelectorAll("h1, p");
  let at = 0;
  let turn = 0;

  function say(state) {
    const words = box.querySelectorAll("[data-when]");
    for (let i = 0; i < words.length; i += 1) words[i].hidden = words[i].getAttribute("data-when") !== state;
    box.setAttribute("data-reading", state);
    for (let i = 0; i < parts.length; i += 1) {
      parts[i].classList[state === "reading" && i === at ? "add" : "remove"](HEARD);
    }
  }

  function next(mine) {
    if (mine !== turn) return;
    if (at >= parts.length) {
      at = 0;
      say("start");
      return;
    }
    const voice = voiceFor(languageOf(parts[at]));
    if (!voice) {
      at += 1;
      next(mine);
      return;
    }
    say("reading");
    parts[at].scrollIntoView({ block: "center" });
    /* kept on the box: browsers forget an utterance that nobody holds, and then never say its end */
    const words = (box.saying = new SpeechSynthesisUtterance(parts[at].textContent));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    words.onend = function () {
      if (mine === turn) at += 1;
      next(mine);
    };
    words.onerror = function () {
      if (mine === turn) stop();
    };
    speech.speak(words);
  }

  function stop() {
    turn += 1;
    speech.cancel();
    say("stopped");
  }

  box.querySelector("button").addEventListener("click", function () {
    if (box.getAttribute("data-reading") === "reading") {
      stop();
      return;
    }
    turn += 1;
    next(turn);
  });
  window.addEventListener("pagehide", function () {
    speech.cancel();
  });
}

export function startReading() {
  const box = document.querySelector("[data-reading]");
  const article = document.querySelector("[data-read]");
  if (!box || !article || !speech || !window.SpeechSynthesisUtterance) return;
  function offer() {
    box.hidden = !voiceFor(languageOf(article));
  }
  reader(box, article);
  offer();
  /* most browsers learn late which voices there are; iOS 12 has no addEventListener here */
  speech.onvoiceschanged = offer;
}

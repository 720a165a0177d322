/* "light", "dark" or nothing (as the device says), kept in this browser only. */
const KEY = "theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

export function chosenTheme() {
  try {
    return localStorage.getItem(KEY) || "auto";
  } catch {
    return "auto"; // storage can be switched off
  }
}

export function chooseTheme(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    /* the choice then lasts until the next page */
  }
  applyTheme(theme);
}

export function applyTheme(theme = chosenTheme()) {
  const shown = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  document.documentElement.setAttribute("data-bs-theme", shown);
  document.dispatchEvent(new CustomEvent("theme:changed", { detail: shown }));
}

export function followDevice() {
  dark.addEventListener?.("change", () => applyTheme());
}

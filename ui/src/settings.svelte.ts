/** What a worker sets for her own eyes. Nothing personal: it is readable while the app is locked. */
import { speech, type Language } from "./text.svelte";

export type Theme = "auto" | "day" | "night";
export type TextSize = "100" | "125" | "150" | "200";

const themes: readonly string[] = ["auto", "day", "night"];
const sizes: readonly string[] = ["100", "125", "150", "200"];

class Settings {
  theme = $state<Theme>("auto");
  text = $state<TextSize>("100");
  #dark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    const theme = recall("theme");
    const text = recall("text");
    if (themes.includes(theme)) this.theme = theme as Theme;
    if (sizes.includes(text)) this.text = text as TextSize;
    speech.language = recall("language") === "en" ? "en" : "lt";
    this.#dark.addEventListener("change", () => this.#apply());
    this.#apply();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.#keep("theme", theme);
  }

  setText(text: TextSize): void {
    this.text = text;
    this.#keep("text", text);
  }

  setLanguage(language: Language): void {
    speech.language = language;
    this.#keep("language", language);
  }

  #keep(name: string, value: string): void {
    try {
      localStorage.setItem(name, value);
    } catch {
      // A web view without storage forgets the choice at the next start: harmless.
    }
    this.#apply();
  }

  #apply(): void {
    const root = document.documentElement;
    root.lang = speech.language;
    root.dataset.text = this.text;
    root.dataset.theme = this.theme === "auto" ? (this.#dark.matches ? "night" : "day") : this.theme;
  }
}

function recall(name: string): string {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export const settings = new Settings();

/** Words. Every sentence that a person reads comes from locales/, shared with Rust; none stands in code. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Language = "lt" | "en";
export type Words = Record<string, FluentVariable>;

// Isolation marks guard mixed directions of writing; ours all run left to right, and the marks would reach clipboards.
const bundles: Record<Language, FluentBundle> = {
  lt: new FluentBundle("lt", { useIsolating: false }),
  en: new FluentBundle("en", { useIsolating: false }),
};

/** Takes in a catalogue. Each page brings its own, so that none carries the words of another. */
export function learn(catalogue: Record<Language, string>): void {
  bundles.lt.addResource(new FluentResource(catalogue.lt));
  bundles.en.addResource(new FluentResource(catalogue.en));
}

class Speech {
  language = $state<Language>("lt");
}

export const speech = new Speech();

/** The words of `key` ("id" or "id.attribute") in the chosen language, or in `language`. */
export function t(key: string, words?: Words, language: Language = speech.language): string {
  const [id = key, attribute] = key.split(".");
  const chosen = bundles[language];
  const message = chosen.getMessage(id);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  // With somewhere to put them, errors are not thrown: a sentence with a hole says more than no screen at all.
  return pattern ? chosen.formatPattern(pattern, words, []) : key;
}

/** Whether there are words for `key`: some sentences are optional. */
export function has(key: string): boolean {
  const [id = key, attribute] = key.split(".");
  const message = bundles[speech.language].getMessage(id);
  return Boolean(attribute ? message?.attributes[attribute] : message?.value);
}

/** The call script of the standard (§10), as versioned data: what is said, done and minded in each kind of call. */
import en from "../../standard/call-script.1.0.0.en.json";
import lt from "../../standard/call-script.1.0.0.lt.json";
import { speech } from "./text.svelte";

export type Part = "answering" | "calling" | "meeting" | "message" | "transfer";
export interface Line {
  kind: "say" | "do" | "mind";
  text: string;
}

/** What the sentences name, as far as it is known. */
export type Known = Partial<Record<keyof typeof lt.blanks, string>>;

export const parts = lt.parts.map(({ part }) => part as Part);

/** A part of the script in the chosen language; what is not known stays to be said. */
export function script(part: Part, known: Known = {}): { title: string; lines: Line[] } {
  const { parts, blanks } = speech.language === "lt" ? lt : en;
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: keyof typeof blanks) => known[name] || `[${blanks[name]}]`);
  const found = parts.find((one) => one.part === part);
  return { title: found?.title ?? "", lines: (found?.lines ?? []).map(({ kind, text }) => ({ kind: kind as Line["kind"], text: filled(text) })) };
}

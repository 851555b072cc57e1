/** Where in a template the words stand that the lint objects to, and what it says about them. Pure, but for the words. */
import { has, t } from "../../text.svelte";

/** As the server's lint names it. */
export interface Fault {
  code: "brace" | "unknown_variable" | "not_known" | "missing_variable" | "telling_variable" | "telling_word" | "may_be_empty";
  name?: string;
  word?: string;
}

/** Characters `from` up to `to` of a piece. */
export interface Place {
  piece: number;
  from: number;
  to: number;
}

const isLetter = (letter: string | undefined) => letter !== undefined && /\p{L}/u.test(letter);

function occurrences(text: string, sought: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(sought); at >= 0 && sought !== ""; at = text.indexOf(sought, at + 1)) found.push([at, at + sought.length]);
  return found;
}

/** Whole words alone: "skola" is not meant where "mokyklos skolą" stands. */
const words = (text: string, word: string) =>
  occurrences(text, word).filter(([from, to]) => !isLetter(text[from - 1]) && !isLetter(text[to]));

/** The brace that opens or closes nothing. */
function brace(text: string): [number, number][] {
  let open = -1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{" && open >= 0) return [[open, open + 1]];
    if (text[at] === "{") open = at;
    if (text[at] !== "}") continue;
    if (open < 0) return [[at, at + 1]];
    open = -1;
  }
  return open >= 0 ? [[open, open + 1]] : [];
}

/** Where it stands; nowhere when something is missing. */
export function placesOf(fault: Fault, pieces: string[]): Place[] {
  const inPiece = (text: string): [number, number][] => {
    switch (fault.code) {
      case "brace":
        return brace(text);
      case "telling_word":
        return words(text, fault.word ?? "");
      case "unknown_variable":
      case "not_known":
      case "telling_variable":
        return occurrences(text, `{${fault.name}}`);
      default:
        return [];
    }
  };
  return pieces.flatMap((text, piece) => inPiece(text).map(([from, to]) => ({ piece, from, to })));
}

/** What a variable stands for, in words. */
export const variableName = (name: string): string => (has(`var-${name}`) ? t(`var-${name}`) : name);

/** What is wrong and what to do. */
export function faultWords({ code, name = "", word = "" }: Fault): string {
  return t(`fault-${code}`, { name: `{${name}}`, what: variableName(name), word });
}

/** A text in stretches, each with whether it is objected to. */
export function stretches(text: string, places: Place[]): { text: string; wrong: boolean }[] {
  const cut: { text: string; wrong: boolean }[] = [];
  let at = 0;
  for (const { from, to } of places.toSorted((one, other) => one.from - other.from)) {
    if (from < at) continue;
    cut.push({ text: text.slice(at, from), wrong: false }, { text: text.slice(from, to), wrong: true });
    at = to;
  }
  cut.push({ text: text.slice(at), wrong: false });
  return cut.filter(({ text }) => text !== "");
}

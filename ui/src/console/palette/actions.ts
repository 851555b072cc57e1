/** What the palette offers everywhere: to go to a place. Parts offer their own actions through their `find`. */
import { t } from "../../text.svelte";
import type { Console } from "../console.svelte";
import { placesOf, type Found } from "../registry";

/** Whether typed words stand in a text, Lithuanian letters or not. */
export function matches(text: string, words: string): boolean {
  const plain = (one: string) => one.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("lt");
  return plain(words)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));
}

export function actionsFor(console: Console, words: string): Found[] {
  const all = placesOf(console).map(
    ({ name }): Found => ({ id: name, kind: "action", text: t(`place-${name}`), more: t("palette-go"), act: (to) => to.go(name) }),
  );
  return all.filter(({ text }) => matches(text, words));
}

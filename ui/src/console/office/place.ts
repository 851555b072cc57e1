/** What the office keeps about its own people, as tabs of the office. */
import { t } from "../../text.svelte";
import type { Console } from "../console.svelte";
import { matches } from "../palette/actions";
import type { Found } from "../registry";
import type { Tab } from "../tabs";
import Tablets from "./Tablets.svelte";

/** One action of a tab, for the palette. */
const action = (id: string, words: string, act: (to: Console) => void): Found[] => {
  const text = t(id);
  return matches(text, words) ? [{ id, kind: "action", text, act }] : [];
};

export const tablets: Tab = {
  name: "tablets",
  roles: ["coordinator", "head", "administrator"],
  screen: Tablets,
  find: (_, words) => action("tablet-give", words, (to) => to.go("office", "tablets", "give")),
};

/** Absences and hours as a place of the console. */
import { t } from "../../text.svelte";
import type { Console } from "../console.svelte";
import { matches } from "../palette/actions";
import type { Found, Place } from "../registry";
import Absence from "./Absence.svelte";

function find(console: Console, words: string): Found[] {
  if (!console.is("coordinator", "head")) return [];
  const text = t("absence-ill");
  const act = (to: Console) => to.go("absence", "ill");
  return matches(text, words) ? [{ id: "absence-ill", kind: "action", text, act }] : [];
}

export const absence: Place = { name: "absence", roles: ["coordinator", "head"], screen: Absence, find };

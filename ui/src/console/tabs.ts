/** The office's tabs, in the order of their row: what is kept rarely shares one word in the bar. Each adds one line. */
import { t } from "../text.svelte";
import type { StaffRole } from "./api/session";
import type { Console } from "./console.svelte";
import { erased, openings, people, tablets, workers } from "./office/place";
import { audit, books, settings, templates } from "./settings/place";
import Office from "./Office.svelte";
import { matches } from "./palette/actions";
import type { Found, Place } from "./registry";

/** A place at `office/<name>`; its word is `tab-<name>`, and `rest` begins behind that name. */
export interface Tab extends Place {
  roles: StaffRole[];
}

export const tabs: Tab[] = [workers, tablets, people, books, templates, settings, erased, openings, audit];

/** Those of whoever is signed in. */
export function tabsOf(console: Console): Tab[] {
  return tabs.filter(({ roles }) => console.is(...roles));
}

async function find(console: Console, words: string): Promise<Found[]> {
  const open = tabsOf(console);
  const going = open.map(
    ({ name }): Found => ({ id: `office-${name}`, kind: "action", text: t(`tab-${name}`), more: t("palette-go"), act: (to) => to.go("office", name) }),
  );
  const found = await Promise.allSettled(open.map(async (tab) => tab.find?.(console, words) ?? []));
  const theirs = found.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  return [...going.filter(({ text }) => matches(text, words)), ...theirs];
}

export const office: Place = { name: "office", roles: [...new Set(tabs.flatMap(({ roles }) => roles))], screen: Office, find };

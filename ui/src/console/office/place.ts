/** What the office keeps about its own people, as tabs of the office. */
import { t } from "../../text.svelte";
import { staff } from "../api/staff";
import { workers as loadWorkers } from "../api/workers";
import type { Console } from "../console.svelte";
import { matches } from "../palette/actions";
import type { Found } from "../registry";
import type { Tab } from "../tabs";
import Erased from "./Erased.svelte";
import Openings from "./Openings.svelte";
import People from "./People.svelte";
import Tablets from "./Tablets.svelte";
import Workers from "./Workers.svelte";

/** One action of a tab, for the palette. */
const action = (id: string, words: string, act: (to: Console) => void): Found[] => {
  const text = t(id);
  return matches(text, words) ? [{ id, kind: "action", text, act }] : [];
};

async function findWorkers(console: Console, words: string): Promise<Found[]> {
  const add = console.is("officer") ? [] : action("worker-new", words, (to) => to.go("office", "workers", "new"));
  if (words.length < 2) return add;
  const found = (await loadWorkers(console.api)).filter(({ name, code }) => matches(`${name} ${code}`, words));
  return [...add, ...found.map(({ worker: id, name, unit }): Found => ({ id, kind: "person", text: name, more: unit, act: (to) => to.go("office", "workers", id) }))];
}

async function findPeople(console: Console, words: string): Promise<Found[]> {
  const add = action("people-new", words, (to) => to.go("office", "people", "new"));
  if (words.length < 2) return add;
  const found = (await staff(console.api)).filter(({ name, login }) => matches(`${name} ${login}`, words));
  // Who visits is found among the workers too; here it is the way in.
  return [...add, ...found.map(({ actor, name, role }): Found => ({ id: `staff-${actor}`, kind: "person", text: name, more: t(`role-${role}`), act: (to) => to.go("office", "people", actor) }))];
}

export const workers: Tab = {
  name: "workers",
  roles: ["coordinator", "head", "officer", "administrator"],
  screen: Workers,
  find: findWorkers,
};

export const tablets: Tab = {
  name: "tablets",
  roles: ["coordinator", "head", "administrator"],
  screen: Tablets,
  find: (_, words) => action("tablet-give", words, (to) => to.go("office", "tablets", "give")),
};

export const erased: Tab = {
  name: "erased",
  roles: ["officer", "head", "administrator"],
  screen: Erased,
  find: (_, words) => action("erased-open", words, (to) => to.go("office", "erased")),
};

export const openings: Tab = {
  name: "openings",
  roles: ["worker", "coordinator", "head", "officer"],
  // One list alone: nothing further is opened in it.
  screen: (at) => Openings(at, {}),
  find: (_, words) => action("openings-open", words, (to) => to.go("office", "openings")),
};

export const people: Tab = { name: "people", roles: ["administrator"], screen: People, find: findPeople };

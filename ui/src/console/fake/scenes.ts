/** Every screen of the console in a telling state: what axe checks and what docs/screens shows. Each part adds its list. */
import type { Console } from "../console.svelte";
import { absenceScenes } from "./absence-scenes";
import { boardScenes } from "./board-scenes";
import { clientScenes } from "./clients-scenes";
import type { Fake } from "./fake";
import { inboxScenes } from "./inbox-scenes";
import { officeScenes } from "./office-scenes";
import { settingsScenes } from "./settings-scenes";
import { shellScenes } from "./shell-scenes";

export interface Scene {
  /** Begins with `console-`. */
  name: string;
  /** The address after `#/`. */
  at?: string;
  /** How many workers and visits a day, when not the usual town. */
  size?: [workers: number, perDay: number];
  /** Prepares the fake before the console starts. */
  world?: (fake: Fake) => void;
  /** Does what a person would, once the screen stands. */
  show?: (console: Console) => void | Promise<void>;
}

export const scenes: Scene[] = [...shellScenes, ...boardScenes, ...clientScenes, ...inboxScenes, ...absenceScenes, ...officeScenes, ...settingsScenes];

/** Waits until the page has it, and gives it. */
export async function found(selector: string): Promise<HTMLElement> {
  for (let turn = 0; turn < 200; turn++) {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) return element;
    await new Promise((next) => requestAnimationFrame(next));
  }
  throw new Error(`no ${selector}`);
}

export const press = async (selector: string): Promise<void> => (await found(selector)).click();

/** Types into a field as a person would. */
export const type = async (selector: string, text: string): Promise<void> =>
  typeInto((await found(selector)) as HTMLInputElement, text);

export async function typeInto(field: HTMLInputElement, text: string): Promise<void> {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((next) => requestAnimationFrame(next));
}

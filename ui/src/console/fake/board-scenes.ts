/** The Board: a day and a week, with nothing, something and too much on it; a move before it is made. */
import type { Fake } from "./fake";
import { morning as usual } from "./inbox";
import { found, press, type Scene } from "./scenes";
import { behind, seenRoutes } from "./seen";
import { timeOf } from "./world";

/** A morning with something of everything. */
function morning(fake: Fake): void {
  const { world } = fake;
  const today = world.now.day;
  const mine = (worker: string) => world.visits.filter((visit) => visit.day === today && visit.workers.includes(worker));
  const set = (worker: string, index: number, known: object) => Object.assign(mine(worker)[index] ?? {}, known);
  set("w0", 2, { state: "moveAsked" });
  set("w2", 2, { told: "failed", state: "confirmed" });
  set("w3", 1, { state: "late" });
  set("w4", 0, { state: "noAccess" });
  set("w5", 2, { unannounced: true, state: "scheduled", agreed: null, told: "none" });
  set("w2", 3, { two: true, workers: ["w2", "w0"], minutes: 60 });
  const ill = world.workers[1];
  ill?.off.push({ day: today, from: "0:00", to: "24:00", kind: "ill" });
  for (const visit of mine("w1").slice(1)) Object.assign(visit, { state: "rescheduleNeeded" });
  world.add();
  world.waiting = usual(world).filter(({ key }) => key === "task:3");
  fake.add(seenRoutes(world, { w3: behind(world, "w3") }));
}

const first = ".visit.confirmed:not(.hand)";

/** Arrow keys on a visit, as a hand would press them. */
async function propose(...keys: string[]): Promise<void> {
  const visit = await found(`${first} button`);
  visit.focus();
  for (const key of keys) visit.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

export const boardScenes: Scene[] = [
  { name: "console-board", world: morning, show: async () => void (await found(".visit")) },
  { name: "console-board-week", world: morning, at: "board/today/week", show: async () => void (await found(".visit")) },
  { name: "console-board-empty", world: ({ world }) => void (world.visits = []), show: async () => void (await found(".ec-row-head")) },
  {
    name: "console-board-nobody",
    world: ({ world }) => Object.assign(world, { visits: [], workers: [] }),
    show: async () => void (await found(".empty")),
  },
  {
    name: "console-board-one",
    world: ({ world }) => {
      const [only] = world.workers;
      world.workers = only ? [only] : [];
      world.visits = world.visits.filter((visit) => visit.workers.includes("w0")).slice(0, 1);
      Object.assign(world.visits[0] ?? {}, { day: world.now.day, time: timeOf(630), state: "confirmed" });
    },
    show: async () => void (await found(".visit")),
  },
  { name: "console-board-many", size: [60, 8], world: morning, show: async () => void (await found(".visit")) },
  { name: "console-board-crowd", size: [60, 8], at: "board/today/week", show: async () => void (await found(".visit")) },
  { name: "console-board-visit", world: morning, show: () => press(`${first} button`) },
  { name: "console-board-seen", world: morning, show: () => press(".ec-row-head button") },
  { name: "console-board-proposed", world: morning, show: () => propose("ArrowRight", "ArrowRight", "ArrowDown") },
  {
    name: "console-board-move",
    world: morning,
    show: async () => {
      await propose("ArrowRight", "ArrowDown", "ArrowDown");
      (document.activeElement as HTMLElement).click();
      await found("dialog fieldset");
    },
  },
  {
    name: "console-board-cancel",
    world: morning,
    show: async () => {
      await press(`${first} button`);
      await press("dialog button.stop");
      await found("dialog input");
    },
  },
];

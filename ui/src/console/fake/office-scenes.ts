/** The office: workers, tablets and people; what is given, taken, let in and shut out. */
import { coordinator } from "./session";
import type { Fake } from "./fake";
import { newcomer } from "./office";
import { found, press, type, type Scene } from "./scenes";

/** One has left, another is to leave. */
function leavers(fake: Fake): void {
  void fake.ask("POST", "workers/w5/leave", { body: { last_day: null } });
  void fake.ask("POST", "workers/w2/leave", { body: { last_day: fake.world.days.at(-3) } });
}

/** Who keeps the office signs in as an administrator. */
const chief = ({ world }: Fake): void => void (world.who = { ...coordinator, actor: "darius", login: "darius", name: "Darius Petronis", role: "administrator" });

/** The head of the unit. */
const leads = ({ world }: Fake): void => void (world.who = { ...coordinator, role: "head" });

export const officeScenes: Scene[] = [
  { name: "console-office-erased", at: "office/erased", world: chief, show: async () => void (await found("tbody tr")) },
  {
    name: "console-office-erased-agree",
    at: "office/erased",
    world: chief,
    show: async () => {
      await press("td.act button:nth-of-type(2)");
      await type("dialog .field input", "Stasys Beržinis");
    },
  },
  { name: "console-office-erased-head", at: "office/erased", world: leads, show: async () => void (await found("tbody tr")) },
  { name: "console-office-workers", at: "office/workers", show: async () => void (await found("tbody tr")) },
  { name: "console-office-many", at: "office/workers", size: [60, 8], show: async () => void (await found("tbody tr")) },
  { name: "console-office-worker", at: "office/workers/w2", show: async () => void (await found("dl")) },
  {
    name: "console-office-worker-new",
    at: "office/workers/new",
    show: async () => {
      await type("dialog input", "Ieva");
    },
  },
  {
    name: "console-office-worker-mend",
    at: "office/workers/w2",
    show: async () => {
      await press("section header button");
      await found("dialog input[type=checkbox]");
    },
  },
  {
    name: "console-office-leave",
    at: "office/workers/w2",
    show: async () => {
      await press("main button.stop");
      await found("dialog li");
    },
  },
  {
    name: "console-office-leave-now",
    at: "office/workers/w2",
    show: async () => {
      await press("main button.stop");
      await press("dialog label:nth-of-type(2) input");
      await found("dialog .notice.warn");
    },
  },
  { name: "console-office-gone", at: "office/workers", world: leavers, show: async () => void (await found("section tbody tr")) },
  { name: "console-office-worker-leaves", at: "office/workers/w2", world: leavers, show: async () => void (await found(".notice")) },
  { name: "console-office-worker-gone", at: "office/workers/w5", world: leavers, show: async () => void (await found(".notice")) },
  { name: "console-office-tablets", at: "office/tablets", show: async () => void (await found("tbody tr")) },
  { name: "console-office-tablets-none", at: "office/tablets", world: (fake) => fake.add({ "GET tablets": () => [] }), show: async () => void (await found(".empty")) },
  {
    name: "console-office-give",
    at: "office/tablets/give/w5",
    show: async () => {
      await found("dialog option:nth-child(3)");
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog svg[role=img]");
    },
  },
  {
    name: "console-office-tablets-waiting",
    at: "office/tablets",
    world: ({ world }) => {
      const own = { check: "0359 1184", gave: true, others: ["Darius Petronis", "Nijolė Baltrušienė"] };
      world.newTablets = [newcomer(), newcomer({ tablet: "t8", worker: "w1", code: "D02", name: "Tomas Žilinskas", waiting: own })];
    },
    show: async () => void (await found(".coming .question + .question")),
  },
  {
    name: "console-office-give-come",
    at: "office/tablets/give/w5",
    world: ({ world }) => void (world.tabletComes = true),
    show: async () => {
      await found("dialog option:nth-child(3)");
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog .question");
    },
  },
  {
    name: "console-new-tablet",
    at: "clients",
    world: ({ world }) => void (world.newTablets = [newcomer()]),
    show: async () => void (await found(".above .notice")),
  },
  { name: "console-office-revoke", at: "office/tablets", show: () => press("tbody tr:nth-child(2) button:nth-of-type(2)") },
  {
    name: "console-office-wipe",
    at: "office/tablets",
    show: async () => {
      await press("tbody tr:nth-child(2) button:nth-of-type(2)");
      await press("dialog input[value=wipe]");
    },
  },
  { name: "console-office-tablets-gone", at: "office/tablets", show: () => press("details summary") },
  {
    name: "console-office-unlock",
    at: "office/tablets",
    show: async () => {
      await press("tbody tr:nth-child(1) button");
      await found("dialog textarea");
    },
  },
  {
    name: "console-office-unlock-code",
    at: "office/tablets",
    show: async () => {
      await press("tbody tr:nth-child(1) button");
      await type("dialog textarea", "Pamiršo PIN, skambino iš kliento namų");
      await press("dialog button[type=submit]");
      await found("dialog .typed");
    },
  },
  { name: "console-office-openings", at: "office/openings", world: ({ world }) => void (world.openings = true), show: async () => press("details summary") },
  {
    name: "console-office-opening-review",
    at: "office/openings",
    world: ({ world }) => void (world.openings = true),
    show: async () => {
      await press("article button");
      await type("dialog textarea", "Pagrįsta: skambinau Rasai, greitoji iškviesta.");
    },
  },
  { name: "console-office-people", at: "office/people", world: chief, show: async () => void (await found("tbody tr")) },
  {
    name: "console-office-idle",
    at: "office/people",
    world: (fake) => {
      chief(fake);
      fake.world.idle = true;
    },
    show: async () => void (await found("section li")),
  },
  { name: "console-office-person", at: "office/people/giedre", world: chief, show: async () => void (await found("section li")) },
  {
    name: "console-office-person-account",
    at: "office/people/giedre",
    world: (fake) => {
      chief(fake);
      fake.world.provider = true;
    },
    show: async () => void (await found("section dl ~ .line button")),
  },
  {
    name: "console-office-person-new",
    at: "office/people/new",
    world: chief,
    show: async () => {
      await type("dialog input", "Ieva Rimkutė");
    },
  },
  {
    name: "console-office-person-code",
    at: "office/people/giedre",
    world: chief,
    show: async () => {
      await press("section .line button");
      await press("dialog button[type=submit]");
      await found("dialog .code");
    },
  },
  {
    name: "console-office-suspend",
    at: "office/people/giedre",
    world: chief,
    show: async () => {
      await press("main button.stop");
      await found("dialog li");
    },
  },
];

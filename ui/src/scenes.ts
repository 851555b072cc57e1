/** Every screen in a telling state, over the fake backend: what axe checks and what docs/screens shows. */
import { tick } from "svelte";
import type { LeaseStandingView, LeaseView, PinView, StatusView } from "./backend/bindings/status";
import type { VisitView } from "./backend/bindings/visit";
import { today, tomorrow } from "./backend/fake/world";
import { parcels } from "./backend/fake/carry";
import type { Fake } from "./backend/fake/fake";
import { readyCode, waiting } from "./backend/fake/recovery";
import type { Field } from "./field/field.svelte";

export interface Scene {
  name: string;
  /** Prepares the fake before the app starts. */
  world?: (fake: Fake) => void | Promise<void>;
  /** Goes to the screen, once the app knows where it stands. */
  show?: (field: Field) => void | Promise<void>;
}

const jonas = { visit: "v2" };

function change(fake: Fake, id: string, known: Partial<VisitView>): void {
  const found = fake.world.visits.find((visit) => visit.id === id);
  if (found) Object.assign(found, known);
}

async function atDoor(fake: Fake): Promise<void> {
  await fake.setOut(jonas);
  await fake.arrive(jonas);
}

async function talking(fake: Fake): Promise<void> {
  await atDoor(fake);
  await fake.start(jonas);
  change(fake, "v2", {
    arrived: "9:34",
    arrivedOff: -1,
    draftNotes:
      "Vaikšto su lazda, iki parduotuvės nebenueina. Duktė Rasa atvažiuoja šeštadieniais. Prašo pagalbos du kartus per savaitę, geriausia rytais.",
  });
  await fake.answerChecklist({ ...jonas, item: "during-purpose", answer: "yes", why: "" });
  await fake.promiseMake({
    ...jonas,
    person: "jonas",
    text: "Paskambinsiu dėl pagalbos namuose pradžios",
    day: "2026-11-26",
    time: "12:00",
  });
}

async function closing(fake: Fake): Promise<void> {
  await talking(fake);
  change(fake, "v2", { draftSummary: "pagalbą namuose du kartus per savaitę, rytais, nuo gruodžio" });
  await fake.agreeTime({
    person: "jonas",
    visit: null,
    after: "v2",
    day: "2026-12-07",
    time: "10:00",
    minutes: 30,
    contact: null,
    channel: "inPerson",
  });
}

const visit = (id: string) => (field: Field) => field.go({ at: "visit", visit: id });

/** A tablet that the office has not let in. */
const unapproved = (refused: boolean): Partial<StatusView> => ({
  approval: { check: "4821 7730", office: "Alytaus miesto savivaldybė", refused },
  sync: { link: "idle", waiting: 0, attention: 0, planSeen: null },
  firstSync: { peopleDone: 0, peopleAll: 0, todayReady: false },
});

const untried: PinView = { left: null, waitS: 0, mayLeave: false };

/** Taps a button that a screen keeps to itself. */
async function tap(...names: string[]): Promise<void> {
  await tick();
  const buttons = [...document.querySelectorAll("button")];
  buttons.find((button) => names.includes(button.textContent?.trim() ?? ""))?.click();
  await tick();
}

/** A locked tablet whose PIN was tried in vain. */
const tried = (pin: PinView, waiting = 0): Partial<StatusView> => ({
  stage: "locked",
  pin,
  recovery: readyCode,
  sync: { link: waiting > 0 ? "offline" : "idle", waiting, attention: 0, planSeen: null },
});

/** Without a contact for long. */
const leased = (standing: LeaseStandingView, reset = false): LeaseView => ({ standing, until: { day: "2026-11-24", time: "17:00" }, reset });

/** The same, after the right PIN. */
const shut: Partial<StatusView> = { stage: "locked", worker: null, lease: leased("shut"), writes: true };

/** What was written then, without a visit. */
function keptNotes(fake: Fake): void {
  void fake.shutNote({ note: "n1", visit: null, text: "Pas p. Zofiją Lukaševičienę 14:20–14:55. Vaistai baigiasi penktadienį, dukra atveš rytoj. Prašė paskambinti." });
  void fake.shutNote({ note: "n2", visit: null, text: "Niekas neatidarė, palikau kortelę." });
}

/** A profile that the office had cleared, with something to send yet or with nothing. */
const cleared = (waits: boolean): Partial<StatusView> => ({
  stage: "locked",
  worker: null,
  cleared: { at: { day: "2026-11-23", time: "10:42" }, waits, mayLeave: !waits, unsure: false },
  sync: { link: waits ? "offline" : "idle", waiting: waits ? 3 : 0, attention: 0, planSeen: null },
});

/** A tablet that several work with, before anybody is chosen; without its key store, and with troubles. */
const shared = (named = true): Partial<StatusView> => ({
  stage: "locked",
  profile: null,
  worker: null,
  profiles: [
    { id: "rasa", name: named ? "Rasa Vaitkevičiūtė" : null, number: 1, state: "ready", waiting: 3 },
    { id: "jonas", name: named ? "Jonas Kazlauskas" : null, number: 2, state: named ? "ready" : "waits", waiting: 0 },
    { id: "ona", name: named ? "Ona Aleksandravičienė-Butkevičiūtė" : null, number: 3, state: named ? "ready" : "gone", waiting: named ? 0 : 12 },
    ...(named ? [] : [{ id: "old", name: null, number: 4, state: "damaged" as const, waiting: 0 }]),
  ],
  sync: { link: "offline", waiting: named ? 3 : 15, attention: 0, planSeen: null },
});

export const scenes: Scene[] = [
  { name: "enrol", world: (fake) => void (fake.world.status = { ...fake.world.status, stage: "new", worker: null }) },
  { name: "approval", world: (fake) => void (fake.world.status = { ...fake.world.status, ...unapproved(false) }) },
  { name: "approval-refused", world: (fake) => void (fake.world.status = { ...fake.world.status, ...unapproved(true) }) },
  {
    name: "first-sync",
    world: (fake) =>
      void (fake.world.status = {
        ...fake.world.status,
        firstSync: { peopleDone: 23, peopleAll: 61, todayReady: false },
      }),
  },
  { name: "lock", world: (fake) => void (fake.world.status = { ...fake.world.status, stage: "locked" }) },
  {
    name: "lock-wrong",
    world: (fake) => void (fake.world.status = { ...fake.world.status, stage: "locked" }),
    show: async (field) => void (await field.run(() => field.backend.unlock({ pin: "000000" }))),
  },
  { name: "lock-wait", world: (fake) => void Object.assign(fake.world.status, tried({ left: 3, waitS: 300, mayLeave: false })) },
  { name: "lock-gone", world: (fake) => void Object.assign(fake.world.status, tried({ left: 0, waitS: 0, mayLeave: false }, 4)) },
  { name: "lock-gone-sent", world: (fake) => void Object.assign(fake.world.status, tried({ left: 0, waitS: 0, mayLeave: true })) },
  {
    name: "lock-hand-over",
    world: (fake) => void Object.assign(fake.world.status, tried(untried, 4)),
    show: () => tap("Perduoti neišsiųstus įrašus", "Hand over unsent records"),
  },
  {
    name: "lock-link",
    world: (fake) => void Object.assign(fake.world.status, tried(untried, 4)),
    show: async () => {
      await tap("Perduoti neišsiųstus įrašus", "Hand over unsent records");
      await tap("Rodyti kodą kolegai", "Show the code to your colleague");
    },
  },
  { name: "lock-lease-soon", world: (fake) => void Object.assign(fake.world.status, { stage: "locked", lease: leased("endsSoon") }) },
  { name: "lock-lease-shut", world: (fake) => void Object.assign(fake.world.status, { stage: "locked", lease: leased("shut") }) },
  { name: "lock-lease-reset", world: (fake) => void Object.assign(fake.world.status, { stage: "locked", lease: leased("shut", true) }) },
  { name: "shut", world: (fake) => void Object.assign(fake.world.status, shut) },
  {
    name: "shut-written",
    world: (fake) => void Object.assign(fake.world.status, shut, { lease: leased("open") }),
    show: async () => {
      await tap("Atvykau", "I have arrived");
    },
  },
  {
    name: "shut-none",
    world: (fake) => {
      Object.assign(fake.world.status, shut, { lease: leased("shut", true) });
      fake.world.visits = [];
    },
  },
  { name: "today-kept", world: keptNotes },
  { name: "kept", world: keptNotes, show: (field) => field.ask({ sheet: "kept" }) },
  { name: "today-lease-soon", world: (fake) => void Object.assign(fake.world.status, { lease: leased("endsSoon") }) },
  { name: "lock-cleared", world: (fake) => void Object.assign(fake.world.status, cleared(true)) },
  { name: "lock-cleared-sent", world: (fake) => void Object.assign(fake.world.status, cleared(false)) },
  { name: "lock-choose", world: (fake) => void Object.assign(fake.world.status, shared()) },
  { name: "lock-choose-numbers", world: (fake) => void Object.assign(fake.world.status, shared(false)) },
  { name: "lock-chosen", world: (fake) => void Object.assign(fake.world.status, shared(), { profile: "rasa" }) },
  { name: "enrol-another", world: (fake) => void Object.assign(fake.world.status, shared(), { stage: "new" }) },
  { name: "lock-phrase", world: (fake) => void Object.assign(fake.world.status, { stage: "locked", openedBy: "passphrase" }) },
  {
    name: "enrol-phrase",
    world: (fake) => void Object.assign(fake.world.status, { stage: "new", worker: null, profile: null, openedBy: "passphrase" }),
    show: async () => {
      const code = document.querySelector<HTMLInputElement>("form input");
      if (!code) return;
      code.value = "ABCD EFGH 1234";
      code.dispatchEvent(new Event("input", { bubbles: true }));
      await Promise.resolve();
      code.form?.requestSubmit();
    },
  },
  {
    name: "pin-phrase",
    world: (fake) => void (fake.world.status.openedBy = "passphrase"),
    show: (field) => field.ask({ sheet: "pin" }),
  },
  { name: "ways", world: (fake) => void Object.assign(fake.world.status, tried({ left: 0, waitS: 0, mayLeave: false }, 4)), show: () => tap("Atrakinti be PIN kodo", "Open without the PIN") },
  {
    name: "ways-code",
    world: (fake) => void Object.assign(fake.world.status, tried(untried, 4)),
    show: async () => {
      await tap("Pamiršau PIN kodą", "I forgot the PIN");
      await tap("Turiu kodą", "I have a code");
    },
  },
  {
    name: "ways-office",
    world: (fake) => void Object.assign(fake.world.status, tried(untried), { recovery: { ...readyCode, code: "expired", asking: waiting } }),
    show: () => tap("Pamiršau PIN kodą", "I forgot the PIN"),
  },
  { name: "pin", show: (field) => field.ask({ sheet: "pin" }) },
  { name: "today" },
  { name: "today-empty", show: (field) => field.go({ at: "today", day: "2026-11-25" }) },
  {
    name: "today-loading",
    world: (fake) =>
      void (fake.world.status = {
        ...fake.world.status,
        sync: { ...fake.world.status.sync, link: "syncing", attention: 2 },
        firstSync: { peopleDone: 23, peopleAll: 61, todayReady: true },
      }),
  },
  { name: "today-tomorrow", show: (field) => field.go({ at: "today", day: tomorrow }) },
  { name: "week", show: (field) => field.go({ at: "week", day: null }) },
  { name: "block", show: (field) => field.ask({ sheet: "block", day: today }) },
  { name: "conflict", show: async (field) => ask(field, 0) },
  { name: "visit-before", show: visit("v2") },
  { name: "visit-before-two", show: visit("v5") },
  { name: "visit-unannounced", show: visit("v6") },
  { name: "visit-on-the-way", world: async (fake) => void (await fake.setOut(jonas)), show: visit("v2") },
  {
    name: "visit-late",
    world: async (fake) => {
      await fake.setOut(jonas);
      await fake.late({ ...jonas, minutes: 20 });
    },
    show: visit("v2"),
  },
  {
    name: "late",
    world: async (fake) => void (await fake.setOut(jonas)),
    show: (field) => {
      field.go({ at: "visit", visit: "v2" });
      field.ask({ sheet: "late", visit: "v2", phone: "0 600 00103" });
    },
  },
  { name: "visit-door", world: atDoor, show: visit("v2") },
  {
    name: "visit-no-access",
    world: async (fake) => {
      await atDoor(fake);
      await fake.noAccess({ ...jonas, cardLeft: true });
    },
    show: visit("v2"),
  },
  {
    name: "visit-no-access-unannounced",
    world: async (fake) => {
      await fake.setOut({ visit: "v6" });
      await fake.arrive({ visit: "v6" });
      await fake.noAccess({ visit: "v6", cardLeft: false });
    },
    show: visit("v6"),
  },
  {
    name: "visit-interrupted",
    world: async (fake) => {
      await talking(fake);
      await fake.interrupt({ ...jonas, cause: "asked", why: "Pavargo, prašė ateiti kitą kartą." });
    },
    show: visit("v2"),
  },
  { name: "visit-during", world: talking, show: visit("v2") },
  { name: "visit-close", world: closing, show: visit("v2") },
  {
    name: "visit-done",
    world: async (fake) => {
      await closing(fake);
      await fake.finish(jonas);
    },
    show: visit("v2"),
  },
  {
    name: "interrupt",
    world: talking,
    show: (field) => {
      field.go({ at: "visit", visit: "v2" });
      field.ask({ sheet: "interrupt", visit: "v2" });
    },
  },
  {
    name: "agree",
    show: (field) =>
      field.ask({ sheet: "agree", person: "danute", visit: "v3", after: null, minutes: 45, move: false }),
  },
  {
    name: "agree-move",
    show: (field) => field.ask({ sheet: "agree", person: "jonas", visit: "v2", after: null, minutes: 30, move: true }),
  },
  {
    name: "agree-alone",
    show: (field) =>
      field.ask({ sheet: "agree", person: "aleksandr", visit: "v6", after: null, minutes: 30, move: true, alone: true }),
  },
  { name: "people", show: (field) => field.go({ at: "people" }) },
  { name: "person", show: (field) => field.go({ at: "person", person: "jonas" }) },
  { name: "person-long", show: (field) => field.go({ at: "person", person: "marija" }) },
  {
    name: "mend",
    show: (field) => {
      field.go({ at: "person", person: "danute" });
      const name = "Danutė Žukauskienė";
      field.ask({ sheet: "mend", person: "danute", contact: null, field: "phone", value: "0 600 00106", name });
    },
  },
  {
    name: "contact",
    show: (field) => {
      field.go({ at: "person", person: "danute" });
      field.ask({ sheet: "contact", person: "danute", name: "Danutė Žukauskienė" });
    },
  },
  { name: "new-client", show: (field) => field.go({ at: "newClient" }) },
  { name: "promises", show: (field) => field.go({ at: "promises" }) },
  {
    name: "promises-empty",
    world: (fake) => void (fake.world.promises = []),
    show: (field) => field.go({ at: "promises" }),
  },
  {
    name: "promise",
    show: (field) => field.ask({ sheet: "promise", person: "jonas", name: "Jonas Miškinis", visit: null }),
  },
  {
    name: "promise-move",
    world: () => undefined,
    show: async (field) => {
      const promise = (await field.backend.promises()).today[0];
      if (promise) field.ask({ sheet: "movePromise", promise });
    },
  },
  {
    name: "feedback",
    show: (field) => field.ask({ sheet: "feedback", person: "jonas", name: "Jonas Miškinis", visit: null }),
  },
  {
    name: "call",
    show: (field) =>
      field.ask({ sheet: "call", person: "jonas", name: "Jonas Miškinis", visit: null, number: "0 600 00103" }),
  },
  {
    name: "call-task",
    show: async (field) => {
      field.go({ at: "promises" });
      const task = (await field.backend.calls()).due[1];
      if (task) field.ask({ sheet: "call", person: task.person, name: task.name, visit: null, number: task.number, task });
    },
  },
  { name: "stranger", show: (field) => field.go({ at: "stranger" }) },
  { name: "sync", show: (field) => field.go({ at: "sync" }) },
  {
    name: "sync-carried",
    world: (fake) => void (fake.world.parcels = parcels),
    show: (field) => field.go({ at: "sync" }),
  },
  {
    name: "sync-refused",
    world: (fake) => {
      fake.world.saved = fake.world.saved.map((item, index) =>
        index === 0 ? { ...item, fate: "refused" } : index === 1 ? { ...item, fate: "parked" } : item,
      );
      fake.world.status = { ...fake.world.status, sync: { ...fake.world.status.sync, waiting: 1, attention: 2 } };
    },
    show: (field) => field.go({ at: "sync" }),
  },
  { name: "client", world: closing, show: (field) => void (field.showing = { visit: "v2" }) },
  { name: "client-nobody", show: (field) => void (field.showing = { visit: null }) },
  { name: "error", show: (field) => void (field.problem = { code: "storage_full", args: {} }) },
];

async function ask(field: Field, index: number): Promise<void> {
  const conflict = (await field.backend.conflicts())[index];
  if (conflict) field.ask({ sheet: "conflict", conflict });
}

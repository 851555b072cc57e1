/**
 * A backend over invented data, for component tests, axe and pictures. It plays the device well enough for every
 * screen to be walked through; it decides nothing that a device would have to be right about.
 */
import en from "../../../../standard/respectful-visit.1.0.0.en.json";
import lt from "../../../../standard/respectful-visit.1.0.0.lt.json";
import type { Backend } from "../backend";
import type { CallTaskView } from "../bindings/calls";
import type { ErrorCode, ErrorView } from "../bindings/error";
import type { PersonBrief, PersonView } from "../bindings/person";
import type { PlannedVisit, SlotView } from "../bindings/plan";
import type { PromiseView } from "../bindings/promise";
import type { StandardItem, StandardView } from "../bindings/standard";
import type { ChangePinArgs, ChooseArgs, StatusView } from "../bindings/status";
import type { UnlockCodeArgs } from "../bindings/recovery";
import type { SavedWhat } from "../bindings/sync";
import type { FactKind, Step, VisitState, VisitView } from "../bindings/visit";
import { callsOf, followUp, times } from "./calls";
import { before } from "./facts";
import { dayOf, inMinutes, weekOf } from "./day";
import { fetched, handedOver, linked, syncOf, taken, waitsAnew } from "./carry";
import { chosen } from "./lock";
import { Shut } from "./shut";
import { asked, byCode, opened, readyCode, waiting } from "./recovery";
import { moment, newWorld, planned, today, tomorrow, visit as makeVisit, type World } from "./world";

export const rightPin = "135790";

function refuse(code: ErrorCode, args: Record<string, string> = {}): never {
  throw { code, args } satisfies ErrorView;
}

/** Letters without their marks: how a search without Lithuanian letters finds. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export class Fake implements Backend {
  world: World = newWorld();
  #tell = new Set<(status: StatusView) => void>();
  #stale = new Set<() => void>();
  #ids = 100;

  // The state of the app

  status = async (): Promise<StatusView> => ({ ...this.world.status, conflicts: this.world.conflicts.length });

  async enrol({ code }: { code: string; pin: string }): Promise<StatusView> {
    if (code.replace(/[^a-z0-9]/gi, "").length < 8) refuse("code_mistyped");
    return this.become({ stage: "open", profile: this.#id("w"), firstSync: { peopleDone: 4, peopleAll: 61, todayReady: false } });
  }

  unlock = async ({ pin }: { pin: string }) => (pin === rightPin ? this.become(opened) : refuse("pin_wrong"));
  unlockByCode = async ({ code }: UnlockCodeArgs) => this.become(byCode(code));
  askOffice = async () => this.become(asked(this.world.status, waiting));
  lookAtOffice = async () => this.status();
  recover = async () => this.become(opened);
  changePin = async ({ old }: ChangePinArgs) => (old === rightPin ? this.world.status : refuse("pin_wrong"));
  lock = async () => this.become({ stage: "locked", pin: { left: null, waitS: 0, mayLeave: false }, recovery: readyCode });
  async touch(): Promise<void> {}
  choose = async ({ profile }: ChooseArgs) => this.become(chosen(this.world.status.profiles, profile));
  addWorker = async () => this.become({ stage: "new", profile: null, pin: null });
  startOver = async () => this.become({ stage: "new", worker: null, approval: null });

  // Days

  day = async ({ day }: { day: string | null }) => dayOf(this.world, day);
  week = async ({ day }: { day: string | null }) => weekOf(this.world, day);

  async blockTime(block: { day: string; from: string; to: string; reason: string }): Promise<void> {
    this.world.blocks.push({ ...block, id: this.#id("b") });
    this.#keep("block", null);
  }

  async unblock({ block }: { block: string }): Promise<void> {
    this.world.blocks = this.world.blocks.filter((one) => one.id !== block);
  }

  // A tablet whose lease is over

  readonly shut = new Shut(this);
  shutVisits = async () => this.shut.visits();
  shutArrive = this.shut.arrive;
  shutFinish = this.shut.finish;
  shutUndo = this.shut.undo;
  shutDraft = this.shut.draft;
  shutNote = this.shut.note;
  keptNotes = async () => this.shut.kept();
  placeNote = this.shut.place;
  dropNote = this.shut.drop;

  // A visit

  async visit({ visit }: { visit: string }): Promise<VisitView> {
    const found = this.#visit(visit);
    const theirs = this.world.promises.filter((promise) => promise.person === found.person.id);
    const here = new Set(found.promisedHere.map((promise) => promise.id));
    const closing = found.state === "inProgress" && found.draftSummary !== "";
    return {
      ...found,
      step: closing ? "close" : found.step,
      promisedBefore: theirs.filter((promise) => promise.state !== "kept" && !here.has(promise.id)),
      promisedHere: theirs.filter((promise) => here.has(promise.id)),
    };
  }

  setOut = (args: { visit: string }) => this.#fact(args.visit, "setOut", "enRoute", "before", "setOut");
  turnBack = (args: { visit: string }) => this.#fact(args.visit, "turnedBack", "confirmed", "before", "setOut", null);

  async late({ visit, minutes }: { visit: string; minutes: number }): Promise<VisitView> {
    const found = this.#visit(visit);
    found.expected = inMinutes(this.world.now.time, minutes);
    return this.#fact(visit, found.state === "late" ? "later" : "late", "late", "before", "setOut");
  }

  arrive = (args: { visit: string }) => this.#fact(args.visit, "arrived", "arrived", "door", "arrived");
  start = (args: { visit: string }) => this.#fact(args.visit, "started", "inProgress", "during", "started");

  async noAccess({ visit, cardLeft }: { visit: string; cardLeft: boolean }): Promise<VisitView> {
    this.#visit(visit).cardLeft = cardLeft;
    return this.#fact(visit, "noAccess", "noAccess", "done", "ended");
  }

  async interrupt({ visit, why }: Parameters<Backend["interrupt"]>[0]): Promise<VisitView> {
    this.#visit(visit).interruptedWhy = why;
    await this.#keepDrafts(visit);
    return this.#fact(visit, "interrupted", "interrupted", "done", "ended");
  }

  async finish({ visit }: { visit: string }): Promise<VisitView> {
    await this.#keepDrafts(visit);
    return this.#fact(visit, "finished", "completed", "done", "ended");
  }

  async undo({ visit }: { visit: string }): Promise<VisitView> {
    const found = this.#visit(visit);
    if (!found.undo) refuse("state_moved");
    [found.state, found.step] = before[found.undo.fact];
    found.undo = found.undo.fact === "later" ? { ...found.undo, fact: "late" } : null;
    this.#keep("correction", found.person.name);
    return this.visit({ visit });
  }

  async answerChecklist(args: { visit: string; item: string; answer: "yes" | "notNow"; why: string }): Promise<VisitView> {
    const found = this.#visit(args.visit);
    const { item, answer, why } = args;
    found.answers = [...found.answers.filter((one) => one.item !== item), { item, answer, why }];
    this.#keep("answer", found.person.name);
    return this.visit(args);
  }

  async draftSave(args: { visit: string; field: "notes" | "summary"; text: string }) {
    const found = this.#visit(args.visit);
    if (args.field === "notes") found.draftNotes = args.text;
    else found.draftSummary = args.text;
    return this.world.now;
  }

  async note({ visit, text }: { visit: string; text: string }): Promise<VisitView> {
    const found = this.#visit(visit);
    found.notes = [...found.notes, { id: this.#id("n"), text, at: this.world.now, by: null }];
    this.#keep("note", found.person.name);
    return this.visit({ visit });
  }

  async unplannedVisit({ person }: { person: string }): Promise<VisitView> {
    const made = makeVisit(this.#person(person), { id: this.#id("v"), state: "arrived", step: "door" });
    made.arrived = this.world.now.time;
    this.world.visits.push(made);
    this.#keep("stamp", made.person.name);
    return made;
  }

  async standard({ version, language }: { version: string; language: string }): Promise<StandardView> {
    const source = language === "en" ? en : lt;
    const items = source.item.flatMap((group) =>
      group.item.map(({ linkId, text }): StandardItem => ({ item: linkId, step: group.linkId as Step, text })),
    );
    return { version, language: source.language, items };
  }

  async saveChecklist({ visit }: { visit: string }) {
    return { folder: "Atsisiuntimai", name: `vizitas-${this.#visit(visit).id}.json` };
  }

  // Times

  async slots({ visit }: { visit: string | null }): Promise<SlotView[]> {
    const near = visit === "v7" ? 6 : 9;
    return [
      { day: today, time: "13:05", until: "13:50", why: [{ type: "soonest" }, { type: "near", minutes: near }] },
      { day: tomorrow, time: "10:15", until: "11:00", why: [{ type: "goodTime" }, { type: "extraTravel", minutes: 7 }] },
      { day: "2026-11-26", time: "9:30", until: "10:15", why: [{ type: "goodTime" }, { type: "tight", minutes: 5 }] },
    ];
  }

  async agreeTime(args: Parameters<Backend["agreeTime"]>[0]): Promise<PlannedVisit> {
    const found = args.visit
      ? this.#visit(args.visit)
      : this.#add(makeVisit(this.#person(args.person), { id: this.#id("v"), state: "requested" }));
    this.#plan(found, args);
    if (args.after) this.#visit(args.after).next = planned(found);
    return planned(found);
  }

  async moveTime(args: Parameters<Backend["moveTime"]>[0]): Promise<PlannedVisit> {
    const found = this.#visit(args.visit);
    this.#plan(found, args);
    return planned(found);
  }

  async requestVisit({ person, after, minutes }: Parameters<Backend["requestVisit"]>[0]): Promise<PlannedVisit> {
    const known = { id: this.#id("v"), state: "requested" as const, day: null, minutes };
    const made = this.#add(makeVisit(this.#person(person), known));
    if (after) this.#visit(after).next = planned(made);
    this.#keep("plan", made.person.name);
    return planned(made);
  }

  // People

  async person({ person }: { person: string }): Promise<PersonView> {
    // As across a process: whoever asks gets a value of its own.
    const brief = structuredClone(this.#person(person));
    const theirs = this.world.visits.filter((visit) => visit.person.id === person);
    return {
      brief,
      planned: theirs.filter((visit) => visit.step !== "done").map(planned),
      past: [
        ...theirs
          .filter((visit) => visit.step === "done")
          .map(({ id, day, time, state, notes }) => ({
            visit: id,
            at: moment(day ?? today, time ?? ""),
            state,
            by: null,
            summary: notes[0]?.text ?? "",
          })),
      ],
      promises: this.world.promises.filter((promise) => promise.person === person && promise.state !== "kept"),
      feedback: theirs.flatMap((visit) => visit.feedback),
      calls: this.world.logged.filter((logged) => logged.person === person).map(({ call }) => call),
      loading: person === "marija",
    };
  }

  async search({ query }: { query: string }) {
    const words = folded(query.trim());
    return this.world.people
      .filter((one) => folded(`${one.name} ${one.address} ${one.phone}`).includes(words))
      .sort((a, b) => a.name.localeCompare(b.name, "lt"))
      .map((one) => {
        const next = this.world.visits.find((visit) => visit.person.id === one.id && visit.step !== "done" && visit.time);
        return {
          id: one.id,
          name: one.name,
          place: one.address.split(",")[0] ?? "",
          phone: one.phone,
          next: next?.day && next.time ? moment(next.day, next.time) : null,
        };
      });
  }

  async personMend({ person, contact, field, value }: Parameters<Backend["personMend"]>[0]): Promise<PersonView> {
    const brief = this.#person(person);
    const digits = value.replace(/\D/g, "").length;
    if (field === "phone" && value && digits < 8) refuse("invalid", { field: "phone" });
    const known = brief.contacts.find((one) => one.id === contact);
    if (known) known.phone = value || null;
    else if (field === "phone") Object.assign(brief, { phone: value || null, phoneWrong: false });
    else if (field === "address" || field === "greeting") brief[field] = value;
    else brief[field] = value || null;
    this.#keep("person", brief.name);
    return this.person({ person });
  }

  async contactAdd(args: Parameters<Backend["contactAdd"]>[0]): Promise<PersonView> {
    const { person, name, relation, phone, sameHome, mayBeTold } = args;
    const brief = this.#person(person);
    brief.contacts.push({ id: this.#id("c"), name, relation, phone: phone || null, sameHome, mayBeTold });
    this.#keep("person", brief.name);
    return this.person({ person });
  }

  async clientAdd(args: Parameters<Backend["clientAdd"]>[0]): Promise<PersonView> {
    const name = `${args.firstName} ${args.surname}`.trim();
    const model = this.#person("sarunas");
    const made: PersonBrief = { ...model, id: this.#id("x"), name, greeting: "Laba diena", age: null };
    Object.assign(made, { address: args.address, phone: args.phone || null, language: args.language, access: null });
    this.world.people.push(made);
    this.#keep("person", name);
    return this.person({ person: made.id });
  }

  async openCall(): Promise<void> {}
  async openMap(): Promise<void> {}

  async feedbackRecord(args: Parameters<Backend["feedbackRecord"]>[0]): Promise<void> {
    const { visit, kind, text, wantsAnswer } = args;
    const record = { id: this.#id("f"), kind, text, wantsAnswer, at: this.world.now };
    if (visit) this.#visit(visit).feedback.push(record);
    this.#keep("feedback", this.#person(args.person).name);
  }

  async callLog(args: Parameters<Backend["callLog"]>[0]) {
    const { name } = this.#person(args.person);
    this.#logged(args);
    return { again: followUp(this.world.calls, args, name, this.world.now, this.#id("t")) };
  }

  async callNew({ caller, number, firstName, surname, address, text }: Parameters<Backend["callNew"]>[0]): Promise<PersonView> {
    const named = [firstName, surname].join(" ").trim();
    const known = { firstName: named || caller.name, surname: "", address, phone: named ? "" : number, language: "lt", note: "" };
    const made = await this.clientAdd(known);
    this.#logged({ person: made.brief.id, visit: null, number, caller, incoming: true, outcome: "reached", text });
    return this.person({ person: made.brief.id });
  }

  #logged(args: Omit<Parameters<Backend["callLog"]>[0], "task" | "again">): void {
    const { person, visit, number, outcome, text, incoming } = args;
    const caller = [args.caller.name, args.caller.position, args.caller.organisation].filter(Boolean).join(", ") || null;
    const call = { id: this.#id("k"), number, outcome, text, incoming, caller, at: this.world.now };
    if (visit) this.#visit(visit).calls.push(call);
    this.world.logged.push({ person, call });
    this.#keep("call", this.#person(person).name);
  }

  calls = async () => callsOf(this.world.calls);
  callTimes = async () => times;
  callTake = async ({ task }: { task: string }) => this.#call(task, { owner: { type: "me" } });
  callGiveBack = async ({ task }: { task: string }) => this.#call(task, { owner: { type: "office" } });
  callReopen = async ({ task }: { task: string }) => this.#call(task, { end: null, alsoEnded: [] });
  callEnd = async ({ task, result, words }: Parameters<Backend["callEnd"]>[0]) =>
    this.#call(task, { end: { result, words, at: this.world.now, by: null } });

  // Promises

  async promises() {
    const open = this.world.promises.filter((promise) => promise.state === "open");
    return {
      overdue: this.world.promises.filter((promise) => promise.state === "overdue"),
      today: open.filter((promise) => promise.day <= today),
      later: open.filter((promise) => promise.day > today),
      kept: this.world.promises.filter((promise) => promise.state === "kept"),
    };
  }

  async promiseMake({ person, visit, text, day, time }: Parameters<Backend["promiseMake"]>[0]): Promise<PromiseView> {
    const { name } = this.#person(person);
    const made: PromiseView = { id: this.#id("p"), person, name, text, day, time, owner: null, state: "open", moved: false };
    this.world.promises.push(made);
    if (visit) this.#visit(visit).promisedHere.push(made);
    this.#keep("promise", name);
    return made;
  }

  promiseMove = async ({ promise, day, time }: Parameters<Backend["promiseMove"]>[0]) =>
    this.#promise(promise, { day, time, moved: true, state: "open" });
  promiseKeep = async ({ promise }: { promise: string }) => this.#promise(promise, { state: "kept" });
  promiseReopen = async ({ promise }: { promise: string }) => this.#promise(promise, { state: "open" });

  // Differences and sync

  async conflicts() {
    return this.world.conflicts;
  }

  async settle({ conflict, choice }: { conflict: string; choice: string }): Promise<void> {
    const found = this.world.conflicts.find((one) => one.id === conflict);
    const side = found?.sides.find((one) => one.event === choice);
    if (!found || !side) refuse("not_found");
    if (found.visit && side.value.type === "plan") {
      const { day, time } = side.value;
      Object.assign(this.#visit(found.visit), { day, time });
    }
    this.world.conflicts = this.world.conflicts.filter((one) => one.id !== conflict);
    this.#keep("settlement", found.name);
  }

  async syncNow(): Promise<void> {
    const { sync } = this.world.status;
    this.world.saved = this.world.saved.filter((item) => item.fate === "refused");
    this.become({ sync: { ...sync, link: "idle", waiting: 0, planSeen: this.world.now } });
    this.#stale.forEach((tell) => tell());
  }

  syncDetails = async () => syncOf(this.world);
  carryOut = async () => handedOver;
  carryTake = async ({ file }: { file: string }) => (this.world.parcels = taken(this.world, file));
  linkOpen = async () => linked("waits");
  linkLook = async () => linked(this.world.linkState);
  async linkClose(): Promise<void> {}
  linkTake = async ({ text }: { text: string }) => (this.world.parcels = fetched(this.world, text));
  carryAgain = async ({ parcel }: { parcel: string }) => (this.world.parcels = waitsAnew(this.world, parcel));
  carryForget = async ({ parcel }: { parcel: string }) => (this.world.parcels = this.world.parcels.filter(({ id }) => id !== parcel));

  async clientView({ visit }: { visit: string | null }) {
    const found = visit ? await this.visit({ visit }) : null;
    return {
      worker: this.world.status.worker ?? "",
      position: "socialinė darbuotoja",
      office: "Ežerynų savivaldybės Socialinės paramos skyrius",
      phone: "0 315 00 000",
      greeting: found?.person.greeting ?? null,
      purpose: found?.purpose || null,
      minutes: found?.minutes ?? null,
      promises: [...(found?.promisedHere ?? []), ...(found?.promisedBefore ?? [])],
      next: found?.next ?? null,
    };
  }

  onStatus(tell: (status: StatusView) => void): () => void {
    this.#tell.add(tell);
    return () => this.#tell.delete(tell);
  }

  onStale(tell: () => void): () => void {
    this.#stale.add(tell);
    return () => this.#stale.delete(tell);
  }

  // How it works inside

  become(change: Partial<StatusView>): StatusView {
    this.world.status = { ...this.world.status, ...change, conflicts: this.world.conflicts.length };
    this.#tell.forEach((tell) => tell(this.world.status));
    return this.world.status;
  }

  #keep(what: SavedWhat, name: string | null): void {
    this.world.saved.push({ id: this.#id("s"), what, name, at: this.world.now, fate: "waiting" });
    const { sync } = this.world.status;
    this.become({ sync: { ...sync, waiting: sync.waiting + 1 } });
  }

  #id(prefix: string): string {
    return `${prefix}${++this.#ids}`;
  }

  #visit(id: string): VisitView {
    return this.world.visits.find((visit) => visit.id === id) ?? refuse("not_found");
  }

  #person(id: string): PersonBrief {
    return this.world.people.find((person) => person.id === id) ?? refuse("not_found");
  }

  #add(visit: VisitView): VisitView {
    this.world.visits.push(visit);
    return visit;
  }

  #plan(visit: VisitView, args: Omit<Parameters<Backend["moveTime"]>[0], "cause" | "visit">): void {
    const { day, time, minutes, channel } = args;
    const contact = visit.person.contacts.find((one) => one.id === args.contact)?.name ?? null;
    const agreement = { contact, channel, at: this.world.now, officeConfirms: true };
    if (visit.unannounced) Object.assign(visit, { day, time, minutes, state: "scheduled" });
    else Object.assign(visit, { day, time, minutes, agreement, state: "confirmed" });
    this.#keep("plan", visit.person.name);
  }

  async #keepDrafts(visit: string): Promise<void> {
    const { draftNotes, draftSummary } = this.#visit(visit);
    for (const text of [draftNotes, draftSummary]) if (text.trim()) await this.note({ visit, text });
  }

  #call(id: string, change: Partial<CallTaskView>): CallTaskView {
    const found = this.world.calls.find((call) => call.id === id) ?? refuse("not_found");
    Object.assign(found, change);
    this.#keep("call", found.name);
    return found;
  }

  #promise(id: string, change: Partial<PromiseView>): PromiseView {
    const found = this.world.promises.find((promise) => promise.id === id) ?? refuse("not_found");
    Object.assign(found, change);
    this.#keep("promise", found.name);
    return found;
  }

  async #fact(
    id: string,
    fact: FactKind,
    state: VisitState,
    step: Step,
    stamp: "setOut" | "arrived" | "started" | "ended",
    at: string | null = this.world.now.time,
  ): Promise<VisitView> {
    const found = this.#visit(id);
    found[stamp] = at;
    Object.assign(found, { state, step, undo: { fact, at: this.world.now.time } });
    if (fact === "arrived") found.arrivedOff = -15;
    this.#keep("stamp", found.person.name);
    return this.visit({ visit: id });
  }
}

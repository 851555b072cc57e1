/** The fake's state: what a device would fold from its log. It starts on a Monday morning at 9:20. */
import type { CallTaskView } from "../bindings/calls";
import type { CallView } from "../bindings/contact";
import type { ConflictView } from "../bindings/conflict";
import type { PersonBrief } from "../bindings/person";
import type { PlannedVisit } from "../bindings/plan";
import type { PromiseView } from "../bindings/promise";
import type { Moment, StatusView } from "../bindings/status";
import type { LinkState, ParcelView } from "../bindings/carry";
import type { SavedItem } from "../bindings/sync";
import type { VisitView } from "../bindings/visit";
import { calls } from "./calls";
import { everybody } from "./people";

export const today = "2026-11-23";
export const tomorrow = "2026-11-24";

export interface Block {
  id: string;
  day: string;
  from: string;
  to: string;
  reason: string;
}

export interface World {
  now: Moment;
  status: StatusView;
  people: PersonBrief[];
  visits: VisitView[];
  promises: PromiseView[];
  calls: CallTaskView[];
  /** Calls that were logged, by whose card they stand on. */
  logged: { person: string; call: CallView }[];
  conflicts: ConflictView[];
  blocks: Block[];
  saved: SavedItem[];
  parcels: ParcelView[];
  linkState: LinkState;
}

export function moment(day: string, time: string): Moment {
  return { day, time };
}

function visits(people: PersonBrief[]): VisitView[] {
  const plan: (Partial<VisitView> & Pick<VisitView, "id"> & { who: string })[] = [
    {
      id: "v1",
      who: "ona",
      state: "completed",
      step: "done",
      time: "8:30",
      minutes: 45,
      purpose: "Pagalbos namuose peržiūra",
      agreement: agreed("phone", "2026-11-19"),
      setOut: "8:12",
      arrived: "8:31",
      arrivedOff: 1,
      started: "8:34",
      ended: "9:14",
      notes: [
        {
          id: "n1",
          text: "Pagalba namuose tinka, prašo daugiau laiko antradieniais. Vaistus susideda pati.",
          at: moment(today, "9:14"),
          by: null,
        },
      ],
      undo: { fact: "finished", at: "9:14" },
    },
    {
      id: "v2",
      who: "jonas",
      time: "9:35",
      minutes: 30,
      purpose: "Prašymas dėl pagalbos namuose",
      agreement: agreed("sms", "2026-11-22"),
      told: { how: "arrived", by: "sms" },
      setOutBy: "9:21",
      lastVisit: moment("2026-11-02", "10:00"),
    },
    { id: "v3", who: "danute", state: "requested", time: "10:30", minutes: 45, purpose: "Poreikių vertinimas" },
    {
      id: "v4",
      who: "vytautas",
      time: "11:45",
      minutes: 60,
      purpose: "Atvejo peržiūra",
      agreement: agreed("email", "2026-11-18"),
      told: { how: "failed", by: "email" },
    },
    {
      id: "v5",
      who: "marija",
      time: "14:20",
      minutes: 60,
      purpose: "Slaugos ir globos plano aptarimas su šeima",
      agreement: { ...agreed("phone", "2026-11-20"), contact: "Eglė Krasauskaitė-Stankevičienė" },
      companion: "Kristina Balčiūnaitė",
      lastVisit: moment("2026-10-12", "14:00"),
    },
    {
      id: "v6",
      who: "aleksandr",
      state: "scheduled",
      time: "15:45",
      minutes: 30,
      purpose: "Gyvenimo sąlygų patikra",
      unannounced: true,
    },
    { id: "v7", who: "birute", state: "requested", day: null, minutes: 45, purpose: "Pirmas susitikimas" },
    { id: "v8", who: "sarunas", day: tomorrow, time: "9:00", minutes: 45, agreement: agreed("sms", "2026-11-21") },
    { id: "v9", who: "stanislava", day: tomorrow, time: "13:30", minutes: 60, agreement: agreed("phone", "2026-11-20") },
    { id: "v10", who: "ona", day: "2026-11-26", time: "8:30", minutes: 45, agreement: agreed("inPerson", today) },
    { id: "v11", who: "stanislava", day: null, state: "moveAsked", minutes: 30 },
  ];
  return plan.flatMap(({ who, ...known }) => {
    const person = people.find((one) => one.id === who);
    return person ? [visit(person, known)] : [];
  });
}

function agreed(channel: "phone" | "sms" | "email" | "inPerson", day: string): NonNullable<VisitView["agreement"]> {
  return { contact: null, channel, at: moment(day, "15:20"), officeConfirms: false };
}

export function visit(person: PersonBrief, known: Partial<VisitView> & Pick<VisitView, "id">): VisitView {
  return {
    state: "confirmed",
    step: "before",
    day: today,
    time: null,
    minutes: 45,
    purpose: "",
    unannounced: false,
    agreement: null,
    told: null,
    companion: null,
    outOfPlan: false,
    person,
    setOutBy: null,
    setOut: null,
    expected: null,
    arrived: null,
    arrivedOff: null,
    started: null,
    ended: null,
    interruptedWhy: "",
    lastVisit: null,
    promisedBefore: [],
    promisedHere: [],
    standard: "1.0.0",
    answers: [],
    notes: [],
    draftNotes: "",
    draftSummary: "",
    feedback: [],
    calls: [],
    cardLeft: false,
    next: null,
    undo: null,
    updateNeeded: false,
    ...known,
  };
}

function promises(): PromiseView[] {
  const own = { owner: null, moved: false };
  return [
    {
      ...own,
      id: "p1",
      person: "stanislava",
      name: "Stanislava Mickevič",
      text: "Sužinoti, ar priklauso kompensacija už šildymą",
      day: "2026-11-20",
      time: null,
      state: "overdue",
    },
    {
      ...own,
      id: "p2",
      person: "jonas",
      name: "Jonas Miškinis",
      text: "Atnešti prašymo formą",
      day: today,
      time: null,
      state: "open",
    },
    {
      ...own,
      id: "p3",
      person: "ona",
      name: "Ona Petrauskienė",
      text: "Paskambinti dėl slaugos",
      day: tomorrow,
      time: "12:00",
      state: "open",
    },
    {
      ...own,
      id: "p4",
      person: "marija",
      name: "Marija Konstancija Sližauskaitė-Krasauskienė",
      text: "Suderinti su šeimos gydytoju deguonies aparato priežiūrą ir pranešti anūkei, kada atvyks meistras",
      day: "2026-11-27",
      time: null,
      state: "open",
      moved: true,
    },
    {
      ...own,
      id: "p5",
      person: "sarunas",
      name: "Šarūnas Žvirblis",
      text: "Išsiųsti darbo biržos adresą",
      day: "2026-11-20",
      time: null,
      state: "kept",
    },
  ];
}

function conflicts(): ConflictView[] {
  const side = { byName: null, agreed: false, stands: false };
  return [
    {
      id: "c1",
      person: "vytautas",
      name: "Vytautas Ąžuolis",
      visit: "v4",
      about: "time",
      mineToSettle: true,
      sides: [
        {
          ...side,
          event: "c1-mine",
          value: { type: "plan", day: today, time: "11:45" },
          by: "me",
          at: moment("2026-11-18", "15:20"),
          agreed: true,
          stands: true,
        },
        {
          ...side,
          event: "c1-theirs",
          value: { type: "plan", day: tomorrow, time: "10:45" },
          by: "coordinator",
          byName: "Asta Daukšienė",
          at: moment("2026-11-22", "16:05"),
        },
      ],
    },
    {
      id: "c2",
      person: "danute",
      name: "Danutė Žukauskienė",
      visit: null,
      about: "phone",
      mineToSettle: true,
      sides: [
        {
          ...side,
          event: "c2-mine",
          value: { type: "text", text: "0 600 00106" },
          by: "me",
          at: moment("2026-11-20", "11:10"),
        },
        {
          ...side,
          event: "c2-theirs",
          value: { type: "text", text: "0 600 00160" },
          by: "coordinator",
          at: moment("2026-11-20", "14:30"),
          stands: true,
        },
      ],
    },
  ];
}

function saved(): SavedItem[] {
  return [
    {
      id: "s1",
      what: "person",
      name: "Danutė Žukauskienė",
      at: moment("2026-11-20", "11:10"),
      fate: "waiting",
    },
    { id: "s2", what: "note", name: "Ona Petrauskienė", at: moment(today, "9:14"), fate: "waiting" },
    { id: "s3", what: "stamp", name: "Ona Petrauskienė", at: moment(today, "9:14"), fate: "waiting" },
  ];
}

export function planned(visit: VisitView): PlannedVisit {
  const { id, day, time, minutes, agreement } = visit;
  return { visit: id, day, time, minutes, agreed: agreement !== null };
}

export function newWorld(): World {
  const people = everybody();
  const now = moment(today, "9:20");
  return {
    now,
    status: {
      stage: "open",
      profile: "rasa",
      openedBy: "pin",
      profiles: [],
      worker: "Rasa Vaitkevičiūtė",
      now,
      sync: { link: "offline", waiting: 3, attention: 0, planSeen: moment(today, "9:12") },
      cleared: null,
      lease: null,
      writes: false,
      kept: 0,
      pin: null,
      recovery: null,
      approval: null,
      firstSync: null,
      conflicts: 2,
    },
    people,
    visits: visits(people),
    promises: promises(),
    calls: calls(),
    logged: [],
    conflicts: conflicts(),
    blocks: [{ id: "b1", day: today, from: "16:30", to: "17:00", reason: "Dokumentai" }],
    saved: saved(),
    parcels: [],
    linkState: "waits",
  };
}

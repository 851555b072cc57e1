/** An invented town: its workers, clients and visits around today. No line stands for anybody who lives. */
import { clock, plusDays, weekStart } from "../../when";
import type { BoardVisit, BoardWorker, Off, Told } from "../api/board";
import type { InboxItem, SettledItem } from "../api/inbox";
import type { Me } from "../api/session";
import type { TabletView } from "../api/tablets";
import { now } from "../now";
import { coordinator } from "./session";

const surnames = `Petrauskienė Miškinis Žukauskienė Ąžuolis Norkūnas Balčiūnas Šimkutė Vaitkus Čepulis Gudaitienė Mačiulis
  Kazlauskaitė Čepulienė Stankevičienė Urbonas Jankauskienė Paulauskas Butkienė Rimkus Savickienė Baranauskas Kubilius
  Lukošienė Mockus Dapkūnienė`.split(/\s+/);
const given: Record<string, string[]> = {
  she: ["Ona", "Danutė", "Birutė", "Aldona", "Genovaitė", "Marija", "Regina"],
  he: ["Jonas", "Vytautas", "Antanas", "Stasys", "Algirdas", "Petras", "Juozas"],
};
const streets = ["Naujoji g.", "Pulko g.", "Jotvingių g.", "Santaikos g.", "Volungės g.", "Likiškėlių g.", "Vilties g."];
const staff = ["Tomas Grigas", "Rasa Urbonaitė", "Gintarė Bielskytė", "Saulius Vaičiulis", "Živilė Mažeikaitė", "Mindaugas Radzevičius"];

/** Numbers that look like chance and are the same each time. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export const timeOf = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

const nameOf = (index: number): string => {
  const surname = surnames[index % surnames.length] ?? "";
  const names = given[/ė$/.test(surname) ? "she" : "he"] ?? [];
  return `${names[Math.floor(index / 3) % names.length]} ${surname}`;
};

function worker(index: number, days: string[]): BoardWorker {
  const id = `w${index}`;
  const surname = surnames[(index * 5) % surnames.length] ?? "";
  const off = days.flatMap((day, at): Off[] => {
    const lunch: Off = { day, from: "12:00", to: "12:45", kind: "rest" };
    return at > 4 ? [{ day, from: "0:00", to: "24:00", kind: "hours" }] : [lunch, { day, from: at === 4 ? "15:45" : "17:00", to: "24:00", kind: "hours" }];
  });
  const name = staff[index] ?? `${(index % 2 ? given.he : given.she)?.[index % 7]} ${surname}`;
  return { id, name, unit: index % 3 === 2 ? "Vaikų ir šeimos skyrius" : "Socialinės pagalbos skyrius", leaves: null, off };
}

export class World {
  who: Me | null = coordinator;
  /** Whoever is signed in has passkeys. */
  passkeys = true;
  /** The host where passkeys work: null for nowhere, undefined for this one. */
  passkeysAt: string | null | undefined;
  /** Whoever is signed in has just proved to be that person. */
  proved = false;
  /** The municipality has a provider of accounts. */
  provider = false;
  /** Whoever signs in does so for the first time. */
  first = false;
  readonly now = now();
  readonly days: string[];
  workers: BoardWorker[];
  visits: BoardVisit[] = [];
  /** What waits and what was settled, when not the usual morning. */
  waiting: InboxItem[] | undefined;
  settled: SettledItem[] | undefined;
  /** Tablets that wait to be let in; and whether one comes as soon as a code is given. */
  newTablets: TabletView[] = [];
  tabletComes = false;
  /** Whether somebody opened a client in an emergency; and whom whoever is signed in opened. */
  openings = false;
  opened = new Set<string>();
  /** Whether the audit is not what was written. */
  spoilt = false;
  /** Whether somebody's access rests. */
  idle = false;
  #next = 0;

  /** A week of so many workers; their days are filled by `perDay` visits. */
  constructor(workers = staff.length, perDay = 5) {
    const monday = weekStart(this.now.day);
    this.days = Array.from({ length: 14 }, (_, at) => plusDays(monday, at));
    const week = this.days.slice(0, 7);
    this.workers = Array.from({ length: workers }, (_, index) => ({
      ...worker(index, week),
      off: [...worker(index, week).off, ...worker(index, this.days.slice(7)).off],
    }));
    const random = chance(7);
    for (const day of this.days.filter((_, at) => at % 7 < 5))
      for (const { id } of this.workers) this.#fill(day, id, perDay, random);
  }

  visit(id: string): BoardVisit | undefined {
    return this.visits.find((one) => one.id === id);
  }

  /** A visit that stands nowhere yet, or as `known` says. */
  add(known: Partial<BoardVisit> = {}): BoardVisit {
    const number = this.#next++;
    const visit: BoardVisit = {
      id: `v${number}`,
      client: `c${number}`,
      name: nameOf(number),
      address: `${streets[number % streets.length]} ${1 + ((number * 7) % 60)}-${1 + ((number * 3) % 40)}`,
      unannounced: false,
      state: "requested",
      plan: null,
      day: null,
      time: null,
      minutes: 45,
      workers: [],
      two: false,
      agreed: null,
      told: "none",
      travel: null,
      ...known,
    };
    this.visits.push(visit);
    return visit;
  }

  #fill(day: string, worker: string, perDay: number, random: () => number): void {
    let at = 8 * 60 + 15 * Math.floor(random() * 3);
    let travel: number | null = null;
    for (let count = 0; count < perDay; count++) {
      const minutes = perDay > 5 ? 30 : [30, 45, 60][Math.floor(random() * 3)] ?? 45;
      if (at < 12 * 60 + 45 && at + minutes > 12 * 60) at = 12 * 60 + 45;
      if (at + minutes > 17 * 60) return;
      const visit = this.add({ day, time: timeOf(at), minutes, workers: [worker], travel });
      this.#live(visit, random());
      travel = perDay > 5 ? 10 : 8 + Math.floor(random() * 14);
      at += minutes + Math.ceil(travel / 15) * 15 + (random() < 0.3 && perDay <= 5 ? 30 : 0);
    }
  }

  /** What has become of it by now. */
  #live(visit: BoardVisit, luck: number): void {
    visit.plan = `p-${visit.id}`;
    const agreed = { at: { day: plusDays(this.now.day, -2), time: "10:12" }, channel: luck < 0.5 ? ("sms" as const) : ("phone" as const) };
    const told: Told = luck < 0.7 ? "delivered" : "sent";
    const [here, start] = [clock(this.now.time), clock(visit.time ?? "0:00")];
    if (visit.day && (visit.day < this.now.day || (visit.day === this.now.day && start + visit.minutes < here)))
      Object.assign(visit, { agreed, told, state: luck < 0.06 ? "noAccess" : "completed" });
    else if (visit.day === this.now.day && start <= here) Object.assign(visit, { agreed, told, state: "inProgress" });
    else if (visit.day === this.now.day && start <= here + 20) Object.assign(visit, { agreed, told, state: "enRoute" });
    else if (luck > 0.82) Object.assign(visit, { state: luck > 0.9 ? "offered" : "proposed", told: luck > 0.9 ? "sent" : "none" });
    else Object.assign(visit, { agreed, told, state: "confirmed" });
  }
}

/** What the Board shows and how a proposal walks over it. Pure: it neither asks the server nor draws. */
import type { Calendar } from "@event-calendar/core";
import { isOver } from "../../states";
import { clock, plusDays } from "../../when";
import type { BoardVisit, BoardView, BoardWorker, Off, Target } from "../api/board";
import type { StaffRole } from "../api/session";

export type Span = "day" | "week";

/** Where a visit is proposed to go, before anything is done. */
export interface Proposal extends Target {
  visit: string;
}

export interface Filters {
  unit: string;
  worker: string;
  state: string;
  hand: boolean;
}

export const noFilters: Filters = { unit: "", worker: "", state: "", hand: false };

/** A proposal moves by a quarter of an hour. */
export const step = 15;
/** What the Board shows of a day, unless something stands earlier or later. */
const open = { from: 8 * 60, to: 17 * 60 };

export const timeOf = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** Groups of states that are looked for together. */
export const groups = {
  unagreed: (visit: BoardVisit) => !visit.agreed && !visit.unannounced && !isOver(visit.state),
  agreed: (visit: BoardVisit) => visit.agreed !== null && !isOver(visit.state),
  going: ({ state }: BoardVisit) => ["enRoute", "late", "arrived", "inProgress"].includes(state),
  over: ({ state }: BoardVisit) => isOver(state),
  unannounced: (visit: BoardVisit) => visit.unannounced,
} satisfies Record<string, (visit: BoardVisit) => boolean>;

/** Whose work it is to move visits; an officer looks on. */
export const movers: StaffRole[] = ["coordinator", "head", "worker"];

/** Whether it may still be moved on the Board. */
export const movable = ({ state }: BoardVisit): boolean => !isOver(state) && !["arrived", "inProgress"].includes(state);

/** `hands` are the visits that somebody has to see to. */
export function shown(view: BoardView, { unit, worker, state, hand }: Filters, hands: ReadonlySet<string>): { workers: BoardWorker[]; visits: BoardVisit[] } {
  const of = groups[state as keyof typeof groups];
  const visits = view.visits.filter((visit) => (!of || of(visit)) && (!hand || hands.has(visit.id)));
  const workers = view.workers.filter((one) => (!unit || one.unit === unit) && (!worker || one.id === worker));
  return { workers, visits };
}

/** The days of the span that hold `day`: a week leaves out a Saturday or Sunday on which nothing is. */
export function hiddenWeekdays(view: BoardView): number[] {
  return [6, 0].filter((weekday) => {
    const day = plusDays(view.from, (weekday + 6) % 7);
    return !view.visits.some((visit) => visit.day === day);
  });
}

/** From which to which minute a day is drawn: whole hours that hold all its visits. */
export function hours(visits: BoardVisit[]): { from: number; to: number } {
  let { from, to } = open;
  for (const { time, minutes } of visits) {
    if (!time) continue;
    from = Math.min(from, clock(time));
    to = Math.max(to, clock(time) + minutes);
  }
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}

/** The proposal one arrow key further; `undefined` when there is nothing there. */
export function stepped(from: Proposal, key: string, workers: BoardWorker[]): Proposal | undefined {
  const at = clock(from.time);
  if (key === "ArrowLeft") return at >= step ? { ...from, time: timeOf(at - step) } : undefined;
  if (key === "ArrowRight") return at + step < 24 * 60 ? { ...from, time: timeOf(at + step) } : undefined;
  const [first, ...others] = from.workers;
  const index = workers.findIndex(({ id }) => id === first);
  const next = workers[index + (key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : NaN)];
  // Of two workers who come together the other one stays.
  if (!next || others.includes(next.id)) return undefined;
  return { ...from, workers: [next.id, ...others] };
}

/** Where a visit stands, as a proposal that moves it nowhere yet; the row it was taken by comes first. */
export function standing(visit: BoardVisit, row?: string): Proposal | undefined {
  if (!visit.day || !visit.time) return undefined;
  const workers = [...visit.workers].sort((one, other) => Number(other === row) - Number(one === row));
  return { visit: visit.id, day: visit.day, time: visit.time, workers };
}

/** Whether a proposal would change anything. */
export function differs(proposal: Proposal, visit: BoardVisit): boolean {
  const same = [...proposal.workers].sort().join() === [...visit.workers].sort().join();
  return proposal.day !== visit.day || proposal.time !== visit.time || !same;
}

/** "2026-11-23T09:35:00", as the calendar reads a wall clock. */
function wall(day: string, minutes: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return minutes >= 24 * 60 ? `${plusDays(day, 1)}T00:00:00` : `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}

export function visitEvent(visit: BoardVisit, name: string, may: boolean, hand = false): Calendar.EventInput[] {
  if (!visit.day || !visit.time) return [];
  const start = clock(visit.time);
  return [
    {
      id: visit.id,
      start: wall(visit.day, start),
      end: wall(visit.day, start + visit.minutes),
      resourceIds: visit.workers,
      title: name,
      editable: may && movable(visit),
      classNames: ["visit", visit.state, visit.agreed || visit.unannounced ? "firm" : "loose", hand ? "hand" : ""],
      extendedProps: { visit },
    },
  ];
}

const told = (kind: Off["kind"]) => kind !== "hours" && kind !== "rest";

/** Somebody is away from a whole day of work, and not merely not working then. */
export const allDay = ({ from, to, kind }: Off): boolean => told(kind) && clock(from) <= open.from && clock(to) >= open.to;

export function offEvents(worker: BoardWorker, drawn: (off: Off) => boolean): Calendar.EventInput[] {
  return worker.off.filter(drawn).map((off, index) => ({
    id: `off-${worker.id}-${index}`,
    start: wall(off.day, clock(off.from)),
    end: wall(off.day, clock(off.to)),
    resourceIds: [worker.id],
    display: "background",
    classNames: ["off", off.kind],
    // A whole day is said beside the name.
    extendedProps: { said: told(off.kind) && !allDay(off) ? off.kind : null },
  }));
}

/** The proposal as it would stand, beside the visit that is still where it was. */
export function proposalEvent(proposal: Proposal, visit: BoardVisit, name: string): Calendar.EventInput[] {
  return visitEvent({ ...visit, ...proposal, id: visit.id }, name, false).map((event) => ({
    ...event,
    id: "proposal",
    classNames: ["visit", "proposal"],
    extendedProps: { visit: { ...visit, ...proposal, travel: null } },
  }));
}

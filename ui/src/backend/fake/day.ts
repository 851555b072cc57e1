/** The fake's day and week: rows from the world, ways and gaps of a set piece. */
import type { DayEntry, DayView, NearVisit, NextVisit, VisitRow, WeekView } from "../bindings/day";
import type { VisitView } from "../bindings/visit";
import { plusDays, weekStart } from "../../when";
import { callsOf } from "./calls";
import { today, type World } from "./world";

function minutesOf(time: string | null): number {
  const [hours = 0, minutes = 0] = (time ?? "23:59").split(":").map(Number);
  return hours * 60 + minutes;
}

/** The time of day so many minutes after another. */
export function inMinutes(time: string, minutes: number): string {
  const at = minutesOf(time) + minutes;
  return `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
}

function row(world: World, visit: VisitView): VisitRow {
  const { id, person, time, minutes, state, agreement, told, arrived, ended, unannounced, companion, outOfPlan } = visit;
  return {
    id,
    person: person.id,
    name: person.name,
    time,
    minutes,
    place: person.address.split(",")[0] ?? "",
    access: person.access,
    state,
    agreement,
    told,
    arrived,
    ended,
    needs: person.needs,
    promised: world.promises
      .filter((promise) => promise.person === person.id && promise.state === "open" && promise.day === visit.day)
      .map((promise) => promise.text.charAt(0).toLowerCase() + promise.text.slice(1)),
    unannounced,
    companion,
    outOfPlan,
    conflict: world.conflicts.find((conflict) => conflict.visit === id) ?? null,
  };
}

const ways: Record<string, DayEntry> = {
  v2: { type: "travel", minutes: 12, mode: "car", setOutBy: "9:21", estimated: false, shortBy: 0 },
  v3: { type: "travel", minutes: 8, mode: "foot", setOutBy: "10:20", estimated: false, shortBy: 0 },
  v4: { type: "travel", minutes: 11, mode: "car", setOutBy: "11:32", estimated: false, shortBy: 0 },
  v6: { type: "travel", minutes: 29, mode: "car", setOutBy: null, estimated: true, shortBy: 4 },
};

function near(world: World): NearVisit[] {
  return world.visits
    .filter((visit) => visit.day === null)
    .map((visit, index) => ({
      visit: visit.id,
      person: visit.person.id,
      name: visit.person.name,
      travel: 6 + 5 * index,
      minutes: visit.minutes,
      unannounced: visit.unannounced,
    }));
}

function next(visits: VisitView[]): NextVisit | null {
  const acts = { confirmed: "setOut", scheduled: "setOut", enRoute: "arrive", arrived: "resume", inProgress: "resume", requested: "agree" };
  for (const visit of visits) {
    const act = acts[visit.state as keyof typeof acts];
    if (act)
      return {
        visit: visit.id,
        person: visit.person.id,
        name: visit.person.name,
        time: visit.time,
        minutes: visit.minutes,
        act: act as NextVisit["act"],
      };
  }
  return null;
}

export function dayOf(world: World, asked: string | null): DayView {
  const day = asked ?? today;
  const isToday = day === today;
  const visits = world.visits
    .filter((visit) => visit.day === day)
    .sort((a, b) => minutesOf(a.time) - minutesOf(b.time));
  const waiting = near(world);
  const entries: DayEntry[] = [];
  for (const visit of visits) {
    const way = ways[visit.id];
    if (visit.id === "v5")
      entries.push({ type: "gap", from: "13:00", to: "14:10", minutes: 70, near: waiting[0] ?? null });
    if (way && isToday) entries.push(way);
    entries.push({ type: "visit", row: row(world, visit) });
  }
  for (const block of world.blocks) if (block.day === day) entries.push({ type: "blocked", ...block });
  return {
    day,
    isToday,
    entries,
    next: isToday ? next(visits) : null,
    waiting,
    promises: world.promises.filter((promise) => promise.state !== "kept" && promise.day <= plusDays(today, 1)),
    calls: isToday ? callsOf(world.calls).due : [],
    conflicts: isToday ? world.conflicts.filter((conflict) => conflict.visit === null) : [],
  };
}

export function weekOf(world: World, asked: string | null): WeekView {
  const start = weekStart(asked ?? today);
  const days = Array.from({ length: 7 }, (_, n) => plusDays(start, n)).map((day, index) => ({
    day,
    holiday: false,
    weekend: index > 4,
    visits: world.visits
      .filter((visit) => visit.day === day)
      .sort((a, b) => minutesOf(a.time) - minutesOf(b.time))
      .map(({ id, person, time, state }) => ({ visit: id, name: person.name, time, state })),
    free: [70, 260, 435, 390, 315, 0, 0][index] ?? 0,
    promises: world.promises.filter((promise) => promise.day === day && promise.state === "open").length,
  }));
  return {
    days: days
      .filter((day) => !day.weekend || day.visits.length > 0)
      .map(({ day, holiday, visits, free, promises }) => ({ day, holiday, visits, free, promises })),
  };
}

/** A worker's week: read from what is stored, and written back as short words that people type, "8:00–17:00, 12:00–12:45". */
import { t } from "../text.svelte";
import type { WeekdayView, WorkView } from "./api/absence";

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
const span = (from: number, to: number) => `${clock(from)}–${clock(to)}`;

/** One weekday as it is typed; empty: she is free. */
export function dayText({ week, hours }: WorkView, weekday: number): string {
  const day = week.find((one) => one.weekday === weekday);
  if (!day) return week.length === 0 && hours && weekday < 5 ? span(hours.from, hours.to) : "";
  const rest = day.break_to > day.break_from ? `, ${span(day.break_from, day.break_to)}` : "";
  return span(day.from, day.to) + rest;
}

const form = /^(\d{1,2})[:.](\d\d)\s*[–-]\s*(\d{1,2})[:.](\d\d)$/;

function readSpan(text: string): [number, number] | null {
  const found = form.exec(text.trim());
  if (!found) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  if (fromMinute > 59 || toMinute > 59 || toHour * 60 + toMinute > 1440) return null;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return from < to ? [from, to] : null;
}

/** A weekday from typed words; null when she is free, undefined when they make no sense. */
export function readDay(weekday: number, text: string): WeekdayView | null | undefined {
  if (text.trim() === "") return null;
  const [work = "", rest, ...more] = text.split(",");
  const hours = readSpan(work);
  const pause = rest === undefined ? ([0, 0] as const) : readSpan(rest);
  if (!hours || !pause || more.length > 0) return undefined;
  const [from, to] = hours;
  const [break_from, break_to] = pause;
  const within = rest === undefined || (break_from >= from && break_to <= to);
  return within ? { weekday, from, to, break_from, break_to } : undefined;
}

/** The week in short. */
export function weekWords(work: WorkView): string {
  if (work.week.length === 0) return work.hours ? t("absence-hours-same", { hours: span(work.hours.from, work.hours.to) }) : t("absence-hours-office");
  return work.week.map((day) => t("absence-hours-day", { weekday: day.weekday, hours: span(day.from, day.to) })).join(", ");
}

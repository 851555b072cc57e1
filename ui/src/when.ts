/** Days and times in words. Days come as "2026-11-23", times as "9:35", both already local. */
import en from "../../locales/en/days.ftl?raw";
import lt from "../../locales/lt/days.ftl?raw";
import type { Moment } from "./backend/bindings/status";
import { learn, t } from "./text.svelte";

learn({ lt, en });

function parts(day: string): { weekday: number; month: number; day: number } {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  // Noon UTC: the weekday of a calendar day must not depend on the tablet's zone.
  const weekday = new Date(Date.UTC(year, month - 1, date, 12)).getUTCDay() || 7;
  return { weekday, month, day: date };
}

/** The day `days` after `day`. */
export function plusDays(day: string, days: number): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days, 12)).toISOString().slice(0, 10);
}

function apart(day: string, today: string): number {
  return Math.round((Date.parse(`${day}T12:00Z`) - Date.parse(`${today}T12:00Z`)) / 86_400_000);
}

/** "pirmadienis, lapkričio 23 d." */
export function dayName(day: string): string {
  return t("day-name", parts(day));
}

/** "antradienį, lapkričio 24 d.", as the answer to "when". */
export function onDay(day: string): string {
  return t("day-on", parts(day));
}

/** "šiandien", "rytoj", "vakar", else the day. */
export function near(day: string, today: string): string {
  switch (apart(day, today)) {
    case 0:
      return t("day-today");
    case 1:
      return t("day-tomorrow");
    case -1:
      return t("day-yesterday");
    default:
      return onDay(day);
  }
}

/** "rytoj, 10:45", "antradienį, lapkričio 24 d., 10:45". */
export function at(moment: Moment, today: string): string {
  return t("day-at", { day: near(moment.day, today), time: moment.time });
}

/** "iki rytojaus" is a trap of cases: "rytoj iki 12:00", "rytoj". */
export function due(day: string, time: string | null, today: string): string {
  return time ? t("day-due-time", { day: near(day, today), time }) : near(day, today);
}

/** Minutes since midnight. */
export function clock(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** A sentence begins with a capital letter. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** The Monday of the week that holds `day`. */
export function weekStart(day: string): string {
  return plusDays(day, 1 - parts(day).weekday);
}

/** "lapkričio 23–29 d.", "lapkričio 30 d. – gruodžio 6 d." */
export function span(from: string, to: string): string {
  const [first, last] = [parts(from), parts(to)];
  if (first.month === last.month) return t("days-of-month", { ...first, to: last.day });
  return t("days-between", { from: t("day-month", first), to: t("day-month", last) });
}

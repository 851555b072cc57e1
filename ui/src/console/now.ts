/** The office's clock: whatever the computer's own zone, days and times are the municipality's. */
import type { Moment } from "../backend/bindings/status";
import { at } from "../when";

const zone = "Europe/Vilnius";
const days = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
const times = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, hour: "numeric", minute: "2-digit" });

/** Now, as a local day and time: "2026-11-23", "9:35". */
export function now(date: Date = new Date()): Moment {
  return { day: days.format(date), time: times.format(date).replace(/^0(?=\d)/, "") };
}

/** How far the office's clock is from UTC just now, "+02:00". */
export function offset(date: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(date);
  return parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "") || "+00:00";
}

/** The server's seconds since 1970 as a day and time of the office's, in words: "vakar, 9:12". */
export const when = (seconds: number): string => at(now(new Date(seconds * 1000)), now().day);

/** The time alone, "9:12": where its day stands above it. */
export const timeOf = (seconds: number): string => now(new Date(seconds * 1000)).time;

/** Day and time in figures, "2026-10-25 9:12": on paper "today" is another day. */
export const moment = (seconds: number): string => `${whatDay(seconds)} ${timeOf(seconds)}`;

/** The day alone, "2026-10-25": of what lies long behind the hour tells nothing, and the year may. */
export const whatDay = (seconds: number): string => now(new Date(seconds * 1000)).day;

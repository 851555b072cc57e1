/** How a visit on a shut tablet is named: by its hour alone, and no two alike. It must never know whose visit it is. */
import type { ShutVisit } from "../../backend/bindings/shut";
import type { Moment } from "../../backend/bindings/status";
import { t } from "../../text.svelte";
import { at, onDay } from "../../when";

export interface Named {
  visit: ShutVisit;
  /** "9:35", "Laikas nenurodytas (2)". */
  hour: string;
  /** The visit as the names of its buttons call it: "vizitas 9:35". */
  called: string;
}

/** `sure`: the tablet's day can be believed. Where it cannot, nothing is "today". */
export function named(visits: ShutVisit[], now: Moment, sure: boolean): Named[] {
  const hours = visits.map(({ planned }) => planned && hourOf(planned, now, sure));
  return visits.map((visit, index) => {
    const hour = hours[index];
    const nth = hours.slice(0, index + 1).filter((one) => one === hour).length;
    const alone = hours.filter((one) => one === hour).length === 1;
    const told = (words: string) => (alone ? words : t("shut-nth", { words, nth }));
    return {
      visit,
      hour: told(hour ?? t("shut-no-hour")),
      called: told(hour ? t("shut-visit-at", { hour }) : t("shut-visit-no-hour")),
    };
  });
}

function hourOf(planned: Moment, now: Moment, sure: boolean): string {
  if (!sure) return t("day-at", { day: onDay(planned.day), time: planned.time });
  return planned.day === now.day ? planned.time : at(planned, now.day);
}

/** The calendar component alone, with as many visits as the Board: what the Board's drag step is measured beside. */
import { Calendar, Interaction, ResourceTimeline } from "@event-calendar/core";
import { mount } from "svelte";
import { clock } from "../../when";
import type { World } from "./world";

export function plain(target: HTMLElement, { workers, visits, days }: World): void {
  const at = (day: string, minutes: number) => `${day}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00`;
  target.style.height = "100dvh";
  const options: Calendar.Options = {
    view: "resourceTimelineWeek",
    date: days[0] ?? "",
    height: "100%",
    slotMinTime: "08:00:00",
    slotMaxTime: "17:00:00",
    slotWidth: 80,
    slotDuration: 3600,
    snapDuration: 15 * 60,
    hiddenDays: [6, 0],
    editable: true,
    resources: workers.map(({ id, name }) => ({ id, title: name })),
    events: visits.flatMap(({ id, day, time, minutes, workers, name }) =>
      day && time
        ? [{ id, title: name ?? "", start: at(day, clock(time)), end: at(day, clock(time) + minutes), resourceIds: workers }]
        : [],
    ),
  };
  mount(Calendar, { target, props: { plugins: [ResourceTimeline, Interaction], options } });
}

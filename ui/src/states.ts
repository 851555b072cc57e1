/** A visit's states in shapes and words, and what they mean for a screen. */
import en from "../../locales/en/states.ftl?raw";
import lt from "../../locales/lt/states.ftl?raw";
import type { VisitState } from "./backend/bindings/visit";
import type { Shape } from "./components/Mark.svelte";
import { learn } from "./text.svelte";

learn({ lt, en });

const shapes: Record<VisitState, Shape> = {
  requested: "ring",
  offered: "ring",
  proposed: "ring",
  scheduled: "ring",
  confirmed: "dot",
  enRoute: "arrow",
  late: "arrow",
  arrived: "diamond",
  inProgress: "diamond",
  completed: "tick",
  noAccess: "house",
  interrupted: "cross",
  missed: "cross",
  cancelled: "cross",
  unanswered: "bang",
  declined: "bang",
  moveAsked: "bang",
  rescheduleNeeded: "bang",
  overdue: "bang",
};

export function shapeOf(state: VisitState): Shape {
  return shapes[state];
}

/** Nothing more happens with the visit. */
export function isOver(state: VisitState): boolean {
  return ["completed", "noAccess", "interrupted", "missed", "cancelled"].includes(state);
}

/** It ended, though not as a visit should. */
export function endedOtherwise(state: VisitState): boolean {
  return isOver(state) && state !== "completed";
}

/** The client has not agreed to a time, and may be asked for one. */
export function isUnagreed(state: VisitState): boolean {
  return ["requested", "offered", "proposed", "unanswered", "declined", "moveAsked", "rescheduleNeeded"].includes(state);
}

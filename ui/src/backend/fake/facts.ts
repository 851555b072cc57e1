/** The fake's facts: how a visit stood before each of them. */
import type { FactKind, Step, VisitState } from "../bindings/visit";

export const before: Record<FactKind, [VisitState, Step]> = {
  setOut: ["confirmed", "before"],
  late: ["enRoute", "before"],
  later: ["late", "before"],
  turnedBack: ["enRoute", "before"],
  arrived: ["enRoute", "before"],
  noAccess: ["arrived", "door"],
  started: ["arrived", "door"],
  interrupted: ["inProgress", "during"],
  finished: ["inProgress", "during"],
};

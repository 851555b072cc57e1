/** A call while it is made: what is typed, and which answers make sense of the visit that it is about. */
import { isOver } from "../../states";
import type { ClientVisit } from "../api/clients";

export type Reached = "spoke" | "noanswer" | "leftmessage" | "wrongnumber";
export type Answer = "agreed" | "wished" | "confirmed" | "cancelled";

export interface Typed {
  direction: "in" | "out";
  reached: Reached | null;
  name: string;
  organisation: string;
  position: string;
  number: string;
  message: string;
  wish: string;
  purpose: string;
  /** Which of the times to call again; the first when nothing is chosen. */
  again: number;
}

export const newCall = (): Typed => ({
  direction: "out",
  reached: null,
  name: "",
  organisation: "",
  position: "",
  number: "",
  message: "",
  wish: "",
  purpose: "",
  again: 0,
});

/** What the client may answer. A visit that nobody asked for yet can only be agreed. */
export function answersOf(visit: ClientVisit | undefined): Answer[] {
  if (!visit) return ["agreed"];
  const { state } = visit;
  if (isOver(state) || ["arrived", "inProgress", "scheduled"].includes(state)) return [];
  const asks: Answer[] = ["offered", "proposed", "confirmed", "enRoute", "late"].includes(state) ? ["wished"] : [];
  const stands: Answer[] = ["confirmed", "moveAsked"].includes(state) ? ["confirmed"] : [];
  const ends: Answer[] = ["proposed", "unanswered", "overdue", "declined"].includes(state) ? [] : ["cancelled"];
  return ["agreed", ...asks, ...stands, ...ends];
}

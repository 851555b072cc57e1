/** The places of the console, in the order of its bar. Each part adds one line. */
import type { Component } from "svelte";
import { absence } from "./absence/place";
import type { StaffRole } from "./api/session";
import { board } from "./board/place";
import { clients } from "./clients/place";
import type { Console } from "./console.svelte";
import { phone } from "./phone/place";
import { inbox } from "./inbox/place";
import { office } from "./tabs";

/** Something the palette found: a person, a visit or an action. */
export interface Found {
  id: string;
  kind: "person" | "visit" | "action";
  text: string;
  more?: string;
  act: (console: Console) => void;
}

export interface Place {
  /** As in the address; its word is `place-<name>`. */
  name: string;
  /** Whose place it is; none = everybody's. */
  roles?: StaffRole[];
  /** The rest of the address says what is opened. */
  screen: Component<{ rest: string[] }>;
  /** What the palette finds here for typed words; no words = the actions alone. */
  find?: (console: Console, words: string) => Promise<Found[]> | Found[];
}

export const places: Place[] = [board, inbox, clients, phone, absence, office];

/** Those of whoever is signed in. */
export function placesOf(console: Console): Place[] {
  return places.filter(({ roles }) => !roles || console.is(...roles));
}

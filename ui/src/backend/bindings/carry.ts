import type { Moment } from "./status";

export type CarriedArgs = { parcel: string, };
export type CarryTakeArgs = { file: string, };
export type ParcelState = "waits" | "delivered" | "damaged" | "unknown";
export type ParcelView = { id: string, state: ParcelState, taken: Moment, answered: Moment | null, };
export type LinkState = "waits" | "taken" | "over";
export type LinkTakeArgs = { text: string, };
export type LinkView = { text: string, path: string, size: number, state: LinkState, leftS: number, };

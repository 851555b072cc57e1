import type { Moment } from "./status";

export type CarriedArgs = { parcel: string, };
export type CarryTakeArgs = { file: string, };
export type ParcelState = "waits" | "delivered" | "damaged" | "unknown";
export type ParcelView = { id: string, state: ParcelState, taken: Moment, answered: Moment | null, };

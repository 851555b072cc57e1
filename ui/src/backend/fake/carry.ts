/** The calm place, and work that one tablet delivers for another, played: a file of a few letters is another municipality's. */
import type { LinkState, LinkView, ParcelView } from "../bindings/carry";
import type { ErrorView } from "../bindings/error";
import type { SyncView } from "../bindings/sync";
import { moment, today, type World } from "./world";

/** What a tablet wrote for its colleague. */
export const handedOver = { folder: "Atsisiuntimai", name: "vizitas-perduoti-3f9a21.vizitas" };

const waits: ParcelView = { id: "p1", state: "waits", taken: moment(today, "9:05"), answered: null };

/** One of each: what waits, what has arrived, what could not be read. */
export const parcels: ParcelView[] = [
  waits,
  { id: "p2", state: "delivered", taken: moment("2026-11-20", "15:10"), answered: moment("2026-11-20", "16:40") },
  { id: "p3", state: "damaged", taken: moment("2026-11-19", "12:00"), answered: moment("2026-11-19", "12:02") },
];

export function taken(world: World, file: string): ParcelView[] {
  if (file.length < 8) throw { code: file ? "carry_other" : "carry_damaged", args: {} } satisfies ErrorView;
  return [{ ...waits, taken: world.now, id: `p${world.parcels.length + 1}` }, ...world.parcels];
}

export const waitsAnew = (world: World, parcel: string): ParcelView[] =>
  world.parcels.map((one) => (one.id === parcel ? { ...one, state: "waits", answered: null } : one));

export const shown = "192.168.1.23:47113 7K3Q-M9TX-VB2N-8RC5";

/** The link as it is shown; its picture is a few squares. */
export const linked = (state: LinkState): LinkView => ({ text: shown, path: "M4 4h3v3h-3zM9 9h2v2h-2z", size: 16, state, leftS: 287 });

export function fetched(world: World, text: string): ParcelView[] {
  if (text !== shown) throw { code: "link_wrong", args: {} } satisfies ErrorView;
  return taken(world, "over the link");
}

export function syncOf(world: World): SyncView {
  const line = world.status.sync;
  return {
    line,
    reached: 412,
    reachedAt: moment("2026-11-20", "16:40"),
    triedAt: world.now,
    problem: line.link === "offline" ? { code: "server_unreachable", args: {} } : null,
    loading: 0,
    kept: 0,
    items: world.saved,
    parcels: world.parcels,
    office: "Ežerynų savivaldybės Socialinės paramos skyrius",
    version: "0.1.0",
  };
}

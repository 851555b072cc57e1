/** What the town's tablets have seen, faked: all of it this morning; one worker has no tablet, one a new one. */
import type { SeenView, UnseenChange, WorkerSeen } from "../api/seen";
import type { Routes } from "./fake";
import type { World } from "./world";

const seconds = () => Math.floor(Date.now() / 1000);

/** Two changes that a tablet without signal has not seen. */
export function behind(world: World, worker: string): UnseenChange[] {
  const [first, second] = world.visits.filter(({ day, workers, time }) => day === world.now.day && workers.includes(worker) && time).slice(-2);
  const now = seconds();
  const soon = now - (now % 900);
  const of = (visit: typeof first, known: Pick<UnseenChange, "change" | "was" | "is">): UnseenChange => ({
    visit: visit?.id ?? "",
    client: visit?.client ?? "",
    name: visit?.name ?? null,
    since: now - 25 * 60,
    ...known,
  });
  return [of(first, { change: "moved", was: soon + 3_600, is: soon + 9_000 }), of(second, { change: "cancelled", was: soon + 12_600, is: null })];
}

export function seenRoutes(world: World, unseen: Record<string, UnseenChange[]> = {}): Routes {
  return {
    "GET workers/seen": (): SeenView => {
      const now = seconds();
      const workers = world.workers.map(({ id, name }, index): WorkerSeen => {
        const late = unseen[id] ?? [];
        const seen = now - (late.length > 0 ? 40 : (index % 4) + 1) * 60;
        const known = { worker: id, name, phone: `0 612 0000${index % 10}`, tablets: 1, seen, unseen: late };
        return index % 6 === 4 ? { ...known, tablets: 0, seen: null } : index % 6 === 5 ? { ...known, seen: null } : known;
      });
      return { now, workers };
    },
  };
}

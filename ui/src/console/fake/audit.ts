/** What the audit tells, faked: who saw somebody, what was on a tablet, and whether its chain holds. */
import type { ChainFound, ChainView, TabletHeld, WhoSaw } from "../api/audit";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const day = 86_400;

export function auditRoutes(world: World): Routes {
  const now = () => Math.floor(Date.now() / 1000);
  const sees = () => world.who?.role !== "administrator";
  const worker = (index: number) => world.workers[index] ?? { id: `w${index}`, name: "" };
  const look = { listed: false, refused: false, exported: false, on_tablet: false, reason: "" };
  return {
    "GET audit/who-saw/:person": ({ ids }): WhoSaw => {
      const visit = world.visits.find(({ client }) => client === ids.person) ?? world.visits[0] ?? refuse("not_found");
      const by = (index: number, ago: number) => ({ ...look, actor: worker(index).id, name: worker(index).name, at: now() - ago });
      return {
        client: visit.client,
        name: sees() ? visit.name : null,
        number: sees() ? "K-1042" : null,
        erased: false,
        looks: [
          by(0, 1_800),
          { ...by(1, 5_400), reason: "Kaimynė skambino: už durų girdisi dejonės." },
          { ...by(1, 5_460), refused: true },
          { ...by(2, 2 * day), listed: true, reason: "ieškau bendravardės" },
          { ...by(0, 2.5 * day), exported: true, reason: "prašo pats žmogus" },
          { ...by(0, 3 * day), on_tablet: true, reason: "pavaduoju" },
        ],
        held: [
          { worker: worker(3).id, name: worker(3).name, from: now() - 400 * day, to: now() - 90 * day },
          { worker: worker(0).id, name: worker(0).name, from: now() - 90 * day, to: null },
        ],
      };
    },
    "GET audit/tablets": () => [0, 1, 2].map((index) => ({ tablet: `t${index}`, name: worker(index).name, since: now() - (20 + 9 * index) * day, seen: now() - 3_600, revoked: index === 1 ? now() - 7_200 : null })),
    "GET audit/tablets/:tablet": ({ ids }): TabletHeld => ({
      tablet: ids.tablet ?? "",
      name: worker(1).name,
      since: now() - 29 * day,
      approved: now() - 29 * day,
      revoked: now() - 7_200,
      seen: now() - 9 * 3600,
      made: now(),
      clients: world.visits.slice(0, 7).map(({ client, name }, index) => ({
        client,
        name: sees() ? name : null,
        number: sees() ? `K-10${40 + index}` : null,
        from: now() - (29 - index) * day,
        to: index > 4 ? now() - 5 * day : null,
        taken: index !== 3,
        forgotten: index === 6,
      })),
    }),
    "GET audit/chain": (): ChainView => ({
      records: 18_402,
      signed: 18_377,
      signed_at: now() - 1_500,
      checkpoints: 1_204,
      key: "9f3c07d15be2a846",
      witnesses: [0, 1, 2].map((index) => ({ name: worker(index).name, records: 18_377 - index * 61, at: now() - 1_500 - index * 3_600, fits: true })),
    }),
    "POST audit/chain/verify": (): ChainFound =>
      world.spoilt
        ? { found: "fault", why: "altered", record: 17_204, at: now() - 2 * day, count: null }
        : { found: "holds", records: 18_402, checkpoints: 1_204, covered: 18_377, witnesses: 3, lost: 0 },
  };
}

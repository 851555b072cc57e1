/** Workers, tablets and people, faked: what is given, taken and changed changes the one world. */
import type { TabletView } from "../api/tablets";
import { refuse, type Routes } from "./fake";
import { qr } from "./session";
import type { World } from "./world";

const day = 86_400;
const nowS = () => Math.floor(Date.now() / 1000);

/** The tablets of the town: one a worker, one that was lost, one whose work waits. */
export function tabletsOf(world: World): TabletView[] {
  const now = nowS();
  const of = (index: number, known: Partial<TabletView> = {}): TabletView => {
    const worker = world.workers[index];
    const base = { tablet: `t${index}`, worker: worker?.id ?? "", code: `SP-${10 + index}`, name: worker?.name ?? "" };
    return { ...base, since: now - (20 + 9 * index) * day, revoked: null, incarnation: 1, holds: false, ...known };
  };
  const used = world.workers.slice(0, 5).map((_, index) => of(index, index === 2 ? { holds: true } : {}));
  return [...used, of(1, { tablet: "t9", since: now - 200 * day, revoked: now - 29 * day })].filter(({ worker }) => worker);
}

export function officeRoutes(world: World): Routes {
  let tablets: TabletView[] | undefined;
  const all = () => (tablets ??= tabletsOf(world));
  return {
    "GET tablets": () => all(),
    "POST workers/:worker/tablets": ({ ids }) => {
      if (!world.workers.some(({ id }) => id === ids.worker)) refuse("not_found");
      return { code: "vizitai.alytus.lt:8443/m/alytus/7KQ2M-X9TRC-04HJB-NV8E3-PA6ZD-5WYF1-GS7KT-QM2C9", qr: qr(), until: nowS() + day };
    },
    "DELETE tablets/:tablet": ({ ids }) => {
      const tablet = all().find(({ tablet }) => tablet === ids.tablet) ?? refuse("not_found");
      tablet.revoked = nowS();
    },
  };
}

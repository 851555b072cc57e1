/** The board, faked: moves are checked for what a screen has to show, and change the one world. */
import { clock, plusDays } from "../../when";
import type { BoardView, BoardVisit, Broken, How, MoveCheck, Moved, MoveWish, Target, Telling } from "../api/board";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const over: BoardVisit["state"][] = ["completed", "noAccess", "interrupted", "missed", "cancelled", "inProgress", "arrived"];

function check(world: World, visit: BoardVisit, { day, time, workers }: Target): MoveCheck {
  const [from, to] = [clock(time), clock(time) + visit.minutes];
  const broken = workers.flatMap((worker): Broken[] => {
    const others = world.visits.filter((other) => other !== visit && other.day === day && other.workers.includes(worker));
    const clashes = others.flatMap((other): Broken[] => {
      const start = clock(other.time ?? "0:00");
      const known = { worker, name: other.name, time: other.time ?? "" };
      if (start < to && start + other.minutes > from) return [{ what: "overlap", ...known }];
      const gap = start >= to ? start - to : from - start - other.minutes;
      return gap < 10 ? [{ what: "travel", ...known, minutes: 10 - gap }] : [];
    });
    const off = world.workers.find(({ id }) => id === worker)?.off.filter((one) => one.day === day) ?? [];
    const away = off.filter((one) => clock(one.from) < to && clock(one.to) > from);
    return [...clashes, ...away.map((one): Broken => ({ what: "off", worker, kind: one.kind, from: one.from, to: one.to }))];
  });
  if (day < world.now.day || (day === world.now.day && from < clock(world.now.time))) broken.unshift({ what: "past" });
  const same = day === visit.day && time === visit.time;
  const ways: How[] = over.includes(visit.state) ? [] : visit.unannounced ? ["schedule"] : same && visit.agreed ? ["cover"] : ["agreed", "offer"];
  const leaving = visit.workers.filter((one) => !workers.includes(one));
  const tells = [...leaving, ...workers].map((worker): Telling => ({ whom: "worker", worker }));
  const client: Telling = { whom: "client", name: visit.name, channel: visit.agreed?.channel ?? "phone", word: !same };
  return { plan: visit.plan, broken, ways, tells: visit.unannounced ? tells : [client, ...tells] };
}

export function boardRoutes(world: World): Routes {
  const before: { visit: string; plan: string; was: BoardVisit }[] = [];
  const known = (id = "") => world.visit(id) ?? refuse("not_found");
  const current = (visit: BoardVisit, plan: string | null) => visit.plan === plan || refuse("moved");
  return {
    "GET board": ({ query = {} }): BoardView => {
      const from = String(query.from);
      const until = plusDays(from, Number(query.days));
      const workers = world.workers.filter(({ unit }) => !query.unit || unit === query.unit);
      const ids = workers.map(({ id }) => id);
      const visits = world.visits.filter(
        ({ day, workers }) => (day === null || (day >= from && day < until)) && (workers.length === 0 || workers.some((id) => ids.includes(id))),
      );
      return { now: world.now, from, days: Number(query.days), workers, visits };
    },
    "POST visits/:id/check-move": ({ ids, body }) => check(world, known(ids.id), body as Target),
    "POST visits/:id/move": ({ ids, body }): Moved => {
      const visit = known(ids.id);
      const { day, time, workers, how, plan, channel } = body as MoveWish;
      current(visit, plan);
      const made = `${plan}-${before.length}`;
      before.push({ visit: visit.id, plan: made, was: { ...visit } });
      const agreed = how === "agreed" ? { at: world.now, channel: channel ?? "phone" } : how === "cover" ? visit.agreed : null;
      const state = how === "offer" ? "offered" : how === "schedule" ? "scheduled" : "confirmed";
      Object.assign(visit, { day, time, workers, agreed, state, plan: made, told: "none" });
      return { undo: before.length - 1 };
    },
    "POST visits/:id/cancel": ({ ids, body }) => {
      const visit = known(ids.id);
      current(visit, (body as { plan: string | null }).plan);
      Object.assign(visit, { state: "cancelled" });
    },
    "POST visits/:id/undo": ({ body }) => {
      const done = before[(body as { undo: number }).undo] ?? refuse("not_found");
      const visit = known(done.visit);
      current(visit, done.plan);
      Object.assign(visit, done.was);
    },
  };
}

/** Absences and hours, faked: what is asked changes the one world; a proposal has something of every outcome. */
import { clock } from "../../when";
import type { AffectedVisit, OutcomeView, Span, WhyView, WorkerHours } from "../api/absence";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

export function absenceRoutes(world: World): Routes {
  let list: WorkerHours[] | undefined;
  const today = world.now.day;
  const all = () =>
    (list ??= world.workers.map(({ id, name, unit }, index) => ({
      worker: id,
      name,
      unit,
      work: {
        hours: { from: 480, to: 1020 },
        week: index === 1 ? [0, 1, 2, 3].map((weekday) => ({ weekday, from: 480, to: 1020, break_from: 720, break_to: 765 })) : [],
        skills: index === 2 ? ["gestų kalba"] : [],
      },
      absences: index === 3 ? [{ id: "a1", from: { day: today, time: "8:00" }, until: { day: today, time: "17:00" }, kind: "leave", reason: "" }] : [],
    })));
  const known = (id = "") => all().find(({ worker }) => worker === id) ?? refuse("not_found");
  const near: WhyView[] = [{ code: "knows", mind: false, args: {} }, { code: "near_before", mind: false, args: { minutes: "4" } }];
  const comer = (index: number) => ({ worker: world.workers[index]?.id ?? "", name: world.workers[index]?.name ?? "" });

  function proposal(worker: string, { from, until }: Span): AffectedVisit[] {
    const outcomes: OutcomeView[] = [
      { what: "stays", with: comer(2) },
      { what: "stays", with: comer(3) },
      { what: "moves", with: comer(4), at: { day: today, time: "13:30" }, minutes: 30, word: true },
      { what: "offers", times: [{ at: { day: today, time: "15:00" }, workers: [comer(5)], why: [] }] },
      { what: "nobody" },
    ];
    const within = (time: string | null) => time !== null && clock(time) >= clock(from.time) && clock(time) < clock(until.time);
    const visits = world.visits.filter(({ day, time, workers }) => day === today && within(time) && workers.includes(worker));
    return visits.slice(0, outcomes.length).map((visit, index) => ({
      visit: visit.id,
      client: visit.client,
      name: visit.name,
      plan: visit.plan ?? "",
      at: { day: today, time: visit.time ?? "9:00" },
      minutes: visit.minutes,
      unannounced: false,
      state: index === 3 ? "offered" : "confirmed",
      agreed: index !== 3,
      partner: null,
      outcome: outcomes[index] ?? { what: "nobody" },
      why: index < 2 ? near : [],
    }));
  }

  return {
    "GET absences": () => all(),
    "POST workers/:worker/absences": ({ ids, body }) => {
      const added = { id: `a${Math.random()}`, ...(body as object) } as WorkerHours["absences"][number];
      known(ids.worker).absences.push(added);
      return { id: added.id };
    },
    "DELETE workers/:worker/absences/:absence": ({ ids }) => {
      const of = known(ids.worker);
      of.absences = of.absences.filter(({ id }) => id !== ids.absence);
    },
    "PUT workers/:worker/hours": ({ ids, body }) => void (known(ids.worker).work = body as WorkerHours["work"]),
    "POST workers/:worker/absence/proposal": ({ ids, body }) => ({ visits: proposal(known(ids.worker).worker, body as Span) }),
    "POST workers/:worker/absence": ({ ids }) => void known(ids.worker),
  };
}

/** The inbox, faked: a morning's tasks, conflicts, visits that stand still and held work; each act settles its own. */
import type { InboxItem, InboxView, SettledItem, SettledView, Who } from "../api/inbox";
import type { VisitState as State } from "../api/bindings/schema";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const seconds = () => Math.floor(Date.now() / 1000);
const ago = (minutes: number) => seconds() - minutes * 60;

const waiting: State[] = ["unanswered", "declined", "moveAsked", "rescheduleNeeded", "overdue", "requested"];

const whoOf = (visit: World["visits"][number] | undefined): Who => ({ id: visit?.client ?? "c", name: visit?.name ?? "" });
const workerOf = (world: World, index: number): Who => ({ id: world.workers[index]?.id ?? "w", name: world.workers[index]?.name ?? "" });

/** A visit of the town as the inbox shows it. */
function visitOf(world: World, of: World["visits"][number] | undefined, known: Partial<NonNullable<InboxItem["visit"]>> = {}): InboxItem["visit"] {
  const start = of?.day && of.time ? Date.parse(`${of.day}T${of.time.padStart(5, "0")}:00+02:00`) / 1000 : null;
  const workers = (of?.workers ?? []).map((id) => workerOf(world, world.workers.findIndex((one) => one.id === id)));
  return { id: of?.id ?? "v", state: of?.state ?? "confirmed", start, workers, unannounced: of?.unannounced ?? false, words: "", ...known };
}

/** What waits this morning, of the people of the town. */
export function morning(world: World): InboxItem[] {
  const now = seconds();
  const [first, second, third, fourth, fifth] = world.visits;
  const visit = (of: World["visits"][number] | undefined, state: State = "confirmed", words = "") =>
    visitOf(world, of, { state, start: now + 3_600, workers: [workerOf(world, 0)], words });
  const side = (event: string, by: Who | null, role: "worker" | "coordinator", start: number, stands: boolean) => ({
    event,
    by,
    role,
    at: ago(event === "1" ? 410 : 400),
    value: { kind: "plan" as const, start },
    stands,
  });
  return [
    {
      key: "conflict:1:2",
      client: whoOf(first),
      visit: visit(first),
      since: ago(400),
      what: {
        kind: "conflict",
        clash: "two_plans",
        events: ["1", "2"],
        sides: [side("1", workerOf(world, 0), "worker", now + 5_400, true), side("2", null, "coordinator", now + 9_000, false)],
      },
    },
    { key: "visit:2", client: whoOf(second), visit: visit(second, "noAccess"), since: ago(300), what: { kind: "stuck" } },
    {
      key: "task:3",
      client: whoOf(third),
      visit: null,
      since: ago(75),
      what: { kind: "task", task: "3", cause: "missed_call", owner: null, due: now + 3_600, words: "skambino duktė, prašė perskambinti po pietų", call: null },
    },
    { key: "visit:4", client: whoOf(fourth), visit: visit(fourth, "moveAsked", "bet kurią dieną po pietų"), since: ago(40), what: { kind: "stuck" } },
    {
      key: "task:5",
      client: whoOf(fifth),
      visit: visit(fifth),
      since: ago(12),
      what: { kind: "task", task: "5", cause: "message_failed", owner: workerOf(world, 1), due: now + 1_800, words: "", call: null },
    },
  ];
}

/** A call to a worker whose tablet has not seen that a visit was cancelled. */
export function unseenCall(world: World): InboxItem {
  const [visit, worker] = [world.visits[7], world.workers[2]];
  const now = seconds();
  const was = now - (now % 900) + 5_400;
  const call = { worker: worker?.id ?? "", name: worker?.name ?? "", phone: "0 612 00002", change: "cancelled" as const, was, is: null };
  return {
    key: "task:6",
    client: { id: visit?.client ?? "", name: visit?.name ?? "" },
    visit: { id: visit?.id ?? "", state: "cancelled", start: was, workers: [], unannounced: false, words: "" },
    since: now - 240,
    what: { kind: "task", task: "6", cause: "not_seen", owner: null, due: now - 240, words: call.name, call },
  };
}

/** What tablets handed in and what has no place. */
export function held(world: World): InboxItem[] {
  const one = (tablet: string, hashes: string[], client: Who | null, what: Partial<Extract<InboxItem["what"], { kind: "held" }>>): InboxItem => ({
    key: `held:${tablet}:${hashes[0]}`,
    client,
    visit: null,
    since: ago(95),
    what: {
      kind: "held",
      worker: workerOf(world, 2),
      tablet,
      why: "not_allowed",
      thing: "note",
      first: ago(1_500),
      last: ago(1_440),
      full: false,
      hashes,
      may_be_placed: true,
      ...what,
    },
  });
  return [
    one("t1", ["a1", "a2"], whoOf(world.visits[6]), {}),
    one("t2", ["b1"], null, { worker: workerOf(world, 3), why: "damaged", thing: null, first: ago(200), last: ago(200), may_be_placed: false }),
  ];
}

/** Somebody left yesterday, and clients and a visit are hers all the same. */
export function remaining(world: World): InboxItem {
  return { key: "remains:w5", client: null, visit: null, since: ago(560), what: { kind: "remains", worker: workerOf(world, 5), clients: 3, visits: 1 } };
}

/** What was settled today and yesterday. */
export function settledMorning(world: World): SettledItem[] {
  const [, , , , , sixth, seventh, eighth, ninth, tenth, eleventh] = world.visits;
  const base = (of: World["visits"][number] | undefined, minutes: number, by: Who | null, role: SettledItem["role"]) => ({
    keys: [`task:s${minutes}`],
    client: whoOf(of),
    visit: null,
    at: ago(minutes),
    by,
    role,
  });
  const start = (minutes: number) => seconds() + minutes * 60;
  const side = (event: string, minutes: number, stands: boolean, by: Who) =>
    ({ event, by, role: "worker", at: ago(120), value: { kind: "plan", start: start(minutes) }, stands }) as const;
  return [
    {
      ...base(sixth, 8, { id: "me", name: "Vida Norkienė" }, "coordinator"),
      matter: { kind: "task", cause: "missed_call", words: "" },
      how: { kind: "ended", outcome: "done", words: "perskambinta, ateisime kaip tarta", also: [{ by: workerOf(world, 0), at: ago(7), outcome: "done", words: "sutarėme trečiadienį" }] },
      back: { kind: "reopen", task: "s8" },
    },
    {
      ...base(seventh, 25, workerOf(world, 1), "worker"),
      matter: { kind: "conflict", clash: "two_plans" },
      how: { kind: "chosen", value: { kind: "plan", start: start(180) } },
      back: {
        kind: "choose",
        events: ["3", "4"],
        settled: "5",
        sides: [side("3", 180, true, workerOf(world, 1)), side("4", 300, false, workerOf(world, 2))],
      },
    },
    {
      ...base(eighth, 40, null, "client"),
      matter: { kind: "stuck", state: "unanswered" },
      how: { kind: "led", state: "confirmed", start: start(1_500), workers: [workerOf(world, 2)] },
      back: { kind: "no" },
    },
    {
      ...base(ninth, 70, null, "system"),
      matter: { kind: "task", cause: "double_booked", words: "" },
      how: { kind: "ended", outcome: "not_needed", words: "", also: [] },
      back: { kind: "reopen", task: "s70" },
    },
    {
      ...base(undefined, 80, { id: "me", name: "Vida Norkienė" }, "coordinator"),
      client: null,
      matter: { kind: "stray", sender: "+37061100022", words: "Kas čia?" },
      how: { kind: "ended", outcome: "done", words: "", also: [] },
      back: { kind: "stray", id: "s2" },
    },
    {
      ...base(eleventh, 90, null, null),
      matter: { kind: "stuck", state: "rescheduleNeeded" },
      how: { kind: "led", state: "confirmed", start: start(240), workers: [workerOf(world, 3)] },
      back: { kind: "no" },
    },
    {
      ...base(tenth, 1_600, { id: "me", name: "Vida Norkienė" }, "coordinator"),
      matter: { kind: "stuck", state: "overdue" },
      how: { kind: "missed", words: "darbuotojas susirgo, klientas žino" },
      back: { kind: "never" },
    },
  ];
}

/** What an ended thing was. */
function matterOf({ what, visit }: InboxItem): SettledItem["matter"] {
  switch (what.kind) {
    case "task":
      return { kind: "task", cause: what.cause, words: what.words };
    case "conflict":
      return { kind: "conflict", clash: what.clash };
    case "held":
      return { kind: "held", worker: what.worker, thing: what.thing, count: what.hashes.length };
    case "stuck":
      return { kind: "stuck", state: visit?.state ?? "overdue" };
    case "remains":
      throw new Error("what somebody left is handed over, not settled in the inbox");
  }
}

type Of = (item: InboxItem) => boolean;

/** What waits, and what was settled since. */
class Waiting {
  ended: { item: InboxItem; settled: SettledItem }[] = [];
  #items: InboxItem[] | undefined;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get all(): InboxItem[] {
    return (this.#items ??= this.#world.waiting ?? morning(this.#world));
  }

  /** Visits of the town that stand still and are not among what was said of this morning. */
  get standing(): InboxItem[] {
    return this.#world.visits
      .filter(({ id, state }) => waiting.includes(state) && !this.all.some(({ visit }) => visit?.id === id))
      .map((visit, index): InboxItem => {
        const since = ago(visit.state === "requested" ? 2_000 + index : 30 + index);
        return { key: `visit:${visit.id}`, client: whoOf(visit), visit: visitOf(this.#world, visit), since, what: { kind: "stuck" } };
      });
  }

  get me(): Who | null {
    return this.#world.who && { id: this.#world.who.actor, name: this.#world.who.name };
  }

  find(of: Of): InboxItem {
    return this.all.find(of) ?? refuse("settled_meanwhile");
  }

  end(of: Of, how: SettledItem["how"], back: SettledItem["back"]): void {
    const item = this.find(of);
    const { what, client, visit, key } = item;
    const keys = what.kind === "held" ? what.hashes.map((hash) => `held:${what.tablet}:${hash}`) : [key];
    const settled: SettledItem = { keys, client, visit, at: seconds(), by: this.me, role: "coordinator", matter: matterOf(item), how, back };
    this.ended = [...this.ended, { item, settled }];
    this.#items = this.all.filter((one) => one !== item);
  }

  /** It waits again. */
  again(of: Of): void {
    const found = this.ended.find(({ item }) => of(item)) ?? refuse("settled_meanwhile");
    this.#items = [...this.all, found.item];
    this.ended = this.ended.filter((one) => one !== found);
  }

  settle(events: string[], keep: string, instead: string | null): { settled: string } {
    const of: Of = ({ what }) => what.kind === "conflict" && what.events.join() === events.join();
    const sides = ({ what }: InboxItem) => (what.kind === "conflict" ? what.sides.map((side) => ({ ...side, stands: side.event === keep })) : []);
    const settled = instead ? `${instead}+` : "s1";
    const known = this.ended.find(({ item }) => of(item));
    if (instead) {
      if (known) known.settled.back = { kind: "choose", events, settled, sides: sides(known.item) };
      return { settled };
    }
    const chosen = sides(this.find(of));
    const value = chosen.find(({ stands }) => stands)?.value ?? { kind: "field", text: "" };
    this.end(of, { kind: "chosen", value }, { kind: "choose", events, settled, sides: chosen });
    return { settled };
  }

  /** The conflict waits again. */
  unsettle(settled: string): void {
    const known = this.ended.find(({ settled: { back } }) => back.kind === "choose" && back.settled === settled);
    this.again((item) => item === known?.item);
  }
}

export function inboxRoutes(world: World): Routes {
  const here = new Waiting(world);
  const isTask = (id?: string) => (item: InboxItem) => item.key === `task:${id}`;
  return {
    "GET inbox": (): InboxView => ({ now: seconds(), items: [...here.all, ...here.standing] }),
    "GET inbox/settled": (): SettledView => ({
      now: seconds(),
      items: [...here.ended.map(({ settled }) => settled).reverse(), ...(world.settled ?? settledMorning(world))],
    }),
    "POST tasks/:task/take": ({ ids, body }) => {
      const { what } = here.find(isTask(ids.task));
      if (what.kind === "task") what.owner = (body as { mine: boolean }).mine ? here.me : null;
    },
    "POST tasks/:task/end": ({ ids, body }) => {
      const { outcome, words } = body as { outcome: "done" | "not_needed"; words: string };
      here.end(isTask(ids.task), { kind: "ended", outcome, words, also: [] }, { kind: "reopen", task: ids.task ?? "" });
    },
    "POST tasks/:task/reopen": ({ ids }) => here.again((item) => isTask(ids.task)(item) || item.visit?.id === ids.task),
    "POST clients/:client/settle": ({ body }) => {
      const { events, keep, instead } = body as { events: string[]; keep: string; instead: string | null };
      return here.settle(events, keep, instead);
    },
    "POST clients/:client/unsettle": ({ body }) => {
      const { settled } = body as { settled: string };
      here.unsettle(settled);
    },
    "POST visits/:visit/close": ({ ids, body }) => {
      const { words } = body as { words: string };
      const missed = here.all.find(({ visit }) => visit?.id === ids.visit)?.visit?.state === "overdue";
      const task = missed ? null : (ids.visit ?? "");
      const how: SettledItem["how"] = missed ? { kind: "missed", words } : { kind: "no_more", words };
      here.end(({ what, visit }) => what.kind === "stuck" && visit?.id === ids.visit, how, task ? { kind: "reopen", task } : { kind: "never" });
      return { task };
    },
    "POST tablets/:tablet/held": ({ ids, body }) => {
      const { hashes, act } = body as { hashes: string[]; act: "place" | "keep" | "let_go" | "take_up" };
      const of: Of = ({ what }) => what.kind === "held" && what.tablet === ids.tablet && what.hashes.join() === hashes.join();
      const tablet = ids.tablet ?? "";
      if (act === "take_up") here.again(of);
      else if (act === "place") return { done: 0, left: hashes.length };
      else here.end(of, { kind: act === "keep" ? "kept" : "let_go", words: "" }, { kind: "take_up", tablet, hashes });
      return { done: hashes.length, left: 0 };
    },
  };
}

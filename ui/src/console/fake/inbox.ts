/** The inbox, faked: a morning's tasks, conflicts and visits that stand still; each act settles its own. */
import type { InboxItem, InboxView, Who } from "../api/inbox";
import type { VisitState as State } from "../api/bindings/schema";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const seconds = () => Math.floor(Date.now() / 1000);

/** What waits this morning, of the people of the town. */
export function morning(world: World): InboxItem[] {
  const now = seconds();
  const ago = (minutes: number) => now - minutes * 60;
  const [first, second, third, fourth, fifth] = world.visits;
  const who = (visit = first): Who => ({ id: visit?.client ?? "c", name: visit?.name ?? "" });
  const worker = (index: number): Who => ({ id: world.workers[index]?.id ?? "w", name: world.workers[index]?.name ?? "" });
  const visit = (of = first, state: State = "confirmed", words = "") => ({
    id: of?.id ?? "v",
    state,
    start: now + 3_600,
    workers: [worker(0)],
    unannounced: false,
    words,
  });
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
      client: who(first),
      visit: visit(first),
      since: ago(400),
      what: {
        kind: "conflict",
        clash: "two_plans",
        events: ["1", "2"],
        sides: [side("1", worker(0), "worker", now + 5_400, true), side("2", null, "coordinator", now + 9_000, false)],
      },
    },
    { key: "visit:2", client: who(second), visit: visit(second, "noAccess"), since: ago(300), what: { kind: "stuck" } },
    {
      key: "task:3",
      client: who(third),
      visit: null,
      since: ago(75),
      what: { kind: "task", task: "3", cause: "missed_call", owner: null, due: now + 3_600, words: "skambino duktė, prašė perskambinti po pietų", call: null },
    },
    { key: "visit:4", client: who(fourth), visit: visit(fourth, "moveAsked", "bet kurią dieną po pietų"), since: ago(40), what: { kind: "stuck" } },
    {
      key: "task:5",
      client: who(fifth),
      visit: visit(fifth),
      since: ago(12),
      what: { kind: "task", task: "5", cause: "message_failed", owner: worker(1), due: now + 1_800, words: "", call: null },
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

export function inboxRoutes(world: World): Routes {
  let items: InboxItem[] | undefined;
  let ended: InboxItem[] = [];
  const all = () => (items ??= morning(world));
  const end = (of: (item: InboxItem) => boolean) => {
    const found = all().find(of) ?? refuse("settled_meanwhile");
    ended = [...ended, found];
    items = all().filter((item) => item !== found);
  };
  const isTask = (id?: string) => (item: InboxItem) => item.key === `task:${id}`;
  return {
    "GET inbox": (): InboxView => ({ now: seconds(), items: all() }),
    "POST tasks/:task/take": ({ ids, body }) => {
      const found = all().find(isTask(ids.task)) ?? refuse("settled_meanwhile");
      const me = world.who && { id: world.who.actor, name: world.who.name };
      if (found.what.kind === "task") found.what.owner = (body as { mine: boolean }).mine ? me : null;
    },
    "POST tasks/:task/end": ({ ids }) => end(isTask(ids.task)),
    "POST tasks/:task/reopen": ({ ids }) => {
      items = [...all(), ...ended.filter(isTask(ids.task))];
      ended = ended.filter((item) => !isTask(ids.task)(item));
    },
    "POST clients/:client/settle": ({ body }) => {
      const { events } = body as { events: string[] };
      end(({ what }) => what.kind === "conflict" && what.events.join() === events.join());
    },
    "POST visits/:visit/close": ({ ids }) => end(({ what, visit }) => what.kind === "stuck" && visit?.id === ids.visit),
  };
}

/** The inbox: full, with a form open, and settled. */
import { held, morning, remaining, unseenCall } from "./inbox";
import { strayRoutes } from "./messages";
import { found, press, type Scene } from "./scenes";

export const inboxScenes: Scene[] = [
  { name: "console-inbox", at: "inbox", show: async () => void (await found("li .line button")) },
  { name: "console-inbox-outcome", at: "inbox", show: () => press("li:nth-child(3) .line button:nth-of-type(2)") },
  {
    name: "console-inbox-strays",
    at: "inbox",
    world: (fake) => fake.add(strayRoutes()),
    show: async () => void (await found("section li .line button")),
  },
  {
    name: "console-inbox-unseen",
    at: "inbox",
    world: (fake) => fake.add({ "GET inbox": () => ({ now: Math.floor(Date.now() / 1000), items: [unseenCall(fake.world)] }) }),
    show: async () => void (await found("li a")),
  },
  {
    name: "console-inbox-held",
    at: "inbox",
    world: ({ world }) => void (world.waiting = [...held(world), ...morning(world)]),
    show: async () => void (await found("li .line button")),
  },
  {
    name: "console-inbox-remains",
    at: "inbox",
    world: ({ world }) => void (world.waiting = [remaining(world), ...morning(world)]),
    show: async () => void (await found("li .line button")),
  },
  {
    name: "console-inbox-missed",
    at: "inbox",
    world: ({ world }) => void (world.waiting = morning(world).slice(1, 2).map((item) => ({ ...item, visit: item.visit && { ...item.visit, state: "overdue" } }))),
    show: async () => {
      await press("li .line button");
      await found("dialog input, dialog textarea");
    },
  },
  {
    name: "console-inbox-left",
    at: "inbox",
    show: async (console) => {
      await found("li .line button");
      await console.api.ask("POST", "tasks/3/end", { body: { outcome: "done", words: "perskambinta, ateisime kaip tarta" } });
      console.tick++;
      await found("li.gone");
    },
  },
  { name: "console-inbox-settled", at: "inbox/settled", show: async () => void (await found("section li")) },
  { name: "console-inbox-settled-choose", at: "inbox/settled", show: () => press("section li:nth-child(2) .line button") },
  {
    name: "console-inbox-none",
    at: "inbox",
    world: (fake) => fake.add({ "GET inbox": () => ({ now: 0, items: [] }) }),
    show: async () => void (await found(".empty")),
  },
];

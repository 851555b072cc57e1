/** The inbox: full, with a form open, and settled. */
import { unseenCall } from "./inbox";
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
    name: "console-inbox-none",
    at: "inbox",
    world: (fake) => fake.add({ "GET inbox": () => ({ now: 0, items: [] }) }),
    show: async () => void (await found(".empty")),
  },
];

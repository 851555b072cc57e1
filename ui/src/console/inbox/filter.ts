/** Which of what waits is shown: by whose it is, what kind, and how old. Pure. */
import type { InboxItem } from "../api/inbox";

export const kinds = ["task", "conflict", "stuck", "unplanned", "held", "remains"] as const;
export const ages = ["hour", "today", "older"] as const;
export type Kind = "all" | (typeof kinds)[number];
export type Age = "all" | (typeof ages)[number];

export interface Shown {
  /** `all`, `mine`, `nobody`, or who does it. */
  whose: string;
  kind: Kind;
  age: Age;
}

/** What the filters are read against: now and the first moment of today, in seconds, and who looks. */
export interface Frame {
  now: number;
  today: number;
  me: string | undefined;
}

const one = <T extends string>(known: readonly T[], word: string | undefined): T | "all" => known.find((name) => name === word) ?? "all";

/** As in the address: `inbox/mine/task/older`. */
export const read = ([whose = "all", kind, age]: string[]): Shown => ({ whose, kind: one(kinds, kind), age: one(ages, age) });

/** The same as the rest of an address; what shows everything is left out. */
export function written({ whose, kind, age }: Shown): string[] {
  const rest = [whose, kind, age] as string[];
  while (rest.at(-1) === "all") rest.pop();
  return rest;
}

export const owner = ({ what }: InboxItem) => (what.kind === "task" ? what.owner : null);

export const kindOf = ({ what, visit }: InboxItem): Kind => (what.kind === "stuck" && visit?.state === "requested" ? "unplanned" : what.kind);

const isOf: Record<Age, (since: number, frame: Frame) => boolean> = {
  all: () => true,
  hour: (since, { now }) => now - since >= 3_600,
  today: (since, { today }) => since >= today,
  older: (since, { today }) => since < today,
};

function isOwned(item: InboxItem, whose: string, me: string | undefined): boolean {
  if (whose === "all") return true;
  const by = owner(item)?.id;
  return whose === "nobody" ? !by : by === (whose === "mine" ? me : whose);
}

export const fits = (item: InboxItem, { whose, kind, age }: Shown, frame: Frame): boolean =>
  isOwned(item, whose, frame.me) && (kind === "all" || kindOf(item) === kind) && isOf[age](item.since, frame);

/** How many would be shown with this choice instead. */
export const count = (items: InboxItem[], shown: Shown, instead: Partial<Shown>, frame: Frame): number =>
  items.filter((item) => fits(item, { ...shown, ...instead }, frame)).length;

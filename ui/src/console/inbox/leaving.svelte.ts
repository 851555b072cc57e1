/**
 * What somebody else settles while it is looked at: it stays for a moment where it stood and says who settled it, and how.
 * The outcome is the server's answer; nothing is kept here but which rows are on their way out.
 */
import { untrack } from "svelte";
import { t } from "../../text.svelte";
import { settledLately, type InboxItem, type SettledItem } from "../api/inbox";
import type { Console } from "../console.svelte";
import { byWhom, how, settledWhom } from "./words";

/** Long enough to be read. */
const stays = 10_000;

interface Gone {
  item: InboxItem;
  outcome: SettledItem;
  /** Where it stood. */
  at: number;
}

export class Leaving {
  /** For ears. */
  words = $state("");
  #gone = $state.raw<Gone[]>([]);
  #before: InboxItem[] | undefined;
  // Nothing is drawn from them.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #own = new Set<string>();
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  readonly #console: Console;

  constructor(console: Console, items: () => InboxItem[] | undefined) {
    this.#console = console;
    $effect(() => {
      const now = items();
      if (now) untrack(() => void this.#compare(now));
    });
    $effect(() => () => this.#timers.forEach(clearTimeout));
  }

  /** Whoever works here settles it: that needs no telling. */
  by({ key }: InboxItem): void {
    this.#own.add(key);
  }

  /** It was not settled after all, or by somebody faster. */
  notBy({ key }: InboxItem): void {
    this.#own.delete(key);
  }

  /** What waits, and among it what just left. */
  among(items: InboxItem[]): { item: InboxItem; outcome: SettledItem | null }[] {
    const rows: { item: InboxItem; outcome: SettledItem | null }[] = items.map((item) => ({ item, outcome: null }));
    for (const { item, outcome, at } of this.#gone) {
      if (items.every(({ key }) => key !== item.key)) rows.splice(Math.min(at, rows.length), 0, { item, outcome });
    }
    return rows;
  }

  async #compare(now: InboxItem[]): Promise<void> {
    const before = this.#before ?? [];
    this.#before = now;
    const keys = now.map(({ key }) => key);
    const left = before.map((item, at) => ({ item, at })).filter(({ item }) => !keys.includes(item.key) && !this.#own.delete(item.key));
    if (left.length === 0) return;
    const settled = await settledLately(this.#console.api).catch(() => null);
    const gone = left.flatMap(({ item, at }): Gone[] => {
      const outcome = settled?.items.find((one) => one.keys.includes(item.key));
      return outcome ? [{ item, at, outcome }] : [];
    });
    if (gone.length === 0) return;
    this.#gone = [...this.#gone, ...gone];
    this.words = gone.map(({ outcome }) => t("inbox-left", { whom: settledWhom(outcome), how: how(outcome), by: byWhom(outcome) })).join(" ");
    this.#timers.push(setTimeout(() => (this.#gone = this.#gone.filter((one) => !gone.includes(one))), stays));
  }
}

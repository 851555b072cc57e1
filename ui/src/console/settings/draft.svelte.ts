/** A noun's settings while somebody changes them: what is typed, which field the server would not take, and keeping them. */
import { asProblem, type Problem } from "../../notices.svelte";
import { has, t } from "../../text.svelte";
import { settings, writeSettings, type Nouns } from "../api/settings";
import type { Console } from "../console.svelte";

export class Draft<Noun extends keyof Nouns> {
  value = $state<Nouns[Noun] | undefined>(undefined);
  /** The field that makes no sense, as the server named it. */
  wrong = $state<string | null>(null);
  /** What is wrong with it: `empty`, `address`, `unsealed`. */
  #cause = "";
  busy = $state(false);
  /** Why there is nothing to change. It stands here: the console's own problem goes when its notice is closed. */
  problem = $state.raw<Problem | null>(null);
  /** What keeping goes through: a proof, where one is asked for. */
  through: (work: () => Promise<unknown>) => Promise<unknown> = (work) => work();
  /** As it stands at the server. */
  #kept = $state.raw("");
  readonly #console: Console;
  readonly #noun: Noun;
  readonly #whenKept: (value: Nouns[Noun]) => void;

  /** `kept` hears what is kept, once it is. */
  constructor(console: Console, noun: Noun, kept: (value: Nouns[Noun]) => void = () => undefined) {
    this.#console = console;
    this.#noun = noun;
    this.#whenKept = kept;
  }

  get changed(): boolean {
    return this.value !== undefined && JSON.stringify(this.value) !== this.#kept;
  }

  async load(): Promise<void> {
    this.problem = null;
    try {
      const value = await settings(this.#console.api, this.#noun);
      this.#kept = JSON.stringify(value);
      this.value = value;
    } catch (error) {
      if (this.value) this.#console.problem = asProblem(error);
      else this.problem = asProblem(error);
    }
  }

  /** What to say at a field, when it is the one that makes no sense. */
  at(field: string): string | undefined {
    if (this.wrong !== field) return undefined;
    const because = `wrong-${this.#noun}-${field}-${this.#cause}`;
    return has(because) ? t(because) : t(`wrong-${this.#noun}-${field}`);
  }

  /** True when it is kept. Nothing has changed when it is not. */
  async save(): Promise<boolean> {
    const { value } = this;
    if (!value || this.busy) return false;
    [this.busy, this.wrong, this.#console.problem] = [true, null, null];
    try {
      await this.through(() => writeSettings(this.#console.api, this.#noun, value));
      await this.load();
      this.#console.tick++;
      if (this.value) this.#whenKept(this.value);
      this.#console.say(t(has(`settings-saved-${this.#noun}`) ? `settings-saved-${this.#noun}` : "settings-saved"));
      return true;
    } catch (error) {
      const problem = asProblem(error);
      const field = String(problem.args.field ?? "").split(/[.[]/)[0] ?? "";
      if (problem.code === "invalid" && field) [this.#cause, this.wrong] = [String(problem.args.cause ?? ""), field];
      else this.#console.problem = problem;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

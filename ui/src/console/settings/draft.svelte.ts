/** A noun's settings while somebody changes them: what is typed, which field the server would not take, and keeping them. */
import { asProblem } from "../../notices.svelte";
import { t } from "../../text.svelte";
import { settings, writeSettings, type Nouns } from "../api/settings";
import type { Console } from "../console.svelte";

export class Draft<Noun extends keyof Nouns> {
  value = $state<Nouns[Noun] | undefined>(undefined);
  /** The field that makes no sense, as the server named it. */
  wrong = $state<string | null>(null);
  busy = $state(false);
  /** As it stands at the server. */
  #kept = $state.raw("");
  readonly #console: Console;
  readonly #noun: Noun;

  constructor(console: Console, noun: Noun) {
    this.#console = console;
    this.#noun = noun;
  }

  get changed(): boolean {
    return this.value !== undefined && JSON.stringify(this.value) !== this.#kept;
  }

  async load(): Promise<void> {
    const value = await this.#console.run(() => settings(this.#console.api, this.#noun));
    if (!value) return;
    this.#kept = JSON.stringify(value);
    this.value = value;
  }

  /** What to say at a field, when it is the one that makes no sense. */
  at(field: string): string | undefined {
    return this.wrong === field ? t(`wrong-${this.#noun}-${field}`) : undefined;
  }

  /** True when it is kept. Nothing has changed when it is not. */
  async save(): Promise<boolean> {
    const { value } = this;
    if (!value || this.busy) return false;
    [this.busy, this.wrong, this.#console.problem] = [true, null, null];
    try {
      await writeSettings(this.#console.api, this.#noun, value);
      await this.load();
      this.#console.say(t("settings-saved"));
      return true;
    } catch (error) {
      const problem = asProblem(error);
      const field = String(problem.args.field ?? "").split(/[.[]/)[0] ?? "";
      if (problem.code === "invalid" && field) this.wrong = field;
      else this.#console.problem = problem;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

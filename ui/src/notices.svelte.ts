/** What went wrong and what was just done, said the same way in the field app and in the console. */

/** What went wrong: a machine code with its arguments; the sentence lives in locales/. */
export interface Problem {
  code: string;
  args: Record<string, string | number>;
}

/** A short word about what was just done, with a way back where there is one. */
export interface Said {
  text: string;
  undo: (() => Promise<unknown>) | null;
}

const saidFor = 8_000;
/** Whoever goes to another place within this time said it in going. */
const sameBreath = 500;

export class Notices {
  problem = $state.raw<Problem | null>(null);
  said = $state.raw<Said | null>(null);
  /** Rises whenever what screens show may have changed. */
  tick = $state(0);
  #saidAt = 0;
  #quieten: ReturnType<typeof setTimeout> | undefined;

  /** Does something that may fail or change what is shown; `undefined` when it failed. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.problem = null;
    try {
      const done = await work();
      this.tick++;
      return done;
    } catch (error) {
      this.problem = asProblem(error);
      return undefined;
    }
  }

  say(text: string, undo: Said["undo"] = null): void {
    clearTimeout(this.#quieten);
    this.said = { text, undo };
    this.#saidAt = performance.now();
    this.#quieten = setTimeout(() => (this.said = null), saidFor);
  }

  /**
   * At another place its heading takes the word, and with it what a screen reader was about to say. What was said in the
   * same breath is said there once, after the heading, and stands as long as anywhere; what was said before just stays.
   */
  protected sayAgain(): void {
    const said = this.said;
    if (!said || performance.now() - this.#saidAt > sameBreath) return;
    this.said = null;
    // The heading is given the focus in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => void (this.said ?? this.say(said.text, said.undo))));
  }

  /** Takes back what was just said to be done. */
  async takeBack(): Promise<void> {
    const undo = this.said?.undo;
    this.said = null;
    if (undo) await this.run(undo);
  }
}

/** What a rejected command said; anything else is unexpected. */
export function asProblem(error: unknown): Problem {
  if (typeof error === "object" && error !== null && "code" in error && "args" in error) return error as Problem;
  return { code: "unexpected", args: {} };
}

/** Something loaded, and loaded again whenever it may have changed. What is the same as before is drawn by nobody anew. */
export class Live<T> {
  value = $state.raw<T | undefined>(undefined);
  problem = $state.raw<Problem | null>(null);
  #again = $state(0);

  constructor(stale: { readonly tick: number }, load: () => Promise<T>) {
    let turn = 0;
    let known: string | undefined;
    $effect(() => {
      void stale.tick;
      void this.#again;
      const mine = ++turn;
      // An older answer that comes late must not replace a newer one.
      load().then(
        (value) => {
          if (mine !== turn) return;
          this.problem = null;
          const text = JSON.stringify(value);
          if (text === known) return;
          known = text;
          this.value = value;
        },
        (error) => {
          if (mine === turn) this.problem = asProblem(error);
        },
      );
    });
  }

  /** Loads this alone again, whether or not anything changed: it did not come. */
  again(): void {
    this.#again++;
  }
}

/**
 * What all screens of the console share: the API, who works here, where we are, what was just done or went wrong.
 * Parts reach one another only through here, by going to a place; it must never decide anything about visits.
 */
import { getContext, setContext } from "svelte";
import { asProblem, Notices, type Problem } from "../notices.svelte";
import type { Api, Asking, Method } from "./api/api";
import { me, signOut, type Me, type StaffRole } from "./api/session";

/** A place and what it is opened on, as in the address after `#/`: `clients/0193…`. */
export interface Route {
  place: string;
  rest: string[];
}

/** How long until a server that would not be listened to is asked anew. */
const pause = 5_000;
/** A burst of changes is one reload. */
const gather = 250;

export class Console extends Notices {
  readonly api: Api;
  /** Nobody: not signed in; undefined: not known yet. */
  who = $state.raw<Me | null | undefined>(undefined);
  route = $state.raw<Route>(parse(location.hash));
  /** The palette is open. */
  finding = $state(false);
  /** Somebody beyond the own reach is looked at: it is asked why, and the answer goes with every request about them. */
  asking = $state.raw<{ answer: (reason: string | null) => void } | null>(null);
  /** A client beyond the own reach is asked for: whether it is to be opened in an emergency, and why. */
  opening = $state.raw<{ client: string; answer: (opened: boolean) => void } | null>(null);
  /** Somebody is about to go from what is typed and not kept: it is asked whether they mean to. */
  unkept = $state.raw<{ answer: (goes: boolean) => void } | null>(null);
  // Nothing is drawn from them, so nothing need react to them.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #typed = new Set<() => boolean>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #reasons = new Map<string, Promise<string | null>>();

  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #openings = new Map<string, Promise<boolean>>();
  /** What was refused stands, or every request of a screen would ask; each of these lets one go. */
  readonly #refused: (() => void)[] = [];

  constructor(api: Api) {
    super();
    this.api = this.#watched(api);
  }

  /** Loads again what is shown; who refused before may think otherwise now. */
  again(): void {
    this.#askAnew();
    this.tick++;
  }

  /** Who would not say why, or would not open, is asked again at the next look; one who is still being asked is not. */
  #askAnew(): void {
    for (const forgotten of this.#refused.splice(0)) forgotten();
  }

  /** Starts; returns how to stop. */
  open(): () => void {
    let here = location.hash;
    const moved = () => {
      const to = location.hash;
      if (to !== here && this.#isTyped()) {
        history.replaceState(null, "", here || location.pathname + location.search);
        void this.#mayGo().then((goes) => {
          if (goes) location.hash = to;
        });
        return;
      }
      here = to;
      this.route = parse(to);
      this.problem = null;
      this.sayAgain();
      this.#askAnew();
    };
    // The tab is closed, or the page loaded anew: the browser asks in its own words.
    const closing = (event: BeforeUnloadEvent) => {
      if (this.#isTyped()) event.preventDefault();
    };
    addEventListener("hashchange", moved);
    addEventListener("beforeunload", closing);
    me(this.api).then(
      (who) => (this.who = who),
      (error) => {
        const problem = asProblem(error);
        this.who = null;
        if (problem.code !== "signed_out") this.problem = problem;
      },
    );
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("beforeunload", closing);
    };
  }

  /** Whoever goes while something is typed that is not kept is asked first; returns how to stop. */
  keeps(typed: () => boolean): () => void {
    this.#typed.add(typed);
    return () => this.#typed.delete(typed);
  }

  #isTyped(): boolean {
    return this.who !== null && [...this.#typed].some((typed) => typed());
  }

  /** Whether they may go: nothing is typed, or it may be lost. */
  async #mayGo(): Promise<boolean> {
    if (!this.#isTyped()) return true;
    this.unkept?.answer(false);
    const goes = await new Promise<boolean>((answer) => (this.unkept = { answer }));
    this.unkept = null;
    if (goes) this.#typed.clear();
    return goes;
  }

  /** Follows what changes at the server, as long as somebody is signed in; returns how to stop. */
  follow(): () => void {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const changed = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        this.tick++;
      }, gather);
    };
    // The server listens to us no longer: perhaps the session is over. Whoever is signed out is found out by the answer.
    const closed = () => {
      stop();
      const listen = () => {
        if (!stopped) again = setTimeout(() => (stop = this.api.follow(changed, closed)), pause);
      };
      me(this.api).then(listen, () => this.who && listen());
    };
    let stop = this.api.follow(changed, closed);
    return () => {
      clearTimeout(waiting);
      clearTimeout(again);
      stopped = true;
      stop();
    };
  }

  /** Goes to a place. Ids alone stand in addresses, never a name. */
  go(place: string, ...rest: string[]): void {
    location.hash = `#/${[place, ...rest].map(encodeURIComponent).join("/")}`;
  }

  /** Whether who works here has one of these roles. */
  is(...roles: StaffRole[]): boolean {
    return this.who ? roles.includes(this.who.role) : false;
  }

  async leave(): Promise<void> {
    if (!(await this.#mayGo())) return;
    await this.run(() => signOut(this.api));
    this.#forget();
  }

  /** Nothing of a person stays on the screen of somebody who is signed out. */
  #forget(): void {
    this.who = null;
    this.said = null;
    this.finding = false;
    this.#typed.clear();
    this.unkept?.answer(false);
    this.asking?.answer(null);
    this.#reasons.clear();
    this.opening?.answer(false);
    this.#openings.clear();
    this.#refused.length = 0;
  }

  /** Whether a client beyond the own reach is opened now; one who asks meanwhile waits for the same answer. */
  #open(client: string): Promise<boolean> {
    const known = this.#openings.get(client);
    if (known) return known;
    this.opening?.answer(false);
    const asked = new Promise<boolean>((resolve) => {
      this.opening = {
        client,
        answer: (opened) => {
          this.opening = null;
          // Once it has ended it is asked anew.
          const anew = () => this.#openings.delete(client);
          if (opened) anew();
          else this.#refused.push(anew);
          resolve(opened);
        },
      };
    });
    this.#openings.set(client, asked);
    return asked;
  }

  /** Why a subject beyond the own reach is looked at; null when it is not said. */
  #why(subject: string): Promise<string | null> {
    const known = this.#reasons.get(subject);
    if (known) return known;
    const asked = new Promise<string | null>((resolve) => {
      this.asking = {
        answer: (reason) => {
          this.asking = null;
          if (reason === null) this.#refused.push(() => this.#reasons.delete(subject));
          resolve(reason);
        },
      };
    });
    this.#reasons.set(subject, asked);
    return asked;
  }

  /** The same API; but whoever is told that they are signed out sees the door, and whoever must say why is asked. */
  #watched(api: Api): Api {
    const ask = async <T>(method: Method, path: string, asking?: Asking): Promise<T> => {
      const subject = path.split("/").slice(0, 2).join("/");
      const known = this.#reasons.get(subject);
      try {
        return await api.ask<T>(method, path, known ? { ...asking, reason: (await known) ?? "" } : asking);
      } catch (error) {
        const { code, args } = error as Problem;
        if (this.who && code === "signed_out") this.#forget();
        if (code === "opening_needed" && (await this.#open(String(args.client)))) return await api.ask<T>(method, path, asking);
        const reason = code === "reason_needed" && !known ? await this.#why(subject) : null;
        if (reason === null) throw error;
        return await api.ask<T>(method, path, { ...asking, reason });
      }
    };
    const upload: Api["upload"] = async <T>(...upload: Parameters<Api["upload"]>): Promise<T> => {
      try {
        return await api.upload<T>(...upload);
      } catch (error) {
        if (this.who && (error as Problem).code === "signed_out") this.#forget();
        throw error;
      }
    };
    const put: Api["put"] = async (...file) => {
      try {
        return await api.put(...file);
      } catch (error) {
        if (this.who && (error as Problem).code === "signed_out") this.#forget();
        throw error;
      }
    };
    return { ask, put, upload, address: (path) => api.address(path), follow: (changed, closed) => api.follow(changed, closed) };
  }
}

function parse(hash: string): Route {
  const [place = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { place, rest };
}

const key = Symbol("console");

export function provideConsole(api: Api): Console {
  return setContext(key, new Console(api));
}

export function useConsole(): Console {
  return getContext<Console>(key);
}

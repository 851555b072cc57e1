/**
 * What all screens share: the backend, where we are, what is asked for, what went wrong.
 * Screens reach one another only through here; it must never decide anything about visits.
 */
import { getContext, setContext } from "svelte";
import type { Backend } from "../backend/backend";
import type { CallTaskView } from "../backend/bindings/calls";
import type { ConflictView } from "../backend/bindings/conflict";
import type { PersonField } from "../backend/bindings/person";
import type { PromiseView } from "../backend/bindings/promise";
import type { StatusView } from "../backend/bindings/status";
import { asProblem, Notices } from "../notices.svelte";

/** A place of the app. */
export type Place =
  | { at: "today"; day: string | null }
  | { at: "week"; day: string | null }
  | { at: "people" }
  | { at: "person"; person: string }
  | { at: "newClient" }
  | { at: "stranger" }
  | { at: "promises" }
  | { at: "sync" }
  | { at: "visit"; visit: string };

/** A small form over a place. */
export type Ask =
  | { sheet: "agree"; person: string; visit: string | null; after: string | null; minutes: number; move: boolean; alone?: boolean }
  | { sheet: "promise"; person: string; name: string; visit: string | null }
  | { sheet: "movePromise"; promise: PromiseView }
  | { sheet: "feedback"; person: string; name: string; visit: string | null }
  | { sheet: "call"; person: string; name: string; visit: string | null; number: string | null; task?: CallTaskView; heard?: Heard }
  | { sheet: "mend"; person: string; contact: string | null; field: PersonField; value: string; name: string }
  | { sheet: "contact"; person: string; name: string }
  | { sheet: "block"; day: string }
  | { sheet: "pin" }
  | { sheet: "kept" }
  | { sheet: "late"; visit: string; phone: string | null }
  | { sheet: "interrupt"; visit: string }
  | { sheet: "conflict"; conflict: ConflictView };

/** What was written down of a call before it was known on whose card it stands. */
export interface Heard {
  name: string;
  organisation: string;
  position: string;
  text: string;
}

const touchEvery = 15_000;

export class Field extends Notices {
  readonly backend: Backend;
  status = $state.raw<StatusView | null>(null);
  place = $state.raw<Place>({ at: "today", day: null });
  asked = $state.raw<Ask | null>(null);
  /** The client's screen is shown, narrowed to this visit or to none. */
  showing = $state.raw<{ visit: string | null } | null>(null);
  /** A talk is in progress on the screen: notices wait. */
  quiet = $state(false);
  // Nothing is drawn from it, so nothing need react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #unsaved = new Set<() => Promise<void>>();
  #touched = 0;
  /** Whose places these are: the profile that was open last. */
  #owner: string | null = null;

  constructor(backend: Backend) {
    super();
    this.backend = backend;
  }

  /** Starts listening; returns how to stop. */
  open(): () => void {
    history.replaceState(this.#mark(this.place), "");
    const stops = [
      this.backend.onStatus((status) => this.#take(status)),
      this.backend.onStale(() => this.tick++),
    ];
    this.backend.status().then(
      (status) => this.#take(status),
      (error) => (this.problem = asProblem(error)),
    );
    return () => stops.forEach((stop) => stop());
  }

  go(place: Place): void {
    this.asked = null;
    // What can be taken back follows her for its while; a mere "done" belongs to the page it was done on.
    if (!this.said?.undo) this.said = null;
    this.place = place;
    history.pushState(this.#mark(place), "");
  }

  /** The place that the browser or Android went back to. */
  back(state: unknown): void {
    this.asked = null;
    if (!isMark(state)) return;
    // The browser remembers places of whoever was here before: they lead nobody else anywhere.
    this.place = state.owner === this.#owner ? state.place : home;
  }

  #mark(place: Place): Mark {
    return { place, owner: this.#owner };
  }

  ask(asked: Ask): void {
    this.asked = asked;
  }

  /** Names a way to save what is still being typed; returns how to forget it. */
  beforeLeaving(save: () => Promise<void>): () => void {
    this.#unsaved.add(save);
    return () => this.#unsaved.delete(save);
  }

  /** Saves whatever is being typed, now. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#unsaved].map((save) => save()));
  }

  async lock(): Promise<void> {
    await this.saveAll();
    const status = await this.run(() => this.backend.lock());
    if (status) this.#take(status);
  }

  /** Goes to somebody's lock, or to the list of all. */
  async choose(profile: string | null): Promise<void> {
    const status = await this.run(() => this.backend.choose({ profile }));
    if (status) this.#take(status);
  }

  /** Asks for the code of one worker more. */
  async addWorker(): Promise<void> {
    const status = await this.run(() => this.backend.addWorker());
    if (status) this.#take(status);
  }

  /** Takes a new status, say one that a command answered with. */
  take(status: StatusView): void {
    this.#take(status);
  }

  touch(): void {
    const now = Date.now();
    if (!isUsed(this.status) || now - this.#touched < touchEvery) return;
    this.#touched = now;
    this.backend.touch().catch((error) => (this.problem = asProblem(error)));
  }

  #take(status: StatusView): void {
    const before = this.status;
    const locked = isUsed(before) && !isUsed(status);
    if (status.writes && !before?.writes) this.problem = null;
    const another = status.stage === "open" && status.profile !== this.#owner;
    // What went wrong at one's lock is nothing to the next.
    if (before && before.profile !== status.profile) this.problem = null;
    if (another) {
      this.#owner = status.profile;
      this.place = home;
      history.replaceState(this.#mark(home), "");
    }
    this.status = status;
    if (!locked && !another) return;
    // Nothing of a person stays behind the lock: screens are unmounted, forms forgotten.
    this.asked = null;
    this.said = null;
    this.problem = null;
    this.showing = null;
    this.quiet = false;
  }
}

/** Somebody is at work: what she does puts off the lock, which forgets it. */
function isUsed(status: StatusView | null): boolean {
  return status?.stage === "open" || status?.writes === true;
}

const home: Place = { at: "today", day: null };

/** A place as the browser remembers it. */
interface Mark {
  place: Place;
  owner: string | null;
}

function isMark(state: unknown): state is Mark {
  return typeof state === "object" && state !== null && "place" in state && "owner" in state;
}

const key = Symbol("field");

export function provideField(backend: Backend): Field {
  return setContext(key, new Field(backend));
}

export function useField(): Field {
  return getContext<Field>(key);
}

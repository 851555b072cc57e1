/** The fake's tablet whose lease is over: hours are shown, and what is written is taken. */
import type { Backend } from "../backend";
import type { KeptNotesView, ShutVisit } from "../bindings/shut";
import type { VisitState, VisitView } from "../bindings/visit";
import type { Fake } from "./fake";
import { today } from "./world";

const over: VisitState[] = ["completed", "interrupted", "noAccess", "missed", "cancelled"];

const been: VisitState[] = ["arrived", "inProgress", "completed", "interrupted"];

export class Shut {
  #notes: KeptNotesView["notes"] = [];
  /** Visits by the numbers that a shut tablet gives out for them. */
  #numbers: string[] = [];
  /** Visits whose newest stamp was set here. */
  #stamped = new Set<string>();
  /** Notes whose key has not come. */
  sealed = 0;

  constructor(private readonly fake: Fake) {}

  visits(): ShutVisit[] {
    const underWay = ({ state }: VisitView) => been.includes(state) && !over.includes(state);
    const ofToday = ({ day, time, state }: VisitView) => day === today && time && state !== "cancelled";
    const listed = this.fake.world.visits.filter(this.fake.world.status.lease?.reset ? underWay : ofToday);
    return listed.map(({ id, state, day, time, arrived, ended, undo }) => ({
      visit: this.#number(id),
      planned: day && time ? { day, time } : null,
      arrived: been.includes(state) ? arrived : null,
      ended: over.includes(state) ? ended : null,
      mayArrive: !been.includes(state) && !over.includes(state),
      mayFinish: been.includes(state) && !over.includes(state),
      mayUndo: this.#stamped.has(id) && undo !== null,
    }));
  }

  arrive = async ({ visit }: { visit: string }) => {
    await this.fake.arrive({ visit: this.#stamp(visit) });
    return this.visits();
  };

  finish = async ({ visit }: { visit: string }) => {
    await this.fake.finish({ visit: this.#stamp(visit) });
    return this.visits();
  };

  undo = async ({ visit }: { visit: string }) => {
    await this.fake.undo({ visit: this.#of(visit) });
    return this.visits();
  };

  draft = async ({ note, text }: Parameters<Backend["shutDraft"]>[0]) => {
    this.#notes = this.#notes.filter((one) => one.note !== note);
    if (text) this.#notes.push({ note, text, at: this.fake.world.now });
    this.#count();
    return this.fake.world.now;
  };

  note = async ({ note, visit, text }: Parameters<Backend["shutNote"]>[0]) => {
    await this.draft({ note, text });
    if (visit) await this.place({ note, visit: this.#of(visit) });
  };

  kept(): KeptNotesView {
    const visits = this.fake.world.visits.filter(({ day, time }) => day !== null && day <= today && time);
    return {
      notes: this.#notes,
      sealed: this.sealed,
      visits: visits.map(({ id, person, day, time }) => ({ visit: id, name: person.name, at: { day: day ?? "", time: time ?? "" } })),
    };
  }

  place = async ({ note, visit }: { note: string; visit: string }) => {
    const text = this.#notes.find((one) => one.note === note)?.text ?? "";
    await this.fake.note({ visit, text });
    await this.drop({ note });
  };

  drop = async ({ note }: { note: string }) => {
    this.#notes = this.#notes.filter((one) => one.note !== note);
    this.#count();
  };

  #count(): void {
    this.fake.become({ kept: this.#notes.length + this.sealed });
  }

  #number(id: string): string {
    if (!this.#numbers.includes(id)) this.#numbers.push(id);
    return String(this.#numbers.indexOf(id));
  }

  #of(number: string): string {
    return this.#numbers[Number(number)] ?? "";
  }

  #stamp(number: string): string {
    const id = this.#of(number);
    this.#stamped.add(id);
    return id;
  }
}

/** The fake's tablet whose lease is over: hours are shown, and what is written is taken. */
import type { Backend } from "../backend";
import type { KeptNotesView, ShutVisit } from "../bindings/shut";
import type { VisitState } from "../bindings/visit";
import type { Fake } from "./fake";
import { today } from "./world";

const over: VisitState[] = ["completed", "interrupted", "noAccess", "missed", "cancelled"];

const been: VisitState[] = ["arrived", "inProgress", "completed", "interrupted"];

export class Shut {
  #notes: KeptNotesView["notes"] = [];

  constructor(private readonly fake: Fake) {}

  visits(): ShutVisit[] {
    const ofToday = this.fake.world.visits.filter((visit) => visit.day === today && visit.time && visit.state !== "cancelled");
    return ofToday.map(({ id, state, day, time, arrived, ended }) => ({
      visit: id,
      planned: day && time ? { day, time } : null,
      arrived: been.includes(state) ? arrived : null,
      ended: over.includes(state) ? ended : null,
      mayArrive: !been.includes(state) && !over.includes(state),
      mayFinish: !over.includes(state),
    }));
  }

  arrive = async (args: { visit: string }) => {
    await this.fake.arrive(args);
    return this.visits();
  };

  finish = async (args: { visit: string }) => {
    await this.fake.finish(args);
    return this.visits();
  };

  undo = async (args: { visit: string }) => {
    await this.fake.undo(args);
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
    if (visit) await this.place({ note, visit });
  };

  kept(): KeptNotesView {
    const visits = this.fake.world.visits.filter(({ day, time }) => day !== null && day <= today && time);
    return {
      notes: this.#notes,
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
    this.fake.become({ kept: this.#notes.length });
  }
}

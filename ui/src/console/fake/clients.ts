/** Clients and calls, faked: cards are made of the town's visits, and mending and calling change them. */
import { plusDays } from "../../when";
import type { BoardVisit } from "../api/board";
import type { CallMade, ClientCard, ClientEdit, ClientList, ClientMade, ClientRow, ClientVisit, NearEdit, OfferView, Somebody } from "../api/clients";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

export class Cards {
  readonly #made = new Map<string, ClientCard>();

  constructor(readonly world: World) {}

  all(): ClientCard[] {
    for (const visit of this.world.visits) this.of(visit.client);
    return [...this.#made.values()];
  }

  /** Under another id, which a scene can name. */
  also(id: string, card: ClientCard): void {
    this.#made.delete(card.id);
    this.#made.set(id, Object.assign(card, { id }));
  }

  of(id: string): ClientCard {
    const known = this.#made.get(id);
    if (known) return known;
    const visit = this.world.visits.find(({ client }) => client === id) ?? refuse("not_found");
    const card = this.add(id, visit.name ?? "", visit.address ?? "");
    card.visits = this.world.visits.filter(({ client }) => client === id).map((one) => this.#visit(one));
    card.responsible = card.visits[0]?.workers[0] ?? null;
    return card;
  }

  add(id: string, name: string, address = ""): ClientCard {
    const [given = "", ...rest] = name.split(" ");
    const number = this.#made.size;
    const card: ClientCard = {
      id,
      seen: { epoch: 1, position: 1 },
      number: null,
      given,
      surname: rest.join(" "),
      greeting: `${given.endsWith("a") || given.endsWith("ė") ? "Gerbiama" : "Gerbiamas"} ${name}`,
      greeting_written: "",
      born: `19${40 + (number % 40)}-0${1 + (number % 9)}-1${number % 9}`,
      age: 86 - (number % 40),
      address: address && `${address}, LT-62504 Alytus`,
      placed: true,
      phone: `0 612 ${String(10000 + number * 37).padStart(5, "0")}`,
      email: "",
      language: number % 7 === 3 ? "ru" : "lt",
      channel: number % 2 ? "sms" : "phone",
      never_text: false,
      two_workers: false,
      access: "",
      needs: "",
      good_times: "",
      bad_times: "",
      suits: [],
      responsible: null,
      risk: null,
      contacts: [],
      merged_into: null,
      merged: [],
      visits: [],
      calls: [],
      notes: [],
      promises: [],
      messages: [],
      tasks: [],
      conflicts: 0,
    };
    this.#made.set(id, card);
    return card;
  }

  row = (card: ClientCard): ClientRow => ({
    id: card.id,
    name: `${card.given} ${card.surname}`,
    born: card.born ?? null,
    address: card.address.split(",")[0] ?? "",
    phone: card.phone,
    responsible: card.responsible?.name ?? null,
    next: card.visits.find(({ over, at }) => !over && at)?.at ?? null,
    risk: Boolean(card.risk && !card.risk.over),
    beyond: false,
  });

  worker = (id: string): Somebody => ({ id, name: this.world.workers.find((one) => one.id === id)?.name ?? "" });

  #visit({ id, client, state, unannounced, day, time, minutes, workers, agreed }: BoardVisit): ClientVisit {
    return {
      id,
      client,
      state,
      unannounced,
      purpose: "Poreikių vertinimas",
      at: day && time ? { day, time } : null,
      minutes,
      workers: workers.map((worker) => this.worker(worker)),
      agreed: agreed?.channel ?? null,
      summary: "",
      over: ["completed", "noAccess", "interrupted", "missed", "cancelled"].includes(state),
    };
  }
}

function set(card: ClientCard, edit: ClientEdit, by: string, today: string): void {
  if (edit.field === "risk") card.risk = edit.value ? { ...edit.value, by, over: edit.value.until < today } : null;
  else if (edit.field === "greeting") card.greeting_written = edit.value;
  else Object.assign(card, { [edit.field]: edit.value });
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Three times from tomorrow on. */
function offersOf(world: World, cards: Cards, id: string, minutes: number): OfferView[] {
  const first = cards.of(id).responsible?.id ?? world.workers[0]?.id ?? "";
  const second = world.workers.find((one) => one.id !== first)?.id ?? first;
  const open = (day: string) => ([0, 6].includes(new Date(`${day}T12:00Z`).getUTCDay()) ? plusDays(day, 2) : day);
  const [one, two] = [open(plusDays(world.now.day, 1)), open(plusDays(world.now.day, 3))];
  const offer = (day: string, time: string, worker: string, why: OfferView["why"]): OfferView => ({
    at: { day, time },
    minutes,
    workers: [worker],
    names: cards.worker(worker).name,
    why,
  });
  return [
    offer(one, "10:15", first, [{ code: "soonest", mind: false, args: {} }, { code: "usual", mind: false, args: {} }]),
    offer(one, "14:00", second, [{ code: "near_before", mind: false, args: { minutes: "4" } }, { code: "other_worker", mind: true, args: {} }]),
    offer(two, "9:00", first, [{ code: "usual", mind: false, args: {} }]),
  ];
}

function take(world: World, card: ClientCard, call: CallMade): void {
  const { direction, name = "", organisation = "", position = "", number = "", reached, message = "" } = call;
  card.calls.unshift({ at: world.now, by: world.who?.name ?? "", direction, name, organisation, position, number, reached, message });
  const visit = world.visit(call.visit ?? "");
  if (visit && call.answer?.answer === "agreed") {
    const { at, workers } = call.answer.what;
    Object.assign(visit, { ...at, workers, state: "confirmed", agreed: { at: world.now, channel: "phone" } });
  } else if (visit && call.answer?.answer === "wished") visit.state = "moveAsked";
  else if (visit && call.answer?.answer === "cancelled") visit.state = "cancelled";
  const task = card.tasks.find(({ id }) => id === call.task);
  if (task && reached === "spoke") task.outcome = "done";
  if (reached === "noanswer" && !task)
    card.tasks.push({ id: `t${card.tasks.length}`, cause: "missed_call", visit: null, owner: null, due: world.now, words: message, outcome: null });
}

export function clientRoutes(world: World, cards = new Cards(world)): Routes {
  return {
    "GET clients": ({ query = {} }): ClientList => {
      const words = plain(String(query.text ?? "")).split(/\s+/).filter(Boolean);
      const fits = (card: ClientCard) => words.every((word) => plain(`${card.given} ${card.surname} ${card.address} ${card.phone}`).split(" ").some((own) => own.startsWith(word)));
      const found = cards.all().filter((card) => fits(card) && !card.merged_into && (!query.worker || card.responsible?.id === query.worker));
      const elsewhere = (row: ClientRow): ClientRow => ({ ...row, born: row.born?.slice(0, 4) ?? null, phone: "", next: null, risk: false, beyond: true });
      const rows = found.slice(0, 100).map(cards.row).map((row, index) => (query.beyond && index % 2 === 1 ? elsewhere(row) : row));
      return { clients: rows, more: found.length > 100 };
    },
    "POST clients": ({ body }): ClientMade => {
      const { fields, anyway } = body as { fields: ClientEdit[]; anyway: boolean };
      const said = (name: string) => String(fields.find(({ field }) => field === name)?.value ?? "");
      const same = cards.all().filter(({ phone, surname, given }) => (said("phone") && phone === said("phone")) || (surname === said("surname") && given === said("given")));
      if (!anyway && same.length > 0) return { client: null, alike: same.slice(0, 2).map(cards.row) };
      const card = cards.add(`n${cards.all().length}`, `${said("given")} ${said("surname")}`, said("address"));
      for (const edit of fields) set(card, edit, "", world.now.day);
      return { client: card.id, alike: [] };
    },
    "GET clients/:id": ({ ids }) => cards.of(ids.id ?? ""),
    "PUT clients/:id/fields": ({ ids, body }) => {
      const card = cards.of(ids.id ?? "");
      for (const edit of (body as { fields: ClientEdit[] }).fields) set(card, edit, world.who?.name ?? "", world.now.day);
      card.seen.position++;
    },
    "PUT clients/:id/contacts": ({ ids, body }) => {
      const card = cards.of(ids.id ?? "");
      const { id, name, relation = "", phone = "", same_home = false, may_be_told = false, removed = false } = body as NearEdit;
      card.contacts = card.contacts.filter((contact) => contact.id !== id);
      if (!removed) card.contacts.push({ id: id ?? `p${card.contacts.length}`, name, relation, phone, same_home, may_be_told });
    },
    "POST clients/:id/merge": ({ ids, body }) => {
      const [card, into] = [cards.of(ids.id ?? ""), cards.of((body as { into: string }).into)];
      card.merged_into = into.id;
      into.merged.push({ id: card.id, name: `${card.given} ${card.surname}` });
    },
    "DELETE clients/:id/merge": ({ ids }) => {
      const card = cards.of(ids.id ?? "");
      for (const into of cards.all()) into.merged = into.merged.filter(({ id }) => id !== card.id);
      card.merged_into = null;
    },
    "POST clients/:id/dossier": ({ ids }) => {
      const { given, surname } = cards.of(ids.id ?? "");
      const html = `<!doctype html><html lang="lt"><title>Jūsų duomenys</title><h1>${given} ${surname}</h1>`;
      return { html, json: { format: "vizitas-dossier", version: 1 }, marks: 3, withheld: 0 };
    },
    "PUT clients/:id/worker": ({ ids, body }) => void (cards.of(ids.id ?? "").responsible = cards.worker((body as { worker: string }).worker)),
    "POST workers/:id/caseload": ({ ids, body }) => {
      const hers = cards.all().filter(({ responsible }) => responsible?.id === ids.id);
      for (const card of hers) card.responsible = cards.worker((body as { worker: string }).worker);
      return { clients: hers.length };
    },
    "GET clients/:id/offers": ({ ids, query = {} }) => offersOf(world, cards, ids.id ?? "", Number(query.minutes ?? 45)),
    "GET clients/:id/calls/times": () => [
      { day: world.now.day, time: "10:24" },
      { day: world.now.day, time: "14:00" },
      { day: "2026-11-24", time: "9:00" },
    ],
    "POST clients/:id/calls": ({ ids, body }) => take(world, cards.of(ids.id ?? ""), body as CallMade),
  };
}

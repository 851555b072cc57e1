/** Clients and phone mode: the list, a card with much on it, the sheets, and a call from its beginning to an agreed time. */
import { plusDays } from "../../when";
import { Cards, clientRoutes } from "./clients";
import type { Fake } from "./fake";
import { coordinator } from "./session";
import { found, press, type, type Scene } from "./scenes";

/** A client about whom much is known. */
function rich(fake: Fake): void {
  const { world } = fake;
  const cards = new Cards(world);
  const later = world.visits.find(({ day, state }) => day && day > world.now.day && state === "confirmed");
  if (!later) return;
  const today = world.now.day;
  const card = cards.of(later.client);
  const moment = (days: number, time: string) => ({ day: plusDays(today, days), time });
  Object.assign(card, {
    email: "ona.p@pavyzdys.lt",
    access: "Laiptinės kodas 38. Beldžiant palaukti – vaikšto su ramsčiu.",
    needs: "Kalbėti garsiau, iš dešinės.",
    good_times: "po pusryčių",
    suits: [
      { weekday: 1, from: "9:00", to: "12:00", good: true },
      { weekday: 3, from: "9:00", to: "12:00", good: true },
      { weekday: 4, from: "13:00", to: "17:00", good: false },
    ],
    two_workers: true,
    risk: { facts: "Spalio 14 d. vizito metu kaimynas šaukė ir bandė įeiti į butą.", by: "Rasa Urbonaitė", until: plusDays(today, 60), over: false },
    contacts: [
      { id: "k1", name: "Asta Vaitkienė", relation: "duktė", phone: "0 612 44551", same_home: false, may_be_told: true },
      { id: "k2", name: "Petras", relation: "kaimynas", phone: "", same_home: false, may_be_told: false },
    ],
    notes: [{ at: moment(-20, "11:05"), by: "Rasa Urbonaitė", text: "Sunkiau lipa laiptais. Paprašė padėti dėl turėklo vonioje." }],
    promises: [{ text: "Paskambinti dėl turėklo vonioje", owner: "Rasa Urbonaitė", due: moment(2, "12:00"), end: null }],
    messages: [
      { at: moment(-1, "10:13"), purpose: "agreed", channel: "sms", delivery: "delivered" },
      { at: moment(0, "8:30"), purpose: "reminder", channel: "sms", delivery: "failed" },
    ],
    calls: [
      { at: moment(-1, "10:12"), by: "Giedrė Kazlauskienė", direction: "out", name: "Ona", organisation: "", position: "", number: card.phone, reached: "spoke", message: "Tinka rytas, tik ne penktadienį." },
    ],
    tasks: [{ id: "t1", cause: "message_failed", visit: later.id, owner: null, due: moment(0, "12:00"), words: "", outcome: null }],
  });
  for (const visit of card.visits) visit.client = "rich";
  cards.also("rich", card);
  fake.add(clientRoutes(world, cards));
}

const card = (name: string, open?: string): Scene => ({
  name,
  at: "clients/rich",
  world: rich,
  show: async () => {
    await found(".card");
    if (open) await press(open);
  },
});

const key = (name: string) => dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));

export const clientScenes: Scene[] = [
  { name: "console-clients", at: "clients", show: async () => void (await found("tbody tr")) },
  {
    name: "console-clients-beyond",
    at: "clients",
    show: async () => {
      await type("input[type=search]", "an");
      await press("button[aria-pressed]");
      await found("tbody .tag");
    },
  },
  {
    name: "console-clients-none",
    at: "clients",
    show: async () => {
      await type("input[type=search]", "xyz");
      await found(".empty");
    },
  },
  {
    name: "console-clients-new",
    at: "clients/new",
    show: async () => {
      await found("dialog input");
      const [given, surname] = document.querySelectorAll<HTMLInputElement>("dialog input");
      const name = (document.querySelector("tbody a")?.textContent ?? "").split(" ");
      for (const [field, text] of [[given, name[0]], [surname, name[1]]] as const) {
        if (!field) continue;
        field.value = text ?? "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog [role=status]");
    },
  },
  card("console-client"),
  card("console-client-mend", ".card section:nth-of-type(1) header button"),
  card("console-client-ways", ".card section:nth-of-type(2) header button"),
  card("console-client-times", ".card section:nth-of-type(3) header button"),
  card("console-client-risk", ".card section:nth-of-type(4) header button"),
  card("console-client-near", ".card section:nth-of-type(5) header button"),
  card("console-client-dossier", ".rights button:nth-of-type(1)"),
  {
    ...card("console-client-dossier-made", ".rights button:nth-of-type(1)"),
    show: async () => {
      await press(".rights button:nth-of-type(1)");
      await type("dialog .field input", "Paprašė pati, raštu");
      await press("dialog button[type=submit]:not(:disabled)");
      await found("dialog [download]");
    },
  },
  ...(["restrict", "erase"] as const).map((kind, index): Scene => ({
    ...card(`console-client-${kind}`, `.rights button:nth-of-type(${index + 2})`),
    world: (fake) => {
      rich(fake);
      fake.world.who = { ...coordinator, role: "head" };
    },
  })),
  card("console-client-hand", ".page > header .tools button:nth-of-type(1)"),
  card("console-client-merge", ".page > header .tools button:nth-of-type(2)"),
  {
    name: "console-phone",
    at: "phone",
    show: async () => {
      await type("input[type=search]", "an");
      await found("form li");
    },
  },
  { name: "console-phone-call", at: "phone/rich/t1", world: rich, show: async () => void (await found("kbd")) },
  {
    name: "console-phone-agreed",
    at: "phone/rich/t1",
    world: rich,
    show: async () => {
      await found(".call kbd");
      key("1");
      await found("[aria-pressed=true] kbd");
    },
  },
  {
    name: "console-phone-wish",
    at: "phone/rich",
    world: rich,
    show: async () => {
      await found(".call .none");
      key("n");
      await found("[data-wish]");
    },
  },
];

/** The rights of clients, faked: one waits for a second person, one was erased, one is withheld, some come to their age. */
import type { ErasureRow, RestrictionRow, RetentionView } from "../api/rights";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const day = 86_400;

export function rightsRoutes(world: World): Routes {
  const now = Math.floor(Date.now() / 1000);
  const id = (last: number) => `0192f0c4-7a10-7000-8000-0000${String(last).padStart(8, "0")}`;
  let asked: ErasureRow[] = [
    { client: id(4711), name: "Stasys Beržinis", ground: "consent", words: "Prašymas Nr. 14", asked_by: "Giedrė Kazlauskienė", asked: now - 2 * day, own: false, agreed_by: null, done: null, waits: 0, backups_expire: null },
    { client: id(3120), name: null, ground: "not_needed", words: "", asked_by: "Giedrė Kazlauskienė", asked: now - 12 * day, own: false, agreed_by: "Darius Petronis", done: now - 11 * day, waits: 1, backups_expire: now + 79 * day },
    { client: id(2205), name: null, ground: "retention", words: "", asked_by: "", asked: now - 40 * day, own: false, agreed_by: "", done: now - 40 * day, waits: 0, backups_expire: now + 50 * day },
  ];
  let held: RestrictionRow[] = [
    { client: id(9001), name: "Elena Gluosnienė", ground: "claim", words: "Ginčas dėl žalos atlyginimo", by: "Vida Standartienė", since: now - 6 * day, own: false },
  ];
  const both = (lt: string, en: string) => ({ lt, en });
  const ages: RetentionView = {
    rules: {
      announce_days: 30,
      classes: [
        { class: "case", title: both("Žmogaus, kuris buvo lankomas, byla", "The file of a person who was visited"), months: 120, then: "ask", source: both("", "") },
        { class: "registration", title: both("Registracija, po kurios nebuvo nė vieno vizito", "A registration that no visit followed"), months: 24, then: "erase", source: both("", "") },
      ],
    },
    rows: [
      { client: id(1101), name: "Birutė Liepienė", class: "case", since: now - 20 * day, then: "ask", holds: [], announced: now - 19 * day, goes: null },
      { client: id(1102), name: "Kazys Klevas", class: "registration", since: now - 5 * day, then: "erase", holds: [], announced: now - 4 * day, goes: now + 26 * day },
      { client: id(1103), name: "Marija Eglienė", class: "registration", since: now + 9 * day, then: "erase", holds: ["promise", "task"], announced: null, goes: null },
    ],
  };
  const one = (client: string) => asked.find((row) => row.client === client) ?? refuse("not_found");
  return {
    "GET erasures": () => asked,
    "POST clients/:id/erasure": () => null,
    "DELETE clients/:id/erasure": ({ ids }) => void (asked = asked.filter((row) => row !== one(ids.id ?? ""))),
    "POST clients/:id/erasure/agree": ({ ids }) => void Object.assign(one(ids.id ?? ""), { name: null, words: "", agreed_by: world.who?.name ?? "", done: now, waits: 2 }),
    "GET erasures/:id/proof": () => ({ html: "<!doctype html><html lang=\"lt\"><title>Aktas</title>", json: {} }),
    "POST clients/:id/restriction": () => ({ visits: [{ at: now + day, workers: ["Rasa Urbonaitė"] }, { at: now + 8 * day, workers: ["Rasa Urbonaitė", "Tomas Grigas"] }] }),
    "GET restrictions": () => held,
    "DELETE restrictions/:id": ({ ids }) => void (held = held.filter(({ client }) => client !== ids.id)),
    "POST restrictions/:id/dossier": () => ({ html: "", json: {}, marks: 0, withheld: 0 }),
    "GET retention": () => (world.who?.role === "administrator" ? { ...ages, rows: ages.rows.map((row) => ({ ...row, name: null })) } : ages),
  };
}

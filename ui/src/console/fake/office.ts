/** Workers, tablets and people, faked: what is given, taken and changed changes the one world. */
import type { WorkView } from "../api/absence";
import type { StaffRole } from "../api/session";
import type { SessionView, StaffView } from "../api/staff";
import type { TabletView } from "../api/tablets";
import type { WorkerEdit, WorkerView } from "../api/workers";
import { plusDays } from "../../when";
import { refuse, type Routes } from "./fake";
import { qr } from "./session";
import type { World } from "./world";

const day = 86_400;
const nowS = () => Math.floor(Date.now() / 1000);

/** The tablets of the town: one a worker, one whose work waits, one that was lost. */
function tabletsOf(world: World): TabletView[] {
  const now = nowS();
  const of = (index: number, known: Partial<TabletView> = {}): TabletView => {
    const worker = world.workers[index];
    const base = { tablet: `t${index}`, worker: worker?.id ?? "", code: `D0${index + 1}`, name: worker?.name ?? "" };
    const times = { since: now - (20 + 9 * index) * day, seen: index === 4 ? null : now - 240 - index * index * 4_000, revoked: null };
    return { ...base, ...times, waiting: null, approved: true, incarnation: 1, holds: false, lease: index === 4 ? null : now + (7 - index) * day, wipe: null, ...known };
  };
  const used = world.workers.slice(0, 5).map((_, index) => of(index, index === 2 ? { holds: true } : {}));
  return [...used, of(1, { tablet: "t9", since: now - 200 * day, seen: now - 30 * day, revoked: now - 29 * day, wipe: { asked: now - 29 * day, cleared: now - 27 * day } }), of(3, { tablet: "t10", since: now - 90 * day, seen: now - day, revoked: now - day / 2, wipe: { asked: now - day / 2, cleared: null } })].filter(({ worker }) => worker);
}

const week = [0, 1, 2, 3].map((weekday) => ({ weekday, from: 480, to: 1020, break_from: 720, break_to: 765 }));

function workersOf(world: World): WorkerView[] {
  return world.workers.map(({ id, name, unit }, index) => {
    const [given = "", surname = ""] = name.split(" ");
    const work: WorkView = { hours: { from: 480, to: 1020 }, week: index === 1 ? week : [], skills: index === 2 ? ["gestų kalba", "psichologas"] : index === 4 ? ["slauga"] : [] };
    return {
      worker: id,
      code: `D0${index + 1}`,
      name,
      given,
      surname,
      position: "socialinis darbuotojas",
      unit,
      phone: `0 612 4455${index}`,
      email: `${given[0]?.toLowerCase() ?? ""}${index}@pavyzdys.lt`,
      languages: index === 1 ? ["lt", "ru"] : index === 2 ? ["lt", "sign"] : index === 4 ? ["lt", "ru", "pl"] : ["lt"],
      work,
      clients: index === 5 ? 0 : 24 + ((index * 7) % 11),
      tablets: 0,
      signs_in: index === 0,
      leaves: null,
      gone: false,
      after: 0,
    };
  });
}

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
];
const sessionsOf = (own: boolean): SessionView[] =>
  agents.map((browser, index) => ({ session: `s${index}`, since: nowS() - 3600 * (1 + 20 * index), seen: nowS() - 300 * (1 + 200 * index), browser, current: own && index === 0 }));

function staffOf(world: World): StaffView[] {
  const now = nowS();
  const one = (login: string, name: string, role: StaffRole, known: Partial<StaffView> = {}): StaffView => ({
    actor: login,
    login,
    name,
    role,
    unit: "",
    worker: null,
    standing: "active",
    since: now - 90 * day,
    seen: now - 3 * 3600,
    sessions: 0,
    ...known,
  });
  const [tomas] = world.workers;
  return [
    one("darius", "Darius Petronis", "administrator", { seen: now - 60, sessions: 1 }),
    one("giedre", "Giedrė Kazlauskienė", "coordinator", { unit: "Socialinės pagalbos skyrius", sessions: 2 }),
    one("nijole", "Nijolė Baltrušienė", "head", { seen: now - 3 * day }),
    one("rimantas", "Rimantas Jonaitis", "officer", { standing: "disabled", seen: now - 60 * day }),
    one("tomas", tomas?.name ?? "", "worker", { worker: "D01", unit: tomas?.unit ?? "" }),
    one("vilma", "Vilma Stonkutė", "coordinator", { unit: "Vaikų ir šeimos skyrius", standing: "invited", since: now - day, seen: null }),
  ];
}

function write(worker: WorkerView, edits: WorkerEdit[]): void {
  for (const { field, value } of edits) {
    if (field === "phone" && !/^[\d +]{8,}$/.test(String(value)) && value !== "") refuse("phone_wrong");
    if (field === "skills") worker.work.skills = value as string[];
    else Object.assign(worker, { [field]: value });
  }
  worker.name = `${worker.given} ${worker.surname}`.trim();
}

function workerRoutes(world: World, tablets: () => TabletView[]): Routes {
  let list: WorkerView[] | undefined;
  const all = () => (list ??= workersOf(world));
  const known = (id = "") => all().find(({ worker }) => worker === id) ?? refuse("not_found");
  const hers = (id: string) => tablets().filter(({ worker, revoked }) => worker === id && revoked === null);
  return {
    "GET workers": () => all().map((one) => ({ ...one, tablets: hers(one.worker).length })),
    "POST workers": ({ body }) => {
      const { code, fields } = body as { code: string; fields: WorkerEdit[] };
      if (all().some((one) => one.code.toLowerCase() === code.toLowerCase())) refuse("code_taken");
      const work = { hours: null, week: [], skills: [] };
      const none = { name: "", given: "", surname: "", position: "", unit: "", phone: "", email: "" };
      const made: WorkerView = { worker: `w${all().length}`, code, ...none, languages: [], work, clients: 0, tablets: 0, signs_in: false, leaves: null, gone: false, after: 0 };
      write(made, fields);
      all().push(made);
      return { worker: made.worker };
    },
    "PUT workers/:worker/profile": ({ ids, body }) => write(known(ids.worker), (body as { fields: WorkerEdit[] }).fields),
    "POST workers/:worker/leave": ({ ids, body }) => {
      const leaver = known(ids.worker);
      const { last_day } = body as { last_day: string | null };
      if (last_day && last_day >= world.now.day) {
        Object.assign(leaver, { leaves: plusDays(last_day, 1), after: 2 });
        return { tablets: 0, signs_in: false };
      }
      if (leaver.clients > 0) refuse("has_clients", { count: leaver.clients });
      Object.assign(leaver, { leaves: last_day ? plusDays(last_day, 1) : world.now.day, gone: true });
      const ended = hers(leaver.worker);
      for (const tablet of ended) tablet.revoked = nowS();
      leaver.signs_in = false;
      return { tablets: ended.length, signs_in: false };
    },
    "DELETE workers/:worker/leave": ({ ids }) => void Object.assign(known(ids.worker), { leaves: null, gone: false, after: 0 }),
  };
}

function staffRoutes(world: World): Routes {
  let list: StaffView[] | undefined;
  const all = () => (list ??= staffOf(world));
  const known = (id = "") => all().find(({ actor }) => actor === id) ?? refuse("not_found");
  const setUp = (actor: string) => ({ actor, code: "7KQ2-M9TR-04HJ-NV8E" });
  const own = sessionsOf(true);
  const others = new Map<string, SessionView[]>();
  const theirs = (id: string) => others.get(id) ?? others.set(id, sessionsOf(false).slice(0, known(id).sessions)).get(id) ?? [];
  const end = (sessions: SessionView[], id = "") => void sessions.splice(sessions.findIndex(({ session }) => session === id), 1);
  return {
    "GET staff": () => all().map((one) => ({ ...one, sessions: theirs(one.actor).length })),
    "POST staff": ({ body }) => {
      const added = body as { login: string; name: string; role: StaffRole; unit: string; worker: string | null };
      if (all().some(({ login }) => login === added.login)) refuse("exists");
      all().push({ ...added, actor: added.login, standing: "invited", since: nowS(), seen: null, sessions: 0 });
      return setUp(added.login);
    },
    "PUT staff/:staff": ({ ids, body }) => {
      const { disabled, ...edit } = body as { name: string; role: StaffRole; unit: string; disabled: boolean };
      const person = known(ids.staff);
      const leads = (one: StaffView) => one.role === "administrator" && one.standing === "active" && one !== person;
      if (person.role === "administrator" && (edit.role !== "administrator" || disabled) && !all().some(leads)) refuse("last_administrator");
      if (disabled) theirs(person.actor).length = 0;
      Object.assign(person, edit, { standing: disabled ? "disabled" : person.seen === null ? "invited" : "active" });
    },
    "POST staff/:staff/reset": ({ ids }) => {
      theirs(known(ids.staff).actor).length = 0;
      known(ids.staff).standing = "invited";
      return setUp(ids.staff ?? "");
    },
    "GET staff/:staff/sessions": ({ ids }) => theirs(ids.staff ?? ""),
    "DELETE staff/:staff/sessions/:session": ({ ids }) => end(theirs(ids.staff ?? ""), ids.session),
    "GET me/sessions": () => own,
    "DELETE me/sessions/:session": ({ ids }) => end(own, ids.session),
  };
}

/** A tablet that came a minute ago and waits to be let in. */
export const newcomer = (known: Partial<TabletView> = {}): TabletView => ({
  tablet: "t7",
  worker: "w5",
  code: "D06",
  name: "Mindaugas Radzevičius",
  since: nowS() - 60,
  waiting: { check: "4821 7730", gave: false, others: ["Darius Petronis"] },
  approved: false,
  revoked: null,
  incarnation: 1,
  seen: null,
  holds: false,
  lease: null,
  wipe: null,
  ...known,
});

export function officeRoutes(world: World): Routes {
  let list: TabletView[] | undefined;
  const all = () => (list ??= [...world.newTablets, ...tabletsOf(world)]);
  return {
    ...workerRoutes(world, all),
    ...staffRoutes(world),
    "GET tablets": () => all(),
    "GET tablets/waiting": () => all().filter(({ waiting }) => waiting !== null),
    "POST tablets/:tablet/approve": ({ ids }) => {
      const tablet = all().find(({ tablet }) => tablet === ids.tablet) ?? refuse("not_found");
      if (tablet.waiting?.gave && tablet.waiting.others.length > 0) refuse("own_code");
      Object.assign(tablet, { waiting: null, approved: true });
    },
    "POST workers/:worker/tablets": ({ ids }) => {
      if (!world.workers.some(({ id }) => id === ids.worker)) refuse("not_found");
      const waiting = { check: "4821 7730", gave: true, others: ["Darius Petronis", "Nijolė Baltrušienė"] };
      if (world.tabletComes) all().unshift(newcomer({ worker: ids.worker ?? "", waiting }));
      return { code: "vizitai.alytus.lt:8443/m/alytus/7KQ2M-X9TRC-04HJB-NV8E3-PA6ZD-5WYF1-GS7KT-QM2C9", qr: qr(), until: nowS() + day };
    },
    "POST tablets/:tablet/unlock-code": ({ ids, body }) => {
      const tablet = all().find(({ tablet }) => tablet === ids.tablet) ?? refuse("not_found");
      if (tablet.revoked !== null) refuse("tablet_revoked");
      if (tablet.seen === null) refuse("unlock_code_none");
      if (!(body as { reason: string }).reason.trim()) refuse("reason_missing");
      const code = "7K3QM-9TXVB-2N8RC-5HWJD-4FYGE6";
      return { code, signed: `VIZITAS1/${code}`, qr: qr(), until: nowS() + 13 * day };
    },
    "POST tablets/:tablet/wipe": ({ ids }) => {
      const tablet = all().find(({ tablet }) => tablet === ids.tablet) ?? refuse("not_found");
      Object.assign(tablet, { revoked: tablet.revoked ?? nowS(), wipe: tablet.wipe ?? { asked: nowS(), cleared: null } });
    },
    "DELETE tablets/:tablet": ({ ids }) => {
      const tablet = all().find(({ tablet }) => tablet === ids.tablet) ?? refuse("not_found");
      Object.assign(tablet, { revoked: nowS(), waiting: null });
    },
  };
}

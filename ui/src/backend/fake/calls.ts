/** The fake's calls: those to make, and what a logged one leaves to do. */
import type { Backend } from "../backend";
import type { CallEndView, CallsView, CallTaskView } from "../bindings/calls";
import type { Moment } from "../bindings/status";
import { plusDays } from "../../when";

const today = "2026-11-23";
const at = (day: string, time: string): Moment => ({ day, time });

/** When a call may be made again: the same as a device says it at 9:20. */
export const times: Moment[] = [at(today, "10:20"), at(today, "14:00"), at(plusDays(today, 1), "9:00")];

export function calls(): CallTaskView[] {
  const open = { words: "", visit: null, visitAt: null, contact: null, contactName: null, overdue: false, end: null, alsoEnded: [] };
  return [
    {
      ...open,
      id: "t1",
      person: "vytautas",
      name: "Vytautas Ąžuolis",
      cause: "messageFailed",
      visit: "v4",
      visitAt: at(today, "11:45"),
      number: "0 600 00107",
      due: at(today, "9:00"),
      overdue: true,
      owner: { type: "office" },
    },
    {
      ...open,
      id: "t2",
      person: "ona",
      name: "Ona Petrauskienė",
      cause: "missedCall",
      words: "Žadėjo būti namie po pietų.",
      number: "0 600 00101",
      due: at(today, "14:00"),
      owner: { type: "me" },
    },
    {
      ...open,
      id: "t3",
      person: "sarunas",
      name: "Šarūnas Žvirblis",
      cause: "replyUnclear",
      words: "gal geriau antradieni, nes busiu pas daktara",
      visit: "v8",
      visitAt: at(plusDays(today, 1), "9:00"),
      number: "0 600 00113",
      due: at(today, "16:00"),
      owner: { type: "office" },
    },
    {
      ...open,
      id: "t4",
      person: "danute",
      name: "Danutė Žukauskienė",
      cause: "notForMe",
      words: "0 600 00106",
      number: null,
      due: at(plusDays(today, 1), "12:00"),
      owner: { type: "colleague", name: "" },
    },
    {
      ...open,
      id: "t5",
      person: "stanislava",
      name: "Stanislava Mickevič",
      cause: "unanswered",
      number: "0 600 00112",
      due: at("2026-11-20", "12:00"),
      owner: { type: "me" },
      end: { result: "notNeeded", words: "Atrašė pati.", at: at("2026-11-20", "11:10"), by: "Asta Daukšienė" },
      alsoEnded: [{ result: "done", words: "Patvirtino, lauks antradienį.", at: at("2026-11-20", "11:25"), by: null }],
    },
  ];
}

export function callsOf(all: CallTaskView[]): CallsView {
  const mine = all.filter((call) => !call.end && call.owner.type !== "colleague");
  return {
    due: mine.filter((call) => call.due.day <= today),
    later: mine.filter((call) => call.due.day > today),
    others: all.filter((call) => !call.end && call.owner.type === "colleague"),
    ended: all.filter((call) => call.end),
  };
}

type Logged = Parameters<Backend["callLog"]>[0];

/** What a call leaves to do: the tasks that it ends, moves or raises. Gives when to call again. */
export function followUp(all: CallTaskView[], logged: Logged, name: string, now: Moment, id: string): Moment | null {
  const asked = all.filter(({ id, person, cause, end }) => !end && person === logged.person && (id === logged.task || cause === "missedCall"));
  if (logged.outcome === "reached") {
    const end: CallEndView = { result: "done", words: logged.text, at: now, by: null };
    for (const call of asked) call.end = end;
  }
  if (logged.outcome !== "noAnswer") return null;
  const due = logged.again ?? times[0] ?? now;
  if (asked.length > 0) {
    for (const call of asked) Object.assign(call, { due, overdue: false });
    return due;
  }
  all.push({
    id,
    person: logged.person,
    name,
    cause: "missedCall",
    words: logged.text,
    visit: logged.visit,
    visitAt: null,
    number: logged.number,
    contact: null,
    contactName: null,
    due,
    overdue: false,
    owner: { type: "me" },
    end: null,
    alsoEnded: [],
  });
  return due;
}

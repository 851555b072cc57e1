/** The real backend: Tauri commands. Knows names and nothing else. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Backend } from "./backend";

type Command = Exclude<keyof Backend, "onStatus" | "onStale">;

/** One command: the method's name in snake_case, one `args` object when it asks for something. */
function command<Name extends Command>(name: Name): Backend[Name] {
  const wire = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const call = (args?: unknown) => (args === undefined ? invoke(wire) : invoke(wire, { args }));
  return call as Backend[Name];
}

function subscribe<T>(event: string, tell: (payload: T) => void): () => void {
  const stop = listen<T>(event, ({ payload }) => tell(payload));
  return () => void stop.then((unlisten) => unlisten());
}

export const tauri: Backend = {
  status: command("status"),
  enrol: command("enrol"),
  unlock: command("unlock"),
  startOver: command("startOver"),
  choose: command("choose"),
  addWorker: command("addWorker"),
  unlockByCode: command("unlockByCode"),
  askOffice: command("askOffice"),
  lookAtOffice: command("lookAtOffice"),
  recover: command("recover"),
  changePin: command("changePin"),
  lock: command("lock"),
  touch: command("touch"),
  day: command("day"),
  week: command("week"),
  blockTime: command("blockTime"),
  unblock: command("unblock"),
  visit: command("visit"),
  setOut: command("setOut"),
  late: command("late"),
  turnBack: command("turnBack"),
  arrive: command("arrive"),
  noAccess: command("noAccess"),
  start: command("start"),
  interrupt: command("interrupt"),
  finish: command("finish"),
  undo: command("undo"),
  answerChecklist: command("answerChecklist"),
  draftSave: command("draftSave"),
  shutVisits: command("shutVisits"),
  shutArrive: command("shutArrive"),
  shutFinish: command("shutFinish"),
  shutUndo: command("shutUndo"),
  shutDraft: command("shutDraft"),
  shutNote: command("shutNote"),
  keptNotes: command("keptNotes"),
  placeNote: command("placeNote"),
  dropNote: command("dropNote"),
  note: command("note"),
  unplannedVisit: command("unplannedVisit"),
  standard: command("standard"),
  saveChecklist: command("saveChecklist"),
  carryOut: command("carryOut"),
  carryTake: command("carryTake"),
  carryAgain: command("carryAgain"),
  carryForget: command("carryForget"),
  linkOpen: command("linkOpen"),
  linkLook: command("linkLook"),
  linkClose: command("linkClose"),
  linkTake: command("linkTake"),
  slots: command("slots"),
  agreeTime: command("agreeTime"),
  moveTime: command("moveTime"),
  requestVisit: command("requestVisit"),
  person: command("person"),
  search: command("search"),
  personMend: command("personMend"),
  contactAdd: command("contactAdd"),
  clientAdd: command("clientAdd"),
  openCall: command("openCall"),
  openMap: command("openMap"),
  feedbackRecord: command("feedbackRecord"),
  callLog: command("callLog"),
  callNew: command("callNew"),
  calls: command("calls"),
  callTimes: command("callTimes"),
  callTake: command("callTake"),
  callGiveBack: command("callGiveBack"),
  callEnd: command("callEnd"),
  callReopen: command("callReopen"),
  promises: command("promises"),
  promiseMake: command("promiseMake"),
  promiseMove: command("promiseMove"),
  promiseKeep: command("promiseKeep"),
  promiseReopen: command("promiseReopen"),
  conflicts: command("conflicts"),
  settle: command("settle"),
  syncNow: command("syncNow"),
  syncDetails: command("syncDetails"),
  clientView: command("clientView"),
  onStatus: (tell) => subscribe("status", tell),
  onStale: (tell) => subscribe<null>("stale", () => tell()),
};

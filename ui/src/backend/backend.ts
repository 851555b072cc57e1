/**
 * The one way from the screens to the device. Each method is one Tauri command of the same name in snake_case
 * that takes one `args` object; the shapes are generated from crates/device/src/view.
 * A refused command rejects with an `ErrorView`.
 */
import type { ClientView, ClientViewArgs } from "./bindings/client";
import type { ConflictView, SettleArgs } from "./bindings/conflict";
import type { CallEndArgs, CallKept, CallNewArgs, CallsView, CallTaskArgs, CallTaskView } from "./bindings/calls";
import type { CallLogArgs, FeedbackRecordArgs } from "./bindings/contact";
import type { DayArgs, DayView, WeekView } from "./bindings/day";
import type {
  ClientAddArgs,
  ContactAddArgs,
  OpenCallArgs,
  PersonArgs,
  PersonMendArgs,
  PersonRow,
  PersonView,
  SearchArgs,
} from "./bindings/person";
import type {
  AgreeTimeArgs,
  BlockTimeArgs,
  MoveTimeArgs,
  PlannedVisit,
  RequestVisitArgs,
  SlotsArgs,
  SlotView,
  UnblockArgs,
} from "./bindings/plan";
import type { PromiseArgs, PromiseMakeArgs, PromiseMoveArgs, PromisesView, PromiseView } from "./bindings/promise";
import type { CarriedArgs, CarryTakeArgs, LinkTakeArgs, LinkView, ParcelView } from "./bindings/carry";
import type { ChecklistArgs, SavedFile, StandardArgs, StandardView } from "./bindings/standard";
import type { ChangePinArgs, ChooseArgs, EnrolArgs, Moment, StatusView, UnlockArgs } from "./bindings/status";
import type { KeptNoteArgs, KeptNotesView, PlaceNoteArgs, ShutDraftArgs, ShutNoteArgs, ShutVisit } from "./bindings/shut";
import type { RecoverArgs, UnlockCodeArgs } from "./bindings/recovery";
import type { SyncView } from "./bindings/sync";
import type {
  AnswerChecklistArgs,
  DraftSaveArgs,
  InterruptArgs,
  LateArgs,
  NoAccessArgs,
  NoteArgs,
  VisitArgs,
  VisitView,
} from "./bindings/visit";

export interface Backend {
  /** Where the app stands; works at every stage. */
  status(): Promise<StatusView>;
  /** Binds this tablet to a worker and opens it; the first sync then runs by itself. */
  enrol(args: EnrolArgs): Promise<StatusView>;
  unlock(args: UnlockArgs): Promise<StatusView>;
  /** A tablet that the office refused is nobody's again, and asks for another code. */
  startOver(): Promise<StatusView>;
  /** Goes to somebody's lock, or to the list; whoever was at work is locked first. */
  choose(args: ChooseArgs): Promise<StatusView>;
  /** Asks for the code of one worker more; whoever was at work is locked first. */
  addWorker(): Promise<StatusView>;
  /** Opens a locked tablet by the supervisor's code, with a new PIN. A wrong code counts as a try of its own. */
  unlockByCode(args: UnlockCodeArgs): Promise<StatusView>;
  /** Asks the office for the keys of a tablet that nothing opens. */
  askOffice(): Promise<StatusView>;
  /** Looks whether the office has given them. */
  lookAtOffice(): Promise<StatusView>;
  /** Opens a tablet whose keys the office has given, with a new PIN. */
  recover(args: RecoverArgs): Promise<StatusView>;
  /** Puts another PIN in the place of the old one. A wrong old one counts as a try. */
  changePin(args: ChangePinArgs): Promise<StatusView>;
  /** Takes the keys out of memory at once. */
  lock(): Promise<StatusView>;
  /** Somebody is using the tablet: puts off the lock. Called at most every 15 seconds. */
  touch(): Promise<void>;

  day(args: DayArgs): Promise<DayView>;
  /** The week that holds the day. */
  week(args: DayArgs): Promise<WeekView>;
  blockTime(args: BlockTimeArgs): Promise<void>;
  unblock(args: UnblockArgs): Promise<void>;

  visit(args: VisitArgs): Promise<VisitView>;
  setOut(args: VisitArgs): Promise<VisitView>;
  /** She will be late, and says in how many minutes she thinks to arrive. */
  late(args: LateArgs): Promise<VisitView>;
  turnBack(args: VisitArgs): Promise<VisitView>;
  arrive(args: VisitArgs): Promise<VisitView>;
  noAccess(args: NoAccessArgs): Promise<VisitView>;
  start(args: VisitArgs): Promise<VisitView>;
  interrupt(args: InterruptArgs): Promise<VisitView>;
  /** Ends the visit; the drafts of notes and summary are kept. */
  finish(args: VisitArgs): Promise<VisitView>;
  /** Takes the newest fact back by a correction. */
  undo(args: VisitArgs): Promise<VisitView>;
  answerChecklist(args: AnswerChecklistArgs): Promise<VisitView>;
  /** Resolves once the text is durable, with the time of saving. */
  draftSave(args: DraftSaveArgs): Promise<Moment>;
  note(args: NoteArgs): Promise<VisitView>;
  /** Starts an unplanned visit to a person, now. */
  unplannedVisit(args: PersonArgs): Promise<VisitView>;
  /** A published checklist, so that the sentences come in the worker's language. */
  standard(args: StandardArgs): Promise<StandardView>;
  /** Saves a visit's answers for other systems as a file among the tablet's own; it is not encrypted there. */
  saveChecklist(args: ChecklistArgs): Promise<SavedFile>;

  /** Her visits of the day by their hours alone: all that a tablet shows whose lease is over. */
  shutVisits(): Promise<ShutVisit[]>;
  shutArrive(args: VisitArgs): Promise<ShutVisit[]>;
  shutFinish(args: VisitArgs): Promise<ShutVisit[]>;
  /** Takes the newest stamp of a visit back. */
  shutUndo(args: VisitArgs): Promise<ShutVisit[]>;
  /** Resolves once the text is durable, with the time of saving. */
  shutDraft(args: ShutDraftArgs): Promise<Moment>;
  /** Keeps a note that is not shown again before the tablet is open. */
  shutNote(args: ShutNoteArgs): Promise<void>;
  /** Those of them that belong to no visit yet. */
  keptNotes(): Promise<KeptNotesView>;
  placeNote(args: PlaceNoteArgs): Promise<void>;
  dropNote(args: KeptNoteArgs): Promise<void>;

  slots(args: SlotsArgs): Promise<SlotView[]>;
  agreeTime(args: AgreeTimeArgs): Promise<PlannedVisit>;
  moveTime(args: MoveTimeArgs): Promise<PlannedVisit>;
  requestVisit(args: RequestVisitArgs): Promise<PlannedVisit>;

  person(args: PersonArgs): Promise<PersonView>;
  search(args: SearchArgs): Promise<PersonRow[]>;
  personMend(args: PersonMendArgs): Promise<PersonView>;
  /** Adds somebody near a person. */
  contactAdd(args: ContactAddArgs): Promise<PersonView>;
  clientAdd(args: ClientAddArgs): Promise<PersonView>;
  /** Hands the number to the tablet's telephone app. */
  openCall(args: OpenCallArgs): Promise<void>;
  /** Hands the place to the tablet's map app. */
  openMap(args: PersonArgs): Promise<void>;
  feedbackRecord(args: FeedbackRecordArgs): Promise<void>;
  /** A call that reached nobody leaves one to make, in the same write. */
  callLog(args: CallLogArgs): Promise<CallKept>;
  /** A call by somebody who is no client: a card is begun, and the office has a task. */
  callNew(args: CallNewArgs): Promise<PersonView>;

  /** Calls to make, and what came of those of the last week. */
  calls(): Promise<CallsView>;
  /** When a call may be made again, the soonest first. */
  callTimes(): Promise<Moment[]>;
  callTake(args: CallTaskArgs): Promise<CallTaskView>;
  callGiveBack(args: CallTaskArgs): Promise<CallTaskView>;
  /** Says what came of it when no call was made for it. */
  callEnd(args: CallEndArgs): Promise<CallTaskView>;
  callReopen(args: CallTaskArgs): Promise<CallTaskView>;

  promises(): Promise<PromisesView>;
  promiseMake(args: PromiseMakeArgs): Promise<PromiseView>;
  promiseMove(args: PromiseMoveArgs): Promise<PromiseView>;
  promiseKeep(args: PromiseArgs): Promise<PromiseView>;
  /** Takes "kept" back. */
  promiseReopen(args: PromiseArgs): Promise<PromiseView>;

  conflicts(): Promise<ConflictView[]>;
  settle(args: SettleArgs): Promise<void>;

  /** Starts a sync; its course comes as `status`. */
  syncNow(): Promise<void>;
  syncDetails(): Promise<SyncView>;

  /** Writes what waits here into a sealed file among the tablet's own, for a colleague's tablet; locked, too. */
  carryOut(): Promise<SavedFile>;
  /** Takes a colleague's file over: it is delivered at the next contact. */
  carryTake(args: CarryTakeArgs): Promise<ParcelView[]>;
  /** Tries again what the server did not take. */
  carryAgain(args: CarriedArgs): Promise<ParcelView[]>;
  /** Takes one off the list; what was not delivered of it leaves this tablet. */
  carryForget(args: CarriedArgs): Promise<ParcelView[]>;
  /** Offers what waits to a colleague's tablet in the same network, until it is closed; locked, too. */
  linkOpen(): Promise<LinkView>;
  linkLook(): Promise<LinkView | null>;
  linkClose(): Promise<void>;
  /** Fetches what a colleague's tablet offers. */
  linkTake(args: LinkTakeArgs): Promise<ParcelView[]>;

  clientView(args: ClientViewArgs): Promise<ClientView>;

  /** Event `status`: the state of the app changed. Returns how to stop listening. */
  onStatus(tell: (status: StatusView) => void): () => void;
  /** Event `stale`: what a screen shows may have changed (a sync brought something). */
  onStale(tell: () => void): () => void;
}

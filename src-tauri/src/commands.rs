//! The commands of the window, each one function of the device. Their names are those of `ui/src/backend/backend.ts`.

use crate::app::{App, refusal};
use crate::handover;
use tauri::State;
use vizitas_device::carry;
use vizitas_device::enrol;
use vizitas_device::https::{Https, Pin};
use vizitas_device::recovery;
use vizitas_device::tablet::Tablet;
use vizitas_device::view::*;

type Answer<T> = Result<T, ErrorView>;

/// Questions: nothing changes.
macro_rules! asks {
    ($($name:ident($args:ty) -> $out:ty;)*) => {$(
        #[tauri::command(async)]
        pub(crate) fn $name(app: State<'_, App>, args: $args) -> Answer<$out> {
            app.with(|device| device.$name(&args))
        }
    )*};
}

/// Changes: saved before they are answered, then synced.
macro_rules! writes {
    ($($name:ident($args:ty) -> $out:ty;)*) => {$(
        #[tauri::command(async)]
        pub(crate) fn $name(app: State<'_, App>, args: $args) -> Answer<$out> {
            let answer = app.with(|device| device.$name(&args));
            if answer.is_ok() {
                app.wrote();
            }
            answer
        }
    )*};
}

asks! {
    day(DayArgs) -> DayView;
    week(DayArgs) -> WeekView;
    visit(VisitArgs) -> VisitView;
    standard(StandardArgs) -> StandardView;
    slots(SlotsArgs) -> Vec<SlotView>;
    person(PersonArgs) -> PersonView;
    search(SearchArgs) -> Vec<PersonRow>;
    client_view(ClientViewArgs) -> ClientView;
}

writes! {
    block_time(BlockTimeArgs) -> ();
    unblock(UnblockArgs) -> ();
    set_out(VisitArgs) -> VisitView;
    late(LateArgs) -> VisitView;
    turn_back(VisitArgs) -> VisitView;
    arrive(VisitArgs) -> VisitView;
    no_access(NoAccessArgs) -> VisitView;
    start(VisitArgs) -> VisitView;
    interrupt(InterruptArgs) -> VisitView;
    finish(VisitArgs) -> VisitView;
    undo(VisitArgs) -> VisitView;
    answer_checklist(AnswerChecklistArgs) -> VisitView;
    note(NoteArgs) -> VisitView;
    unplanned_visit(PersonArgs) -> VisitView;
    agree_time(AgreeTimeArgs) -> PlannedVisit;
    move_time(MoveTimeArgs) -> PlannedVisit;
    request_visit(RequestVisitArgs) -> PlannedVisit;
    person_mend(PersonMendArgs) -> PersonView;
    contact_add(ContactAddArgs) -> PersonView;
    client_add(ClientAddArgs) -> PersonView;
    feedback_record(FeedbackRecordArgs) -> ();
    call_log(CallLogArgs) -> CallKept;
    call_new(CallNewArgs) -> PersonView;
    call_take(CallTaskArgs) -> CallTaskView;
    call_give_back(CallTaskArgs) -> CallTaskView;
    call_end(CallEndArgs) -> CallTaskView;
    call_reopen(CallTaskArgs) -> CallTaskView;
    promise_make(PromiseMakeArgs) -> PromiseView;
    promise_move(PromiseMoveArgs) -> PromiseView;
    promise_keep(PromiseArgs) -> PromiseView;
    promise_reopen(PromiseArgs) -> PromiseView;
    settle(SettleArgs) -> ();
    shut_arrive(VisitArgs) -> Vec<ShutVisit>;
    shut_finish(VisitArgs) -> Vec<ShutVisit>;
    shut_undo(VisitArgs) -> Vec<ShutVisit>;
    shut_note(ShutNoteArgs) -> ();
    place_note(PlaceNoteArgs) -> ();
    drop_note(KeptNoteArgs) -> ();
}

#[tauri::command(async)]
pub(crate) fn status(app: State<'_, App>) -> Answer<StatusView> {
    app.lock_if_left();
    app.tablet().status().map_err(refusal)
}

#[tauri::command]
pub(crate) async fn enrol(app: State<'_, App>, args: EnrolArgs) -> Answer<StatusView> {
    let code = enrol::read_code(&args.code).map_err(refusal)?;
    let address = format!("https://{}", code.address);
    let https = Https::new(&address, Pin(code.fingerprint.to_vec()))
        .map_err(|_| refusal(vizitas_device::error::DeviceError::Unreachable))?;
    app.tablet().enrol(&args, &https, Https::certificate).await.map_err(refusal)?;
    app.opened();
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn unlock(app: State<'_, App>, args: UnlockArgs) -> Answer<StatusView> {
    let opened = app.tablet().unlock(&args).map_err(refusal);
    if opened.is_ok() {
        app.opened();
    }
    // A wrong try changes how many are left.
    let status = app.tell_status()?;
    // One contact, and its lease begins anew.
    if status.writes {
        app.ring();
    }
    opened.map(|()| status)
}

#[tauri::command(async)]
pub(crate) fn change_pin(app: State<'_, App>, args: ChangePinArgs) -> Answer<StatusView> {
    let changed = app.with(|device| device.change_pin(&args));
    let status = app.tell_status()?;
    changed.map(|()| status)
}

#[tauri::command(async)]
pub(crate) fn start_over(app: State<'_, App>) -> Answer<StatusView> {
    app.tablet().start_over().map_err(refusal)?;
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn choose(app: State<'_, App>, args: ChooseArgs) -> Answer<StatusView> {
    app.leaving(|tablet| tablet.choose(&args)).map_err(refusal)?;
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn add_worker(app: State<'_, App>) -> Answer<StatusView> {
    app.leaving(Tablet::add_worker).map_err(refusal)?;
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn unlock_by_code(app: State<'_, App>, args: UnlockCodeArgs) -> Answer<StatusView> {
    let opened = app.tablet().unlock_by(|device| device.unlock_by_code(&args)).map_err(refusal);
    if opened.is_ok() {
        app.opened();
    }
    let status = app.tell_status()?;
    opened.map(|()| status)
}

#[tauri::command(async)]
pub(crate) fn recover(app: State<'_, App>, args: RecoverArgs) -> Answer<StatusView> {
    app.tablet().unlock_by(|device| device.recover(&args)).map_err(refusal)?;
    app.opened();
    app.tell_status()
}

#[tauri::command]
pub(crate) async fn ask_office(app: State<'_, App>) -> Answer<StatusView> {
    let (device, https) = app.line()?;
    let asked = recovery::ask_office(&device, &https).await.map_err(refusal);
    let status = app.tell_status()?;
    asked.map(|()| status)
}

#[tauri::command]
pub(crate) async fn look_at_office(app: State<'_, App>) -> Answer<StatusView> {
    let (device, https) = app.line()?;
    recovery::look_at_office(&device, &https).await.map_err(refusal)?;
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn lock(app: State<'_, App>) -> Answer<StatusView> {
    app.lock();
    app.tell_status()
}

#[tauri::command(async)]
pub(crate) fn touch(app: State<'_, App>) {
    app.touch();
}

/// Autosaving tells nobody: the answer itself says that it is durable, and a draft is not synced.
#[tauri::command(async)]
pub(crate) fn draft_save(app: State<'_, App>, args: DraftSaveArgs) -> Answer<Moment> {
    app.with(|device| device.draft_save(&args))
}

#[tauri::command(async)]
pub(crate) fn shut_visits(app: State<'_, App>) -> Answer<Vec<ShutVisit>> {
    app.with(|device| device.shut_visits())
}

/// As `draft_save`.
#[tauri::command(async)]
pub(crate) fn shut_draft(app: State<'_, App>, args: ShutDraftArgs) -> Answer<Moment> {
    app.with(|device| device.shut_draft(&args))
}

#[tauri::command(async)]
pub(crate) fn kept_notes(app: State<'_, App>) -> Answer<KeptNotesView> {
    app.with(|device| device.kept_notes())
}

#[tauri::command(async)]
pub(crate) fn calls(app: State<'_, App>) -> Answer<CallsView> {
    app.with(|device| device.calls())
}

#[tauri::command(async)]
pub(crate) fn call_times(app: State<'_, App>) -> Answer<Vec<Moment>> {
    app.with(|device| device.call_times())
}

#[tauri::command(async)]
pub(crate) fn promises(app: State<'_, App>) -> Answer<PromisesView> {
    app.with(|device| device.promises())
}

#[tauri::command(async)]
pub(crate) fn conflicts(app: State<'_, App>) -> Answer<Vec<ConflictView>> {
    app.with(|device| device.conflicts())
}

#[tauri::command(async)]
pub(crate) fn sync_now(app: State<'_, App>) {
    app.ring();
}

#[tauri::command(async)]
pub(crate) fn sync_details(app: State<'_, App>) -> Answer<SyncView> {
    app.with(|device| device.sync_details())
}

#[tauri::command(async)]
pub(crate) fn open_call(app: State<'_, App>, args: OpenCallArgs) -> Answer<()> {
    let number = app.with(|device| device.number_to_call(&args))?;
    handover::call(&number)
}

#[tauri::command(async)]
pub(crate) fn open_map(app: State<'_, App>, args: PersonArgs) -> Answer<()> {
    let (point, address) = app.with(|device| device.place_to_show(&args))?;
    handover::map(point, &address)
}

#[tauri::command(async)]
pub(crate) fn save_checklist(app: State<'_, App>, args: ChecklistArgs) -> Answer<SavedFile> {
    let file = app.with(|device| device.checklist_file(&args))?;
    handover::file(app.handle(), file.name, file.text.as_bytes()).map_err(refusal)
}

/// What waits, sealed in a file for a colleague's tablet; locked, too.
#[tauri::command(async)]
pub(crate) fn carry_out(app: State<'_, App>) -> Answer<SavedFile> {
    let file = app.with(|device| device.carry_out())?;
    handover::file(app.handle(), file.name, &file.bytes).map_err(refusal)
}

#[tauri::command(async)]
pub(crate) fn carry_take(app: State<'_, App>, args: CarryTakeArgs) -> Answer<Vec<ParcelView>> {
    let taken = app.with(|device| device.carry_take(&args))?;
    app.ring();
    Ok(taken)
}

#[tauri::command(async)]
pub(crate) fn carry_again(app: State<'_, App>, args: CarriedArgs) -> Answer<Vec<ParcelView>> {
    let waits = app.with(|device| device.carry_again(&args))?;
    app.ring();
    Ok(waits)
}

#[tauri::command(async)]
pub(crate) fn carry_forget(app: State<'_, App>, args: CarriedArgs) -> Answer<Vec<ParcelView>> {
    app.with(|device| device.carry_forget(&args))
}

#[tauri::command(async)]
pub(crate) fn link_open(app: State<'_, App>) -> Answer<LinkView> {
    app.with(|device| device.link_open())
}

#[tauri::command(async)]
pub(crate) fn link_look(app: State<'_, App>) -> Answer<Option<LinkView>> {
    app.with(|device| device.link_look())
}

#[tauri::command(async)]
pub(crate) fn link_close(app: State<'_, App>) -> Answer<()> {
    app.with(|device| {
        device.link_close();
        Ok(())
    })
}

#[tauri::command(async)]
pub(crate) fn link_take(app: State<'_, App>, args: LinkTakeArgs) -> Answer<Vec<ParcelView>> {
    app.lock_if_left();
    let locked = vizitas_device::error::DeviceError::Locked;
    let device = app.tablet().device().ok_or_else(|| refusal(locked))?;
    let taken = carry::link_take(&device, &args).map_err(refusal)?;
    app.ring();
    Ok(taken)
}

/// All of them.
pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        status,
        enrol,
        unlock,
        change_pin,
        start_over,
        choose,
        add_worker,
        unlock_by_code,
        recover,
        ask_office,
        look_at_office,
        lock,
        touch,
        day,
        week,
        block_time,
        unblock,
        visit,
        set_out,
        late,
        turn_back,
        arrive,
        no_access,
        start,
        interrupt,
        finish,
        undo,
        answer_checklist,
        draft_save,
        shut_visits,
        shut_arrive,
        shut_finish,
        shut_undo,
        shut_draft,
        shut_note,
        kept_notes,
        place_note,
        drop_note,
        note,
        unplanned_visit,
        standard,
        save_checklist,
        slots,
        agree_time,
        move_time,
        request_visit,
        person,
        search,
        person_mend,
        contact_add,
        client_add,
        open_call,
        open_map,
        feedback_record,
        call_log,
        call_new,
        calls,
        call_times,
        call_take,
        call_give_back,
        call_end,
        call_reopen,
        promises,
        promise_make,
        promise_move,
        promise_keep,
        promise_reopen,
        conflicts,
        settle,
        sync_now,
        sync_details,
        carry_out,
        carry_take,
        carry_again,
        carry_forget,
        link_open,
        link_look,
        link_close,
        link_take,
        client_view,
    ]
}

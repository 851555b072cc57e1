### What waits for the office. The name always begins the sentence.

place-inbox = Needs you
inbox-facts =
    { $count ->
        [0] nothing waits
        [one] { $count } matter waits
       *[other] { $count } matters wait
    }
inbox-none = All is settled.
inbox-none-more = When something needs you, it will stand here.
inbox-none-such = Nothing of that kind waits.
inbox-none-such-more = Change what is shown: other matters wait.
inbox-waiting = Waiting
inbox-settled-lately = Settled
inbox-option = { $text } ({ $count })
inbox-whose = Whose
inbox-whose-all = Everybody's
inbox-whose-mine = Mine
inbox-whose-nobody = Nobody's
inbox-kind = What
inbox-kind-all = Everything
inbox-kind-task = Tasks
inbox-kind-conflict = Conflicts
inbox-kind-stuck = Visits that stand still
inbox-kind-unplanned = Visits without a time
inbox-kind-held = From tablets
inbox-kind-remains = Left by who is gone
inbox-age = How long it waits
inbox-age-all = Any time
inbox-age-hour = More than an hour
inbox-age-today = Since today
inbox-age-older = From before today
inbox-owner = { $name } is on it.
inbox-owner-none = Nobody has taken it yet.
inbox-due = Due { $when }.
inbox-due-over = Was due { $when }.
inbox-take = I take it
inbox-taken = Noted: it is yours.
inbox-give-back = Give back to the office
inbox-given-back = Noted: it is the office's again.
inbox-end = What came of it…
inbox-ended = Noted.
inbox-ended-missed = Noted that we did not come. This cannot be taken back.
inbox-call = Call
inbox-board = Show on the board
inbox-client = Card
inbox-settled = Noted which one holds.
inbox-kept-same = Noted: what held still holds.
inbox-left = { $whom }. { $how } { $by }
quoted = “{ $text }”

waits-nameless = Somebody unknown
waits-visit = Visit { $when }, { $who }.
waits-now = Came just now.
waits-minutes =
    Waiting { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
waits-hours =
    Waiting { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }.
waits-yesterday = Waiting since yesterday.
waits-days =
    Waiting { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.

held-of = { $worker } sent { $things } by tablet, which cannot be taken in.
held-here = Sent { $things } by tablet, which cannot be taken in.
held-made = Written { $when }.
held-made-between = Written: { $from } – { $to }.
held-why-stream_unknown = There is no such client here: the registration has not come, or was not accepted. Ask the worker to keep the tablet connected, and try again.
held-why-key_unknown = The key that locks it is not here. Ask the worker to keep the tablet connected, and try again.
held-why-revoked = The tablet's rights had been taken by then. Ask the worker whether it is theirs, and write down anew what is needed.
held-why-suspended = The worker's access rests, since nothing was heard for long. Once an administrator gives it back, this gets its place by itself.
held-why-forked = The tablet's records go two ways: it was copied, or restored from something old. Take its rights and give it anew.
held-why-damaged = It came damaged. Ask the worker to write it down once more.
held-why-not_allowed = The worker has no right to this, or the client is not theirs. If they should be, hand the client over and try again.
held-why-wrong_actor = It is signed for another person than the tablet's. Clear it up with the worker.
held-why-too_large = It is too much for one record. Ask the worker to write less.
held-why-erased = This person's data are erased, so it has no place any more.
held-full = So much of this tablet lies aside already that it hands in nothing more until you decide. Nothing is lost on the tablet.
held-place = Try again
held-keep = Seen, keep it aside
held-let-go = Not needed
held-placed = Taken in.
held-still =
    { $left ->
        [one] { $left } record still cannot be taken in.
       *[other] { $left } records still cannot be taken in.
    }
held-kept = Noted: kept aside.
held-gone = Noted: not needed. Nothing was erased.

thing-client =
    { $count ->
        [one] the registration of { $count } new client
       *[other] the registrations of { $count } new clients
    }
thing-card =
    { $count ->
        [one] { $count } change of the card
       *[other] { $count } changes of the card
    }
thing-note =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
thing-promise =
    { $count ->
        [one] { $count } record of a promise
       *[other] { $count } records of promises
    }
thing-call =
    { $count ->
        [one] { $count } record of a call
       *[other] { $count } records of calls
    }
thing-feedback =
    { $count ->
        [one] what { $count } person said of us
       *[other] what { $count } people said of us
    }
thing-fact =
    { $count ->
        [one] { $count } record of how a visit went
       *[other] { $count } records of how visits went
    }
thing-plan =
    { $count ->
        [one] { $count } change of a visit's time
       *[other] { $count } changes of visits' times
    }
thing-task =
    { $count ->
        [one] { $count } record of a task
       *[other] { $count } records of tasks
    }
thing-time =
    { $count ->
        [one] { $count } record of own time
       *[other] { $count } records of own time
    }
thing-other =
    { $count ->
        [one] { $count } record
       *[other] { $count } records
    }
thing-shut =
    { $count ->
        [one] { $count } record that does not open
       *[other] { $count } records that do not open
    }

settled-none = Nothing had to be settled today or yesterday.
settled-none-more = Here you see who settled what, when and how.
settled-day = { $day } · { $count }
settled-done = Done.
settled-not_needed = No longer needed.
settled-apart = The visits no longer clash.
settled-chosen = It holds: { $value }.
settled-led = { $state }: { $place }.
settled-led-nowhere = { $state }.
settled-followed = Another visit is planned.
settled-followed-at = Another visit is planned: { $when }.
settled-no_more = Nothing more is needed.
settled-missed = Noted that we did not come.
settled-kept = Kept aside.
settled-let_go = Not needed; nothing was erased.
settled-placed = Taken in.
settled-by = { $who }, { $when }.
settled-itself = Settled by itself
settled-also = { $who } noted as well, { $when }: { $outcome }
was-stray = A message from an unknown number.
settled-never = This cannot be taken back.
settled-reopen = Open again
settled-choose = Another one holds…
settled-back = It waits for a decision again.

outcome-what = What came of it
outcome-done = Done
outcome-not-needed = No longer needed
outcome-words = In a few words (not needed)
outcome-why = In a few words
outcome-act = Note it
outcome-missed = Note that we did not come
outcome-missed-more = This cannot be taken back. If the visit is still needed, plan a new one.
outcome-nothing = Note that nothing more is needed

task-missed_call = A call went unanswered. Call back.
task-message_failed = The news did not reach the person. Call and tell.
task-message_unknown = Nobody knows whether the message went. Call and tell.
task-unanswered = The coming visit is not confirmed yet. Call.
task-double_booked = Two visits are agreed with the worker for one time. Agree another.
task-answer_doubted = It is not sure that the person answered. Call and ask.
task-not_for_me = Whoever got the message says it is not for them. Nothing is sent there until you enter another number or e-mail address, or note that this one is right.
task-reply_unclear = Answered in own words. Read them.
task-not_seen = The worker's tablet has not seen the change. Call the worker.
task-needs_word = The new time needs the person's word. Call.
task-silent = The visit should have ended, and nothing was heard. Call the worker.
task-other = Needs your decision.

was-missed_call = A call went unanswered.
was-message_failed = The news did not reach the person.
was-message_unknown = It was not known whether the message went.
was-unanswered = The coming visit was not confirmed.
was-double_booked = Two visits were agreed with the worker for one time.
was-answer_doubted = It was not sure that the person answered.
was-not_for_me = Whoever got the message said it was not for them.
was-reply_unclear = Answered in own words.
was-not_seen = The worker's tablet had not seen the change.
was-needs_word = The new time needed the person's word.
was-silent = The visit should have ended, and nothing was heard.
was-other = Needed a decision.

stuck-requested = Not planned yet. Find a time.
stuck-overdue = Half an hour after the agreed time nothing was heard from the worker.
stuck-rescheduleNeeded = We cannot keep the agreed time. Another is needed.
stuck-moveAsked = Asks for another time.
stuck-unanswered = Did not answer the offered times.
stuck-declined = Declined the proposed time.
stuck-noAccess = Nobody opened. Decide what comes next.
stuck-interrupted = The visit was broken off. Decide what comes next.
stuck-missed = We did not come. Apologise and agree another time.

clash-out_of_plan = The visit was done out of plan: the plan changed while the worker had no signal.
clash-two_plans = Two different times were written down.
clash-client_cancelled = The person cancelled while the plan was being changed.
clash-office_cancelled = The office cancelled while the plan was being changed.
clash-two_covers = Two different workers were to come.
clash-not_let_in = One wrote that nobody opened, the other that they were let in.
clash-two_ends = The end of the visit was written down twice, differently.
clash-stale_answer = Answered about a time that has changed since.
clash-field = One entry of the card was changed twice, differently.

side-by = Written by { $who }, { $when }.
side-stands = It holds now.
side-keep = This one holds
side-nothing = nothing written
by-worker = a worker
by-coordinator = a coordinator
by-client = the person
by-system = the server
by-import = the office's tables

problem-settled_meanwhile = Somebody else has just settled this.
    .next = Nothing more is to be done.

## A worker has left, and clients or visits are still there

remains-gone = Works here no more.
remains-clients =
    { $count ->
        [one] Still answers for { $count } client.
       *[other] Still answers for { $count } clients.
    }
remains-visits =
    { $count ->
        [one] { $count } visit is still to be made.
       *[other] { $count } visits are still to be made.
    }
remains-next = Hand over to others.
remains-open = Open the worker

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
inbox-whose = Whose
inbox-whose-all = All
inbox-whose-mine = Mine
inbox-whose-nobody = Nobody's
inbox-visit = Visit { $when }, { $who }.
inbox-waits = Waiting { $age }
inbox-age-minutes = { $minutes } min
inbox-age-hours = { $hours } h
inbox-age-days = { $days } d
inbox-owner = { $name } is on it.
inbox-owner-none = Nobody has taken it yet.
inbox-due = Due { $when }.
inbox-take = I take it
inbox-taken = Noted: it is yours.
inbox-give-back = Give back to the office
inbox-given-back = Noted: it is the office's again.
inbox-end = What came of it…
inbox-ended = Noted.
inbox-call = Call
inbox-board = Show on the board
inbox-client = Card
inbox-settled = Noted which one holds.
quoted = “{ $text }”

outcome-what = What came of it
outcome-done = Done
outcome-not-needed = No longer needed
outcome-words = In a few words (not needed)
outcome-why = In a few words
outcome-act = Note it
outcome-missed = Note that we did not come
outcome-nothing = Note that nothing more is needed

task-missed_call = A call went unanswered. Call back.
task-message_failed = The message could not be sent. Call and tell.
task-message_unknown = Nobody knows whether the message went. Call and tell.
task-unanswered = The coming visit is not confirmed yet. Call.
task-double_booked = Two visits are agreed with the worker for one time. Agree another.
task-answer_doubted = It is not sure that the person answered. Call and ask.
task-not_for_me = Whoever got the message says it is not for them. Check the number and the e-mail address.
task-reply_unclear = Answered in own words. Read them.
task-not_seen = The worker's tablet has not seen the change. Call the worker.
task-needs_word = The new time needs the person's word. Call.
task-silent = The visit should have ended, and nothing was heard. Call the worker.
task-other = Needs your decision.

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

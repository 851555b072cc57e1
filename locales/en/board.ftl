### The Board: who visits whom and when. Short sentences, active, times as 10:45.

board-timeline = Visits on the timeline
board-today = Today
board-before = Before
board-after = After
board-day = Day
board-week = Week
board-print = Print
board-facts =
    { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    } · { $agreed } agreed · { $hand } need a hand
board-nameless = Client
board-travel = { $minutes } min of travel
board-nobody = There are no such workers
board-nobody-more = Change what is shown, or add a worker.
board-proposed = Proposed: { $when }, { $worker }. Enter shows what would change; Esc leaves it as it is.

filter-unit = Unit
filter-unit-all = All units
filter-worker = Worker
filter-worker-all = All workers
filter-state = State
filter-state-all = All states
filter-state-unagreed = Not yet agreed
filter-state-agreed = Agreed
filter-state-going = Going on now
filter-state-over = Over
filter-state-unannounced = Unannounced
filter-hand = Needs a hand

off-own = Taken
off-leave = On leave
off-ill = Ill
off-training = Training

told-none = Not told yet
told-sent = Told; not known yet whether it arrived
told-delivered = Told; the message arrived
told-failed = Telling failed
told-unknown = Not known whether told

hand-title = Needs a hand
hand-none = All visits go by the plan so far.
hand-look = Look
hand-settle = Settle
hand-more =
    { $count ->
        [one] And { $count } more visit, which comes up as these are settled.
       *[other] And { $count } more visits, which come up as these are settled.
    }

visit-state = State
visit-place = Who and when
visit-minutes = { $minutes } min
visit-address = Address
visit-agreed = Agreed
visit-agreed-how =
    { $channel ->
        [phone] by telephone, { $when }
        [sms] by text message, { $when }
        [email] by e-mail, { $when }
        [letter] by letter, { $when }
        [inPerson] in person, { $when }
        [page] on the client's page, { $when }
       *[other] { $when }
    }
visit-not-agreed = the client has not agreed yet
visit-unannounced = unannounced: the client is not told
visit-told = Message
visit-travel = Travel to it
visit-two = Two together
visit-two-why = two workers are needed
visit-client = Client's card
visit-phone = Call
planned-nowhere = not planned yet

move-act = Move…
plan-act = Plan…
move-title = Move: { $name }
plan-title = Plan: { $name }
move-from = Now:
move-day = Day
move-time = Time
move-time-wrong = Write the time as 10:45.
move-worker = Worker
move-second = Second worker
move-nobody = nobody yet
move-nothing = Change the day, the time or the worker to see here what would change.
move-impossible = This visit can be moved no more.
move-breaks = This would be in the way:
move-breaks-nothing = Nothing is in the way.
move-tells = Will be told
move-how = How to move it
move-channel = How the client agreed
move-cause = Why it changes
move-act-agreed = Move, the client agreed
move-act-offer = Offer it to the client
move-act-cover = Send another worker
move-act-schedule = Move

how-agreed = The client has agreed
how-agreed-more = The time is agreed at once. The client gets a confirmation.
how-offer = Offer it to the client
how-offer-more = The time is held until the client answers.
how-cover = Another worker comes at the same time
how-cover-more = The agreement stays. The client is told who comes.
how-schedule = Unannounced visit
how-schedule-more = The client is not told.

channel =
    { $channel ->
        [phone] By telephone
        [sms] By text message
        [email] By e-mail
        [letter] By letter
       *[inPerson] In person
    }
cause-client = The client asked
cause-ill = The worker is ill
cause-overrun = The visit before took longer
cause-traffic = The road
cause-emergency = Somebody else needed help at once
cause-system = A mistake in planning

broken-overlap = { $worker } has another visit then: { $name }, { $time }.
broken-overlap-then = If that time is promised already, this visit waits for another time and a call at once.
broken-travel = { $worker } would not get there in time: { $name }, { $time }, { $minutes } min short.
broken-travel-day = { $worker } would not make it: the way is { $minutes } min too long.
broken-off =
    { $kind ->
        [hours] { $worker } does not work then.
        [rest] { $worker } has lunch then.
        [leave] { $worker } is on leave.
        [ill] { $worker } is ill.
        [training] { $worker } is at a training.
       *[own] { $worker } is taken then.
    }{ $span ->
        [known] {" "}({ $from }–{ $to })
       *[none] {""}
    }
broken-past = This time has passed.
broken-workers =
    { $needed ->
        [one] The visit needs { $needed } worker.
       *[other] The visit needs { $needed } workers.
    }
broken-skill = { $worker } lacks a skill that is needed: { $skill }.
broken-language = { $worker } does not speak the client's language.
broken-times =
    { $bad ->
        [yes] This time does not suit the client.
       *[no] Another time suits the client better.
    }

tells-client =
    { $channel ->
        [sms] { $name }, by text message
        [email] { $name }, by e-mail
        [letter] { $name }, by letter
        [page] { $name }, on the client's page
       *[other] { $name }: a person has to call
    }
tells-worker = { $name }, on the tablet
tells-word = (the client’s word is needed)
tells-nobody = Nobody needs to be told.

move-undone = Taken back: { $name }. If the client was told already, the client is told anew.
moved-agreed = Agreed: { $name }, { $when }.
moved-offer = Offered: { $name }, { $when }.
moved-cover = Another worker comes: { $name }, { $when }.
moved-schedule = Moved: { $name }, { $when }.

cancel-visit = Cancel the visit
cancel-title = Cancel the visit: { $name }
cancel-lead = The client is told at once. The visit stays in the history.
cancel-lead-unannounced = The client is not told. The visit stays in the history.
cancel-why = Why
cancelled-said = The visit is cancelled: { $name }.

paper-none = No visits.

problem-cannot_move = This visit can be moved no more.
    .next = It has begun or is over. Plan a new one if needed.

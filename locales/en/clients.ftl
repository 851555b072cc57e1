### Clients, and talks on the telephone. Short sentences; times as 10:45.

place-clients = Clients
place-phone = Telephone

## The list

clients-facts =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
clients-search = Find a client
clients-search-hint = Name, street or telephone, with or without Lithuanian letters.
clients-worker = Whose clients
clients-worker-all = All workers
clients-beyond = Search the whole municipality
clients-elsewhere = another unit
clients-none = Nobody was found.
clients-none-next = Try a shorter word, or the telephone number.
clients-more = The first 100 are shown. Type more to narrow the search.
clients-back = All clients

client-name = Name
client-given = Given name
client-surname = Surname
client-born-in = born { $year }
client-born = Date of birth
client-age =
    { $age ->
        [one] { $age } year
       *[other] { $age } years
    }
client-address = Address
client-address-hint = For example: Naujoji g. 54A-3, LT-63355 Alytus
client-unplaced = not exactly known on the map
client-phone = Telephone
client-email = E-mail
client-language = Language
client-channel = How to tell
client-texts = Text messages to this home
client-texts-yes = May be sent
client-texts-no = Never send any
client-never-text = no text messages
client-needs = Needs when talking
client-access = Before the door
client-access-hint = Stairwell code, dog, hard of hearing.
client-greeting = Form of address
client-greeting-hint = Leave empty if “{ $greeting }” is right.
client-responsible = Worker
client-nobody = nobody yet
client-next = Next visit
client-minutes = { $minutes } min
client-unannounced = unannounced
client-call = Call
client-conflicts =
    { $count ->
        [one] Two people wrote the same differently. Choose in the inbox which is right.
       *[other] Several things were written differently ({ $count }). Choose in the inbox which are right.
    }

client-new = New client
client-new-title = New client
client-new-act = Register
client-new-anyway = Register anyway
client-made = The client is registered.
client-alike = Is it perhaps the same person?
client-alike-elsewhere = A client of another unit. Ask: { $worker }.

part-person = The person
part-ways = How to talk
part-times = When it suits
part-risk = Safety
part-near = People near
part-tasks = To be done
part-visits = Visits
part-promises = Promises
part-messages = What was told
part-calls = Calls
part-notes = Notes
mend = Change
mended = Saved.
save = Save

tongue-lt = Lithuanian
tongue-ru = Russian
tongue-pl = Polish
tongue-en = English
tongue-sign = Lithuanian sign language
prefers-unknown = not known
prefers-phone = by telephone
prefers-sms = by text message
prefers-email = by e-mail
prefers-letter = by letter
prefers-inPerson = face to face
prefers-page = on the client's page

weekday =
    { $day ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
    }
suit =
    { $day ->
        [0] Mondays
        [1] Tuesdays
        [2] Wednesdays
        [3] Thursdays
        [4] Fridays
        [5] Saturdays
       *[6] Sundays
    } { $from }–{ $to }
times-good = Suits
times-bad = Does not suit
times-day = Day
times-from = From
times-to = To
times-how = Does it suit
times-add = Add a time
times-remove = Remove the time
times-good-words = Suits (in words)
times-bad-words = Does not suit (in words)

risk-title = Take care.
risk-by = Written by { $name }. Holds until { $day }.
risk-lead = Write facts only: what happened, and when. Workers alone see it; the client never does.
risk-facts = What happened
risk-until = Holds until
risk-who-goes = Who goes
risk-one = One worker goes.
risk-two = Two workers go.
risk-none = There is no warning.
risk-over = The warning ended { $day }.
risk-set = Change
risk-end = Holds no more
risk-ended = The warning is gone.
client-risk-short = take care

near-add = Add
near-one = Near person
near-name = Name and surname
near-relation = What they are to the client
near-lives = Where they live
near-lives-no = Elsewhere
near-home = With the client
near-told = May one speak about the client
near-may = One may speak about the client
near-may-not = Do not speak about the client
near-remove = Is near no more
near-none = Nobody is written down.

hand-open = Hand over
hand-title-case = Hand the client over
hand-lead = Who had the case sees the client as long as visits are planned with them.
hand-to = To whom
hand-choose = Choose
hand-act = Hand over
hand-said = Handed over: { $name }.
caseload-open = Hand over all
caseload-title = Hand over all clients of a worker
caseload-lead = All clients of this worker go to another. Planned visits stay as agreed.
caseload-from = Whose clients
caseload-said =
    { $count ->
        [one] { $count } client handed over: { $name }.
       *[other] { $count } clients handed over: { $name }.
    }

merge-open = Merge
merge-title = The same person is registered twice
merge-lead = Find the other registration: it stays, and the history of this one is shown there. They can be separated later.
merge-search = The other registration
merge-which = Which one stays
merge-none = There is no other.
merge-act = Merge
merge-said = Merged.
merged-into = This registration is merged with another.
merged-open = Open the one that holds
merged-here = The history of a second registration is shown here too: { $name }.
unmerge = Separate
unmerge-said = Two people again.

visit-unplanned = No time agreed yet
visits-none = No visits yet.
messages-none = Nothing told yet.
calls-none = No calls yet.
notes-none = No notes.
history-whole = Show the whole history
promise-kept = kept
promise-released = no longer needed

told-of-offer = Times offered
told-of-proposal = A time proposed
told-of-agreed = The time confirmed
told-of-reminder = Reminder
told-of-question = Question whether the time suits
told-of-on_the_way = The worker is on the way
told-of-late = The worker is late
told-of-moved = The time was moved
told-of-cancelled = The visit was cancelled
told-of-must_move = The time has to be moved
told-of-rate = How was the visit
told-of-summary = Summary of the visit
post-sent = sent, not known whether it arrived
post-delivered = arrived
post-failed = failed
post-unknown = not known whether it was sent
post-withdrawn = withdrawn before it was sent

todo-missed_call = Call back.
todo-message_failed = The message did not arrive: call.
todo-message_unknown = Nobody knows whether the message went: call.
todo-unanswered = No answer by noon: call.
todo-double_booked = Two were promised one time: agree another.
todo-answer_doubted = Perhaps a machine answered: call.
todo-not_for_me = The contact may be wrong: check it.
todo-reply_unclear = A reply has to be read.
todo-not_seen = The worker has not seen a change: call the worker.
todo-needs_word = A new time needs the client's word: call.
todo-silent = Nothing was heard of the visit: ask the worker.
todo-other = To be done.
todo-due = by { $when }

## Telephone

phone-title = A talk on the telephone
phone-with = On the telephone: { $name }
phone-whom = Who calls, or is called
phone-whom-hint = Name or telephone number. Enter: the first of the list.
phone-stranger = A call from somebody new
phone-stranger-title = Whom it is about
phone-stranger-hint = Note the person the call is about. Who calls and what they say is noted next.
phone-other = Somebody else
phone-card = The client's card
phone-none = No number
phone-about = About which visit
phone-new-visit = A new visit
phone-minutes = How long, minutes
phone-wish = What time would suit
phone-wish-hint = In the client's words, for example: in the afternoon, not on Tuesday.
phone-again = When to call again
phone-purpose = What the visit is for
phone-act = Save the call
phone-act-agreed = Agreed: { $when }
phone-agreed = Agreed and noted: { $name }, { $when }.
phone-said-wished = The wish is noted: { $name }.
phone-said-confirmed = Noted that the time suits: { $name }.
phone-said-cancelled = The visit is cancelled as the client wished: { $name }.
phone-said-spoke = The call is noted: { $name }.
phone-said-noanswer = Noted. You will be reminded to call back: { $name }.
phone-said-again = Noted. You will be reminded to call back: { $name } – { $when }.
phone-said-leftmessage = Noted that you left a message: { $name }.
phone-said-wrongnumber = Noted. The number has to be checked: { $name }.

script-title = What to say
offers-title = Offer
offers-none = No free time was found. Propose one on the Board.
offers-no = None of them suits
offer-soonest = the soonest
offer-good_time = suits the client
offer-usual = the usual worker
offer-knows = knows the client
offer-speaks =
    { $language ->
        [ru] speaks Russian
        [pl] speaks Polish
        [en] speaks English
       *[other] speaks the client's language
    }
offer-skill = has the skill
offer-near_before = near just before ({ $minutes } min)
offer-near_after = near just after ({ $minutes } min)
offer-outside_good_time = not the most convenient time
offer-bad_time = does not suit the client
offer-other_worker = another worker would come
offer-thin = only { $minutes } min to spare
offer-travel_guessed = travel is a guess

call-direction = Who called
call-out = We called
call-in = They called
call-from = call from
call-to = call to
call-came = How it went
call-message = What was said
call-more = Somebody else called, or from another number
call-name = Who spoke
call-organisation = Organisation
call-position = Position
reached-spoke = We talked
reached-noanswer = No answer
reached-missed = We missed it
reached-leftmessage = Left a message
reached-wrongnumber = Wrong number
answer-confirmed = The time suits
answer-cancelled = No visit wanted

problem-no_name = Write a name or a surname.
problem-phone_wrong = There is no such telephone number.
    .next = Check the digits; begin a foreign number with “+”.
problem-email_wrong = There is no such e-mail address.
    .next = Check it: there has to be an @, and a dot after it.
problem-born_wrong = There is no such date of birth.
    .next = Check year, month and day.
problem-times_wrong = “From” has to be before “to”.
problem-risk_without_facts = Write what happened.
problem-risk_until_wrong = Choose a day that is not past.
problem-time_past = This time is past.
    .next = Choose another.
problem-call_in_future = A call cannot be in the future.
    .next = Check the day and time of the call.
problem-unannounced = The client is not told of this visit.
    .next = Do not offer or mention it on the telephone: it is a visit without notice.

## The rights of the person

part-rights = The person's rights
rights-lead = Anybody may ask for all that we hold about them.
dossier-open = Make the person's own copy
dossier-title = Everything held of the person
dossier-lead = Two files are made: one to read and print, one for another program. Who made them and why stays in the audit.
dossier-why = Why it is made
dossier-why-hint = For instance: asked herself, in writing, on 23 November.
dossier-names = Who looked at the data
dossier-names-roles = Roles only – for the person
dossier-names-names = Names too – for the office alone
dossier-act = Make
dossier-made = Made.
dossier-marks =
    { $count ->
        [one] { $count } place is marked that may name other people. Read it before you hand it over.
       *[other] { $count } places are marked that may name other people. Read them before you hand it over.
    }
dossier-marks-none = No names of other people were found, but read it before you hand it over.
dossier-withheld =
    { $count ->
        [one] One unannounced visit is not in it: it is still to come, and the person is not told.
       *[other] { $count } unannounced visits are not in it: they are still to come, and the person is not told.
    }
dossier-save-html = Save to read and print (HTML)
dossier-save-json = Save for another program (JSON)
dossier-next = Once handed over, delete the files from the computer: everything about the person is in them.
restrict-open = Withhold the data…
restrict-title = Withhold the person's data
restrict-lead = Visits that stand are called off, and you see at once which: tell the client and the workers. Nobody sees or changes the data any more, no messages go out, tablets forget them. The standard officer and an administrator can have them for a legal claim (but not whoever withheld them) and lift it.
restrict-act = Withhold
restrict-said = Withheld.
restrict-called-title = Withheld. Visits called off
restrict-called-act = I have told them
restrict-called-lead = Tell the client and the workers: this list stands nowhere else. When it is lifted a coordinator has a task to agree anew.
erase-open = Erase the person…
erase-title = Ask that the person be erased
erase-lead = Nothing is erased yet: a second person has to agree under “Office” → “Erasures”, typing the name.
erase-instead = Where a law says that the record is kept, it cannot be erased. Withhold the data instead.
erase-act = Ask
erase-said = Noted. Now somebody else has to agree.
ground = Ground
ground-words = Explanation
ground-words-hint = No names. For instance: request no. 14.
ground-consent = The person withdrew consent
ground-not_needed = The data are no longer needed for what they were collected for
ground-objection = The person objects to the data being handled
ground-unlawful = The data were handled unlawfully
ground-law = A law requires it
ground-retention = The retention period has ended
ground-register = The erasure register was applied
ground-accuracy = The person says the data are wrong, and this is being checked
ground-claim = Needed for a legal claim

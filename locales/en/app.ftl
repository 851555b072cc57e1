### Vizitas: the words of the field app. Short sentences, active, times as 10:45.

## General

close = Close
cancel = Cancel
again = Try again
undo = Undo
yes = Yes
no = No
undone = Taken back.
quoted = “{ $text }”
next = Next:

place-today = Today
place-people = People
place-promises = Promises
places = Places of the app
tool-show = Client view
tool-lock = Lock

minutes = { $minutes } min
minutes-about = about { $minutes } min

## Days and times in forms

form-day = Day
form-time = Time
form-from = From
form-to = Until

## The sync line and the calm place

sync-saved = All is saved here.
sync-waiting =
    { $count ->
        [one] { $count } change waits for signal
       *[other] { $count } changes wait for signal
    }
sync-attention =
    { $count ->
        [one] { $count } record was not taken by the server
       *[other] { $count } records were not taken by the server
    }
sync-running = sending and receiving
sync-offline = no signal
sync-seen = plan seen { $when }
sync-never = no plan yet

sync-title = What is saved
sync-calm = All that you wrote is saved on this tablet and encrypted.
sync-calm-more = When there is a signal, changes leave by themselves: there is nothing for you to do.
sync-here = On this tablet
sync-here-all = all has reached the server
sync-here-waiting =
    { $count ->
        [one] { $count } change waits for signal
       *[other] { $count } changes wait for signal
    }
sync-there = Reached the server
sync-there-last =
    { $count ->
        [one] { $count } change, the last { $when }
       *[other] { $count } changes, the last { $when }
    }
sync-there-none = nothing yet
sync-plan = Plan seen
sync-plan-never = Not received yet
sync-tried = Last tried
sync-tried-never = Not tried yet
sync-loading =
    { $count ->
        [one] The history of { $count } person is still loading.
       *[other] The histories of { $count } people are still loading.
    }
sync-kept =
    { $count ->
        [one] { $count } change is at the office. The tablet keeps it until the office has made a backup.
       *[other] { $count } changes are at the office. The tablet keeps them until the office has made a backup.
    }
sync-items = Has not reached the server yet
sync-now = Send and receive now
sync-running-now = Sending and receiving…
sync-version = Vizitas { $version }

saved-stamp = Times of way and visit
saved-answer = Answer of the checklist
saved-note = Notes
saved-promise = Promise
saved-feedback = Complaint or wish
saved-call = Call
saved-plan = Agreed time
saved-person = A person's details
saved-block = Blocked time
saved-correction = Correction
saved-settlement = Settled difference
saved-other = Another record

fate-waiting = Waits for signal.
fate-parked = The server has it and will file it when what belongs to it arrives.
fate-refused = The server did not take it. It stays here, and a coordinator will see it.

setting-title = How it looks
setting-language = Language
setting-theme = Light
setting-theme-auto = As the tablet
setting-theme-day = Day
setting-theme-night = Night
setting-text = Size of text
setting-text-size = { $percent } %

## A new tablet

enrol-title = Vizitas
enrol-lead-code = Enter the code from the office
enrol-lead-pin =
    { $by ->
        [passphrase] Choose a passphrase
       *[pin] Choose a PIN
    }
enrol-lead-again =
    { $by ->
        [passphrase] Repeat the passphrase
       *[pin] Enter the PIN again
    }
enrol-lead-wait = Joining the office
enrol-code = Code
enrol-code-hint = Capitals, spaces and hyphens do not matter.
enrol-on = Continue
enrol-back = Mend the code
enrol-to-lock = Back to the lock
enrol-pin-hint = Six digits or more, up to twelve. They will open the app.
enrol-again = The PIN again
enrol-differ =
    { $by ->
        [passphrase] The passphrases differ. Choose and enter it once more.
       *[pin] The PINs differ. Choose one and enter it again.
    }
enrol-phrase-why = This device has no key store that would keep a PIN from being guessed. So a longer passphrase is needed: at least 12 characters. Best are a few words that are easy for you to remember and hard for others to guess.
enrol-wait = This takes a few seconds.
approval-title = The tablet waits for approval
approval-lead = Call the office and read out these digits
approval-next = The office sees the same digits. When it approves the tablet, your day opens here by itself.
approval-why = Until then the tablet gets no people and visits, so that nothing about them falls into a stranger's hands.
approval-asks = The tablet asks by itself; there is nothing to press.
approval-offline = No connection. When there is one, the tablet asks by itself.
approval-refused-title = The office did not approve this tablet
approval-refused-lead = If the tablet is yours, call the office and ask for a new code
approval-refused-why = This happens when the digits are not the same. There is nothing about anybody on this tablet.
approval-again = Enter a new code

first-title = Receiving your people and your plan
first-lead = Today's visits come first
first-done = { $done } of { $all } received
first-rest = Today's visits are here. The rest is coming: { $done } of { $all } people.
first-hint = You may put the tablet down: if the signal goes, it carries on from the same place.

## Lock

lock-title = Locked
lock-left = { $left ->
    [one] { $left } try left.
   *[other] { $left } tries left.
 }
lock-last =
    { $by ->
        [passphrase] One try is left. If it fails too, this passphrase will no longer be valid.
       *[pin] One try left. If it is wrong too, this PIN is no longer valid.
    }
lock-wait = You can try again in { $time }.
lock-gone-title =
    { $by ->
        [passphrase] The passphrase is no longer valid
       *[pin] The PIN is no longer valid
    }
lock-gone-lead = It was entered wrong ten times.
lock-gone-sends = What you wrote is safe: the tablet sends it even while locked. When everything is sent, you can begin anew here. Call the office so that they prepare a new code.
lock-gone-sent = What you finished is at the office, and unfinished notes stay here: you will see them once you begin anew. Call the office and ask for a new code.
lock-gone-again = Enter a new code
lock-gone-ways = { $by ->
    [passphrase] Open without the passphrase
   *[pin] Open without the PIN
 }
lock-forgot = { $by ->
    [passphrase] I forgot the passphrase
   *[pin] I forgot the PIN
 }

# How long the tablet may be read without contact
lease-soon = The tablet needs a connection: people and visits are shown until { $when }.
lease-soon-next = Switch the internet on; a few minutes are enough. What is not sent is not lost.
lease-shut = The tablet was without a connection for too long and shows no data any more.
lease-reset = The tablet's clock changed while it was switched off, so it shows no data any more.
lease-shut-next = Nothing is lost. Switch the internet on and tap "Connect now"; if there is none, call the office, who will read an unlock code to you. You can still write: enter { $by ->
    [passphrase] the passphrase
   *[pin] the PIN
}.
lease-connect = Connect now

# The tablet was lost: the office had it cleared
cleared-title = This tablet was cleared
cleared-lead = Cleared by order of the office { $when }.
cleared-gone = It was marked as lost, so no data of people and visits are here any more, and the old PIN or passphrase opens nothing.
cleared-sends = What was written here and not sent yet is not lost: the tablet sends it by itself as soon as it has a connection. It cannot be read here any more.
cleared-tells = As soon as the tablet has a connection, it tells the office that it is cleared.
cleared-sent = All that was written is at the office.
cleared-unsure = The file of the records on this tablet was damaged, so it cannot tell whether all of it reached the office. If the tablet is yours, check that nothing is missing there.
cleared-next = If you found this tablet, please take it back to the social services. If it is yours, call the office and ask for a new code.

# Opening without the PIN: by a code from the office, or by the key of two people there
ways-title = { $by ->
    [passphrase] Open without the passphrase
   *[pin] Open without the PIN
 }
ways-lead = Everything on the tablet stays: what is not sent yet, and unfinished notes.
ways-code = Unlock code
ways-code-ready = Call the coordinator, who will read a code out to you. The tablet needs no connection.
ways-code-none = There is no code for this tablet yet: it makes one when it is unlocked and has a connection. Ask the office.
ways-code-expired = The code is too old: the tablet had no connection for too long. If the tablet's clock runs ahead, set the date right. If not, ask the office.
ways-code-gone = A wrong code was entered ten times, so it is no longer valid. Ask the office.
ways-code-act = I have a code
ways-office = Recover by the office
ways-office-hint = When there is no code, or it does not work. The tablet needs a connection, and the office the two people who keep the recovery key.
ways-office-act = Ask the office
ways-office-look = See whether the office has answered
ways-other = Another way
ways-back = { $by ->
    [passphrase] Back to the passphrase
   *[pin] Back to the PIN
 }

unlock-code-lead = Enter the code that the coordinator read out.
unlock-code-pin = { $by ->
    [passphrase] Now choose a new passphrase.
   *[pin] Now choose a new PIN.
 }
unlock-code = Code
unlock-code-hint = 26 letters and digits; spaces do not matter. Or scan the picture with the tablet's camera and paste what it read.
unlock-code-last = One try left. If it fails too, the code is no longer valid, and only the office can recover the tablet.

asking-none = { $by ->
    [passphrase] Two people of the office open the tablet with their key, and you choose a new passphrase.
   *[pin] Two people of the office open the tablet with their key, and you choose a new PIN.
 }
asking-waiting = The office has not answered yet.
asking-answered = { $by ->
    [passphrase] The office has given the tablet's keys back. Choose a new passphrase.
   *[pin] The office has given the tablet's keys back. Choose a new PIN.
 }
asking-over = This request is no longer valid: nobody answered in time. Ask anew.
asking-nothing = The office has nothing to open this tablet with: when it was last unlocked with a connection, there was no recovery key yet.
asking-step-call = Press the button and call the office.
asking-step-digits = Read out the eight digits that the tablet shows.
asking-step-pin = { $by ->
    [passphrase] When the office has answered, choose a new passphrase.
   *[pin] When the office has answered, choose a new PIN.
 }
asking-act = Ask the office
asking-again = Ask anew
asking-read = Call the office and read these digits out. Tell them to nobody else.
asking-unproved = The tablet has no key store, or lost it, and cannot prove which one it is. Take it to the office: it cannot be opened from afar.
asking-until = The office can answer until { $until }. The tablet asks by itself.
asking-offline = The office has not received the request yet: there is no connection. The tablet asks by itself.
asking-look = Check now
pin-change =
    { $by ->
        [passphrase] Change the passphrase
       *[pin] Change the PIN
    }
pin-change-said =
    { $by ->
        [passphrase] The passphrase is changed.
       *[pin] The PIN is changed.
    }
pin-old =
    { $by ->
        [passphrase] Present passphrase
       *[pin] The present PIN
    }
pin-new =
    { $by ->
        [passphrase] New passphrase
       *[pin] The new PIN
    }
pin-new-hint =
    { $by ->
        [passphrase] At least 12 characters. Best are a few words that are easy for you to remember and hard for others to guess.
       *[pin] Six digits or more, up to twelve. No birthdays or digits in a row: they are easy to guess.
    }
pin-again =
    { $by ->
        [passphrase] The new passphrase again
       *[pin] The new PIN again
    }
pin-differ =
    { $by ->
        [passphrase] The new passphrases differ.
       *[pin] The new PINs differ.
    }
lock-hint =
    { $by ->
        [passphrase] Enter the passphrase
       *[pin] Enter the PIN
    }
lock-open = Unlock
lock-other = Another worker
choose-title = Locked
choose-lead = Who is going to work with this tablet?
choose-add = Add another worker
profile-number = Worker { $number }
profile-waits = After wrong tries one has to wait.
profile-gone = It cannot be unlocked any more: there were ten wrong tries.
profile-cleared = Cleared by order of the office.
profile-damaged = The tablet cannot read this worker's records any more. Turn to the administrator.
profile-waiting =
    { $count ->
        [one] { $count } record not sent yet.
       *[other] { $count } records not sent yet.
    }
lock-opening = Opening…
pin = PIN
phrase = Passphrase
phrase-again = The passphrase again
phrase-show = Show the passphrase
phrase-hide = Hide the passphrase
phrase-length =
    { $length ->
        [one] { $length } character entered; at least { $least } are needed.
       *[other] { $length } characters entered; at least { $least } are needed.
    }
pin-erase = Erase the last digit
pin-count =
    { $typed ->
        [one] { $typed } digit entered
       *[other] { $typed } digits entered
    }

## Today

today-title = Today · { $day }
today-visits = Visits of the day
today-aside = Promises and people who wait for a time
today-empty = No visits on this day.
today-empty-next = You can agree a visit with somebody who waits, or keep the time for other work.
today-empty-people = Find a person
next-setOut = Set out
next-arrive = I have arrived
next-resume = Go on with the visit
next-agree = Agree a time
travel =
    { $minutes } min { $mode ->
        [foot] on foot
       *[car] by car
    }
travel-set-out = set out at { $time }
travel-estimated = travel estimated
travel-short = { $minutes } min short: say that you will be late.
gap = Free { $from }–{ $to }
gap-near = { $name } waits for a time, { $minutes } min away.
gap-offer = Offer a time
blocked = Blocked { $from }–{ $to }
blocked-free = Free it
row-promised = You promised: { $promise }.
row-companion = Two of you go: { $name }.
row-companion-none = Two workers are needed, the second is not named yet.
out-of-plan = Done out of plan: the plan changed while you had no signal.
promises-none-due = No promises are due soon.
waiting-title = Waiting for a time
waiting-minutes = A visit of about { $minutes } min

ended-completed = done { $time }
ended-noAccess = nobody opened { $time }
ended-interrupted = stopped { $time }
ended-missed = did not take place
ended-cancelled = cancelled
ended-completed-long = Done at { $time }
ended-noAccess-long = Nobody opened at { $time }
ended-interrupted-long = Stopped at { $time }
ended-missed-long = The visit did not take place
ended-cancelled-long = The visit was cancelled

agreed-client =
    { $channel ->
        [phone] Agreed by phone { $day }.
        [inPerson] Agreed in person { $day }.
        [sms] Confirmed by text message { $day }.
        [email] Confirmed by e-mail { $day }.
        [letter] Confirmed by letter { $day }.
       *[unknown] Agreed earlier, at the office.
    }
agreed-contact =
    { $channel ->
        [phone] { $contact } agreed by phone { $day }.
        [inPerson] { $contact } agreed in person { $day }.
        [sms] { $contact } agreed by text message { $day }.
        [email] { $contact } agreed by e-mail { $day }.
        [letter] { $contact } agreed by letter { $day }.
       *[unknown] { $contact } agreed.
    }
agreed-office = The office has yet to confirm.
told-confirmed =
    { $by ->
        [sms] ✓ Confirmed by SMS.
        [email] ✓ Confirmed by e-mail.
        [phone] ✓ Confirmed by phone.
        [page] ✓ Confirmed on the client's page.
       *[other] ✓ Confirmed.
    }
told-arrived =
    { $by ->
        [sms] ✓ Told by SMS, it arrived.
        [email] ✓ Told by e-mail, it arrived.
       *[other] ✓ Told.
    }
told-sent =
    { $by ->
        [sms] Told by SMS.
        [email] Told by e-mail.
       *[other] Told.
    }
told-failed = The message did not arrive, the office will call.
told-unknown = Nobody knows whether the message went, the office will call.
planned-none = no time agreed yet

## Week

week-days = Days of the week
week-open = The whole week
week-before = Earlier
week-this = This week
week-after = Later
week-free =
    { $hours ->
        [0] { $minutes } min free
       *[other] { $hours } h { $minutes } min free
    }
week-holiday = Public holiday
week-promises =
    { $count ->
        [one] { $count } promise
       *[other] { $count } promises
    }
week-none = No visits

block-title = Block time
block-hint = No visits will be offered then.
block-act = Block
block-order = The end must be later than the beginning.
block-reason = What for
block-reason-hint = Not needed. Please write no names here.
block-said = Time blocked.

## Visit

steps = Steps of the visit
step-before = Before
step-door = Door
step-during = Talk
step-close = Close
step-done = Done
step-return = Back to: { $step }
visit-arrived = Arrived { $time }
visit-set-out = Set out { $time }
visit-expected = expected about { $time }
visit-agreed = agreed { $time }
visit-planned = planned { $time }
visit-unannounced = Unannounced: the client was not told, and is not to be called.
visit-set-out-by = To be on time, set out at { $time }.
visit-update-needed = A newer app changed this visit. Notes and times are saved as ever; to change the plan, update the app.

before-promised = You promised
before-promised-none = No open promises.
before-last = Last visit: { $when }.
before-first = This is the first visit.
before-ready = Ready?
door-home = { $name } ({ $relation }) may be at home.
checklist = Checklist
answer-yes = Yes
answer-not-now = Not now
answer-why = Why? (not needed)
notes = Notes
notes-none = No notes.
note-more = Add a note
note-keep = Keep it
draft-hint = Saves itself, encrypted on this tablet.
draft-saving = Saving…
draft-saved = Saved at { $time }, encrypted on this tablet
during-no-promises = No promises yet.

close-discussed = What we discussed and decided
close-discussed-hint = For example: help at home twice a week, in the mornings
close-next = The next meeting
close-aloud = Read aloud
close-read-discussed = Today we discussed and decided: { $text }
close-read-empty = Today we discussed and decided: … (write it in a few words)
close-read-promises = I promise:
close-read-next = We meet again { $when }.
close-read-next-open = We will settle the time of our next meeting later.
close-read-no-next = We have not agreed to meet again for now.
close-read-thanks = Did I understand everything rightly? Did we forget anything? Thank you for the talk.
close-agree = Agree the next visit
close-agree-other = Agree one more visit

done-completed = The visit is done
done-noAccess = Nobody opened
done-interrupted = The visit was stopped short
done-missed = The visit did not take place
done-cancelled = The visit was cancelled
done-arrived = Arrived at { $time }
done-arrived-off =
    { $how ->
        [exact] Arrived at { $time }, exactly as agreed
        [early] Arrived at { $time }, { $minutes } min early
       *[late] Arrived at { $time }, { $minutes } min late
    }
done-started = The talk began at { $time }
done-standard =
    { $count ->
        [one] Checklist { $version }: { $count } answer
       *[other] Checklist { $version }: { $count } answers
    }
done-file = Save the checklist to a file
done-file-hint = For other programs (FHIR). The file is not encrypted: delete it once handed over.
done-file-saved = Saved in the folder “{ $folder }”: { $name }. It is not encrypted: delete it once handed over.
done-held =
    { $count ->
        [one] Notices were held back while you talked. { $count } question waits.
       *[other] Notices were held back while you talked. { $count } questions wait.
    }
done-next = Next visit
done-no-next = Not agreed.
done-promised = Promised today

act-setOut = Set out
act-turnBack = Turn back
act-late = Running late
act-later = Even later
act-arrive = I have arrived
act-nobody = Nobody opens
act-refused = Not let in
act-start = Start the talk
act-interrupt = Stop
act-summarise = Sum up and close
act-back-to-talk = Back to the talk
act-finish = Finish the visit
act-to-day = To the day's plan
did-setOut = Recorded: you set out.
did-late = Noted: you will be late.
did-turnBack = Recorded: you turn back.
did-arrive = Recorded: you arrived.
did-start = Recorded: the talk began.
did-finish = The visit is done and saved.
did-noAccess = Recorded: nobody opened.
did-interrupt = Recorded: the visit was stopped.
undo-setOut = I have not set out
undo-late = On time after all
undo-later = Not that late after all
undo-turnedBack = I am not turning back
undo-arrived = Not there yet
undo-noAccess = They opened after all
undo-started = Not started yet
undo-interrupted = We go on after all
undo-finished = Not finished yet

nobody-title = Nobody opens
nobody-recorded = Nobody opened at { $time }
nobody-opened = They opened
nobody-card = Leave a card
nobody-card-hint = With your name and telephone. Do not write what the visit is about.
nobody-card-yes = I left a card
nobody-card-no = I left no card
nobody-card-left =
    { $left ->
        [yes] A card was left.
       *[no] No card was left.
    }
nobody-call = Call
nobody-next = Next visit
nobody-next-hint = If you got through, agree a time now. If not, ask the office.
nobody-next-unannounced = The visit was unannounced: do not call, and agree no time. The office decides when to go again.
request-open = Ask the office
request-said = Recorded: the office will agree another time.

late-title = Running late
late-minutes = In how long you will be there
late-hint = Call and let them know: { $phone }. Without a connection the office does not know yet.
late-hint-no-phone = The time is noted; the office sees it once there is a connection.
late-act = Note it

interrupt-title = Stopping the visit
interrupt-why = Why
interrupt-asked = Asked to end
interrupt-refused = Not let in
interrupt-unsafe = Not safe
interrupt-other = Another reason
interrupt-more = More (not needed)
interrupt-unsafe-hint = See to yourself first: leave and call the coordinator. You can write it down later.
interrupt-act = Stop the visit

## Agreeing a time

agree-open = Agree a time
agree-move = Change the time
agree-title = Agree a time
agree-move-title = Change the agreed time
agree-when = When
agree-no-slots = The plan has no fitting time. Please choose one.
agree-other-time = Another time
agree-cause = Why it changes
agree-who = Who agreed
agree-client = The client
agree-how = How you agreed
agree-office = It is saved at once. The office confirms when there is a signal.
agree-act = Agreed
agree-alone-open = Choose a time
agree-alone-title = Move the visit
agree-alone-hint = An unannounced visit: the client is told no time.
agree-alone-act = Move
agree-alone-choose = Choose
agree-alone-said = The time of the visit is saved here.
agree-said = Noted. The office confirms when there is a signal.
slot = { $day }, { $time }–{ $until }
slot-soonest = the earliest time
slot-goodTime = a good time for the person
slot-near = you will be near, { $minutes } min away
slot-fillsGap = fills a gap in the day
slot-extraTravel = { $minutes } min more travel
slot-tight = only { $minutes } min to spare before the next visit
slot-outsideGoodTime = not the best time for the person
cause-client = The person asks
cause-overrun = An earlier visit took longer
cause-traffic = The way took longer
cause-ill = I am ill
cause-emergency = An emergency
cause-service = Another cause of ours
channel-phone = By phone
channel-inPerson = In person
channel-sms = By text message
channel-email = By e-mail
channel-letter = By letter

## People

search = Search
search-hint = Name, street or telephone. Lithuanian letters are not needed.
search-found =
    { $count ->
        [one] { $count } person found
       *[other] { $count } people found
    }
search-next = Visit { $when }
search-no-next = No visit agreed
search-none = Nobody of yours matches.
search-none-next = Try the beginning of the surname alone, or the street. Somebody you have just met can be added.

person-age =
    { $age ->
        [one] { $age } year old
       *[other] { $age } years old
    }
person-needs = Bear in mind
person-interpreter = An interpreter is needed: { $what }
person-risk = Take care.
person-risk-by = Written by { $name }. Holds until { $day }.
person-risk-until = Holds until { $day }.
person-two = Two go together: { $why }
person-address = Address
person-coarse = The address is not exact, travel is estimated.
person-access = How to get in
person-no-access-note = Not recorded
person-map = Map
person-phone = Telephone
person-no-phone = No telephone
person-phone-wrong = This number is wrong: ask for a new one.
person-call = Call
person-call-number = Call { $number }: { $name }
person-channel =
    { $channel ->
        [phone] Best told by phone
        [sms] Best told by text message
        [email] Best told by e-mail
        [letter] Best told by letter
        [inPerson] Best told in person
       *[unknown] The best way to tell is not known
    }
person-never-text = Never text this home.
person-language = Language
person-times = Good times
person-no-times = Not known
person-email = E-mail
person-no-email = None
person-contacts = Household and contacts
person-no-contacts = None recorded.
contact-same-home = lives there too
contact-may = May be told about the client
contact-may-not = Must not be told about the client
contact-add = Add somebody close
contact-title = Household or close person: { $name }
contact-name = Name
contact-relation = Relation to the person
contact-relation-hint = For example: daughter, neighbour, guardian.
contact-home = Lives in the same home
contact-told = May be spoken to about the client
contact-said = Added, and saved here.
person-loading = The history is still loading. What has arrived is shown below.
person-no-promises = No open promises.
person-visits = Visits
person-no-visits = No visits yet.
person-calls = Calls
person-unplanned = Visit now
person-agree = Agree a visit

mend-phone = Mend the telephone
mend-phone-of = Mend the telephone: { $name }
mend-address = Mend the address
mend-times = Mend the good times
mend-access = Mend how to get in
mend-email = Mend the e-mail
mend-greeting = Mend the greeting
mend-field-phone = Telephone
mend-field-email = E-mail
mend-field-address = Address
mend-field-access = How to get in
mend-field-times = Good times
mend-field-greeting = Greeting
mend-hint-phone = For example 0 612 34567 or +370 612 34567. Leave it empty if there is none.
mend-hint-email = Leave it empty if there is none any more.
mend-hint-address = Street, house and flat, postcode, town: Pulko g. 15-8, 62134 Alytus
mend-hint-access = Code of the stairwell, floor, whether there is a dog.
mend-hint-times = For example: mornings, not on Wednesday.
mend-hint-greeting = As you would say it at the door: “Laba diena, gerbiamas Jonai Miškini”.
mend-act = Keep it
mend-said = Mended and saved.

client-add = Add a person
client-title = A new person
client-first-name = First name
client-surname = Surname
client-surname-hint = Leave it empty if it was not told.
client-similar = Perhaps a person known already?
client-address = Address
client-phone = Telephone
client-note = Why you add them
client-note-hint = Not needed. For example: lives next door, asks for help.
client-act = Add
client-said = The person was added and saved here.
language-lt = Lithuanian
language-ru = Russian
language-pl = Polish
language-en = English
language-uk = Ukrainian

feedback-open = Complaint or wish
feedback-for = Complaint, wish or thanks: { $name }
feedback-title = Complaints, wishes, thanks
feedback-kind = What it is
feedback-complaint = Complaint
feedback-wish = Wish
feedback-praise = Thanks
feedback-words = What was said (as near to the person's words as can be)
feedback-answer = Is an answer awaited
feedback-answer-yes = Yes, it is
feedback-answer-no = No, it is not
feedback-hint = Say thank you, and that it will be registered.
feedback-act = Register
feedback-said = Registered and saved.

call-open = Record a call
call-title = Call: { $name }
call-script = What to say
call-script-part = Which call
call-how = How it went
call-reached = We talked
call-noAnswer = No answer
call-leftMessage = Message left
call-wrongNumber = Wrong number
call-words = What was said (not needed)
call-act = Keep it
call-said = The call is recorded.

## Promises

promises-overdue = Overdue promises
promises-today = Promises for today
promises-later = Later promises
promises-kept = Promises kept lately
promises-empty = No promises.
promises-empty-next = You can make one during a visit, or on a person's card.
promise-overdue = Overdue
promise-kept = Kept
promise-moved = moved
promise-owner = promised by { $owner }
promise-keep = Kept
promise-move = Move
promise-reopen = Not kept yet
promise-kept-said = The promise is kept.
promise-add = Promise
promise-title = Promise: { $name }
promise-what = What you promise
promise-hint = Promise only what you will do yourself.
promise-start-call = I will call
promise-start-bring = I will bring
promise-start-find = I will find out and tell you
promise-start-arrange = I will arrange
promise-by = By when
promise-no-time = By the end of the day
promise-act = I promise
promise-move-title = Move a promise
promise-move-hint = First tell the person why, and until when you move it.
promise-move-act = Told, move it

## Differences

conflict-look = Look
conflict-mark = Needs your word
conflict-time =
    { $by ->
        [client] While you had no signal, the client asked for: { $value }.
        [worker] While you had no signal, a colleague moved this visit: { $value }.
        [system] Two visits met at this time. Suggested: { $value }.
       *[coordinator] While you had no signal, the office moved this visit: { $value }.
    }
conflict-visit =
    { $by ->
        [client] While you had no signal, the client changed the visit: { $value }.
       *[coordinator] While you had no signal, the office marked the visit: { $value }.
    }
conflict-worker = While you had no signal, the office gave the visit to: { $value }.
conflict-outcome = The end of the visit is recorded twice. Elsewhere it says: { $value }.
conflict-phone =
    { $by ->
        [client] The telephone is recorded twice. The client gave: { $value }.
        [worker] The telephone is recorded twice. A colleague wrote: { $value }.
       *[coordinator] The telephone is recorded twice. The office wrote: { $value }.
    }
conflict-address =
    { $by ->
        [client] The address is recorded twice. The client gave: { $value }.
        [worker] The address is recorded twice. A colleague wrote: { $value }.
       *[coordinator] The address is recorded twice. The office wrote: { $value }.
    }
conflict-name = The name is recorded twice. Elsewhere it says: { $value }.
conflict-person = The person's details are recorded twice. Elsewhere it says: { $value }.
conflict-state =
    { $state ->
        [completed] the visit is done
        [noAccess] nobody opened
        [interrupted] the visit was stopped
        [missed] the visit did not take place
        [cancelled] the visit was cancelled
        [confirmed] the visit is agreed
       *[other] the visit is going on
    }
conflict-state-at =
    { $state ->
        [completed] the visit was done at { $time }
        [noAccess] nobody opened at { $time }
        [interrupted] the visit was stopped at { $time }
        [missed] the visit did not take place at { $time }
        [cancelled] the visit was cancelled at { $time }
        [confirmed] the visit was agreed at { $time }
       *[other] the visit is going on since { $time }
    }
conflict-which = Which one stands?
conflict-by =
    { $by ->
        [me] you
        [worker] a colleague
        [client] the client
        [import] the office's list
        [system] the system
       *[coordinator] the office
    }
conflict-by-name =
    { $by ->
        [worker] { $name }, a colleague
        [coordinator] { $name }, the office
       *[me] { $name }
    }
conflict-agreed = the client agreed
conflict-stands = stands now
conflict-hint = Nothing is lost: the other entry stays in the history. If in doubt, call the person first.
conflict-office = The office will settle this. There is nothing for you to do.
conflict-said = Settled.

## The client's screen

client-hello = Good day
client-who = I am { $worker }, { $position }
client-purpose = What we talk about
client-promises = What we promised you
client-no-promises = No open promises.
client-next = Next meeting
client-no-next = Not agreed yet.
client-questions = Questions
client-back = Back

## What went wrong: what happened, that nothing was lost, what to do next

error-pin_wrong =
    { $by ->
        [passphrase] The passphrase is wrong.
       *[pin] The PIN is wrong.
    }
    .next = Enter it again. Your records are safe.
error-pin_wait = Too many wrong tries.
    .next = You have to wait before the next one. What you wrote is safe.
error-pin_gone =
    { $by ->
        [passphrase] The passphrase is no longer valid.
       *[pin] The PIN is no longer valid.
    }
    .next = It was entered wrong ten times. What you wrote is safe.
error-pin_weak = This PIN is easy to guess.
    .next = Choose another one of six digits or more.
error-phrase_weak = This passphrase is easy to guess.
    .next = Choose another one: at least 12 characters, no names of people or the office, and not just common words or characters in a row.
error-code_mistyped = There is a slip in the code.
    .next = Compare it with the office's code and mend it.
error-code_spent = This code was used already, or is no longer valid.
    .next = Ask the office for a new one.
error-unlock_code_wrong = The code is wrong.
    .next = Check it with the coordinator group by group. Nothing on the tablet was changed.
error-unlock_code_wait = Too many wrong codes.
    .next = Wait as long as is shown, then try again.
error-unlock_code_gone = No code opens this tablet any more.
    .next = Go back and ask the office: what you wrote is safe.
error-lease_over = The tablet was without a connection for too long and shows no data any more.
    .next = The PIN or passphrase is right and nothing is lost. Switch the internet on and tap "Connect now", or call the office for an unlock code.
error-unlock_code_expired = The code is too old.
    .next = Go back and ask the office: what you wrote is safe. If the tablet's clock runs ahead, set the date right first.
error-unlock_code_other = This code is for another tablet.
    .next = Ask the coordinator for the code of this very tablet. It did not count as a try.
error-server_unreachable = The server could not be reached.
    .next = All is saved here. When there is a signal, we try again by ourselves.
error-server_not_trusted = Another server answered than the one expected.
    .next = Nothing was sent. Tell the administrator.
error-not_approved = The office has not approved this tablet yet, or your access rests.
    .next = Everything is saved here. Call the office; when it approves, we send by ourselves.
error-locked = The app is locked.
    .next = All is saved. Unlock it.
error-not_yours = This person is another worker's now.
    .next = What you wrote is saved and will be handed on. If this is a mistake, call the coordinator.
error-not_found = This record is not here.
    .next = Go back to the day's plan. Nothing is lost.
error-state_moved = The visit is at another step already.
    .next = You see how it stands now. Nothing is lost.
error-time_taken = This time is taken already.
    .next = Choose another. All else is as it was.
error-leaving = You no longer work here on that day.
    .next = Choose an earlier day, or tell the coordinator that the visit needs another worker.
error-invalid =
    { $field ->
        [phone] This does not look like a telephone number.
        [address] The address was not understood.
        [day] This day does not fit.
        [time] This time does not fit.
       *[other] Something is missing or not clear.
    }
    .next = Mend it and try again. What you wrote is still here.
error-update_needed = The app needs an update.
    .next = Notes and times are saved as ever; the plan can be changed after the update.
error-storage_full = The tablet has no room left.
    .next = What was saved before is safe. Make room and try again.
error-storage_failed = It could not be saved.
    .next = What was saved before is safe. Try again; if it fails, write it on paper and call the administrator.
error-key_store_missing = The tablet cannot reach its key store.
    .next = Your records are safe. Restart the tablet, or ask the administrator.
error-no_handler = This tablet has no app for that.
    .next = Number and address are on the screen: call or look them up with another device.
error-unexpected = Something happened that was not foreseen.
    .next = What is saved is safe. Try again; if it repeats, tell the administrator.

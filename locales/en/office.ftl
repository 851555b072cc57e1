### The office's place in the console: workers, tablets, people who sign in.

place-office = Office

## Workers

tab-workers = Workers
worker-facts =
    { $count ->
        [one] { $count } worker
       *[other] { $count } workers
    }
worker-search = Search by name, code or skill
worker-unit-all = All units
worker-none = No worker found
worker-none-next = Change what you search for, or add a new worker.
worker-name = Worker
worker-knows = Speaks and knows
worker-hours = Hours
worker-clients = Clients
worker-tablet = Tablet
worker-tablets =
    { $count ->
        [0] None
        [one] { $count } tablet
       *[other] { $count } tablets
    }
worker-no-tablet = No tablet

worker-new = New worker
worker-new-act = Add
worker-given = Given name
worker-surname = Surname
worker-code = Code
worker-code-hint = What your spreadsheets call her, for instance D07. It does not change later.
worker-position = Position
worker-unit = Unit
worker-phone = Telephone
worker-email = E-mail
worker-languages = Languages
worker-skills = Skills
worker-skills-hint = With commas between: psychologist, nursing. By them it is found who can make a visit.
worker-mend-title = Mend: { $name }

worker-back = All workers
worker-next = No tablet and no clients. To let the worker work, give a tablet and hand over clients.
worker-profile = About the worker
worker-clients-count =
    { $count ->
        [0] No clients at present.
        [one] Answers for { $count } client.
       *[other] Answers for { $count } clients.
    }
worker-console = This console
worker-signs-in = Can sign in to the console.
worker-signs-not = Does not sign in to the console; works with a tablet alone.

worker-left = End of work
worker-left-lead = When a worker leaves, write down the last day here, or close every way into the system at once.
worker-leave = Leaves work
worker-leave-title = Leaves work: { $name }?
worker-leave-when = When
worker-leave-on-day = The last day is known
worker-leave-now = Works no more as of now
worker-leave-day = Last day of work
worker-leave-hand = Hand them over to others by that day.
worker-leave-till = Until the evening of that day she works as ever.
worker-leave-tablets =
    { $count ->
        [0] Holds no tablet.
        [one] Her tablet is disconnected at once. Entries that it has not sent wait for a person's decision.
       *[other] Her tablets ({ $count }) are disconnected at once. Entries that they have not sent wait for a person's decision.
    }
worker-leave-tablets-then =
    { $count ->
        [0] Holds no tablet.
        [one] After it her tablet is disconnected by itself. Entries that it has not sent wait for a person's decision.
       *[other] After it her tablets ({ $count }) are disconnected by themselves. Entries that they have not sent wait for a person's decision.
    }
worker-leave-console = She signs in to the console no more.
worker-leave-console-then = After it she signs in to the console no more.
worker-leave-stays = All that she wrote stays under her name.
worker-leave-plan = She is offered no more, neither in planning nor for a client.
worker-leave-plan-then = For visits after that day she is offered no more from now on.
worker-leave-act = Close the access
worker-leave-act-day = Write down the day
worker-leave-other = Another day
worker-leaves-said = { $name }: the last day of work is { $day }.
worker-leaves-signs-in = { $name }: the last day of work is { $day }. She can sign in to the console after it, until an administrator closes that.

worker-since = Gone since
worker-till = Works until { $day }
worker-rests = Access rests
worker-gone-title = No longer working
worker-gone = Works here no more since { $day }.
worker-last-day = The last day of work is { $day }.
worker-remains-clients =
    { $count ->
        [one] Still answers for { $count } client.
       *[other] Still answers for { $count } clients.
    }
worker-remains-visits =
    { $count ->
        [one] { $count } visit is still to be made.
       *[other] { $count } visits are still to be made.
    }
worker-remains-after =
    { $count ->
        [one] { $count } visit stands after that day.
       *[other] { $count } visits stand after that day.
    }
worker-remains-next = Hand over to others.
worker-remains-before = Hand over to others by then.
worker-remains-board = Show on the Board
worker-back-lead = If the worker is back, write it down here. A tablet is given anew, and an administrator opens the console again.
worker-back-act = Came back to work
worker-back-said = { $name } is back at work.
worker-stays-lead = If the worker does not leave after all, or on another day, change it here.
worker-stays-act = Stays
worker-stays-said = { $name } stays.
worker-left-said =
    { $tablets ->
        [0] { $name }: the access is closed.
        [one] { $name }: the access is closed, { $tablets } tablet disconnected.
       *[other] { $name }: the access is closed, { $tablets } tablets disconnected.
    }
worker-left-signs-in = { $name }: the tablets are disconnected, but she can still sign in to the console. An administrator closes that.

## Tablets

tab-tablets = Tablets
tablet-facts =
    { $count ->
        [one] { $count } tablet in use
       *[other] { $count } tablets in use
    }
tablet-none = No tablets yet
tablet-none-next = Give a worker a tablet: choose whose it will be, and you get a code to connect it.
tablet-worker = Worker
tablet-since = Connected
tablet-since-at = Connected { $when }.
tablet-seen = Last seen
tablet-seen-at = Last seen { $when }.
tablet-unseen = Not seen yet
tablet-state = State
tablet-works = Works
tablet-rests = Access rests
tablet-holds = Holds entries that wait for a decision
tablet-revoked = Disconnected
tablet-gone = Disconnected tablets ({ $count })

tablet-give = Give a tablet
tablet-give-title = Give a tablet
tablet-give-lead = You get a one-time code. Whoever enters it in a tablet asks to work in this worker's name, so hand the code to nobody else. When the tablet has connected, somebody else of the office compares its digits and approves it; until then it gets nothing.
tablet-whose = Whose tablet it will be
tablet-choose = Choose a worker
tablet-give-act = Get a code
tablet-code-title = Tablet: { $name }
tablet-step-open = On the tablet, open the app “Vizitas”. If another worker uses it already, tap “Add another worker”. It needs the internet.
tablet-step-code = Type the code. Or scan the picture with the tablet's camera and paste what it read.
tablet-step-pin = Let the worker choose a PIN herself. The tablet then shows digits to be compared with those shown here.
tablet-qr = A picture of the same code
tablet-typed = Code
tablet-waits = Waiting for the tablet. The code fits one tablet and is good until: { $until }.
tablet-come = The tablet is connected: { $name }.
tablet-come-next = The code is used up and fits nobody else.

# A tablet that came by a code and waits to be approved
tablet-coming =
    { $count ->
        [one] { $count } tablet waits for approval
       *[other] { $count } tablets wait for approval
    }
tablet-asks = New tablet: { $name }. Connected { $when }.
tablet-shows = Does the tablet show these digits?
tablet-compare = Ask the worker to read what the tablet shows. If the digits are the same, approve it. If they are others, it is a stranger's tablet: refuse it.
tablet-own-code = You gave the code, so somebody else approves the tablet.
tablet-others = Who can approve it: { $others }.
tablet-alone = You gave the code, and there is nobody else who could approve. If you do, the audit says that you did both.
tablet-approve = Yes, approve
tablet-approved-said = The tablet is approved: { $name }. It fetches people and visits by itself.
tablet-refuse = No, refuse
tablet-refused = refused
tablet-refused-said = The tablet is refused: { $name }. If it is the right one, give a new code.
tablet-sent-away = The tablet is refused: { $name }.
tablet-sent-away-next = The code is used up. If the tablet is the right one, give a new one.

tablet-revoke = Disconnect
tablet-end-where = Where is the tablet?
tablet-end-here = With us
tablet-end-here-more = given back, replaced or broken
tablet-end-lost = Lost or stolen
tablet-end-lost-more = it clears itself as soon as it connects
tablet-revoke-title = Disconnect the tablet: { $name }?
tablet-revoke-told = The next time the tablet reaches the server, it gets no more news of people and visits.
tablet-revoke-waits = Entries that it has not sent yet are not lost: once sent, they wait until a person decides.
tablet-revoke-final = It cannot be connected back. If the tablet is found, give it anew, with a new code.
tablet-revoke-act = Disconnect the tablet
tablet-revoke-said = The tablet is disconnected: { $name }.

# A lost tablet, and how long a tablet shows data without contact
tablet-lease = Data shown without contact until
tablet-lease-none = No contact yet
tablet-wipe = Clear when it connects
tablet-wipe-title = Lost tablet: { $name }. Clear it when it connects?
tablet-wipe-act = Disconnect and clear
tablet-wipe-does = At its next contact with the server, even while locked, the tablet destroys its keys: nobody reads anything that was on it any more. Its rights end now.
tablet-wipe-waits = What was written there and not sent is handed over, even once the keys are destroyed, and waits for a person to decide. Only unfinished notes are lost.
tablet-wipe-offline = As long as the tablet has no connection, the order does not reach it. Then its PIN or passphrase protects it, and once its time without contact is over it shows nobody anything.
tablet-wipe-final = This cannot be undone. If the tablet turns up, give it anew, with a new code. Where several workers share it, mark each one's: the order holds for this worker's data alone.
tablet-wipe-said = To be cleared when it connects: { $name }.
tablet-wipe-asked = To be cleared, asked { $when }; it has not connected yet.
tablet-wipe-cleared = Cleared { $when }.

# The unlock code of a tablet whose worker forgot the PIN
tablet-unlock = Unlock code
tablet-code-given = An unlock code was shown { $when } and is not used yet.
tablet-code-back = Take the code back
tablet-code-back-said = The code is taken back: nobody is shown it any more. The tablet of { $name } destroys it once it is unlocked and has signal; until then it would still unlock.
unlock-code-title = Unlock code: { $name }
unlock-code-sure = Make sure that it is the worker who calls: whoever has both the tablet and the code sees all that is on it.
unlock-code-once = The code works once, for this tablet alone; the tablet needs no connection.
unlock-code-audit = The audit keeps that you saw the code, and why.
unlock-code-reason = Why the code is needed
unlock-code-act = Show the code
unlock-code-read = On the tablet: "I forgot the PIN", then "I have a code". Read it out group by group.
unlock-code-letters = The letters I, L, O and U are not in it: what looks like O or I is a zero or a one.
unlock-code-qr = A picture of the same code
unlock-code-until = The code is valid until { $until }. Once the tablet is unlocked with a connection again, it makes another.

## People who sign in to the console

tab-people = People
people-facts =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
people-name = Name
people-role = Role
people-unit = Unit
people-unit-all = The whole municipality
people-unit-hint = Sees the workers of this unit and their clients alone. Leave it empty to see the whole municipality.
people-seen = Last active
people-unseen = Not yet
people-state = State
people-in = Signed in
people-active = Can sign in
people-invited = Has not signed in yet
people-disabled = Shut out
people-suspended = Access rests
people-since = Added
people-who = About the person
people-worker = The worker who visits
people-no-worker = Does not visit
people-choose-worker = Choose a worker
people-back-list = All people

people-new = Add a person
people-new-act = Add and get a code
people-login-hint = Letters, digits, a dot. Capitals make no difference.
people-login-wrong = Letters, digits and . _ - @ alone
people-mend-title = Mend: { $name }
people-ends = Once saved, this person is signed out and has to sign in anew.

role-may-worker = Sees the own clients and visits.
role-may-coordinator = Plans the unit's visits, keeps clients, workers and tablets.
role-may-officer = Sees everything to watch over the standard; changes no visit.
role-may-head = May do what a coordinator does, and release messages that are held back.
role-may-administrator = Keeps people, tablets, import and settings; sees no client.

setup-title = Code to sign in: { $name }
setup-lead = Hand this to the person: face to face or by telephone, not by e-mail.
setup-address = Address
setup-code = Code
setup-step-code = Open the address in a browser; type the login, and this code instead of a password.
setup-step-password = Choose a password of one's own.
setup-step-phone = Scan the picture with the telephone: from then on the telephone gives the six digits.
setup-once = The code is good once and for three days. Once closed, it is not shown again.

people-way = Access
people-way-lead = When the password is forgotten or the telephone lost, give a new code. When the person works here no more, shut the access.
people-out-lead = This person is shut out. Let back in, the old password and telephone are good again.
people-reset = New password and telephone
people-code-again = New code
people-suspend = Shut out
people-let-back = Let back in
people-back-said = { $name } is let back in.

reset-title = New password and telephone: { $name }?
reset-act = Get a code
reset-old = The old password, the telephone's codes and the passkeys are good no more, at once.
reset-out = Wherever the person is signed in, it ends.
reset-new = You get a one-time code with which the person chooses a new password.
reset-sure = Make sure that it is really this person who asks: by seeing them, or by calling a number you know.

suspend-title = Shut out: { $name }?
suspend-out = Wherever the person is signed in, it ends at once, and there is no signing in.
suspend-stays = All that the person did stays under the name. You can let them back in at any time.
suspend-tablets = The person's tablets go on working: disconnect them under “Tablets”.
suspend-said = { $name } is shut out.

## Those of whom nothing was heard

idle-title = Nothing heard for long
idle-lead = The access of whoever connects neither here nor by tablet for long comes to rest by itself. Password, tablet and clients stay: once access is given back everything works as before. The administrator who was here last is never suspended.
idle-rests = access rests since { $day }
idle-ends = rests from { $day }, if nothing is heard
idle-seen = last heard of { $when }
idle-tablet-only = By tablet alone
idle-tablets =
    { $count ->
        [one] { $count } tablet
       *[other] { $count } tablets
    }
idle-back = Give access back
idle-back-said = { $name }: access is given back.
people-rests-lead = Access rests, since nothing was heard for long. Given back, the same password, telephone and tablet work. Make sure that it is really this person who asks.

## Emergency access

tab-openings = Emergency access
openings-open = Emergency access: who opened whom
openings-facts = { $count } to look at
openings-lead = Who opened somebody else's person in an emergency, why, and what was looked at. Access ends by itself; you can end it before.
openings-none = Nobody opened anybody
openings-none-next = When somebody does, you see it here at once.
opening-who-title = { $who } opened: { $client }
opening-own-title = You opened: { $client }
opening-nameless = somebody whose name you do not see
opening-lasts = Until { $until }
opening-since = { $since }.
opening-ended = Ended: { $until }.
opening-ended-by = Ended by { $who }: { $until }.
opening-deeds =
    { $count ->
        [one] What was looked at and done: { $count } deed
       *[other] What was looked at and done: { $count } deeds
    }
opening-deeds-none = Nothing was looked at or changed.
opening-did-list = saw the person in the list of clients
opening-did-card = looked at the card
opening-did-fields = mended the card
opening-did-offers = looked for a time
opening-did-call = wrote down a call
opening-did-move = moved a visit
opening-did-cancel = cancelled a visit
opening-did-messages = looked at what the person was told
opening-did-contacts = mended the contacts
opening-did-check = looked whether a visit can be moved
opening-did-undo = took a move back
opening-did-look = looked at other data
opening-did-change = changed something
opening-reviewed = { $who } looked, { $when }:
opening-review = Looked at
opening-review-again = Mend the remark
opening-review-title = Emergency access: { $who }
opening-remark = Remark
opening-remark-hint = Whether there was a reason, and what was found out. Access that still lasts ends with it.
opening-review-said = Marked as looked at.
opening-end = End now
opening-ended-said = Access is ended.

## Where somebody is signed in

account-title = Municipality's account
account-subject = Account's mark
account-since = Linked
account-by-address = by a verified e-mail
account-used = Last used
account-none = Not linked: this person cannot sign in with the municipality's account.
account-bind = Link an account
account-bind-title = { $name }: municipality's account
account-bind-lead = The person sees the mark on the screen when trying to sign in with an account that is not linked. Make sure that it is this person who says it.
account-bound = Account linked
account-unbind = Unlink
account-unbind-title = Unlink the account: { $name }?
account-unbind-lead = It will open nothing any more, and the person is signed out everywhere at once. Password and passkeys stay.
account-unbound = Account unlinked
session-title = Where signed in
session-own = Where you are signed in
session-none = Signed in nowhere now.
session-browser = Unknown browser
session-current = here and now
session-since = Signed in { $since }. Last active { $seen }.
session-end = Sign out there
session-ended = Signed out there.

## What went wrong

problem-header_missing = The server did not take the request: it came from elsewhere than the console.
    .next = Nothing was changed. Load the page again and try once more.
problem-failed = Something went wrong at the server.
    .next = What was saved is not lost. Try again; if it goes on, tell the administrator.
problem-last_administrator = This is the only administrator.
    .next = Nothing was changed. Make somebody else an administrator first, so that there is one to let people in.
problem-own_code = You gave this tablet's code.
    .next = Somebody else approves it: a coordinator, the head or an administrator.
problem-reason_missing = No reason was given.
    .next = Write why: the audit keeps it.
problem-unlock_code_none = This tablet has not left a code yet.
    .next = It leaves one when it is unlocked and has a connection. Have the worker choose "Recover by the office" on the tablet.
problem-unlock_code_expired = This tablet's code is too old: it had no connection for too long.
    .next = Have the worker choose "Recover by the office" on the tablet.
problem-tablet_revoked = This tablet was taken away.
    .next = It can no longer be opened. Give the worker another tablet.
problem-code_taken = There is such a code already.
    .next = Nothing was changed. Look in the list: the worker may be there already.
problem-has_clients =
    { $count ->
        [one] She still answers for { $count } client.
       *[other] She still answers for { $count } clients.
    }
    .next = A coordinator has to hand them over first.
problem-worker_left = The worker works here no more at that time.
    .next = Nothing was changed. Choose another worker, or an earlier day.
problem-has_visits =
    { $count ->
        [one] { $count } visit still waits for her.
       *[other] { $count } visits still wait for her.
    }
    .next = Nothing was changed. Hand them over first: on the Board, or in “Absences”.

## Erasures, restrictions and retention

tab-erased = Erasures
erased-open = Erasures and retention
erasure-asked-title = Waiting for a second person
erasure-client = Person
erasure-asked = Who asked
erasure-by-server = The program
erasure-nameless = No. …{ $id }
erasure-withdraw = Take back
erasure-withdrawn-said = Taken back. Nothing was erased.
erasure-agree = Erase…
erasure-other-person = Somebody else has to agree.
erasure-agree-title = Erase for ever
erasure-agree-lead = The person's data will be erased everywhere: at the server, on tablets and in backups. Nobody can bring them back.
erasure-agree-asked = Asked by { $name }. Ground: { $ground }.
erasure-agree-name = Type the full name: { $name }
erasure-agree-act = Erase
erasure-done-said = Erased. Tablets purge when they have signal.
erasure-done-title = Erased
erasure-id = Number
erasure-when = When
erasure-tablets = Tablets
erasure-backups = in backups until { $day }
erasure-waits =
    { $count ->
        [one] { $count } yet to confirm
       *[other] { $count } yet to confirm
    }
erasure-all-told = all confirmed
erasure-proof = Proof
erasure-none = Nobody was erased yet.
proof-lead = The person stands in the proof by id alone. It can be printed and filed.
proof-save-html = Save the proof (HTML)
proof-save-json = Save for another program (JSON)
restriction-title = Withheld data
restriction-since = Since
restriction-lift = Lift
restriction-lifted-said = Lifted: the person can be seen again.
claim-open = Data for a claim…
claim-other-person = You withheld them: somebody else has the data made ready.
claim-title = Withheld data, for a legal claim
claim-lead = Everything held of the person will be made ready. The audit keeps that.
claim-reason = For which claim
retention-title = Retention
retention-lead =
    { $days ->
        [one] Within the next 90 days. Nothing goes that was not announced here { $days } day before.
       *[other] Within the next 90 days. Nothing goes that was not announced here { $days } days before.
    }
retention-class = What it is
retention-since = Due
retention-then = What happens
retention-none = Nobody's period ends.
retention-asks = A person decides
retention-goes = Goes on { $day }
retention-goes-new = Not announced yet; not before { $day }
retention-held = Does not go by itself: { $why }
holds-promise = a promise is open
holds-task = a task is open
holds-visit = a visit is not closed
holds-complaint = there was a complaint

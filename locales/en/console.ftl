### The coordinator's console: words of every place. Short sentences, active, times as 10:45.

## General

close = Close
cancel = Cancel
again = Try again
undo = Undo
loading = Loading…

places = Places of the console
place-board = Board

role-worker = worker
role-coordinator = coordinator
role-officer = standard officer
role-head = head of unit
role-administrator = administrator

## The palette

palette-open = Find
unkept-title = Leave without saving?
unkept-lead = What you changed is not saved yet. It will be lost if you leave.
unkept-go = Leave without saving
unkept-stay = Stay here
palette-title = Find people, visits and actions
palette-hint = A name, a time or an action
palette-found = Found
palette-none = Nothing found. Try a shorter word.
palette-action = action
palette-person = person
palette-visit = visit
palette-go = open

## Signing in

sign-in-title = Visits console
sign-in-login = Login
sign-in-password = Password
sign-in-act = Sign in
sign-in-choose = You sign in for the first time. Choose a password of your own.
sign-in-chosen = New password
sign-in-chosen-hint = At least 12 characters. A few words that you remember will do.
sign-in-chosen-again = The password again
sign-in-differ = The passwords differ.
sign-in-code = Code from the telephone
sign-in-code-hint = Six digits from the authenticator app.
sign-in-on = Next
sign-in-again = Start again
sign-in-enrol = Open an authenticator app on the telephone (FreeOTP or Google Authenticator, say), scan this picture and type the code that it shows.
sign-in-qr = Picture for the authenticator app
sign-in-secret = If it cannot be scanned, type this key:
sign-in-passkey = Sign in with a passkey
sign-in-provider = Sign in with the municipality's account
passkeys-title = Passkeys
passkeys-lead = You sign in by finger, face or the device's PIN, without the password and without a code from the telephone.
passkeys-add = Add a passkey
passkeys-nowhere = Passkeys do not work here: the server's address is a number, and they need a name. If you want to use them, tell the administrator.
passkeys-elsewhere = Passkeys work only at the address { $at }. Open the console there.
passkeys-browser = This browser does not support passkeys. Open the console in a newer browser.
passkey-new = New passkey
passkey-new-lead = Then the browser asks where to keep it: on this computer, on the telephone or on a security key.
passkey-name = What you will call it
passkey-name-hint = “Computer at work” or “Telephone”, say.
passkey-add-act = Add
passkey-added = Passkey added
passkey-since = Added: { $since }.
passkey-used = Last used: { $used }.
passkey-unused = Not used yet.
passkey-remove = Remove
passkey-remove-title = Remove the passkey “{ $name }”?
passkey-remove-lead = It will open nothing any more. Remove it on the device too, so that it is no longer offered.
passkey-removed = Passkey removed
proof-title = Confirm that it is you
proof-by = By what you confirm it
proof-by-passkey = By passkey
proof-by-words = By password and code
proof-given = Confirmed.
password-change = Change password
password-change-act = Change
password-change-ends = You will be signed out in other browsers and on other computers.
password-old = Present password
password-changed = Password changed
sign-out = Sign out

setting-language = Language
setting-theme = Light
setting-theme-auto = As on the computer
setting-theme-day = Day
setting-theme-night = Night
setting-text = Text size
setting-text-size = { $percent } %

## Somebody else's person

reason-title = This person is not of your caseload
reason-lead = Another worker or unit looks after this person. You may look if your work needs it; why you looked is kept on record.
reason-why = Why you need to look
reason-act = Look
reason-leave = Leave it

## Emergency access

opening-title = This person is not yours
opening-lead = Another worker or unit looks after them. If you need it now, you can open them in an emergency.
opening-reason = Why
opening-reason-danger = Somebody is in danger
opening-reason-unreachable = A colleague cannot be reached
opening-reason-asks = The person asks now
opening-reason-cover = I cover for a colleague
opening-words = What happened
opening-words-hint = One sentence, ten characters at least.
opening-seen = The coordinator and the standard officer see it at once. Access ends by itself; what you look at and do is written down.
opening-act = Open now
opening-said = Opened, until: { $until }.
openings-wait =
    { $count ->
        [1] { $name } opened a person who is not theirs in an emergency.
        [one] { $count } emergency access waits for you to look.
       *[other] { $count } emergency accesses wait for you to look.
    }
openings-wait-act = Look

## A tablet that waits

tablets-wait =
    { $count ->
        [one] A new tablet waits for approval: { $names }.
       *[other] New tablets wait for approval: { $names }.
    }
tablets-wait-act = Compare the digits

## Backups

backups-trouble-off = No backups are made.
backups-trouble-failed = The last backup failed: { $why }.
backups-trouble-old = The last backup is more than two days old.
backups-trouble-then = If the server's disk broke, what is on it would be lost. So tablets keep all that they have sent for now.
backups-trouble-tell = Tell the administrator.
backups-trouble-act = What to do

## What went wrong

problem-unexpected = That did not work.
    .next = What was saved is safe. Try again; if it goes on, tell the administrator.
problem-unreachable = The server does not answer.
    .next = What was saved is safe. Check the connection and try again.
problem-signed_out = You are signed out.
    .next = Sign in again: what was saved is safe.
problem-wrong = The login, the password or the code is not right.
    .next = See whether capital letters are on, and try again.
problem-suspended = Your access rests, since you were not here for long.
    .next = Ask an administrator to give it back. Password and telephone stay the same.
problem-not_allowed = This is not yours to do.
    .next = If your work needs it, ask the administrator.
problem-reason_needed = This person is not in your caseload.
    .next = Write why you need to look; it is kept on record.
problem-opening_needed = This person is not in your caseload.
    .next = If you need it now, open them in an emergency and say why.
problem-opening_reason = It is not said why.
    .next = Choose a reason and write one sentence, ten characters at least.
problem-opening_own = This record is your own.
    .next = One's own data are not opened so. Ask the standard officer: all that is held about you will be made ready for you.
problem-opening_too_many = You have opened as many people within a day as is allowed.
    .next = Ask the coordinator to assign the person to you, or to do it.
problem-opening_plan = In an emergency no visit is given to yourself or to anybody new.
    .next = Give it to somebody who visits this person already, or ask the coordinator to assign the person.
problem-opening_needless = You see this person anyway.
    .next = There is no need to open them.
problem-opening_own_review = This access was yours.
    .next = Somebody else has to look at it.
problem-opening_remark = There is no remark.
    .next = Say in one sentence whether there was a reason for it.
problem-why_needed = Nothing says why.
    .next = Write the reason: the audit keeps it.
problem-erasure_not_asked = Nobody asked for this.
    .next = First somebody asks on the client's card.
problem-erasure_same_person = You asked yourself.
    .next = Somebody else has to agree.
problem-erasure_other_name = The name is another.
    .next = Type it as it stands on the card. Nothing was erased.
problem-restriction_same_person = It was you who withheld these data.
    .next = Somebody else has them made ready for a claim: the standard officer or another administrator.
problem-search_empty = Beyond your own people a name, street or telephone is looked for.
    .next = Type at least two letters or digits.
problem-not_found = There is no such record any more.
    .next = Reload the page.
problem-invalid = Something is not filled in rightly.
    .next = Check the fields and try again.
problem-later = Too many attempts.
    .next = Wait { $seconds } seconds and try again.
problem-password_short = The password is too short.
    .next = It takes at least 12 characters. A few words that you remember will do.
problem-password_weak = This password is easy to guess.
    .next = Choose a few words of your own: no names, towns or dates, nothing along the keys.
problem-proof_wrong = The present password or the code is not right.
    .next = Nothing has changed. Wait for a new code on the telephone and try again.
problem-proof_needed = Confirm first that it is you.
    .next = Nothing has changed. Confirm once more.
problem-passkey_wrong = This passkey does not do here.
    .next = Perhaps it was removed, or you may not sign in any more. Use the password, or ask the administrator.
problem-passkey_cancelled = The device did not confirm the passkey.
    .next = Nothing has changed. You can try again.
problem-passkey_known = This device holds a passkey of yours already.
    .next = Use that one, or add another on another device.
problem-passkey_certificate = The browser does not trust this server, and so passkeys do not work.
    .next = Use the password, and tell the administrator that the browser lacks the server's certificate.
problem-passkeys_enough = There are very many passkeys already.
    .next = Remove those that you no longer use.
problem-passkeys_unavailable = Passkeys do not work at this address.
    .next = Use the password and a code from the telephone.
problem-ceremony_over = It took too long.
    .next = Nothing has changed. Try again.
problem-provider_silent = The municipality's server of accounts does not answer.
    .next = Try again in a few minutes, or use the password.
problem-provider_wrong = What the municipality's server of accounts answered will not do.
    .next = Try again; if it goes on, tell the administrator.
problem-provider_denied = The municipality's server of accounts did not let you in.
    .next = Try again, or use the password.
problem-provider_off = Signing in with the municipality's account is not possible at present.
    .next = Use the password.
problem-account_unknown = Your account at the municipality is not linked here yet.
    .next = Tell the administrator how it is marked: { $account }
problem-account_suspended = You may not sign in here any more.
    .next = If your work needs it, ask the administrator.
problem-account_taken = This account is somebody's already, or this person has another.
    .next = Unlink that one first.
problem-busy = The server is very busy.
    .next = Try again in a few seconds.
problem-exists = There is such a record already.
    .next = See whether the same was entered twice.
problem-moved = Somebody else changed this while you looked.
    .next = Here is how it stands now; look and decide again.

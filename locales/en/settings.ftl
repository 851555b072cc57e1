### The office's own matters: tables, audit, settings, the words of messages; and messages from unknown numbers.

## Messages from unknown numbers

strays-title = Messages from unknown numbers
strays-lead = Nobody's card has this number. Read it, and call if need be.
stray-when = Received { $when }.
stray-done = Dealt with…
stray-done-title = Is the message dealt with?
stray-done-more = For one more working day you find it among what was settled, then it is erased. If it says anything important, write that on the person's card first.
stray-done-act = Dealt with
stray-said = Noted: the message is dealt with.
stray-find = Find the person

## Words of this place

euros = €{ $amount }
picker-hint = Name or telephone
picker-found = People found
picker-none = Nobody found.
picker-drop = Somebody else
picker-number = Person no. …{ $number }

## After a restore

held-title = Messages are held: the system was restored { $when }.
held-waiting =
    { $count ->
        [0] No message is waiting.
        [one] { $count } message is waiting.
       *[other] { $count } messages are waiting.
    }
held-doubtful =
    { $count ->
        [one] { $count } of them may have gone before the restore.
       *[other] { $count } of them may have gone before the restore.
    }
held-who = The head or an administrator can let them out.
held-release = Let out…
held-release-title = Let out the messages that are held?
held-doubtful-then =
    { $count ->
        [one] { $count } may have gone already: a task to call appears instead, unless the provider drops repeated ones itself.
       *[other] { $count } may have gone already: tasks to call appear instead, unless the provider drops repeated ones itself.
    }
held-look-first = First see on the board whether the plan is right: the messages will speak of what stands there now.
held-release-act = Let out
held-released = Messages go out again.

## Upload of tables

tab-import = Upload
books-act-find = Upload the office's tables
books-facts = workers, people and visits from the office's tables
books-lead = Upload the tables that the office has (CSV): workers, people, visits and, if you have one, the register of addresses. Tables are recognised by the headers of their columns. First they are only checked, and nothing changes.
books-choose = Choose files
books-drop = or drop them here
books-size = { $kilobytes } KB
books-leave = Leave out
books-too-much = At most { $megabytes } MB and { $files } files go at once. Upload them in parts.
books-nothing-changed = Nothing has changed.
books-going = Files are being sent
books-sent = Sending: { $percent } %
books-read = The server is reading the tables…
books-check = Check
books-check-again = Check again
books-checked = This is what would go in
books-checked-more = Nothing has changed so far. Mend the refused rows in the table and check again, or upload without them.
books-take =
    { $count ->
        [one] Upload { $count } row
       *[other] Upload { $count } rows
    }
books-nothing-new = Nothing to upload
books-taken = Uploaded
books-taken-more = Refused rows did not go in. Mend them in the table and upload it again: what is in already does not change a second time.
books-more = Upload other files
books-files = About the files
books-table-workers = Workers
books-table-clients = People
books-table-visits = Visits
books-imported = New
books-updated = Changed
books-unchanged = Unchanged
books-refused = Refused
books-warned = With remarks
books-refused-rows = Refused rows
books-warned-rows = They go in, but look at them
books-no-key = no number
books-whole = Show all { $count }
books-missing = Uploaded before and no longer in the table: { $count }
books-missing-more = Nothing is deleted for that.
books-conflicts =
    { $count ->
        [one] { $count } entry contradicts what people have written since the last upload. Both are kept; a coordinator finds it in the inbox and chooses which holds.
       *[other] { $count } entries contradict what people have written since the last upload. Both are kept; a coordinator finds them in the inbox and chooses which hold.
    }

## Audit

tab-audit = Audit
audit-act-find = Search the audit: who looked and who did what
audit-lead = Who did what, and who looked at whom. Nobody changes or deletes the audit.
audit-who = Who
audit-who-all = Everybody
audit-what = What was done
audit-what-all = Everything
audit-from = From which day
audit-to = Until which day
audit-backwards = The end is before the beginning.
audit-about = About which person
audit-clear = Show everything
audit-none = No records
audit-none-narrowed = Choose a longer time or fewer conditions.
audit-none-more = When somebody does something, it will stand here.
audit-older = Show older ones
audit-end = There are no older records.
audit-by-office = The server's command line
audit-by-server = The server
audit-by-unknown = Somebody not known
audit-reason = : { $reason }
audit-about-worker = (worker: { $name })
audit-who-else = Who else looked
audit-who-looked = Who looked
audit-card = Card

## Pages of the audit

audit-page-search = Records
audit-page-saw = Who saw a client
audit-page-tablets = What was on a tablet
audit-page-tries = Wrong tries
audit-page-chain = Is it unchanged
audit-print = Print
saw-lead = Choose somebody: you see who looked at their data, when, from where and why.
saw-id = The client's No.
saw-id-hint = Whole, as in the audit or in the proof of an erasure. An administrator sees no names.
saw-show = Show
saw-erased = The client's data are erased. Who looked stays.
saw-held = Whose case it was
saw-held-none = Nobody's.
saw-held-since = since { $from }
saw-held-from = from { $from } to { $to }
saw-held-means = All that time the client's data were on the worker's tablet, too; looks at one's own people there are not written down one by one.
saw-none = Nobody looked
saw-console = looked in the console
saw-tablet = looked on a tablet
saw-listed = saw name and address in a list of a search
saw-exported = made ready all that is held of the person
saw-refused = wanted to look and was not let in
ontablet-lead = Choose the tablet that is lost: you see whose data were on it. It is needed for the notice of a breach within 72 hours.
ontablet-tablet = Tablet
ontablet-choose = Choose a tablet
ontablet-of = { $name }, since { $since }
ontablet-of-revoked = { $name }, since { $since }, taken away
ontablet-title = Tablet of { $name }
ontablet-approved = Approved
ontablet-seen = Last seen
ontablet-not-revoked = Not taken away
ontablet-made = This list was made
ontablet-there =
    { $count ->
        [one] { $count } client is on it, or may be
       *[other] { $count } clients are on it, or may be
    }
ontablet-left =
    { $count ->
        [one] Data of { $count } client are removed from it
       *[other] Data of { $count } clients are removed from it
    }
ontablet-nobody = Nobody was on it
ontablet-from = From
ontablet-to = The case until
ontablet-still = still
ontablet-on = is on it
ontablet-perhaps = may be on it
ontablet-forgotten = removed
ontablet-means = What is not certain counts as having been there. New clients written on it and not sent yet are not known here.
tries-lead = Who tried and did not get by: signing in, proving who they are, changing a password, by a tablet's PIN, by a code that connects a tablet, at the recovery key. A tablet tells of wrong PINs once it has signal.
tries-none = There were no wrong tries
tries-means = Of each kind up to a hundred of the newest.
tries-search = Search for older ones
tries-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
visits-count =
    { $count ->
        [one] { $count } visit
       *[other] { $count } visits
    }
chain-lead = Each record is tied to the one before, and each hour the end is signed. Tablets keep a signed end, too: an audit that was changed cannot be hidden.
chain-walk = Check all of it
chain-walking = Checking…
chain-holds =
    { $records ->
        [one] The audit is unchanged: { $records } record is what was written; signed up to record { $covered }.
       *[other] The audit is unchanged: { $records } records are what was written; signed up to record { $covered }.
    }
chain-partly = Up to record { $records } the audit is unchanged. Check the rest at the server: vizitas-server audit verify.
chain-lost =
    { $count ->
        [one] { $count } tablet still keeps records that a restore has lost.
       *[other] { $count } tablets still keep records that a restore has lost.
    }
chain-fault-missing = Record { $record } is gone.
chain-fault-altered = Record { $record } ({ $at }) is not what was written.
chain-fault-unreadable = Record { $record } cannot be read.
chain-fault-beside =
    { $count ->
        [one] { $count } foreign record stands beside the chain.
       *[other] { $count } foreign records stand beside the chain.
    }
chain-fault-rewritten = From record { $record } to { $count } it is not what was signed at { $at }.
chain-fault-cut = It is cut at record { $record }: at { $at } there were { $count } signed.
chain-fault-unsigned = The end at record { $record } is not signed by this municipality's key.
chain-fault-next = Change nothing, and tell the data-protection officer and whoever runs the server at once.
chain-records = Records
chain-signed = Signed
chain-signed-at = { $when }, up to record { $records }
chain-unsigned = Not signed yet
chain-key = The municipality's key begins with
chain-checkpoints = Signed ends
chain-witnesses = Tablets that keep a signed end
chain-witnesses-none = None yet.
chain-keeps = Keeps
chain-upto = up to record { $records }
chain-fits = fits
chain-not-fits = does not fit
audit-staff-active = active
audit-staff-disabled = not let in any more

deed-opened = opened a person's card or visit
deed-searched_beyond = searched among people of others
deed-listed = saw name and address of somebody beyond the own reach in a list
deed-refused = wanted what is not theirs to do, and was not let in
deed-emergency_access_opened = opened somebody else's person in an emergency
deed-emergency_access_used = looked at or changed data of a person opened in an emergency
deed-emergency_access_under_the_same_name = bears the same name as the person opened in an emergency
deed-emergency_access_ended = ended an emergency access
deed-emergency_access_reviewed = looked at an emergency access
deed-looked_at_emergency_access = looked at who opened whom in an emergency
deed-own_record_refused = wanted to open their own record and was not let in
deed-case_handed_over = handed a person over to another worker
deed-clients_merged = merged two cards
deed-clients_separated = separated two cards again
deed-signed_in = signed in
deed-sign-in_refused = tried to sign in with a wrong password or code
deed-password_changed = changed the own password
deed-password_change_refused = tried to change the password with a wrong old one or code
deed-signed_in_by_passkey = signed in by passkey
deed-passkey_added = added a passkey
deed-passkey_removed = removed a passkey
deed-passkey_refused = tried to sign in with a passkey that would not do
deed-passkey_counter_went_back = tried to sign in with a passkey of which there may be a copy
deed-proof_refused = did not confirm who they are: password, code or passkey did not fit
deed-signed_in_by_provider = signed in with the municipality's account
deed-provider_sign-in_refused = was not let in with the municipality's account
deed-unknown_account_refused = tried an account of the municipality that is not linked
deed-account_bound = linked a person with an account
deed-account_bound_by_address = linked the own account by a verified e-mail
deed-account_unbound = unlinked a person's account
deed-session_ended = ended a session
deed-staff_added = let somebody new sign in
deed-staff_changed = changed who may do what
deed-worker_added = wrote down a new worker
deed-worker_leaves = wrote down when a worker leaves
deed-worker_left = closed the access of a worker who left
deed-worker_came_back = wrote down that a worker stays or came back
deed-staff_reset = let somebody choose a new password
deed-idle_account_warned = warned that the access of somebody who was not heard of will rest
deed-account_suspended = suspended the access of somebody who was not heard of
deed-suspension_lifted = gave suspended access back
deed-enrolment_code_given = gave a code to connect a tablet
deed-enrolment_code_given_with_approval = gave a code to connect a tablet, and approved it beforehand
deed-tablet_enrolled = connected a tablet
deed-tablet_approved = approved a tablet
deed-tablet_approved_with_own_code = approved a tablet whose code the same person gave
deed-tablet_refused = refused a tablet
deed-tablet_revoked = took a tablet away
deed-unlock_code_given = was shown a tablet's unlock code
deed-recovery_key_made = made a recovery key with another person
deed-recovery_key_used = opened a tablet by the recovery key with another person
deed-tablet_opened_by_code = opened a tablet with the coordinator's code
deed-tablet_opened_by_office = opened a tablet with the keys that the office gave back
deed-unlock_code_taken_back = took back an unlock code that was shown
deed-recovery_key_refused = gave a wrong password, so no recovery key was made
deed-recovery_asked = asked the office to open a tablet
deed-recovery_asked_unproved = was asked to open a tablet that did not prove to be the one
deed-transport_key_renewed = brought back a tablet whose key store was gone
deed-tablet_full = could hand in nothing more by tablet: too much of it waits for a decision
deed-work_carried = delivered another tablet's work with a tablet
deed-strange_looks = told by tablet of looks at people who were never on it
deed-settings_changed = changed settings
deed-words_changed = changed the words of messages
deed-books_imported = uploaded the office's tables
deed-books_uploaded = uploaded the office's tables
deed-messages_released = let out the messages that were held
deed-let_messages_out = let out the messages that were held
deed-tried_a_carrier = sent themselves a message as a test
deed-dealt_with_a_stray_message = dealt with a message from an unknown number
deed-took_up_a_stray_message_again = took up a message from an unknown number again
deed-searched = looked for a person
deed-sign-in_held_back = tried to sign in too often and had to wait
deed-tablet_wipe_asked = ordered a lost tablet to be cleared when it connects
deed-tablet_cleared = had a tablet that cleared itself as ordered
deed-tablet_turned_away = tried to connect with a tablet that has no rights any more
deed-wrong_pin_tries = typed a wrong PIN on the tablet
deed-enrolment_code_unknown = tried to connect a tablet by a code that is not known
deed-enrolment_code_wrong = tried to connect a tablet by a code with a mistake
deed-enrolment_code_used_again = tried to connect a tablet by a code that was used
deed-enrolment_code_expired = tried to connect a tablet by a code that has expired
deed-visits_called_off_for_a_restriction = called visits off, since data were withheld
deed-looked_at_erasures = looked at who is erased and is to be
deed-verified_the_audit = checked whether the audit is unchanged
deed-proved_at_the_command_line = confirmed who they are at the server's command line
deed-searched_the_audit = looked through the audit
deed-asked_who_saw = asked who looked at a person's data
deed-asked_what_a_tablet_held = asked whose data was on a tablet
deed-log_backed_up = made a backup of the log
deed-vault_backed_up = made a backup of the keys
deed-backup_failed = could not make a backup
deed-backup_deleted = deleted the oldest backup
deed-backed_up = made a backup
deed-restored = restored the system from a backup
deed-key-encryption_key_replaced = replaced the key of the server
deed-data_keys_renewed = renewed the keys of clients' data
deed-audit_is_not_what_a_tablet_keeps = found that a tablet keeps another audit: it may have been changed
deed-chain_goes_on_behind_a_gap = sent records with a part missing among them
deed-held_work_placed = accepted work that was handed in and waited for a decision
deed-held_work_taken_up_again = took up again work that was handed in
deed-held_work_kept = left work that was handed in apart, and kept it
deed-held_work_let_go = let work that was handed in go
deed-exported = made ready all that is held of a person
deed-erasure_asked = asked that a person be erased
deed-erasure_withdrawn = took back that a person be erased
deed-erased = agreed, and a person was erased
deed-restricted = withheld a person's data
deed-restriction_lifted = withheld a person's data no more
deed-looked_at_a_restriction = looked at whose data are withheld
deed-retention_announced = announced that a period has ended
deed-retention_rules_set = changed the retention rules
deed-other = did “{ $deed }”

deed-name-opened = Looked at a person
deed-name-searched_beyond = Searched among others' people
deed-name-listed = Saw in a list
deed-name-refused = Was not let in
deed-name-emergency_access_opened = Opened in an emergency
deed-name-emergency_access_used = Used emergency access
deed-name-emergency_access_under_the_same_name = Opened a namesake in an emergency
deed-name-emergency_access_ended = Ended emergency access
deed-name-emergency_access_reviewed = Looked at emergency access
deed-name-looked_at_emergency_access = Looked at the emergency list
deed-name-own_record_refused = Wanted to open the own record
deed-name-exported = Made a person's data ready
deed-name-erasure_asked = Asked to erase
deed-name-erasure_withdrawn = Took an erasure back
deed-name-erased = Erased a person
deed-name-restricted = Withheld data
deed-name-restriction_lifted = Lifted a restriction
deed-name-looked_at_a_restriction = Looked at restrictions
deed-name-retention_announced = Announced a period's end
deed-name-retention_rules_set = Changed retention
deed-name-case_handed_over = Handed a person over
deed-name-clients_merged = Merged cards
deed-name-clients_separated = Separated cards
deed-name-signed_in = Signed in
deed-name-sign-in_refused = Could not sign in
deed-name-password_changed = Changed password
deed-name-password_change_refused = Password not changed
deed-name-signed_in_by_passkey = Signed in by passkey
deed-name-passkey_added = Passkey added
deed-name-passkey_removed = Passkey removed
deed-name-passkey_refused = Passkey refused
deed-name-passkey_counter_went_back = Perhaps a passkey’s copy
deed-name-proof_refused = Did not confirm who they are
deed-name-signed_in_by_provider = Signed in with an account
deed-name-provider_sign-in_refused = Account refused
deed-name-unknown_account_refused = Account not linked
deed-name-account_bound = Account linked
deed-name-account_bound_by_address = Linked by e-mail
deed-name-account_unbound = Account unlinked
deed-name-session_ended = Ended a session
deed-name-staff_added = Let somebody sign in
deed-name-staff_changed = Changed who may do what
deed-name-worker_added = Wrote down a worker
deed-name-worker_leaves = Wrote down when somebody leaves
deed-name-worker_left = Left work
deed-name-worker_came_back = Came back to work
deed-name-staff_reset = New password
deed-name-idle_account_warned = Warned of unused access
deed-name-account_suspended = Suspended unused access
deed-name-suspension_lifted = Gave access back
deed-name-enrolment_code_given = Gave a code for a tablet
deed-name-enrolment_code_given_with_approval = Gave a code with approval
deed-name-tablet_enrolled = Connected a tablet
deed-name-tablet_approved = Approved a tablet
deed-name-tablet_approved_with_own_code = Approved a tablet of an own code
deed-name-tablet_refused = Refused a tablet
deed-name-tablet_revoked = Took a tablet away
deed-name-recovery_asked = Asked to open a tablet
deed-name-recovery_asked_unproved = Unproved request to open a tablet
deed-name-recovery_key_made = Made a recovery key
deed-name-recovery_key_refused = Recovery key not made
deed-name-recovery_key_used = Opened a tablet by the recovery key
deed-name-unlock_code_given = Was shown an unlock code
deed-name-unlock_code_taken_back = Took back an unlock code
deed-name-tablet_opened_by_code = Opened by the coordinator's code
deed-name-tablet_opened_by_office = Opened with the office's keys
deed-name-transport_key_renewed = Brought back a tablet
deed-name-chain_goes_on_behind_a_gap = Records with a part missing
deed-name-held_work_placed = Accepted work that waited
deed-name-held_work_kept = Kept work apart
deed-name-held_work_let_go = Let work go
deed-name-held_work_taken_up_again = Took up work again
deed-name-tablet_full = Too much of a tablet waits
deed-name-work_carried = Another tablet's work delivered
deed-name-strange_looks = Looks that cannot be
deed-name-settings_changed = Changed settings
deed-name-words_changed = Changed words of messages
deed-name-books_imported = Uploaded tables
deed-name-messages_released = Let messages out
deed-name-tried_a_carrier = Test message
deed-name-dealt_with_a_stray_message = Dealt with a message
deed-name-took_up_a_stray_message_again = Took up a message again
deed-name-searched = Looked for a person
deed-name-sign-in_held_back = Tried to sign in too often
deed-name-tablet_wipe_asked = Ordered a lost tablet to be cleared
deed-name-tablet_cleared = A lost tablet cleared itself
deed-name-tablet_turned_away = A revoked tablet called
deed-name-wrong_pin_tries = Wrong PIN
deed-name-enrolment_code_unknown = Unknown tablet code
deed-name-enrolment_code_wrong = Mistaken tablet code
deed-name-enrolment_code_used_again = Used tablet code
deed-name-enrolment_code_expired = Expired tablet code
deed-name-visits_called_off_for_a_restriction = Called visits off for a restriction
deed-name-looked_at_erasures = Looked at erasures
deed-name-verified_the_audit = Checked the audit
deed-name-proved_at_the_command_line = Confirmed at the command line
deed-name-searched_the_audit = Looked through the audit
deed-name-asked_who_saw = Asked who looked
deed-name-asked_what_a_tablet_held = Asked what was on a tablet
deed-name-key-encryption_key_replaced = Replaced the main key
deed-name-data_keys_renewed = Renewed clients' keys
deed-name-log_backed_up = Backup of the log
deed-name-vault_backed_up = Backup of the keys
deed-name-backup_failed = Backup failed
deed-name-backup_deleted = Old backup deleted
deed-name-backed_up = Backup (former kind)
deed-name-restored = Restored the system
deed-name-audit_is_not_what_a_tablet_keeps = The audit differs from a tablet's

## Settings

tab-settings = Settings
settings-noun-messages = Messages
settings-noun-office = Name
settings-noun-email = E-mail
settings-noun-sms = SMS
settings-noun-backups = Backups
settings-noun-templates = Words of messages
settings-find-messages = Settings: messages, the office's telephone and hours
settings-find-office = Settings: what the office is called
settings-find-email = Settings: e-mail
settings-find-sms = Settings: SMS
settings-find-backups = Settings: backups
settings-noun-provider = Municipality's account
settings-find-provider = Settings: signing in with the municipality's account
provider-part-on = Signing in with the municipality's account
provider-lead = The municipality's server of accounts (OpenID Connect) says who somebody is. Password and code from the telephone are then not asked here: whether the accounts are safe enough is for the municipality to say.
provider-on-yes = People may sign in with the municipality's account
provider-on-no = By password or passkey alone
provider-part-where = Server of accounts
provider-issuer = Address
provider-issuer-hint = As the server names itself (issuer), https://login.municipality.example, say
provider-client = How it names Vizitas
provider-client-hint = Client ID
provider-secret = Client secret
provider-secret-hint = It was given when Vizitas was registered there
provider-back = Write the address to come back to there:
provider-part-who = How a person is known
provider-email-no = An administrator links each account
provider-email-no-more = In the list of those who sign in, at the person.
provider-email-yes = The first time by a verified e-mail
provider-email-yes-more = If it is the same as the login here. Choose this only where the municipality itself gives accounts their e-mail.
provider-claim = What marks an account
provider-claim-hint = Nearly always sub. A mark must never become another person's.
wrong-provider-issuer = Write an address that begins with https://.
wrong-provider-issuer-empty = Write the address of the server of accounts.
wrong-provider-issuer-unsealed = The address must begin with https://, or somebody could read the client secret on its way.
wrong-provider-client_id = Write one word, without spaces.
wrong-provider-client_id-empty = Write how the server of accounts names Vizitas.
wrong-provider-secret = Write the client secret that the server of accounts gave.
wrong-provider-secret-again = You changed the address of the server of accounts: the client secret was given for the former one. Write the new one.
wrong-provider-claim = Write one word, without spaces; nearly always sub.
settings-save = Save
settings-saved = Saved. It holds from the next message on.
settings-saved-office = Saved. From now on messages are signed so.
settings-changed = There are changes that are not saved.
settings-same = Everything is saved.
secret-there = There is one. Left empty, it stays.
secret-goes = It will be removed when you save.
secret-remove = Remove
part-rare = Rarely needed
pace = Messages a minute at most
pace-hint = Empty: no limit.
honours = Whether the provider drops repeated ones
honours-no = We do not know
honours-no-more = What may have gone is not sent a second time: a person calls.
honours-yes = Yes, the provider says so in writing
honours-yes-more = What is in doubt is sent again under the same number.

wrong-number = Write a whole number up to { $most }.
wrong-hours = Write it so: 8:00–20:00
wrong-price = Write it so: 0.045
wrong-pairs = Write on each line: name = value

messages-part-on = Whether people are sent messages
messages-on = Whether people are sent messages
messages-on-yes = They are
messages-on-yes-more = Once switched on, what is agreed already and still to come is told about, too.
messages-on-no = They are not
messages-on-no-more = Nobody is told anything.
messages-fallback = When a person's own way cannot be used
messages-fallback-hint = When no way is left, a task to call appears.
messages-fallback-sms-email = SMS, then e-mail
messages-fallback-email-sms = E-mail, then SMS
messages-fallback-sms = SMS alone
messages-fallback-email = E-mail alone
messages-fallback-none = A person calls at once
messages-part-office = What the office calls itself
messages-municipality = { $name } writes. Whoever looks after the server changes the name.
messages-phone = The office's telephone
messages-phone-hint = Empty: the telephone of the worker who comes.
messages-unit = The unit's name
messages-unit-hint = It signs letters.
office-part-name = What the office is called
office-name = Name
office-name-hint = Messages are signed with it; people see it on their page, and a worker on a new tablet.
wrong-office-name = Write it on one line, without special characters.
wrong-office-name-empty = Write what the office is called, for instance: Alytaus miesto savivaldybė.
wrong-office-name-range = This name is too long. It may have up to 120 characters.

settings-noun-accounts = Access
settings-find-accounts = Settings: when unused access comes to rest
accounts-part-idle = Unused access
accounts-lead = The access of whoever connects neither here nor by tablet for so many days comes to rest. Two weeks before, that stands under “Who signs in”. An administrator gives it back by one press.
accounts-idle-days = Days until it rests
accounts-idle-days-hint = From 30 to 365. Usually 90, which is three months.
wrong-accounts-idle_days = Type 30 to 365 days.
accounts-opening-lead = Whoever has no access to a person and needs it now can open them in an emergency. The coordinator and the standard officer see it at once.
accounts-opening-hours = Hours it lasts
accounts-opening-hours-hint = From 1 to 24. Usually 8, a working day.
wrong-accounts-opening_hours = Type 1 to 24 hours.
messages-ready = What to have ready
messages-ready-hint = Written in Lithuanian letters and on the client's page, never in text messages. For instance: an identity document.
messages-part-hours = When a message may reach a home
messages-hours-hint = Write, for instance, 8:00–20:00; leave a day empty on which nobody may be told. “On the way” and “late” go at any hour.
wrong-messages-fallback = Choose one of the ways.
wrong-messages-phone = This is no telephone number. Write it so: +370 315 56660.
wrong-messages-unit = This name does not fit.
wrong-messages-ready = These words cannot be written.
wrong-messages-hours = At least one day must be open, and the beginning before the end.
wrong-messages-hours-empty = No day is open. Write the hours of one day at least.
wrong-messages-hours-range = The beginning must be before the end, and the end no later than 24:00.

email-part-on = Whether letters are sent
email-on = Whether letters are sent
email-on-yes = They are
email-on-no = They are not
email-from = From whom letters come
email-from-hint = For instance: Socialinės paramos skyrius <vizitai@savivaldybe.lt>. The same address invites to calendars.
email-part-server = Mail server
email-host = The server's name
email-host-hint = As in its certificate, for instance mail.savivaldybe.lt.
email-port = Port
email-port-hint = Empty: the usual one.
email-tls = How the line is sealed
email-tls-starttls = STARTTLS (mostly)
email-tls-implicit = TLS from the first byte (port 465)
email-tls-none = Not at all: on this machine alone
email-user = User name
email-user-hint = Empty: nobody need sign in.
email-password = Password
email-part-back = What could not be delivered
email-back-lead = A letter that comes back becomes a task to call.
email-return = Address for letters that come back
email-return-hint = { "{" }id{ "}" } stands for the message's number, for instance back+{ "{" }id{ "}" }@savivaldybe.lt. Empty: back to the sender.
email-bounces = Mailbox on the server
email-bounces-hint = A file or folder (mbox, Maildir) from which letters that came back are read.
email-bounce-secret = Secret part of the address
email-bounce-secret-hint = If the provider posts letters that came back. It is the key of the signature, too.
email-bounce-signature = Header of the provider's signature
back-signature-hint = HMAC-SHA-256; empty: the key in the address is enough.
back-time = Header of the signature's time
back-time-hint = Seconds since 1970. The signature is then good for five minutes and once. Empty: whoever catches a call could repeat it.
email-authority = Another certificate (PEM)
email-authority-hint = If the office itself has issued the server's certificate.
wrong-email-password-again = You changed the mail server: the password was given for the former one. Write it anew.
wrong-email-host = Write the mail server's name.
wrong-email-port = A port is a number up to 65535.
wrong-email-tls = A line that is not sealed is for a server on this machine alone. Choose STARTTLS or TLS.
wrong-email-user = This user name does not fit.
wrong-email-from = Write it so: Name of the office <address@savivaldybe.lt>
wrong-email-from-empty = Write from whom mail comes: Name of the office <address@savivaldybe.lt>
wrong-email-from-address = This is no e-mail address. Write it so: Name of the office <address@savivaldybe.lt>
wrong-email-return_path = This is no e-mail address.
wrong-email-bounces = This path does not fit.
wrong-email-bounce_signature = Write the header of the signature, too: a time that nobody signs proves nothing.
wrong-email-authority = The certificate cannot be read. Paste all of it, from the line BEGIN CERTIFICATE on.
wrong-email-per_minute = Write a whole number.

sms-part-on = Whether text messages are sent
sms-on = Whether text messages are sent
sms-on-yes = They are
sms-on-no = They are not
sms-letters = How letters are written
sms-letters-letters = With all their marks
sms-letters-letters-more = “Laukiame Jūsų”, the whole text. A part holds 70 characters.
sms-letters-plain = Without marks
sms-letters-plain-more = “Laukiame Jusu”, the short text. A part holds 160 characters, so it is mostly cheaper.
sms-letters-latin = Without marks, and Russian in Latin letters
sms-letters-latin-more = “Zhdyom Vas”. The cheapest, but Russian is harder to read.
sms-price = Price of a part, €
sms-price-hint = For instance 0.045. Empty: no price is shown.
sms-part-how = How messages are handed to the provider
sms-how-lead = The SMS provider gives you these.
sms-url = Address
sms-url-hint = Begins with https://
sms-method = Method
sms-form = In what form
sms-form-json = JSON
sms-form-form = As a web form
sms-form-query = In the address itself
sms-fields = Fields
sms-fields-hint = One a line: field = value. Filled in are { "{" }to{ "}" }, the number; { "{" }text{ "}" }, the text; { "{" }id{ "}" }, the message's number; { "{" }secret{ "}" }, the key.
sms-headers = Headers
sms-headers-hint = One a line, for instance: authorization = Bearer { "{" }secret{ "}" }
sms-secret = Key from the provider
sms-secret-hint = It proves to the provider that it is us.
sms-signature = Header of the signature
sms-signature-hint = HMAC-SHA-256; empty: nothing is signed.
sms-part-back = What the provider tells us
sms-back-lead = Give the provider these addresses of your clients' pages: the first takes news of messages, the second people's answers.
sms-back-secret-place = KEY
sms-back-secret = Key of the provider's calls
sms-back-secret-hint = It proves to us that it is the provider: it stands in the address, or signs.
sms-back-signature = Header of the provider's signature
sms-pointer-hint = Where in what the provider says things stand, for instance /messages/0/id.
sms-list-hint = Put commas between several values.
sms-answer-id = In the answer: the message's number
sms-status-id = In news: the message's number
sms-status-reference = In news: our number
sms-status-status = In news: what happened
sms-status-delivered = Values: delivered
sms-status-failed = Values: failed
sms-inbound-id = In a person's answer: its number
sms-inbound-from = In a person's answer: the sender
sms-inbound-text = In a person's answer: the words
wrong-sms-secret-again = You changed the SMS provider's address: the client secret was given for the former one. Write the new one.
wrong-sms-url = The address must begin with https://; without it only on this machine.
wrong-sms-url-empty = Write the SMS provider's address; it begins with https://
wrong-sms-url-address = This is no address. It must begin with https://, for instance https://sms.provider.example/send
wrong-sms-url-unsealed = This address is not sealed. Write https:// instead of http://; without it only on this machine.
wrong-sms-method = Choose POST, PUT or GET.
wrong-sms-form = With GET the form is: in the address itself.
wrong-sms-fields = { "{" }to{ "}" } and { "{" }text{ "}" } must stand among the values.
wrong-sms-fields-recipient = Nothing says whom it is for: { "{" }to{ "}" } must stand among the values.
wrong-sms-fields-words = Nothing says what it says: { "{" }text{ "}" } must stand among the values.
wrong-sms-call_back_signature = Write the header of the signature, too: a time that nobody signs proves nothing.
wrong-sms-headers = These headers do not fit.
wrong-sms-signature = This header's name does not fit.
wrong-sms-price_thousandths = This price does not fit.
wrong-sms-per_minute = Write a whole number.

trial-sms = Test message…
trial-email = Test letter…
trial-title = Send to yourself
trial-lead = A message about an invented visit will be sent. Give your own number or address, nobody else's.
trial-to-sms = Your telephone
trial-to-email = Your e-mail
trial-act = Send
trial-sent = The provider has taken it. See whether it came.
trial-not_yet = The provider does not take it now. Check the address and the line, and try again.
trial-never = The provider refused it. Check what stands in the settings.
trial-unknown = Nobody knows whether the provider took it: the line broke. See whether it came.
trial-why = The provider's code: { $why }
wrong-trial-to = Nothing can be sent there. A text message goes to a mobile, for instance +370 612 34567.
wrong-trial-channel = This way is switched off. Switch it on, save and try again.

## Words of messages

tab-templates = Words of messages
templates-act-find = Change the words of messages
templates-facts =
    { $own ->
        [0] the standard's words everywhere
        [one] the office's own words in { $own } place
       *[other] the office's own words in { $own } places
    }
templates-lead = This is what people read. The standard has published the words (version { $version }); you can write any of them your own way, and go back to the standard at any time.
templates-language = Language
templates-purpose = Message
templates-standard = Standard
templates-own = Own, version { $version }
told-form-sms = SMS
told-form-sms_short = Short SMS
told-form-subject = Letter's subject
told-form-mail = Letter
told-form-page = Person's page
told-page-head = This heads the page. The page itself shows the time, who comes, the buttons and the telephone below.
purpose-when-offer = When times are held for a person.
purpose-when-proposal = When one time is proposed.
purpose-when-agreed = At once when a time is agreed.
purpose-when-reminder = Two days before.
purpose-when-question = The day before, when the person has not confirmed.
purpose-when-on_the_way = When the worker has set out.
purpose-when-late = When the worker is late.
purpose-when-moved = At once when the time is moved.
purpose-when-must_move = When we cannot keep the time and there is no other yet.
purpose-when-cancelled = At once when the visit is cancelled.
purpose-when-rate = After the visit.
purpose-when-summary = When the summary is written.

template-facts = { $form }, { $language }
template-all = All messages
template-lead = A sentence one of whose values is not known falls away whole.
template-mail-lead = Each piece is a paragraph. A paragraph one of whose values is not known falls away whole.
template-neutral = Others may see this, so neither a service nor a problem is named in it.
template-piece = Piece { $number }
template-up = Move piece { $number } up
template-remove = Remove piece { $number }
template-add = Add a piece
template-show = Show
template-variables = Insert
template-needed = needed
template-shown = This is how it will look
template-person = Show it with a real person
template-real = With this person's next visit. What it has not yet is shown by an example. Nothing is sent.
template-invented = With an invented visit. Nothing is sent.
template-no-visit = This person has no visit that would be told about. Choose another.
template-old-shown = While something has to be mended, it is shown as it was before.
template-faults =
    { $count ->
        [one] { $count } thing has to be mended. Until then it cannot be saved.
       *[other] { $count } things have to be mended. Until then it cannot be saved.
    }
template-is-own = The office's words hold, version { $version }.
template-is-standard = The standard's words hold, version { $version }.
template-back = Back to the standard's words
template-save = Save as a new version
template-save-standard = Save the standard's words
template-saved = Version { $version } is saved. It holds from the next message on.
template-back-said = The standard's words hold again.

versions-title = Earlier versions ({ $count })
versions-number = Version { $number }
versions-standard = Standard { $version }
versions-back = Back to the standard's words.
versions-take = Take these words

way-letters = With all marks
way-plain = Without marks
way-latin = In Latin letters
way-in-force = It is sent so now.
way-edited = You are changing these words.
way-other = Words from “{ $form }”.
sms-parts =
    { $count ->
        [one] { $count } part
       *[other] { $count } parts
    }
sms-units =
    { $count ->
        [one] { $count } character
       *[other] { $count } characters
    }
sms-cost = Costs { $cost }
alphabet-gsm7 = plain alphabet (GSM-7)
alphabet-ucs2 = all letters (UCS-2)

var-when = day and time
var-day = day
var-clock = time
var-old_when = time before
var-offers = offered times
var-answer_by = until when to answer
var-worker = who comes
var-who = who comes, with position
var-minutes = how many minutes it takes
var-away = in how many minutes
var-arrival = when the late worker arrives
var-ready = what to have ready
var-summary = what was decided
var-link = person's page
var-phone = telephone
var-unit = unit
var-municipality = municipality
var-greeting = greeting
var-name = name in the greeting
var-signer = who signs
var-signer_position = signer's position
var-signer_phone = signer's telephone

fault-brace = A brace without its pair. Close it or delete it.
fault-unknown_variable = There is no value { $name }. Choose one from the list below.
fault-not_known = This message does not know “{ $what }”. Delete { $name }.
fault-missing_variable = “{ $what }” is missing, and the person must be told it. Insert { $name }.
fault-telling_variable = “{ $what }” tells of the service, and others may see this. Delete { $name }.
fault-telling_word = The word “{ $word }” tells of a service or a problem, and others may see this. Write it another way.
fault-may_be_empty = If some value were not known, nothing would be said. Leave at least one piece that needs no more than the day, the telephone or the municipality.

problem-too_large = The files are too large.
    .next = Upload them in parts: up to 64 MB at once.
problem-malformed = The server did not understand what was sent.
    .next = Nothing has changed. Reload the page and try again.
problem-template_faults = These words cannot be saved.
    .next = Mend what is underlined.

## The person's page

settings-noun-tablets = Tablets
settings-find-tablets = Settings: how long a tablet may be read without a connection
lease-part = Without a connection to the office
lease-lead = A tablet that was not in contact with the server for so many days shows no data of people and visits any more: this bounds a lost tablet that no order to clear itself reaches. What is not sent stays and will be handed over. It never ends before the end of the next working day.
lease-days = For how many days after its last contact a tablet may be read
lease-days-hint = From 1 to 14, usually 7. It holds from the tablet's next contact on.
settings-noun-page = Person's page
settings-find-page = Settings: workers' photos on the person's page
photo-part = Whether the person's page shows a photo of the worker who comes
photo-no = It does not
photo-no-more = The page has the name and the position alone.
photo-yes = It does, when there is a photo of the worker
photo-yes-more = Only whoever has the link to their own visit sees it.
photo-workers = Workers' photos
photo-lead = Only with the worker's consent. The photo is made smaller, and what a telephone writes beside it (where, when) is taken out.
photo-choose = Upload
photo-change = Change
photo-of = { $name } (photo)
photo-put = The photo is there: { $name }.
photo-dropped = The photo is gone: { $name }.
deed-photo_changed = uploaded a worker's photo
deed-photo_removed = removed a worker's photo
deed-name-photo_changed = Uploaded a photo
deed-name-photo_removed = Removed a photo
problem-photo_large = The photo is too large.
    .next = Nothing has changed. Choose a smaller one.
problem-photo_none = This is no photo that can be uploaded.
    .next = Nothing has changed. Choose a JPEG, PNG or WebP file.
problem-photo_notes = The file holds more than the photo.
    .next = Nothing has changed. Choose another file, or upload it from another browser.

## Backups

backup-kind-log = The log
backup-kind-log-more = All that was written; nobody reads it without the keys.
backup-kind-vault = The keys
backup-kind-vault-more = Keep them apart from the log's: only both together bring everything back.
backup-last = Last backup
backup-never = Not made yet
backup-failed = Failed
backup-kept = Backups kept
backup-kept-of = { $kept } of { $keep }
backup-failure-folder_missing = the folder it goes to is not there
backup-failure-disk_full = the disk is full
backup-failure-not_writable = the folder may not be written to
backup-failure-damaged = what was read is not what was written
backup-failure-key = the key-encryption key does not fit
backup-failure-other = the server's messages say why
backups-by-itself = When they are made
backups-next = The next one will be made { $when }. The oldest is deleted only once the new one was read and is good.
backups-how = The server makes no backups by itself. Whoever runs it switches them on: server.json names a folder for the log and, best on another disk, one for the keys; then the server is started again.
backups-uncovered =
    { $count ->
        [0] Every entry is in a backup.
        [one] { $count } entry is in no backup yet. Tablets keep their own although they sent them.
       *[other] { $count } entries are in no backup yet. Tablets keep their own although they sent them.
    }

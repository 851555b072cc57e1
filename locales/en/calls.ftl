## Calls to make

calls-title = Calls to make
calls-others = Colleagues call
calls-ended = Lately settled
calls-more = { $count ->
    [one] { $count } more call
   *[other] { $count } more calls
}
calls-open = Call
calls-open-name = Call: { $name }
calls-no-number = We have no number
calls-due = By: { $when }
calls-overdue = Late, was due by: { $when }
calls-due-short = by { $time }
calls-overdue-short = late
calls-visit = visit { $when }
calls-by-contact = call: { $name }, { $number }
calls-owner-me = you call
calls-owner-office = the office or you
calls-owner-colleague = { $name } calls
calls-owner-unnamed = the office calls
calls-someone = The office
calls-me = You

calls-why-missedCall = A call went unanswered. Call back.
calls-why-messageFailed = A message did not arrive. Call and tell.
calls-why-messageUnknown = Nobody knows whether the message went. Call and tell.
calls-why-unanswered = The coming visit is not confirmed yet. Call.
calls-why-doubleBooked = Two visits are agreed with you for one time. Call and agree another.
calls-why-answerDoubted = It is not sure that the person answered. Call and ask.
calls-why-notForMe = The number may be wrong. Find out how to reach the person.
calls-why-replyUnclear = Answered in own words. Read them and call.
calls-why-needsWord = The new time needs the person's word. Call.
calls-why-other = Somebody has to call.

calls-done = { $by } settled it { $when }
calls-notNeeded = { $by } noted that it is not needed, { $when }
calls-also = At the same time it was noted otherwise, too.
calls-reopen = A call is still needed
calls-reopened = The call waits again.

calls-take = I will call
calls-taken = Noted: you call.
calls-give-back = Leave it to the office
calls-given-back = Left to the office.
calls-notNeeded-choice = Not needed
calls-agreed = What was agreed
calls-agreed-hint = In short: the office reads it, too.
calls-why-not = Why it is not needed
calls-tried = What was said or left (optional)
calls-stays = The call stays in the list until you reach the person.
calls-again = When to call again
calls-said-done = The call is noted and settled.
calls-said-again = The call is noted. Call again: { $when }.
calls-said-ended = Noted that no call is needed.

calls-direction = Who called
calls-out = I called
calls-in = They called me
calls-missed = I could not answer
calls-more-fields = Somebody else spoke, or another number
calls-name = Who spoke
calls-organisation = Organisation
calls-position = Position
calls-number = Telephone

## Somebody calls who is in no list

stranger-open = A call from somebody new
stranger-title = A call from somebody new
stranger-who = Who calls
stranger-name = Name and surname
stranger-about = Whom it is about
stranger-about-hint = Leave empty when they call about themselves.
stranger-first-name = First name
stranger-surname = Surname
stranger-address = Where they live (optional)
stranger-words = What they ask, what happened
stranger-words-hint = The office reads it and decides what to do.
stranger-act = Note it and hand it to the office
stranger-said = The call is noted. The office sees it when there is signal.
stranger-known = Perhaps you visit this person already. Tap, and the call is noted on that card.

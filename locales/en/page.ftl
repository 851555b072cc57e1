### The client's page: a letter from a polite neighbour. No name, no address, no service.

page-own-name = English
page-languages = Language
page-title = Meeting

page-is-requested = The time is not set yet
page-is-unanswered = We have not had your answer
page-is-declined = You declined this time
page-is-move-asked = We are looking for another time
page-is-overdue = We are sorry to be late
page-is-in-progress = The meeting is under way
page-is-no-access = We came, but did not meet you
page-is-missed = We are sorry that we did not come
page-is-rated = Thank you for telling us

page-more-requested = We will offer you a time soon.
page-more-late-pick = We had hoped to hear from you earlier. If one of these times is still free, you can choose it now.
page-more-none-left = None of these times is left. Please call us and we will agree another.
page-more-unanswered = Please call us and we will agree a time.
page-more-declined = If you would like to meet, please call us.
page-more-move-asked = We will offer another time as soon as we find one. Until then we keep the old one for you.
page-more-move-asked-new = We will offer another time as soon as we find one.
page-more-reschedule-needed = We are sorry. We will offer another one soon.
page-more-arrival = We will be there at about { $time }.
page-more-late = We are sorry. We will be there at about { $time }.
page-more-overdue = We will call you shortly.
page-more-no-access = Please call us and we will agree another time.
page-more-missed = We will call you to agree another time.
page-more-cancelled = If you would like to meet, please call us.

page-about = { $form ->
    [one] about { $minutes } minute
   *[other] about { $minutes } minutes
  }
page-at-home = at your home
page-elsewhere = at the agreed place

page-fits = Yes, it suits me
page-other = Another time, please
page-none-fits = None of these
page-cannot = I cannot meet
page-keep = The old time is fine after all
page-calendar = Add to calendar
page-stranger = This message is not for me
page-undo = Undo my answer
page-back = Back

page-rate-5 = Very good
page-rate-4 = Good
page-rate-3 = So-so
page-rate-2 = Poor
page-rate-1 = Very poor
page-comment = If you like, tell us what was good or what to do better.
page-comment-send = Send

page-said-fits = Thank you, we noted that the time suits you.
page-said-pick = Thank you, we noted the time.
page-said-move = Thank you, we have noted the new time.
page-said-other = We noted that you would like another time.
page-said-cannot = We noted that you cannot meet.
page-said-keep = Thank you, we noted that the old time stays.
page-said-rate = Thank you, we noted it.
page-said-undone = Your answer is undone.
page-said-doubted = We are not sure that the answer was yours: programs sometimes open links. So we noted nothing. We will call you.
page-said-stale = The time has changed meanwhile. Please answer once more.
page-said-taken = Unfortunately somebody else has just taken this time. Please choose from those left.

page-who = { $form ->
    [one] Who comes
   *[other] Who comes
  }
page-photo = { $name } (photo)
page-card = Please ask to see the employee card.
page-ready = Please have ready
page-ready-usual = an identity document and any letters you would like to talk about
page-purpose = What for
page-purpose-usual = to talk about how you are and how we can help
page-questions = Questions

page-wish-title = What time would suit you?
page-wish-times = These times are still free. Press the one that suits you: it is yours at once instead of the old one.
page-wish-none = Does none of them suit you? Write to us.
page-wish = In your own words, for example: “any day after lunch”.
page-wish-send = Ask for another time

page-stranger-title = Did this message reach you by mistake?
page-stranger-more = We are sorry. Press the button: this link will stop working, and we will check the telephone number or e-mail address.
page-stranger-send = Yes, it is not for me
page-stranger-done = Thank you for telling us
page-stranger-done-more = We will check whom we write to. There is nothing else you need to do.

page-gone-title = This link no longer works
page-gone-more = It may be old, or not copied whole. Please call us about the meeting.
page-gone-no-phone = You will find the telephone number in the message you got.
page-busy = Many people are here just now. Please try again in a few minutes, or call.
page-failed-title = The page does not open just now
page-failed-more = We are sorry. Your answer was not noted. Please try again in a few minutes, or call.

page-trap = Leave this field empty: it is for programs, not for people.
page-calendar-summary = Meeting

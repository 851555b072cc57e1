### A visit's states in words, shared by the field app and the console.

state-requested = No time agreed yet
state-offered = Times offered
state-proposed = Time told, answer awaited
state-unanswered = The offer was not answered
state-declined = The offered time was declined
state-moveAsked = Another time is asked for
state-confirmed = Agreed
state-scheduled = Unannounced visit
state-rescheduleNeeded = Needs another time
state-enRoute = On the way
state-late = On the way, late
state-overdue = The agreed time has passed
state-arrived = There
state-inProgress = Talking
state-completed = Done
state-noAccess = Nobody opened
state-interrupted = Stopped short
state-missed = Did not take place
state-cancelled = Cancelled

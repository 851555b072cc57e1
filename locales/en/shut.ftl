# A tablet that was without a connection for too long: it shows no data, but can be written on.

shut-title = For now you can only write
shut-lead = The tablet was without a connection for too long, so it shows nobody's data. What you write here is not lost: it is sent once there is a connection.
shut-lead-reset = The tablet's clock changed while it was switched off, so it shows nobody's data. What you write here is not lost: it is sent once there is a connection.
shut-clock = The tablet's clock says: { $when }. If it is wrong, write the right time in a note.
shut-again = There is a connection again: the tablet can be unlocked.
shut-again-act = Unlock
shut-lock = Lock
shut-visits = Your visits
shut-visits-none = There are no visits of today on the tablet. Describe yours in a note: whom you saw, when you arrived and when you finished.
shut-no-hour = No hour
shut-not-arrived = No arrival written yet
shut-arrived = Arrived { $time }
shut-ended = Finished { $time }
shut-stay = Arrived { $arrived }, finished { $ended }
shut-arrive = I have arrived
shut-finish = I have finished
shut-of = { $act }, visit { $hour }
shut-arrive-said = The arrival is written down.
shut-finish-said = The end of the visit is written down.
shut-note = Note
shut-note-hint = Write the person's name as well if the visit is not in the list. You will not see the note here again: it is shown once you unlock the tablet.
shut-note-visit = Which visit
shut-note-later = I will say later
shut-note-act = Write the note down
shut-note-said = The note is written down.

kept-waits = { $count ->
    [one] { $count } note belongs to no visit yet
   *[other] { $count } notes belong to no visit yet
}
kept-waits-next = You wrote them while the tablet showed no data.
kept-waits-act = Say where
kept-title = Notes that belong to no visit yet
kept-written = Written { $when }
kept-visit = Which visit this note belongs to
kept-choose = Choose a visit
kept-option = { $name }, { $when }
kept-place = Give the note
kept-place-of = Give the note written { $when } to the visit
kept-drop = Delete
kept-drop-of = Delete the note written { $when }
kept-sure = Delete for good
kept-sure-next = The note will be neither on the tablet nor at the office.
kept-back = Keep it
kept-place-said = The note stands at the visit.
kept-drop-said = The note is deleted.
kept-none = Every note belongs to a visit.

# A tablet that was without a connection for too long: it shows no data, but can be written on.

shut-title = For now you can only write
shut-lead = The tablet was without a connection for too long, so it shows no client data. What you write here is not lost, and what is written at a visit is sent once there is a connection.
shut-lead-reset = The tablet's clock changed while it was switched off, so it shows no client data. What you write here is not lost, and what is written at a visit is sent once there is a connection.
shut-clock = The tablet's clock says: { $day } ({ $date }), { $time }. If the date or the time is wrong, write the right time in a note.
shut-again = There is a connection again: the tablet can be unlocked.
shut-again-act = Unlock
shut-lock = Lock
shut-visits = Your visits
shut-visits-day = Your visits: { $day }
shut-visits-none = There are no visits of today on the tablet. Describe yours in a note: whom you saw, when you arrived and when you finished.
shut-visits-begun = Only visits that have begun are shown: the tablet's clock may be wrong.
shut-visits-reset = The tablet does not show the hours of visits, since its clock may be wrong. Describe yours in a note: whom you saw, when you arrived and when you finished.
shut-no-hour = No hour given
shut-nth = { $words } ({ $nth })
shut-visit-at = visit { $hour }
shut-visit-no-hour = visit without an hour
shut-not-arrived = No arrival written yet
shut-arrived = Arrived { $time }
shut-ended = Finished { $time }
shut-stay = Arrived { $arrived }, finished { $ended }
shut-arrive = I have arrived
shut-finish = I have finished
shut-of = { $act }, { $visit }
shut-arrive-said = The arrival is written down.
shut-finish-said = The end of the visit is written down.
shut-note = Note
shut-note-hint = If the visit is not in the list, write the person's name and surname as well. You will not see the note here again: it is shown once you unlock the tablet.
shut-note-visit = Which visit to add it to
shut-note-later = I will choose later
shut-note-stays = The note stays on this tablet only, until you add it to a visit.
shut-note-act = Write the note down
shut-note-said = The note is written down.
shut-kept = { $count ->
    [one] { $count } note waits on the tablet: you add it to a visit once the tablet is unlocked.
   *[other] { $count } notes wait on the tablet: you add them to visits once the tablet is unlocked.
}

kept-waits = { $count ->
    [one] { $count } note belongs to no visit yet.
   *[other] { $count } notes belong to no visit yet.
}
kept-waits-next = { $count ->
    [one] You wrote it while the tablet showed no data.
   *[other] You wrote them while the tablet showed no data.
}
kept-waits-act = Choose the visit
kept-title = Notes that belong to no visit yet
kept-hint = If the visit is not in the list, tap “{ person-unplanned }” on the person's card and then choose that visit here.
kept-written = Written { $when }
kept-visit = Which visit to add this note to
kept-choose = Choose a visit
kept-option = { $name }, { $when }
kept-place = Add to the visit
kept-place-of = Add to the visit: the note written { $when }
kept-drop = Delete
kept-drop-of = Delete the note written { $when }
kept-sure = Delete for good
kept-sure-next = The note will be gone from the tablet, and the office will not get it.
kept-back = Keep it
kept-place-said = The note was added to the visit.
kept-drop-said = The note is deleted.
kept-sealed = { $count ->
    [one] { $count } more note cannot be read yet: connect the tablet to the internet first.
   *[other] { $count } more notes cannot be read yet: connect the tablet to the internet first.
}
kept-none = Every note belongs to a visit.

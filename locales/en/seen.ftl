### What the workers' tablets have seen of the plan, and what not yet.

seen-at = tablet saw plan { $when }
seen-never = no plan seen yet
seen-no-tablet = no tablet
seen-not =
    { $count ->
        [one] { $count } change not seen
       *[other] { $count } changes not seen
    }
# The tablet sees; whether a person looked, nobody knows.
seen-means = Whether anybody looked at it cannot be told from here.
seen-all = The tablet has seen everything that was changed.

unseen-new = A new visit: { $is }.
unseen-moved = Moved: it was { $was }, now { $is }.
unseen-away = The visit ({ $was }) was given to somebody else.
unseen-open = The time of the visit ({ $was }) does not stand any more, and no other is agreed.
unseen-cancelled = The visit ({ $was }) was cancelled.

unseen-call = { $change } The tablet has not seen it yet; please call:
unseen-call-seen = The tablet has seen the change by now. If you want to call all the same:

### Absences and working hours.

place-absence = Absences
absence-none = No absences.
absence-no-workers = There are no workers.
absence-skills = Skills: { $skills }.
absence-span = from { $from } until { $until }
absence-kind = Why
absence-kind-own = Other work
absence-kind-leave = Leave
absence-kind-ill = Ill
absence-kind-training = Training
absence-remove = Remove
absence-removed = Removed.
absence-add = Write an absence down
absence-add-act = Write it down
absence-add-hint = No visits will be offered then. If there are visits already, choose “Cannot come today” or move them on the board.
absence-added = Written down.
absence-who = Worker
absence-from-day = From which day
absence-from-time = From
absence-until-day = Until which day
absence-until-time = Until
absence-reason = Remark (not needed)
absence-back = All absences

absence-hours = Working hours
absence-hours-title = Working hours: { $name }
absence-hours-hint = Write, for instance, 8:00–17:00, 12:00–12:45: work, then the break after a comma. Leave a free day empty.
absence-hours-wrong = Write it so: 8:00–17:00, 12:00–12:45
absence-hours-act = Write it down
absence-hours-said = { $name }: hours written down.
absence-hours-same = Every day { $hours }
absence-hours-office = As the office
absence-skills-label = Skills, with commas between (not needed)
absence-weekday =
    { $weekday ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[other] Sunday
    }
absence-hours-day =
    { $weekday ->
        [0] Mon
        [1] Tue
        [2] Wed
        [3] Thu
        [4] Fri
        [5] Sat
       *[other] Sun
    } { $hours }

absence-ill = Cannot come today
absence-ill-act = Cannot come…
absence-ill-title = Cannot come today: { $name }
absence-pick = Who cannot come today?
absence-pick-more = Choose the worker. Before anything changes you see what becomes of the visits.
absence-today-from = From
absence-today-until = Until
absence-no-visits = There are no visits in that time.
absence-no-visits-more = You can only write down that the worker is away.
absence-group-stays =
    { $count ->
        [one] Stays at the same time: { $count } visit
       *[other] Stay at the same time: { $count } visits
    }
absence-group-word =
    { $count ->
        [one] Needs the person's word: { $count } visit
       *[other] Need the person's word: { $count } visits
    }
absence-group-nobody =
    { $count ->
        [one] Nobody can come: { $count } visit
       *[other] Nobody can come: { $count } visits
    }
absence-asked = The time was only offered; the person has not answered yet.
absence-stays = { $name } comes at the same time.
absence-moves = { $name } could come { $when }. Call and ask.
absence-offers = Times to offer: { $times }. Call and ask.
absence-nobody = Nobody can come in the next days. Call and apologise.
absence-partner = { $name } still comes along.
absence-unannounced = Unannounced: the client is not told.
absence-accept-all =
    { $count ->
        [0] Write the absence down
        [one] Accept all: { $count } visit
       *[other] Accept all: { $count } visits
    }
absence-accept-some =
    { $count ->
        [0] Write the absence down
        [one] Accept those marked: { $count } visit
       *[other] Accept those marked: { $count } visits
    }
absence-accept-more = Where the time stays, the server tells the client. For the others tasks to call appear.
absence-accepted =
    { $count ->
        [0] The absence is written down.
        [one] { $count } visit is taken care of.
       *[other] { $count } visits are taken care of.
    }

absence-why-soonest = the soonest time
absence-why-good_time = a time that suits the person
absence-why-usual = the worker who usually comes
absence-why-knows = knows the person already
absence-why-speaks =
    { $language ->
        [ru] speaks Russian
        [pl] speaks Polish
        [en] speaks English
       *[other] speaks Lithuanian
    }
absence-why-skill = can do what is needed here
absence-why-near_before = { $minutes } min from the visit before
absence-why-near_after = { $minutes } min to the visit after
absence-why-outside_good_time = not at a time that suits
absence-why-bad_time = a time that does not suit
absence-why-other_worker = another worker would come
absence-why-thin = only { $minutes } min would be left to the next visit
absence-why-travel_guessed = the way is a guess

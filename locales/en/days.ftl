### Days in words, shared by the field app and the console.

day-name =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }, { day-month }
day-on =
    on { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }, { day-month }
month-name =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
day-month = { $day } { month-name }
days-of-month = { $day }–{ $to } { month-name }
days-between = { $from } – { $to }
day-letter =
    { $weekday ->
        [1] Mo
        [2] Tu
        [3] We
        [4] Th
        [5] Fr
        [6] Sa
       *[7] Su
    }
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-at = { $day }, { $time }
day-due-time = { $day } by { $time }

### Dienos žodžiais: bendri programėlei ir konsolei.

day-name =
    { $weekday ->
        [1] pirmadienis
        [2] antradienis
        [3] trečiadienis
        [4] ketvirtadienis
        [5] penktadienis
        [6] šeštadienis
       *[7] sekmadienis
    }, { day-month }
day-on =
    { $weekday ->
        [1] pirmadienį
        [2] antradienį
        [3] trečiadienį
        [4] ketvirtadienį
        [5] penktadienį
        [6] šeštadienį
       *[7] sekmadienį
    }, { day-month }
month-name =
    { $month ->
        [1] sausio
        [2] vasario
        [3] kovo
        [4] balandžio
        [5] gegužės
        [6] birželio
        [7] liepos
        [8] rugpjūčio
        [9] rugsėjo
        [10] spalio
        [11] lapkričio
       *[12] gruodžio
    }
day-month = { month-name } { $day } d.
days-of-month = { month-name } { $day }–{ $to } d.
days-between = { $from } – { $to }
day-letter =
    { $weekday ->
        [1] Pr
        [2] An
        [3] Tr
        [4] Kt
        [5] Pn
        [6] Št
       *[7] Sk
    }
day-today = šiandien
day-tomorrow = rytoj
day-yesterday = vakar
day-at = { $day }, { $time }
day-due-time = { $day } iki { $time }

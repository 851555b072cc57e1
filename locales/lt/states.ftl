### Vizito būsenos žodžiais: bendros programėlei ir konsolei.

state-requested = Laikas dar nesutartas
state-offered = Laikai pasiūlyti
state-proposed = Apie laiką pranešta, laukiama atsakymo
state-unanswered = Į pasiūlymą neatsakyta
state-declined = Pasiūlyto laiko atsisakyta
state-moveAsked = Prašo kito laiko
state-confirmed = Sutarta
state-scheduled = Vizitas be įspėjimo
state-rescheduleNeeded = Reikia kito laiko
state-enRoute = Pakeliui
state-late = Pakeliui, vėluojama
state-overdue = Sutartas laikas praėjo
state-arrived = Vietoje
state-inProgress = Vyksta pokalbis
state-completed = Baigta
state-noAccess = Niekas neatidarė
state-interrupted = Nutraukta
state-missed = Neįvyko
state-cancelled = Atšaukta

### Ko laukiama iš skyriaus. Vardas visada sakinio priekyje, vardininku.

place-inbox = Reikia Jūsų
inbox-facts =
    { $count ->
        [0] nieko nelaukia
        [one] laukia { $count } reikalas
        [few] laukia { $count } reikalai
       *[other] laukia { $count } reikalų
    }
inbox-none = Viskas sutvarkyta.
inbox-none-more = Kai ko nors prireiks, pamatysite čia.
inbox-whose = Kieno
inbox-whose-all = Visi
inbox-whose-mine = Mano
inbox-whose-nobody = Niekieno
inbox-visit = Vizitas { $when }, { $who }.
inbox-waits = Laukia { $age }
inbox-age-minutes = { $minutes } min.
inbox-age-hours = { $hours } val.
inbox-age-days = { $days } d.
inbox-owner = Ėmėsi { $name }.
inbox-owner-none = Dar niekas nesiėmė.
inbox-due = Atlikti { $when }.
inbox-take = Imuosi
inbox-taken = Užrašyta: imatės Jūs.
inbox-give-back = Grąžinti skyriui
inbox-given-back = Užrašyta: grąžinta skyriui.
inbox-end = Kuo baigėsi…
inbox-ended = Užrašyta.
inbox-call = Skambinti
inbox-board = Rodyti lentoje
inbox-client = Kortelė
inbox-settled = Užrašyta, kuris galioja.
quoted = „{ $text }“

outcome-what = Kuo baigėsi
outcome-done = Atlikta
outcome-not-needed = Nebereikia
outcome-words = Keliais žodžiais (nebūtina)
outcome-why = Keliais žodžiais
outcome-act = Užrašyti
outcome-missed = Užrašyti, kad neatvykome
outcome-nothing = Užrašyti, kad daugiau nieko nereikia

task-missed_call = Skambutis liko neatsakytas. Perskambinkite.
task-message_failed = Pranešimo išsiųsti nepavyko. Paskambinkite ir pasakykite.
task-message_unknown = Neaišku, ar pranešimas išsiųstas. Paskambinkite ir pasakykite.
task-unanswered = Dar nepatvirtino artėjančio vizito. Paskambinkite.
task-double_booked = Tuo pačiu laiku darbuotojui sutarti du vizitai. Sutarkite kitą laiką.
task-answer_doubted = Neaišku, ar atsakė pats žmogus. Paskambinkite ir paklauskite.
task-not_for_me = Gavęs pranešimą žmogus sako, kad jis ne jam. Patikrinkite telefono numerį ir el. paštą.
task-reply_unclear = Atsakė savais žodžiais. Perskaitykite.
task-not_seen = Darbuotojo planšetė pakeitimo dar nematė. Paskambinkite darbuotojui.
task-needs_word = Naujam laikui reikia žmogaus sutikimo. Paskambinkite.
task-silent = Vizitas jau turėjo baigtis, o žinių nėra. Paskambinkite darbuotojui.
task-other = Reikia Jūsų sprendimo.

stuck-overdue = Po sutarto laiko praėjo pusvalandis, o žinių iš darbuotojo nėra.
stuck-rescheduleNeeded = Sutarto laiko išlaikyti negalime. Reikia kito.
stuck-moveAsked = Prašo kito laiko.
stuck-unanswered = Į siūlytus laikus neatsakė.
stuck-declined = Siūlyto laiko atsisakė.
stuck-noAccess = Niekas neatidarė. Nuspręskite, kas toliau.
stuck-interrupted = Vizitas nutrauktas. Nuspręskite, kas toliau.
stuck-missed = Neatvykome. Atsiprašykite ir sutarkite kitą laiką.

clash-out_of_plan = Vizitas įvyko ne pagal planą: kol darbuotojas buvo be ryšio, planas pasikeitė.
clash-two_plans = Užrašyti du skirtingi laikai.
clash-client_cancelled = Žmogus vizitą atšaukė, o tuo metu buvo keičiamas planas.
clash-office_cancelled = Skyrius vizitą atšaukė, o tuo metu buvo keičiamas planas.
clash-two_covers = Paskirti du skirtingi darbuotojai.
clash-not_let_in = Vienas užrašė, kad neatidarė, kitas – kad įleido.
clash-two_ends = Vizito pabaiga užrašyta dvejopai.
clash-stale_answer = Atsakė dėl laiko, kuris jau pasikeitęs.
clash-field = Tas pats kortelės įrašas pakeistas dvejopai.

side-by = Užrašė { $who }, { $when }.
side-stands = Dabar galioja.
side-keep = Galioja šis
side-nothing = nieko neįrašyta
by-worker = darbuotojas
by-coordinator = koordinatorius
by-client = pats žmogus
by-system = serveris
by-import = skyriaus lentelės

problem-settled_meanwhile = Tai ką tik sutvarkė kitas.
    .next = Nieko daugiau daryti nereikia.

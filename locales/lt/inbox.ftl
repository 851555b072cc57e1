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
inbox-none-such = Tokių reikalų nėra.
inbox-none-such-more = Pakeiskite, kas rodoma: kiti reikalai laukia.
inbox-waiting = Laukia
inbox-settled-lately = Sutvarkyta
inbox-option = { $text } ({ $count })
inbox-whose = Kieno
inbox-whose-all = Visų
inbox-whose-mine = Mano
inbox-whose-nobody = Niekieno
inbox-kind = Kas
inbox-kind-all = Viskas
inbox-kind-task = Užduotys
inbox-kind-conflict = Nesutapimai
inbox-kind-stuck = Sustoję vizitai
inbox-kind-unplanned = Vizitai be laiko
inbox-kind-held = Planšečių įrašai
inbox-kind-remains = Likę po išėjusių
inbox-age = Kiek laukia
inbox-age-all = Bet kada
inbox-age-hour = Ilgiau nei valandą
inbox-age-today = Nuo šiandien
inbox-age-older = Nuo anksčiau
inbox-owner = Ėmėsi { $name }.
inbox-owner-none = Dar niekas nesiėmė.
inbox-due = Atlikti { $when }.
inbox-due-over = Reikėjo atlikti { $when }.
inbox-take = Imuosi
inbox-taken = Užrašyta: imatės Jūs.
inbox-give-back = Grąžinti skyriui
inbox-given-back = Užrašyta: grąžinta skyriui.
inbox-end = Kuo baigėsi…
inbox-ended = Užrašyta.
inbox-ended-missed = Užrašyta, kad neatvykome. Šito atšaukti negalima.
inbox-call = Skambinti
inbox-board = Rodyti lentoje
inbox-client = Kortelė
inbox-settled = Užrašyta, kuris galioja.
inbox-kept-same = Užrašyta: galioja tas pats, kas galiojo.
inbox-left = { $whom }. { $how } { $by }
quoted = „{ $text }“

waits-nameless = Nežinomas žmogus
waits-visit = Vizitas { $when }, { $who }.
waits-now = Atsirado ką tik.
waits-minutes =
    Laukia { $minutes ->
        [one] { $minutes } minutę
        [few] { $minutes } minutes
       *[other] { $minutes } minučių
    }.
waits-hours =
    Laukia { $hours ->
        [one] { $hours } valandą
        [few] { $hours } valandas
       *[other] { $hours } valandų
    }.
waits-yesterday = Laukia nuo vakar.
waits-days =
    Laukia { $days ->
        [one] { $days } dieną
        [few] { $days } dienas
       *[other] { $days } dienų
    }.

held-of = { $worker } planšete atsiuntė { $things }, bet įrašyti negalima.
held-here = Planšete atsiuntė { $things }, bet įrašyti negalima.
held-made = Užrašyta { $when }.
held-made-between = Užrašyta: { $from } – { $to }.
held-why-stream_unknown = Tokio kliento čia nėra: jo registracija dar neatėjo arba nebuvo priimta. Paprašykite darbuotojo palaikyti planšetę prisijungusią ir bandykite dar kartą.
held-why-key_unknown = Čia nėra rakto, kuriuo tai užrakinta. Paprašykite darbuotojo palaikyti planšetę prisijungusią ir bandykite dar kartą.
held-why-revoked = Planšetės teisės tuo metu jau buvo atimtos. Paklauskite darbuotojo, ar tikrai jo, ir perrašykite, ko reikia.
held-why-suspended = Darbuotojo prieiga sustabdyta, nes jis ilgai nesijungė. Kai administratorius ją grąžins, įrašai bus priimti patys.
held-why-forked = Planšetės įrašai eina dviem šakomis: ji nukopijuota arba atkurta iš seno. Atimkite jos teises ir duokite ją iš naujo.
held-why-damaged = Atėjo sugadinta. Paprašykite darbuotojo užrašyti dar kartą.
held-why-not_allowed = Darbuotojas neturi tam teisės arba klientas jam nepriskirtas. Jei turėtų būti, perduokite klientą jam ir bandykite dar kartą.
held-why-wrong_actor = Pasirašyta ne tuo vardu, kurio yra planšetė. Išsiaiškinkite su darbuotoju.
held-why-too_large = Per daug vienam įrašui. Paprašykite darbuotojo užrašyti trumpiau.
held-why-erased = Šio žmogaus duomenys ištrinti, todėl vietos įrašui nebėra.
held-full = Iš šios planšetės nuošalyje jau tiek daug, kad ji nieko daugiau neperduos, kol nenuspręsite. Planšetėje niekas nedingsta.
held-place = Bandyti dar kartą
held-keep = Mačiau, palikti nuošalyje
held-let-go = Nebereikia
held-placed = Įrašyta.
held-still =
    { $left ->
        [one] { $left } įrašo vis dar negalima priimti.
        [few] { $left } įrašų vis dar negalima priimti.
       *[other] { $left } įrašų vis dar negalima priimti.
    }
held-kept = Užrašyta: palikta nuošalyje.
held-gone = Užrašyta: nebereikia. Niekas neištrinta.

thing-client =
    { $count ->
        [one] { $count } naujo kliento registraciją
        [few] { $count } naujų klientų registracijas
       *[other] { $count } naujų klientų registracijų
    }
thing-card =
    { $count ->
        [one] { $count } kortelės pataisą
        [few] { $count } kortelės pataisas
       *[other] { $count } kortelės pataisų
    }
thing-note =
    { $count ->
        [one] { $count } pastabą
        [few] { $count } pastabas
       *[other] { $count } pastabų
    }
thing-promise =
    { $count ->
        [one] { $count } pažado įrašą
        [few] { $count } pažadų įrašus
       *[other] { $count } pažadų įrašų
    }
thing-call =
    { $count ->
        [one] { $count } skambučio įrašą
        [few] { $count } skambučių įrašus
       *[other] { $count } skambučių įrašų
    }
thing-feedback =
    { $count ->
        [one] { $count } žmogaus atsiliepimą
        [few] { $count } žmonių atsiliepimus
       *[other] { $count } žmonių atsiliepimų
    }
thing-fact =
    { $count ->
        [one] { $count } vizito eigos įrašą
        [few] { $count } vizito eigos įrašus
       *[other] { $count } vizito eigos įrašų
    }
thing-plan =
    { $count ->
        [one] { $count } vizito laiko pakeitimą
        [few] { $count } vizito laiko pakeitimus
       *[other] { $count } vizito laiko pakeitimų
    }
thing-task =
    { $count ->
        [one] { $count } užduoties įrašą
        [few] { $count } užduočių įrašus
       *[other] { $count } užduočių įrašų
    }
thing-time =
    { $count ->
        [one] { $count } savo laiko įrašą
        [few] { $count } savo laiko įrašus
       *[other] { $count } savo laiko įrašų
    }
thing-other =
    { $count ->
        [one] { $count } įrašą
        [few] { $count } įrašus
       *[other] { $count } įrašų
    }
thing-shut =
    { $count ->
        [one] { $count } įrašą, kurio atverti nepavyko
        [few] { $count } įrašus, kurių atverti nepavyko
       *[other] { $count } įrašų, kurių atverti nepavyko
    }

settled-none = Šiandien ir vakar nieko tvarkyti nereikėjo.
settled-none-more = Čia matysite, kas, kada ir kaip sutvarkė.
settled-day = { $day } · { $count }
settled-done = Atlikta.
settled-not_needed = Nebereikia.
settled-apart = Vizitai nebesikerta.
settled-chosen = Galioja: { $value }.
settled-led = { $state }: { $place }.
settled-led-nowhere = { $state }.
settled-followed = Suplanuotas kitas vizitas.
settled-followed-at = Suplanuotas kitas vizitas: { $when }.
settled-no_more = Daugiau nieko nereikia.
settled-missed = Užrašyta, kad neatvykome.
settled-kept = Palikta nuošalyje.
settled-let_go = Nebereikia; niekas neištrinta.
settled-placed = Įrašyta.
settled-by = { $who }, { $when }.
settled-itself = Susitvarkė savaime
settled-also = Dar užrašė { $who }, { $when }: { $outcome }
was-stray = Žinutė iš nežinomo numerio.
settled-never = Šito atšaukti negalima.
settled-reopen = Atverti iš naujo
settled-choose = Galioja kitas…
settled-back = Vėl laukia sprendimo.

outcome-what = Kuo baigėsi
outcome-done = Atlikta
outcome-not-needed = Nebereikia
outcome-words = Keliais žodžiais (nebūtina)
outcome-why = Keliais žodžiais
outcome-act = Užrašyti
outcome-missed = Užrašyti, kad neatvykome
outcome-missed-more = Šito atšaukti nebus galima. Jei vizito dar reikia, suplanuokite naują.
outcome-nothing = Užrašyti, kad daugiau nieko nereikia

task-missed_call = Skambutis liko neatsakytas. Perskambinkite.
task-message_failed = Žinia žmogaus nepasiekė. Paskambinkite ir pasakykite.
task-message_unknown = Neaišku, ar pranešimas išsiųstas. Paskambinkite ir pasakykite.
task-unanswered = Dar nepatvirtino artėjančio vizito. Paskambinkite.
task-double_booked = Tuo pačiu laiku darbuotojui sutarti du vizitai. Sutarkite kitą laiką.
task-answer_doubted = Neaišku, ar atsakė pats žmogus. Paskambinkite ir paklauskite.
task-not_for_me = Gavęs pranešimą žmogus sako, kad jis ne jam. Ten nerašysime, kol neįrašysite kito numerio ar el. pašto arba neužrašysite, kad kontaktas tinka.
task-reply_unclear = Atsakė savais žodžiais. Perskaitykite.
task-not_seen = Darbuotojo planšetė pakeitimo dar nematė. Paskambinkite darbuotojui.
task-needs_word = Naujam laikui reikia žmogaus sutikimo. Paskambinkite.
task-silent = Vizitas jau turėjo baigtis, o žinių nėra. Paskambinkite darbuotojui.
task-other = Reikia Jūsų sprendimo.

was-missed_call = Skambutis liko neatsakytas.
was-message_failed = Žinia žmogaus nepasiekė.
was-message_unknown = Buvo neaišku, ar pranešimas išsiųstas.
was-unanswered = Artėjantis vizitas nebuvo patvirtintas.
was-double_booked = Tuo pačiu laiku darbuotojui buvo sutarti du vizitai.
was-answer_doubted = Buvo neaišku, ar atsakė pats žmogus.
was-not_for_me = Gavęs pranešimą žmogus sakė, kad jis ne jam.
was-reply_unclear = Atsakė savais žodžiais.
was-not_seen = Darbuotojo planšetė pakeitimo nebuvo mačiusi.
was-needs_word = Naujam laikui reikėjo žmogaus sutikimo.
was-silent = Vizitas turėjo baigtis, o žinių nebuvo.
was-other = Reikėjo sprendimo.

stuck-requested = Dar nesuplanuota. Raskite laiką.
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

## Darbuotojas išėjo, o klientai ar vizitai liko jam

remains-gone = Čia nebedirba.
remains-clients =
    { $count ->
        [one] Dar atsako už { $count } klientą.
        [few] Dar atsako už { $count } klientus.
       *[other] Dar atsako už { $count } klientų.
    }
remains-visits =
    { $count ->
        [one] Dar paskirtas { $count } vizitas.
        [few] Dar paskirti { $count } vizitai.
       *[other] Dar paskirta { $count } vizitų.
    }
remains-next = Perduokite kitiems.
remains-open = Atverti darbuotoją

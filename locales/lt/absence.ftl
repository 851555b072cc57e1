### Nebuvimai ir darbo laikas. Vardai visada vardininko linksniu.

place-absence = Nebuvimai
absence-none = Nebuvimų nėra.
absence-no-workers = Darbuotojų nėra.
absence-skills = Moka: { $skills }.
absence-span = nuo { $from } iki { $until }
absence-kind = Kodėl
absence-kind-own = Kiti darbai
absence-kind-leave = Atostogos
absence-kind-ill = Serga
absence-kind-training = Mokymai
absence-remove = Panaikinti
absence-removed = Panaikinta.
absence-add = Įrašyti nebuvimą
absence-add-act = Įrašyti
absence-add-hint = Tuo metu vizitai nebus siūlomi. Jei vizitų jau yra, pasirinkite „Šiandien neatvyks“ arba perkelkite juos lentoje.
absence-added = Įrašyta.
absence-who = Darbuotojas
absence-from-day = Nuo kurios dienos
absence-from-time = Nuo
absence-until-day = Iki kurios dienos
absence-until-time = Iki
absence-reason = Pastaba (nebūtina)
absence-back = Visi nebuvimai

absence-hours = Darbo laikas
absence-hours-title = Darbo laikas: { $name }
absence-hours-hint = Rašykite, pavyzdžiui, 8:00–17:00, 12:00–12:45: darbas, po kablelio – pertrauka. Laisvą dieną palikite tuščią.
absence-hours-wrong = Rašykite taip: 8:00–17:00, 12:00–12:45
absence-hours-act = Įrašyti
absence-hours-said = { $name }: darbo laikas įrašytas.
absence-hours-same = Kasdien { $hours }
absence-hours-office = Kaip skyrius
absence-skills-label = Ką moka, per kablelį (nebūtina)
absence-weekday =
    { $weekday ->
        [0] Pirmadienis
        [1] Antradienis
        [2] Trečiadienis
        [3] Ketvirtadienis
        [4] Penktadienis
        [5] Šeštadienis
       *[other] Sekmadienis
    }
absence-hours-day =
    { $weekday ->
        [0] I
        [1] II
        [2] III
        [3] IV
        [4] V
        [5] VI
       *[other] VII
    } { $hours }

absence-ill = Šiandien neatvyks
absence-ill-act = Neatvyks…
absence-ill-title = Šiandien neatvyks: { $name }
absence-pick = Kas šiandien neatvyks?
absence-pick-more = Pasirinkite darbuotoją. Prieš ką nors keisdami pamatysite, kas bus su jo vizitais.
absence-today-from = Nuo
absence-today-until = Iki
absence-no-visits = Šiuo metu vizitų nėra.
absence-no-visits-more = Galite tik įrašyti, kad darbuotojo nebus.
absence-group-stays =
    { $count ->
        [one] Lieka tuo pačiu laiku: { $count } vizitas
        [few] Lieka tuo pačiu laiku: { $count } vizitai
       *[other] Lieka tuo pačiu laiku: { $count } vizitų
    }
absence-group-word =
    { $count ->
        [one] Reikia žmogaus sutikimo: { $count } vizitas
        [few] Reikia žmogaus sutikimo: { $count } vizitai
       *[other] Reikia žmogaus sutikimo: { $count } vizitų
    }
absence-group-nobody =
    { $count ->
        [one] Nėra kam vykti: { $count } vizitas
        [few] Nėra kam vykti: { $count } vizitai
       *[other] Nėra kam vykti: { $count } vizitų
    }
absence-asked = Laikas buvo tik pasiūlytas, žmogus dar neatsakė.
absence-stays = Vyks { $name } tuo pačiu laiku.
absence-moves = Galėtų vykti { $name }, { $when }. Paskambinkite ir paklauskite.
absence-offers = Siūlomi laikai: { $times }. Paskambinkite ir paklauskite.
absence-nobody = Artimiausiomis dienomis niekas negali. Paskambinkite ir atsiprašykite.
absence-partner = Kartu lieka { $name }.
absence-unannounced = Be įspėjimo: klientui nepranešama.
absence-accept-all =
    { $count ->
        [0] Įrašyti, kad nebus
        [one] Priimti viską: { $count } vizitas
        [few] Priimti viską: { $count } vizitai
       *[other] Priimti viską: { $count } vizitų
    }
absence-accept-some =
    { $count ->
        [0] Įrašyti, kad nebus
        [one] Priimti pažymėtus: { $count } vizitas
        [few] Priimti pažymėtus: { $count } vizitai
       *[other] Priimti pažymėtus: { $count } vizitų
    }
absence-accept-more = Kam laikas nesikeičia, praneša serveris. Dėl kitų atsiras skambučių užduotys.
absence-accepted =
    { $count ->
        [0] Įrašyta, kad darbuotojo nebus.
        [one] Sutvarkytas { $count } vizitas.
        [few] Sutvarkyti { $count } vizitai.
       *[other] Sutvarkyta { $count } vizitų.
    }

absence-why-soonest = anksčiausias laikas
absence-why-good_time = žmogui patogus metas
absence-why-usual = paprastai vyksta būtent šis darbuotojas
absence-why-knows = žmogų jau pažįsta
absence-why-speaks =
    { $language ->
        [ru] kalba rusiškai
        [pl] kalba lenkiškai
        [en] kalba angliškai
       *[other] kalba lietuviškai
    }
absence-why-skill = moka, ko čia reikia
absence-why-near_before = nuo ankstesnio vizito { $minutes } min. kelio
absence-why-near_after = iki kito vizito { $minutes } min. kelio
absence-why-outside_good_time = ne tuo metu, kuris žmogui patogus
absence-why-bad_time = žmogui nepatogus metas
absence-why-other_worker = vyktų ne tas pats darbuotojas
absence-why-thin = iki kito vizito liktų tik { $minutes } min.
absence-why-travel_guessed = kelias apytikslis

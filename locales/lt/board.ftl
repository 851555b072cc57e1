### Lenta: kas pas ką ir kada vyksta. Kreipiamės „Jūs“, sakiniai trumpi, laikas rašomas 10:45.
### Vardai visada vardininko linksniu.

board-timeline = Vizitai laiko juostoje
board-today = Šiandien
board-before = Ankstesnis
board-after = Kitas
board-day = Diena
board-week = Savaitė
board-print = Spausdinti
board-facts =
    { $visits ->
        [one] { $visits } vizitas
        [few] { $visits } vizitai
        [many] { $visits } vizito
       *[other] { $visits } vizitų
    } · sutarta { $agreed } · reikia dėmesio { $hand }
board-nameless = Klientas
board-travel = { $minutes } min. kelio
board-nobody = Tokių darbuotojų nėra
board-nobody-more = Pakeiskite, kas rodoma, arba pridėkite darbuotoją.
board-proposed = Siūloma: { $when }, { $worker }. „Enter“ – žiūrėti, kas pasikeistų; „Esc“ – palikti, kaip yra.

filter-unit = Skyrius
filter-unit-all = Visi skyriai
filter-worker = Darbuotojas
filter-worker-all = Visi darbuotojai
filter-state = Būsena
filter-state-all = Visos būsenos
filter-state-unagreed = Dar nesutarta
filter-state-agreed = Sutarta
filter-state-going = Vyksta dabar
filter-state-over = Baigta
filter-state-unannounced = Be įspėjimo
filter-hand = Reikia dėmesio

off-own = Užimta
off-leave = Atostogauja
off-ill = Serga
off-training = Mokymai

told-none = Dar nepranešta
told-sent = Pranešta, ar gavo – dar nežinoma
told-delivered = Pranešta, žinutė gauta
told-failed = Pranešti nepavyko
told-unknown = Ar pranešta, nežinoma

hand-title = Reikia dėmesio
hand-none = Kol kas visi vizitai vyksta pagal planą.
hand-look = Žiūrėti
hand-settle = Spręsti
hand-more =
    { $count ->
        [one] Ir dar { $count } reikalas – pasirodys, kai sutvarkysite šiuos.
        [few] Ir dar { $count } reikalai – pasirodys, kai sutvarkysite šiuos.
        [many] Ir dar { $count } reikalo – pasirodys, kai sutvarkysite šiuos.
       *[other] Ir dar { $count } reikalų – pasirodys, kai sutvarkysite šiuos.
    }

visit-state = Būsena
visit-place = Kas ir kada
visit-minutes = { $minutes } min.
visit-address = Adresas
visit-agreed = Sutarta
visit-agreed-how =
    { $channel ->
        [phone] telefonu, { $when }
        [sms] žinute, { $when }
        [email] el. paštu, { $when }
        [letter] laišku, { $when }
        [inPerson] susitikus, { $when }
        [page] kliento puslapyje, { $when }
       *[other] { $when }
    }
visit-not-agreed = klientas dar nesutiko
visit-unannounced = be įspėjimo – klientui nepranešama
visit-told = Pranešimas
visit-travel = Kelias iki čia
visit-two = Dviese
visit-two-why = reikia dviejų darbuotojų
visit-client = Kliento kortelė
visit-phone = Skambinti
planned-nowhere = dar nesuplanuota

move-act = Perkelti…
plan-act = Suplanuoti…
move-title = Perkelti: { $name }
plan-title = Suplanuoti: { $name }
move-from = Dabar:
move-day = Diena
move-time = Laikas
move-time-wrong = Laiką rašykite taip: 10:45.
move-worker = Darbuotojas
move-second = Antras darbuotojas
move-nobody = dar nėra
move-nothing = Pakeiskite dieną, laiką arba darbuotoją – čia matysite, kas dėl to keisis.
move-impossible = Šio vizito perkelti nebegalima.
move-breaks = Tai kliudytų:
move-breaks-nothing = Niekam nekliudo.
move-tells = Sužinos
move-how = Kaip perkelti
move-channel = Kaip klientas sutiko
move-cause = Kodėl keičiama
move-act-agreed = Perkelti, klientas sutiko
move-act-offer = Pasiūlyti klientui
move-act-cover = Skirti kitą darbuotoją
move-act-schedule = Perkelti

how-agreed = Klientas sutiko
how-agreed-more = Laikas sutartas iš karto. Klientas gaus patvirtinimą.
how-offer = Pasiūlyti klientui
how-offer-more = Laikas laikomas, kol klientas atsakys.
how-cover = Tuo pačiu laiku ateis kitas darbuotojas
how-cover-more = Susitarimas lieka. Klientui pranešama, kas ateis.
how-schedule = Vizitas be įspėjimo
how-schedule-more = Klientui nepranešama.

channel =
    { $channel ->
        [phone] Telefonu
        [sms] Žinute
        [email] El. paštu
        [letter] Laišku
       *[inPerson] Susitikus
    }
cause-client = Klientas paprašė
cause-ill = Darbuotojas serga
cause-overrun = Užtruko ankstesnis vizitas
cause-traffic = Kelias
cause-emergency = Skubi pagalba kitam
cause-system = Planavimo klaida

broken-overlap = { $worker } tuo metu jau turi kitą vizitą: { $name }, { $time }.
broken-overlap-then = Jei tas laikas jau pažadėtas, šis vizitas iškart lauks kito laiko ir skambučio.
broken-travel = { $worker } nespėtų nuvykti: { $name }, { $time }, trūksta { $minutes } min.
broken-travel-day = { $worker } nespėtų: kelias per ilgas, trūksta { $minutes } min.
broken-off =
    { $kind ->
        [hours] { $worker } tuo metu nedirba.
        [rest] { $worker } tuo metu pietauja.
        [leave] { $worker } atostogauja.
        [ill] { $worker } serga.
        [training] { $worker } mokymuose.
       *[own] { $worker } tuo metu užimtas.
    }{ $span ->
        [known] {" "}({ $from }–{ $to })
       *[none] {""}
    }
broken-past = Šis laikas jau praėjo.
broken-workers =
    { $needed ->
        [one] Vizitui reikia { $needed } darbuotojo.
       *[other] Vizitui reikia { $needed } darbuotojų.
    }
broken-skill = { $worker } neturi reikiamo įgūdžio: { $skill }.
broken-language = { $worker } nekalba kliento kalba.
broken-times =
    { $bad ->
        [yes] Šis laikas klientui netinka.
       *[no] Klientui patogu kitu metu.
    }

tells-client =
    { $channel ->
        [sms] { $name } – žinute
        [email] { $name } – el. paštu
        [letter] { $name } – laišku
        [page] { $name } – kliento puslapyje
       *[other] { $name } – turės paskambinti žmogus
    }
tells-worker = { $name } – planšetėje
tells-word = (reikia kliento sutikimo)
tells-nobody = Niekam pranešti nereikia.

move-undone = Grąžinta: { $name }. Jei klientui jau buvo pranešta, jam bus pranešta iš naujo.
moved-agreed = Sutarta: { $name }, { $when }.
moved-offer = Pasiūlyta: { $name }, { $when }.
moved-cover = Ateis kitas darbuotojas: { $name }, { $when }.
moved-schedule = Perkelta: { $name }, { $when }.

cancel-visit = Atšaukti vizitą
cancel-title = Atšaukti vizitą: { $name }
cancel-lead = Klientui bus pranešta iš karto. Vizitas liks istorijoje.
cancel-lead-unannounced = Klientui nepranešama. Vizitas liks istorijoje.
cancel-why = Kodėl
cancelled-said = Vizitas atšauktas: { $name }.

paper-none = Vizitų nėra.

problem-cannot_move = Šio vizito perkelti nebegalima.
    .next = Jis jau prasidėjo arba baigėsi. Jei reikia, suplanuokite naują.

### Vizitas: lauko programėlės žodžiai. Kreipiamės „Jūs“, sakiniai trumpi, laikas rašomas 10:45.
### Vardai visada vardininko linksniu; kreipinį su šauksmininku parengia įrenginys.

## Bendri

close = Uždaryti
cancel = Atšaukti
again = Bandyti dar kartą
undo = Grąžinti
undone = Grąžinta.
yes = Taip
no = Ne
quoted = „{ $text }“
next = Kitas:

place-today = Šiandien
place-people = Žmonės
place-promises = Pažadai
places = Programėlės vietos
tool-show = Rodyti klientui
tool-lock = Užrakinti

minutes = { $minutes } min.
minutes-about = apie { $minutes } min.

## Dienos ir laikas formose

form-day = Diena
form-time = Laikas
form-from = Nuo
form-to = Iki

## Ryšio eilutė ir rami vieta

sync-saved = Viskas išsaugota čia.
sync-waiting =
    { $count ->
        [one] { $count } pakeitimas laukia ryšio
        [few] { $count } pakeitimai laukia ryšio
        [many] { $count } pakeitimo laukia ryšio
       *[other] { $count } pakeitimų laukia ryšio
    }
sync-attention =
    { $count ->
        [one] { $count } įrašo serveris nepriėmė
        [few] { $count } įrašų serveris nepriėmė
        [many] { $count } įrašo serveris nepriėmė
       *[other] { $count } įrašų serveris nepriėmė
    }
sync-running = siunčiama ir gaunama
sync-offline = ryšio nėra
sync-seen = planas gautas { $when }
sync-never = planas dar negautas

sync-title = Kas išsaugota
sync-calm = Viskas, ką užrašėte, išsaugota šiame įrenginyje ir užšifruota.
sync-calm-more = Atsiradus ryšiui, pakeitimai iškeliaus patys – Jums nieko daryti nereikia.
sync-here = Šiame įrenginyje
sync-here-all = viskas pasiekė serverį
sync-here-waiting =
    { $count ->
        [one] { $count } pakeitimas laukia ryšio
        [few] { $count } pakeitimai laukia ryšio
        [many] { $count } pakeitimo laukia ryšio
       *[other] { $count } pakeitimų laukia ryšio
    }
sync-there = Pasiekė serverį
sync-there-last =
    { $count ->
        [one] { $count } pakeitimas, paskutinis { $when }
        [few] { $count } pakeitimai, paskutinis { $when }
        [many] { $count } pakeitimo, paskutinis { $when }
       *[other] { $count } pakeitimų, paskutinis { $when }
    }
sync-there-none = dar nieko
sync-plan = Planas gautas
sync-plan-never = Dar negautas
sync-tried = Paskutinį kartą bandyta
sync-tried-never = Dar nebandyta
sync-loading =
    { $count ->
        [one] Dar kraunama { $count } žmogaus istorija.
        [few] Dar kraunamos { $count } žmonių istorijos.
        [many] Dar kraunama { $count } žmogaus istorija.
       *[other] Dar kraunama { $count } žmonių istorija.
    }
sync-kept =
    { $count ->
        [one] { $count } įrašas jau skyriuje. Planšetė jį dar saugo, kol skyrius pasidarys atsarginę kopiją.
        [few] { $count } įrašai jau skyriuje. Planšetė juos dar saugo, kol skyrius pasidarys atsarginę kopiją.
       *[other] { $count } įrašų jau skyriuje. Planšetė juos dar saugo, kol skyrius pasidarys atsarginę kopiją.
    }
sync-items = Dar nepasiekė serverio
sync-now = Siųsti ir gauti dabar
sync-running-now = Siunčiama ir gaunama…
sync-version = Vizitas { $version }

saved-stamp = Kelio ir vizito laikas
saved-answer = Atmintinės atsakymas
saved-note = Užrašai
saved-promise = Pažadas
saved-feedback = Skundas ar noras
saved-call = Skambutis
saved-plan = Sutartas laikas
saved-person = Žmogaus duomenys
saved-block = Užimtas laikas
saved-correction = Pataisymas
saved-settlement = Suderintas skirtumas
saved-other = Kitas įrašas

fate-waiting = Laukia ryšio.
fate-parked = Serveris gavo; įrašys, kai atkeliaus susiję duomenys.
fate-refused = Serveris nepriėmė. Įrašas lieka čia, jį matys ir koordinatorius.

setting-title = Kaip rodoma
setting-language = Kalba
setting-theme = Šviesa
setting-theme-auto = Kaip įrenginyje
setting-theme-day = Diena
setting-theme-night = Naktis
setting-text = Teksto dydis
setting-text-size = { $percent } %

## Naujas įrenginys

enrol-title = Vizitas
enrol-lead-code = Įveskite iš skyriaus gautą kodą
enrol-lead-pin =
    { $by ->
        [passphrase] Sugalvokite slaptažodį
       *[pin] Sugalvokite PIN kodą
    }
enrol-lead-again =
    { $by ->
        [passphrase] Pakartokite slaptažodį
       *[pin] Pakartokite PIN kodą
    }
enrol-lead-wait = Jungiamasi prie skyriaus
enrol-code = Kodas
enrol-code-hint = Ar raidės didžiosios, ar mažosios, nesvarbu; tarpų ir brūkšnelių galima nerašyti.
enrol-on = Toliau
enrol-back = Taisyti kodą
enrol-to-lock = Grįžti prie užrakto
enrol-pin-hint = Šeši skaitmenys ar daugiau, iki dvylikos. Juo atrakinsite programėlę.
enrol-again = PIN kodas dar kartą
enrol-differ =
    { $by ->
        [passphrase] Slaptažodžiai nesutapo. Sugalvokite ir įveskite dar kartą.
       *[pin] PIN kodai nesutapo. Sugalvokite ir įveskite dar kartą.
    }
enrol-phrase-why = Šis įrenginys neturi raktų saugyklos, kuri saugotų PIN kodą nuo spėliojimo. Todėl reikia ilgesnio slaptažodžio: bent 12 ženklų. Geriausia – keli žodžiai, kuriuos lengva prisiminti Jums ir sunku atspėti kitam.
enrol-wait = Tai užtrunka kelias sekundes.
approval-title = Planšetė laukia patvirtinimo
approval-lead = Paskambinkite į skyrių ir perskaitykite šiuos skaičius
approval-next = Skyriuje mato tuos pačius skaičius. Kai planšetę patvirtins, darbo diena atsivers čia pati.
approval-why = Kol nepatvirtinta, žmonių ir vizitų planšetė negauna, kad jų duomenys nepatektų į svetimas rankas.
approval-asks = Planšetė klausia pati, spausti nieko nereikia.
approval-offline = Ryšio nėra. Kai atsiras, planšetė paklaus pati.
approval-refused-title = Skyrius šios planšetės nepatvirtino
approval-refused-lead = Jei planšetė Jūsų, paskambinkite į skyrių ir paprašykite naujo kodo
approval-refused-why = Taip nutinka, kai skaičiai nesutampa. Žmonių duomenų šioje planšetėje nėra.
approval-again = Įvesti naują kodą

first-title = Gaunami Jūsų žmonės ir planas
first-lead = Pirmiausia – šiandienos vizitai
first-done = Gauta { $done } iš { $all }
first-rest =
    { $all ->
        [one] Šiandienos vizitai jau čia. Kita dar gaunama: { $done } iš { $all } žmogaus.
       *[other] Šiandienos vizitai jau čia. Kita dar gaunama: { $done } iš { $all } žmonių.
    }
first-hint = Galite padėti įrenginį: jei ryšys nutrūks, bus tęsiama nuo tos pačios vietos.

## Užraktas

lock-title = Užrakinta
lock-left = { $left ->
    [one] Liko { $left } bandymas.
    [few] Liko { $left } bandymai.
   *[other] Liko { $left } bandymų.
 }
lock-last =
    { $by ->
        [passphrase] Liko paskutinis bandymas. Jei ir jis nepavyks, šis slaptažodis nebegalios.
       *[pin] Liko paskutinis bandymas. Jei ir jis nepavyks, šis PIN kodas nebegalios.
    }
lock-wait = Bandyti vėl galėsite po { $time }.
lock-gone-title =
    { $by ->
        [passphrase] Slaptažodis nebegalioja
       *[pin] PIN kodas nebegalioja
    }
lock-gone-lead = Jis dešimt kartų įvestas neteisingai.
lock-gone-sends = Jūsų įrašai saugūs: planšetė juos išsiunčia ir užrakinta. Kai viskas bus išsiųsta, čia galėsite pradėti iš naujo. Paskambinkite į skyrių, kad paruoštų naują kodą.
lock-gone-sent = Viskas, ką užbaigėte, jau skyriuje, o nebaigti užrašai lieka čia – matysite juos, kai pradėsite iš naujo. Paskambinkite į skyrių ir paprašykite naujo kodo.
lock-gone-again = Įvesti naują kodą
lock-gone-ways = { $by ->
    [passphrase] Atrakinti be slaptažodžio
   *[pin] Atrakinti be PIN kodo
 }
lock-forgot = { $by ->
    [passphrase] Pamiršau slaptažodį
   *[pin] Pamiršau PIN kodą
 }

# Kiek laiko planšetėje rodomi duomenys be ryšio su skyriumi
lease-soon = Planšetei reikia ryšio: žmonių ir vizitų duomenys bus rodomi iki { $when }.
lease-soon-next = Įjunkite internetą – užtenka kelių minučių. Kas neišsiųsta, nedings.
lease-shut = Planšetė per ilgai buvo be ryšio, todėl duomenų neberodo.
lease-reset = Planšetės laikrodis pasikeitė, kol ji buvo išjungta, todėl duomenų ji neberodo.
lease-shut-next = Niekas nedingo. Įjunkite internetą ir palieskite „Jungtis dabar“, o jei ryšio nėra, paskambinkite į skyrių: perskaitys atrakinimo kodą. Užrašyti galite ir dabar – { $by ->
    [passphrase] įveskite slaptažodį
   *[pin] įveskite PIN kodą
}.
lease-connect = Jungtis dabar

# Planšetė pamesta: skyrius nurodė ją išvalyti
cleared-title = Ši planšetė išvalyta
cleared-lead = Išvalyta skyriaus nurodymu { $when }.
cleared-gone = Ji buvo pažymėta kaip pamesta, todėl žmonių ir vizitų duomenų čia nebėra, o senasis PIN kodas ar slaptažodis nieko neatveria.
cleared-sends = Kas čia buvo užrašyta ir dar neišsiųsta, nedingo: planšetė tai išsiunčia pati, kai tik turi ryšį. Perskaityti to čia nebegalima.
cleared-tells = Kai planšetė turės ryšį, praneš skyriui, kad išvalyta.
cleared-sent = Viskas, kas buvo užrašyta, jau skyriuje.
cleared-unsure = Įrašų failas planšetėje buvo pažeistas, todėl ji negali pasakyti, ar skyrių pasiekė viskas. Jei planšetė Jūsų, patikrinkite, ar skyriuje nieko netrūksta.
cleared-next = Jei radote šią planšetę, grąžinkite ją į socialinių paslaugų skyrių. Jei ji Jūsų, paskambinkite į skyrių ir paprašykite naujo kodo.

# Atrakinti be PIN kodo: kodu iš skyriaus arba dviejų skyriaus žmonių raktu
ways-title = { $by ->
    [passphrase] Atrakinti be slaptažodžio
   *[pin] Atrakinti be PIN kodo
 }
ways-lead = Viskas, kas planšetėje, liks: ir neišsiųsti įrašai, ir nebaigti užrašai.
ways-code = Atrakinimo kodas
ways-code-ready = Paskambinkite koordinatoriui – jis padiktuos kodą. Ryšio planšetei nereikia.
ways-code-none = Šiai planšetei kodo dar nėra: jį planšetė pasirengia, kai būna atrakinta ir turi ryšį. Prašykite skyriaus.
ways-code-expired = Kodas paseno: planšetė per ilgai neturėjo ryšio. Jei planšetės laikrodis skuba, pataisykite datą. Jei ne – prašykite skyriaus.
ways-code-gone = Dešimt kartų įvestas neteisingas kodas, todėl jis nebegalioja. Prašykite skyriaus.
ways-code-act = Turiu kodą
ways-office = Atkurti per skyrių
ways-office-hint = Kai kodo nėra arba jis netinka. Planšetei reikia ryšio, o skyriuje – dviejų žmonių, kurie saugo atkūrimo raktą.
ways-office-act = Prašyti skyriaus
ways-office-look = Žiūrėti, ar skyrius atsakė
ways-other = Kitas būdas
ways-back = { $by ->
    [passphrase] Grįžti prie slaptažodžio
   *[pin] Grįžti prie PIN kodo
 }

unlock-code-lead = Įrašykite kodą, kurį padiktavo koordinatorius.
unlock-code-pin = { $by ->
    [passphrase] Dabar sugalvokite naują slaptažodį.
   *[pin] Dabar sugalvokite naują PIN kodą.
 }
unlock-code = Kodas
unlock-code-hint = 26 raidės ir skaitmenys; tarpai nesvarbu. Arba nuskaitykite paveikslėlį planšetės kamera ir įklijuokite, ką ji perskaitė.
unlock-code-last = Liko paskutinis bandymas. Jei ir jis nepavyks, kodas nebegalios, o planšetę galės atkurti tik skyrius.

asking-none = { $by ->
    [passphrase] Du skyriaus žmonės atidarys planšetę savo raktu, o Jūs pasirinksite naują slaptažodį.
   *[pin] Du skyriaus žmonės atidarys planšetę savo raktu, o Jūs pasirinksite naują PIN kodą.
 }
asking-waiting = Skyrius dar neatsakė.
asking-answered = { $by ->
    [passphrase] Skyrius grąžino planšetės raktus. Sugalvokite naują slaptažodį.
   *[pin] Skyrius grąžino planšetės raktus. Sugalvokite naują PIN kodą.
 }
asking-over = Šis prašymas nebegalioja: per laiką niekas neatsakė. Prašykite iš naujo.
asking-nothing = Skyrius neturi kuo atidaryti šios planšetės: kai ji paskutinį kartą buvo atrakinta ir turėjo ryšį, atkūrimo rakto dar nebuvo.
asking-step-call = Paspauskite mygtuką ir paskambinkite į skyrių.
asking-step-digits = Perskaitykite aštuonis skaitmenis, kuriuos parodys planšetė.
asking-step-pin = { $by ->
    [passphrase] Kai skyrius atsakys, pasirinkite naują slaptažodį.
   *[pin] Kai skyrius atsakys, pasirinkite naują PIN kodą.
 }
asking-act = Prašyti skyriaus
asking-again = Prašyti iš naujo
asking-read = Paskambinkite į skyrių ir perskaitykite šiuos skaitmenis. Niekam kitam jų nesakykite.
asking-unproved = Planšetė neturi savo saugyklos arba jos neteko ir negali pati įrodyti, kuri ji yra. Nuvežkite ją į skyrių: jos atidaryti per atstumą negalima.
asking-until = Skyrius gali atsakyti iki: { $until }. Planšetė klausia pati.
asking-offline = Skyrius prašymo dar negavo: nėra ryšio. Planšetė klausia pati.
asking-look = Tikrinti dabar
pin-change =
    { $by ->
        [passphrase] Keisti slaptažodį
       *[pin] Keisti PIN kodą
    }
pin-change-said =
    { $by ->
        [passphrase] Slaptažodis pakeistas.
       *[pin] PIN kodas pakeistas.
    }
pin-old =
    { $by ->
        [passphrase] Dabartinis slaptažodis
       *[pin] Dabartinis PIN kodas
    }
pin-new =
    { $by ->
        [passphrase] Naujas slaptažodis
       *[pin] Naujas PIN kodas
    }
pin-new-hint =
    { $by ->
        [passphrase] Bent 12 ženklų. Geriausia – keli žodžiai, kuriuos lengva prisiminti Jums ir sunku atspėti kitam.
       *[pin] Šeši skaitmenys ar daugiau, iki dvylikos. Gimimo diena ir skaičiai iš eilės netinka: juos lengva atspėti.
    }
pin-again =
    { $by ->
        [passphrase] Naujas slaptažodis dar kartą
       *[pin] Naujas PIN kodas dar kartą
    }
pin-differ =
    { $by ->
        [passphrase] Naujieji slaptažodžiai nesutampa.
       *[pin] Naujieji PIN kodai nesutampa.
    }
lock-hint =
    { $by ->
        [passphrase] Įveskite slaptažodį
       *[pin] Įveskite PIN kodą
    }
lock-open = Atrakinti
lock-other = Kitas darbuotojas
choose-title = Užrakinta
choose-lead = Kas dirbs su šia planšete?
choose-add = Pridėti kitą darbuotoją
profile-number = Darbuotojas { $number }
profile-waits = Po neteisingų bandymų reikia palaukti.
profile-gone = Nebeatrakinama: buvo dešimt neteisingų bandymų.
profile-cleared = Išvalyta skyriaus nurodymu.
profile-damaged = Planšetė nebeperskaito šio darbuotojo įrašų. Kreipkitės į administratorių.
profile-waiting =
    { $count ->
        [one] Dar neišsiųstas { $count } įrašas.
        [few] Dar neišsiųsti { $count } įrašai.
       *[other] Dar neišsiųsta { $count } įrašų.
    }
lock-opening = Atrakinama…
pin = PIN kodas
phrase = Slaptažodis
phrase-again = Slaptažodis dar kartą
phrase-show = Rodyti slaptažodį
phrase-hide = Slėpti slaptažodį
phrase-length =
    { $length ->
        [one] Įvestas { $length } ženklas; reikia bent { $least }.
        [few] Įvesti { $length } ženklai; reikia bent { $least }.
        [many] Įvesta { $length } ženklo; reikia bent { $least }.
       *[other] Įvesta { $length } ženklų; reikia bent { $least }.
    }
pin-erase = Ištrinti paskutinį skaitmenį
pin-count =
    { $typed ->
        [one] Įvestas { $typed } skaitmuo
        [few] Įvesti { $typed } skaitmenys
        [many] Įvesta { $typed } skaitmens
       *[other] Įvesta { $typed } skaitmenų
    }

## Šiandien

today-title = Šiandien · { $day }
today-visits = Dienos vizitai
today-aside = Pažadai ir laukiantys laiko
today-empty = Šią dieną vizitų nėra.
today-empty-next = Galite sutarti vizitą su laukiančiu žmogumi arba pasilikti laiko kitiems darbams.
today-empty-people = Rasti žmogų
next-setOut = Išvykstu
next-arrive = Atvykau
next-resume = Tęsti vizitą
next-agree = Sutarti laiką
travel =
    { $minutes } min. { $mode ->
        [foot] pėsčiomis
       *[car] automobiliu
    }
travel-set-out = išvykite { $time }
travel-estimated = kelias apytikslis
travel-short = Pritrūks { $minutes } min. – perspėkite, kad vėluosite.
gap = Laisva { $from }–{ $to }
gap-near = Netoliese laiko laukia { $name }, { $minutes } min. kelio.
gap-offer = Pasiūlyti laiką
blocked = Užimta { $from }–{ $to }
blocked-free = Atlaisvinti
row-promised = Žadėjote: { $promise }.
row-companion = Vykstate dviese: { $name }.
row-companion-none = Reikia dviejų darbuotojų, antras dar nepaskirtas.
out-of-plan = Atlikta ne pagal planą: kol buvote be ryšio, planas pasikeitė.
promises-none-due = Artimiausiu metu pažadų nėra.
waiting-title = Laukia laiko
waiting-minutes = Vizitas apie { $minutes } min.

ended-completed = baigta { $time }
ended-noAccess = neatidarė { $time }
ended-interrupted = nutraukta { $time }
ended-missed = neįvyko
ended-cancelled = atšaukta
ended-completed-long = Baigta { $time }
ended-noAccess-long = Niekas neatidarė { $time }
ended-interrupted-long = Nutraukta { $time }
ended-missed-long = Vizitas neįvyko
ended-cancelled-long = Vizitas atšauktas

agreed-client =
    { $channel ->
        [phone] Sutarta telefonu { $day }.
        [inPerson] Sutarta susitikus { $day }.
        [sms] Patvirtino žinute { $day }.
        [email] Patvirtino el. paštu { $day }.
        [letter] Patvirtino laišku { $day }.
       *[unknown] Sutarta anksčiau, skyriuje.
    }
agreed-contact =
    { $channel ->
        [phone] Sutiko { $contact }, telefonu, { $day }.
        [inPerson] Sutiko { $contact }, susitikus, { $day }.
        [sms] Sutiko { $contact }, žinute, { $day }.
        [email] Sutiko { $contact }, el. paštu, { $day }.
        [letter] Sutiko { $contact }, laišku, { $day }.
       *[unknown] Sutiko { $contact }.
    }
agreed-office = Skyrius dar patvirtins.
told-confirmed =
    { $by ->
        [sms] ✓ Patvirtino SMS žinute.
        [email] ✓ Patvirtino el. paštu.
        [phone] ✓ Patvirtino telefonu.
        [page] ✓ Patvirtino savo puslapyje.
       *[other] ✓ Patvirtino.
    }
told-arrived =
    { $by ->
        [sms] ✓ Pranešta SMS žinute, ji gauta.
        [email] ✓ Pranešta el. paštu, laiškas gautas.
       *[other] ✓ Pranešta.
    }
told-sent =
    { $by ->
        [sms] Pranešta SMS žinute.
        [email] Pranešta el. paštu.
       *[other] Pranešta.
    }
told-failed = Žinutė nepasiekė, skyrius paskambins.
told-unknown = Neaišku, ar žinutė išėjo, skyrius paskambins.
planned-none = laikas dar nesutartas

## Savaitė

week-days = Savaitės dienos
week-open = Visa savaitė
week-before = Ankstesnė
week-this = Ši savaitė
week-after = Vėlesnė
week-free =
    { $hours ->
        [0] laisva { $minutes } min.
       *[other] laisva { $hours } val. { $minutes } min.
    }
week-holiday = Šventinė diena
week-promises =
    { $count ->
        [one] { $count } pažadas
        [few] { $count } pažadai
        [many] { $count } pažado
       *[other] { $count } pažadų
    }
week-none = Vizitų nėra

block-title = Užimti laiką
block-hint = Šiuo metu vizitai nebus siūlomi.
block-act = Užimti
block-order = Pabaiga turi būti vėlesnė už pradžią.
block-reason = Kam
block-reason-hint = Nebūtina. Žmonių vardų čia nerašykite.
block-said = Laikas užimtas.

## Vizitas

steps = Vizito žingsniai
step-before = Prieš
step-door = Prie durų
step-during = Pokalbis
step-close = Pabaiga
step-done = Atlikta
step-return = Grįžti: { $step }
visit-arrived = Atvykote { $time }
visit-set-out = Išvykote { $time }
visit-expected = atvyksite apie { $time }
visit-agreed = sutarta { $time }
visit-planned = suplanuota { $time }
visit-unannounced = Vizitas be įspėjimo: klientui nepranešta ir neskambinama.
visit-set-out-by = Kad suspėtumėte, išvykite { $time }.
visit-update-needed = Šį vizitą pakeitė naujesnė programėlė. Užrašai ir laikai saugomi kaip visada, o planą galėsite keisti atnaujinę programėlę.

before-promised = Žadėjote
before-promised-none = Neįvykdytų pažadų nėra.
before-last = Paskutinis vizitas: { $when }.
before-first = Tai pirmas vizitas.
before-ready = Ar pasirengta
door-home = Namuose gali būti { $name } ({ $relation }).
checklist = Atmintinė
answer-yes = Taip
answer-not-now = Dar ne
answer-why = Kodėl? (nebūtina)
notes = Užrašai
notes-none = Užrašų nėra.
note-more = Papildyti
note-keep = Įrašyti
draft-hint = Išsaugoma savaime ir užšifruojama šiame įrenginyje.
draft-saving = Saugoma…
draft-saved = Išsaugota { $time }, užšifruota šiame įrenginyje
during-no-promises = Pažadų dar nėra.

close-discussed = Ką aptarėme ir nusprendėme
close-discussed-hint = Pavyzdžiui: pagalbą namuose du kartus per savaitę, rytais
close-next = Kitas susitikimas
close-aloud = Perskaitykite garsiai
close-read-discussed = Šiandien aptarėme ir nusprendėme: { $text }
close-read-empty = Šiandien aptarėme ir nusprendėme: … (įrašykite keliais žodžiais)
close-read-promises = Aš pažadu:
close-read-next = Kitą kartą susitiksime { $when }.
close-read-next-open = Dėl kito susitikimo laiko dar pasitarsime.
close-read-no-next = Dėl kito susitikimo kol kas nesitarėme.
close-read-thanks = Ar viską supratau teisingai? Ar ko nors nepamiršome? Ačiū Jums už pokalbį.
close-agree = Sutarti kitą vizitą
close-agree-other = Sutarti dar vieną vizitą

done-completed = Vizitas baigtas
done-noAccess = Niekas neatidarė
done-interrupted = Vizitas nutrauktas
done-missed = Vizitas neįvyko
done-cancelled = Vizitas atšauktas
done-arrived = Atvykote { $time }
done-arrived-off =
    { $how ->
        [exact] Atvykote { $time }, tiksliai sutartu laiku
        [early] Atvykote { $time }, { $minutes } min. anksčiau
       *[late] Atvykote { $time }, { $minutes } min. vėliau
    }
done-started = Pokalbis pradėtas { $time }
done-standard =
    { $count ->
        [one] Atmintinė { $version }: { $count } atsakymas
        [few] Atmintinė { $version }: { $count } atsakymai
        [many] Atmintinė { $version }: { $count } atsakymo
       *[other] Atmintinė { $version }: { $count } atsakymų
    }
done-file = Įrašyti atmintinę į failą
done-file-hint = Kitoms programoms (FHIR). Failas nešifruojamas: perdavę jį ištrinkite.
done-file-saved = Įrašyta aplanke „{ $folder }“: { $name }. Failas nešifruotas: perdavę jį ištrinkite.
done-held =
    { $count ->
        [one] Kol kalbėjotės, pranešimų nerodėme. Laukia { $count } klausimas.
        [few] Kol kalbėjotės, pranešimų nerodėme. Laukia { $count } klausimai.
        [many] Kol kalbėjotės, pranešimų nerodėme. Laukia { $count } klausimo.
       *[other] Kol kalbėjotės, pranešimų nerodėme. Laukia { $count } klausimų.
    }
done-next = Kitas vizitas
done-no-next = Nesutartas.
done-promised = Šiandien pažadėjote

act-setOut = Išvykstu
act-turnBack = Grįžtu atgal
act-late = Vėluosiu
act-later = Vėluosiu dar ilgiau
act-arrive = Atvykau
act-nobody = Niekas neatidaro
act-refused = Neįleido
act-start = Pradėti pokalbį
act-interrupt = Nutraukti
act-summarise = Apibendrinti ir baigti
act-back-to-talk = Grįžti į pokalbį
act-finish = Baigti vizitą
act-to-day = Į dienos planą
did-setOut = Užrašyta: išvykote.
did-late = Užrašyta: vėluosite.
did-turnBack = Užrašyta: grįžtate.
did-arrive = Užrašyta: atvykote.
did-start = Užrašyta: pokalbis prasidėjo.
did-finish = Vizitas baigtas ir išsaugotas.
did-noAccess = Užrašyta: niekas neatidarė.
did-interrupt = Užrašyta: vizitas nutrauktas.
undo-setOut = Neišvykau
undo-late = Nevėluosiu
undo-later = Tiek nevėluosiu
undo-turnedBack = Negrįžtu
undo-arrived = Dar neatvykau
undo-noAccess = Vis dėlto atidarė
undo-started = Dar nepradėjome
undo-interrupted = Vis dėlto tęsiame
undo-finished = Dar nebaigėme

nobody-title = Niekas neatidaro
nobody-recorded = Niekas neatidarė { $time }
nobody-opened = Atidarė
nobody-card = Palikite kortelę
nobody-card-hint = Ant jos – Jūsų vardas ir telefonas. Vizito priežasties nerašykite.
nobody-card-yes = Kortelę palikau
nobody-card-no = Kortelės nepalikau
nobody-card-left =
    { $left ->
        [yes] Kortelė palikta.
       *[no] Kortelė nepalikta.
    }
nobody-call = Paskambinkite
nobody-next = Kitas vizitas
nobody-next-hint = Jei prisiskambinote, laiką sutarkite dabar. Jei ne – paprašykite skyriaus.
nobody-next-unannounced = Vizitas buvo be įspėjimo: neskambinkite ir laiko netarkite. Kada vykti vėl, spręs skyrius.
request-open = Prašyti skyriaus
request-said = Užrašyta: skyrius sutars kitą laiką.

late-title = Vėluosiu
late-minutes = Po kiek laiko atvyksite
late-hint = Paskambinkite ir perspėkite: { $phone }. Be ryšio skyrius apie tai dar nežino.
late-hint-no-phone = Laikas bus užrašytas; skyrius jį matys, kai bus ryšys.
late-act = Užrašyti

interrupt-title = Vizitas nutraukiamas
interrupt-why = Kodėl
interrupt-asked = Paprašė baigti
interrupt-refused = Neįleido
interrupt-unsafe = Nesaugu
interrupt-other = Kita priežastis
interrupt-more = Plačiau (nebūtina)
interrupt-unsafe-hint = Pirmiausia pasirūpinkite savimi: išeikite ir paskambinkite koordinatoriui. Užrašyti galėsite vėliau.
interrupt-act = Nutraukti vizitą

## Laiko sutarimas

agree-open = Sutarti laiką
agree-move = Keisti laiką
agree-title = Sutarti laiką
agree-move-title = Keisti sutartą laiką
agree-when = Kada
agree-no-slots = Tinkamo laiko plane neradome. Pasirinkite patys.
agree-other-time = Kitas laikas
agree-cause = Kodėl keičiasi
agree-who = Kas sutiko
agree-client = Klientas
agree-how = Kaip sutarėte
agree-office = Išsaugoma iš karto. Kai bus ryšys, skyrius patvirtins.
agree-act = Sutarta
agree-alone-open = Parinkti laiką
agree-alone-title = Keisti vizito laiką
agree-alone-hint = Vizitas be įspėjimo: klientui apie laiką nepranešama.
agree-alone-act = Perkelti
agree-alone-choose = Parinkti
agree-alone-said = Vizito laikas išsaugotas čia.
agree-said = Užrašyta. Skyrius patvirtins, kai bus ryšys.
slot = { $day }, { $time }–{ $until }
slot-soonest = anksčiausias laikas
slot-goodTime = žmogui patogus metas
slot-near = būsite netoliese, { $minutes } min. kelio
slot-fillsGap = užpildo tarpą dienoje
slot-extraTravel = papildomai { $minutes } min. kelio
slot-tight = iki kito vizito lieka tik { $minutes } min. atsargos
slot-outsideGoodTime = žmogui ne pats patogiausias metas
cause-client = Prašo žmogus
cause-overrun = Užtruko ankstesnis vizitas
cause-traffic = Užtruko kelionė
cause-ill = Susirgau
cause-emergency = Skubus atvejis
cause-service = Kita mūsų priežastis
channel-phone = Telefonu
channel-inPerson = Susitikus
channel-sms = Žinute
channel-email = El. paštu
channel-letter = Laišku

## Žmonės

search = Ieškoti
search-hint = Vardas, gatvė arba telefonas. Tinka ir be lietuviškų raidžių.
search-found =
    { $count ->
        [one] Rastas { $count } žmogus
        [few] Rasti { $count } žmonės
        [many] Rasta { $count } žmogaus
       *[other] Rasta { $count } žmonių
    }
search-next = Vizitas { $when }
search-no-next = Vizitas nesutartas
search-none = Tarp Jūsų žmonių tokio nėra.
search-none-next = Pabandykite tik pavardės pradžią arba gatvę. Jei žmogų sutikote dabar, galite jį pridėti.

person-age =
    { $age ->
        [one] { $age } metai
        [few] { $age } metai
        [many] { $age } metų
       *[other] { $age } metų
    }
person-needs = Turėkite omenyje
person-interpreter = Reikia vertėjo: { $what }
person-risk = Atsargiai.
person-risk-by = Įrašė { $name }. Galioja iki { $day } imtinai.
person-risk-until = Galioja iki { $day } imtinai.
person-two = Vykti dviese: { $why }
person-address = Adresas
person-coarse = Adresas netikslus, kelias skaičiuojamas apytiksliai.
person-access = Kaip įeiti
person-no-access-note = Neužrašyta
person-map = Žemėlapis
person-phone = Telefonas
person-no-phone = Telefono nėra
person-phone-wrong = Šis numeris neteisingas – paklauskite naujo.
person-call = Skambinti
person-call-number = Skambinti { $number }: { $name }
person-channel =
    { $channel ->
        [phone] Pranešti geriausia telefonu
        [sms] Pranešti geriausia žinute
        [email] Pranešti geriausia el. paštu
        [letter] Pranešti geriausia laišku
        [inPerson] Pranešti geriausia susitikus
       *[unknown] Kaip geriausia pranešti, nežinoma
    }
person-never-text = Žinučių į šiuos namus nesiųsti.
person-language = Kalba
person-times = Patogus laikas
person-no-times = Nežinoma
person-email = El. paštas
person-no-email = Nėra
person-contacts = Namiškiai ir artimieji
person-no-contacts = Neužrašyta.
contact-same-home = gyvena kartu
contact-may = Apie klientą kalbėtis galima
contact-may-not = Apie klientą kalbėtis negalima
contact-add = Pridėti artimąjį
contact-title = Namiškis ar artimasis: { $name }
contact-name = Vardas ir pavardė
contact-relation = Ryšys su klientu
contact-relation-hint = Pavyzdžiui: dukra, kaimynas, globėja.
contact-home = Ar gyvena kartu
contact-told = Ar su šiuo žmogumi galima kalbėtis apie klientą
contact-said = Pridėta ir išsaugota čia.
person-loading = Istorija dar kraunama. Kas jau gauta, rodoma žemiau.
person-no-promises = Neįvykdytų pažadų nėra.
person-visits = Vizitai
person-no-visits = Vizitų dar nebuvo.
person-calls = Skambučiai
person-unplanned = Vizitas dabar
person-agree = Sutarti vizitą

mend-phone = Taisyti telefoną
mend-phone-of = Taisyti telefoną: { $name }
mend-address = Taisyti adresą
mend-times = Taisyti patogų laiką
mend-access = Taisyti, kaip įeiti
mend-email = Taisyti el. paštą
mend-greeting = Taisyti kreipinį
mend-field-phone = Telefonas
mend-field-email = El. paštas
mend-field-address = Adresas
mend-field-access = Kaip įeiti
mend-field-times = Patogus laikas
mend-field-greeting = Pasisveikinimas
mend-hint-phone = Pavyzdžiui, 0 612 34567 arba +370 612 34567. Jei numerio nėra, palikite tuščią.
mend-hint-email = Jei pašto nebėra, palikite tuščią.
mend-hint-address = Gatvė, namas ir butas, pašto kodas, miestas: Pulko g. 15-8, 62134 Alytus
mend-hint-access = Laiptinės kodas, aukštas, ar yra šuo.
mend-hint-times = Pavyzdžiui: rytais, ne trečiadienį.
mend-hint-greeting = Taip, kaip pasakytumėte prie durų: „Laba diena, gerbiamas Jonai Miškini“.
mend-act = Įrašyti
mend-said = Pataisyta ir išsaugota.

client-add = Pridėti žmogų
client-title = Naujas žmogus
client-first-name = Vardas
client-surname = Pavardė
client-surname-hint = Jei nepasakė, palikite tuščią.
client-similar = Gal tai jau pažįstamas žmogus?
client-address = Adresas
client-phone = Telefonas
client-note = Kodėl pridedate
client-note-hint = Nebūtina. Pavyzdžiui: gyvena kaimynystėje, prašo pagalbos.
client-act = Pridėti
client-said = Žmogus pridėtas ir išsaugotas čia.
language-lt = lietuviškai
language-ru = rusiškai
language-pl = lenkiškai
language-en = angliškai
language-uk = ukrainietiškai

feedback-open = Skundas ar noras
feedback-for = Skundas, noras ar padėka: { $name }
feedback-title = Skundai, norai, padėkos
feedback-kind = Kas tai
feedback-complaint = Skundas
feedback-wish = Noras
feedback-praise = Padėka
feedback-words = Kas pasakyta (kuo artimiau žmogaus žodžiams)
feedback-answer = Ar laukia atsakymo
feedback-answer-yes = Taip, laukia
feedback-answer-no = Ne, nelaukia
feedback-hint = Padėkokite ir pasakykite, kad bus užregistruota.
feedback-act = Užregistruoti
feedback-said = Užregistruota ir išsaugota.

call-open = Užrašyti skambutį
call-title = Skambutis: { $name }
call-script = Ką sakyti
call-script-part = Koks pokalbis
call-how = Kaip pavyko
call-reached = Pasikalbėjome
call-noAnswer = Neatsiliepė
call-leftMessage = Palikta žinutė
call-wrongNumber = Numeris neteisingas
call-words = Kas pasakyta (nebūtina)
call-act = Įrašyti
call-said = Skambutis užrašytas.

## Pažadai

promises-overdue = Vėluojantys pažadai
promises-today = Šiandienos pažadai
promises-later = Vėlesni pažadai
promises-kept = Neseniai įvykdyti pažadai
promises-empty = Pažadų nėra.
promises-empty-next = Pažadą galite užrašyti per vizitą arba žmogaus kortelėje.
promise-overdue = Vėluoja
promise-kept = Įvykdyta
promise-moved = nukelta
promise-owner = pažadėjo { $owner }
promise-keep = Įvykdyta
promise-move = Nukelti
promise-reopen = Dar neįvykdyta
promise-kept-said = Pažadas įvykdytas.
promise-add = Pažadėti
promise-title = Pažadas: { $name }
promise-what = Ką pažadate
promise-hint = Žadėkite tik tai, ką padarysite pats ar pati.
promise-start-call = Paskambinsiu
promise-start-bring = Atnešiu
promise-start-find = Sužinosiu ir pranešiu
promise-start-arrange = Sutvarkysiu
promise-by = Iki kada
promise-no-time = Iki dienos pabaigos
promise-act = Pažadu
promise-move-title = Nukelti pažadą
promise-move-hint = Pirmiausia pasakykite žmogui, kodėl ir iki kada nukeliate.
promise-move-act = Pasakyta, nukelti

## Skirtumai

conflict-look = Pažiūrėti
conflict-mark = Reikia Jūsų žodžio
conflict-time =
    { $by ->
        [client] Kol buvote be ryšio, klientas paprašė kito laiko: { $value }.
        [worker] Kol buvote be ryšio, kolegos šį vizitą perkėlė: { $value }.
        [system] Tuo pačiu metu sutarti du vizitai. Siūloma: { $value }.
       *[coordinator] Kol buvote be ryšio, skyriuje šis vizitas perkeltas: { $value }.
    }
conflict-visit =
    { $by ->
        [client] Kol buvote be ryšio, klientas vizitą pakeitė: { $value }.
       *[coordinator] Kol buvote be ryšio, skyriuje vizitas pažymėtas: { $value }.
    }
conflict-worker = Kol buvote be ryšio, skyriuje vizitas paskirtas kitaip: { $value }.
conflict-outcome = Vizito pabaiga užrašyta dvejopai. Kitur parašyta: { $value }.
conflict-phone =
    { $by ->
        [client] Telefonas užrašytas dvejopai. Klientas nurodė: { $value }.
        [worker] Telefonas užrašytas dvejopai. Kolegos įrašė: { $value }.
       *[coordinator] Telefonas užrašytas dvejopai. Skyriuje įrašyta: { $value }.
    }
conflict-address =
    { $by ->
        [client] Adresas užrašytas dvejopai. Klientas nurodė: { $value }.
        [worker] Adresas užrašytas dvejopai. Kolegos įrašė: { $value }.
       *[coordinator] Adresas užrašytas dvejopai. Skyriuje įrašyta: { $value }.
    }
conflict-name = Vardas užrašytas dvejopai. Kitur įrašyta: { $value }.
conflict-person = Žmogaus duomenys užrašyti dvejopai. Kitur įrašyta: { $value }.
conflict-state =
    { $state ->
        [completed] vizitas baigtas
        [noAccess] niekas neatidarė
        [interrupted] vizitas nutrauktas
        [missed] vizitas neįvyko
        [cancelled] vizitas atšauktas
        [confirmed] vizitas sutartas
       *[other] vizitas vyksta
    }
conflict-state-at =
    { $state ->
        [completed] vizitas baigtas { $time }
        [noAccess] niekas neatidarė { $time }
        [interrupted] vizitas nutrauktas { $time }
        [missed] vizitas neįvyko { $time }
        [cancelled] vizitas atšauktas { $time }
        [confirmed] vizitas sutartas { $time }
       *[other] vizitas vyksta nuo { $time }
    }
conflict-which = Kas galioja?
conflict-by =
    { $by ->
        [me] Jūs
        [worker] kolegos
        [client] klientas
        [import] skyriaus sąrašas
        [system] sistema
       *[coordinator] skyrius
    }
conflict-by-name =
    { $by ->
        [worker] { $name }, kolegos
        [coordinator] { $name }, skyrius
       *[me] { $name }
    }
conflict-agreed = klientas sutiko
conflict-stands = dabar galioja
conflict-hint = Nieko neprarasite: kitas įrašas lieka istorijoje. Jei abejojate, pirmiausia paskambinkite žmogui.
conflict-office = Tai suderins skyrius. Jums nieko daryti nereikia.
conflict-said = Suderinta.

## Kliento ekranas

client-hello = Laba diena
client-who = Aš esu { $worker }, { $position }
client-purpose = Apie ką kalbamės
client-promises = Ką Jums pažadėjome
client-no-promises = Neįvykdytų pažadų nėra.
client-next = Kitas susitikimas
client-no-next = Dar nesutartas.
client-questions = Klausimams
client-back = Grįžti

## Kas nepavyko: kas nutiko, kad niekas neprarasta, ką daryti toliau

error-pin_wrong =
    { $by ->
        [passphrase] Slaptažodis neteisingas.
       *[pin] PIN kodas neteisingas.
    }
    .next = Įveskite dar kartą. Jūsų įrašai saugūs.
error-pin_wait = Per daug neteisingų bandymų.
    .next = Prieš bandant dar kartą, reikia palaukti. Jūsų įrašai saugūs.
error-pin_gone =
    { $by ->
        [passphrase] Slaptažodis nebegalioja.
       *[pin] PIN kodas nebegalioja.
    }
    .next = Jis dešimt kartų įvestas neteisingai. Jūsų įrašai saugūs.
error-pin_weak = Šį PIN kodą lengva atspėti.
    .next = Sugalvokite kitą, šešių ar daugiau skaitmenų.
error-phrase_weak = Šį slaptažodį lengva atspėti.
    .next = Sugalvokite kitą: bent 12 ženklų, be vardų ir įstaigos pavadinimo, ne vien dažnus žodžius ar ženklus iš eilės.
error-code_mistyped = Kode įsivėlė klaida.
    .next = Palyginkite su iš skyriaus gautu kodu ir pataisykite.
error-code_spent = Šis kodas jau panaudotas arba nebegalioja.
    .next = Paprašykite skyriaus naujo kodo.
error-unlock_code_wrong = Kodas neteisingas.
    .next = Pasitikrinkite su koordinatoriumi po vieną grupę. Planšetėje nieko nepakeista.
error-unlock_code_wait = Per daug neteisingų kodų.
    .next = Palaukite, kiek rodoma, ir bandykite vėl.
error-unlock_code_gone = Šios planšetės kodu atrakinti nebegalima.
    .next = Grįžkite ir prašykite skyriaus: Jūsų įrašai saugūs.
error-lease_over = Planšetė per ilgai buvo be ryšio, todėl duomenų neberodo.
    .next = PIN kodas ar slaptažodis teisingas ir niekas nedingo. Įjunkite internetą ir palieskite „Jungtis dabar“ arba paskambinkite į skyrių dėl atrakinimo kodo.
error-unlock_code_expired = Kodas paseno.
    .next = Grįžkite ir prašykite skyriaus: Jūsų įrašai saugūs. Jei planšetės laikrodis skuba, pirmiau pataisykite datą.
error-unlock_code_other = Šis kodas – kitos planšetės.
    .next = Paprašykite koordinatoriaus kodo būtent šiai planšetei. Bandymas nesuskaičiuotas.
error-server_unreachable = Nepavyko pasiekti serverio.
    .next = Viskas išsaugota čia. Kai bus ryšys, bandysime patys.
error-server_not_trusted = Atsiliepė ne tas serveris, kurio laukėme.
    .next = Nieko neišsiuntėme. Praneškite administratoriui.
error-not_approved = Skyrius šios planšetės dar nepatvirtino arba sustabdė Jūsų prieigą.
    .next = Viskas išsaugota čia. Paskambinkite į skyrių; kai patvirtins, išsiųsime patys.
error-locked = Programėlė užrakinta.
    .next = Viskas išsaugota. Atrakinkite ją.
error-not_yours = Šis žmogus paskirtas kitam darbuotojui.
    .next = Ką jau užrašėte, išsaugota ir bus perduota. Jei tai klaida, paskambinkite koordinatoriui.
error-not_found = Šio įrašo čia nėra.
    .next = Grįžkite į dienos planą. Niekas neprarasta.
error-state_moved = Vizitas jau kitame žingsnyje.
    .next = Rodome, kaip yra dabar. Niekas neprarasta.
error-time_taken = Šis laikas jau užimtas.
    .next = Pasirinkite kitą. Visa kita liko kaip buvę.
error-leaving = Tą dieną Jūs čia jau nebedirbate.
    .next = Pasirinkite ankstesnę dieną arba pasakykite koordinatoriui, kad vizitui reikia kito darbuotojo.
error-invalid =
    { $field ->
        [phone] Tai nepanašu į telefono numerį.
        [address] Adreso nesupratome.
        [day] Ši diena netinka.
        [time] Šis laikas netinka.
       *[other] Kažko trūksta arba parašyta neaiškiai.
    }
    .next = Pataisykite ir bandykite dar kartą. Ką įrašėte, liko čia.
error-update_needed = Reikia atnaujinti programėlę.
    .next = Užrašai ir laikai saugomi kaip visada, planą galėsite keisti atnaujinę.
error-storage_full = Įrenginyje nebėra vietos.
    .next = Kas išsaugota anksčiau, yra saugu. Atlaisvinkite vietos ir bandykite dar kartą.
error-storage_failed = Nepavyko išsaugoti.
    .next = Kas išsaugota anksčiau, yra saugu. Bandykite dar kartą; jei nepavyks, užsirašykite ant popieriaus ir paskambinkite administratoriui.
error-key_store_missing = Įrenginys nepasiekia savo raktų saugyklos.
    .next = Jūsų įrašai saugūs. Paleiskite įrenginį iš naujo arba kreipkitės į administratorių.
error-no_handler = Šiame įrenginyje nėra tam tinkamos programos.
    .next = Numerį ir adresą matote ekrane – paskambinkite ar susiraskite kitu įrenginiu.
error-unexpected = Nutiko tai, ko nenumatėme.
    .next = Kas išsaugota, yra saugu. Bandykite dar kartą; jei kartojasi, praneškite administratoriui.

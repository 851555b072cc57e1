### Įstaigos vieta konsolėje: darbuotojai, planšetės, prisijungiantys žmonės.

place-office = Įstaiga

## Darbuotojai

tab-workers = Darbuotojai
worker-facts =
    { $count ->
        [one] { $count } darbuotojas
        [few] { $count } darbuotojai
       *[other] { $count } darbuotojų
    }
worker-search = Ieškoti pagal vardą, kodą arba ką moka
worker-unit-all = Visi padaliniai
worker-none = Darbuotojų nerasta
worker-none-next = Pakeiskite paiešką arba pridėkite naują darbuotoją.
worker-name = Darbuotojas
worker-knows = Moka
worker-hours = Darbo laikas
worker-clients = Klientai
worker-tablet = Planšetė
worker-tablets =
    { $count ->
        [0] Nėra
        [one] { $count } planšetė
        [few] { $count } planšetės
       *[other] { $count } planšečių
    }
worker-no-tablet = Planšetės neturi

worker-new = Naujas darbuotojas
worker-new-act = Pridėti
worker-given = Vardas
worker-surname = Pavardė
worker-code = Kodas
worker-code-hint = Taip darbuotoją vadina Jūsų lentelės, pavyzdžiui, D07. Vėliau nekeičiamas.
worker-position = Pareigos
worker-unit = Padalinys
worker-phone = Telefonas
worker-email = El. paštas
worker-languages = Kalbos
worker-skills = Įgūdžiai
worker-skills-hint = Per kablelį, pavyzdžiui: psichologas, slauga. Pagal juos parenkama, kas gali atlikti vizitą.
worker-mend-title = Taisyti: { $name }

worker-back = Visi darbuotojai
worker-next = Planšetės ir klientų nėra. Kad darbuotojas galėtų dirbti, duokite planšetę ir perduokite klientus.
worker-profile = Apie darbuotoją
worker-clients-count =
    { $count ->
        [0] Klientų šiuo metu nėra.
        [one] Atsako už { $count } klientą.
        [few] Atsako už { $count } klientus.
       *[other] Atsako už { $count } klientų.
    }
worker-console = Ši konsolė
worker-signs-in = Prie konsolės prisijungti gali.
worker-signs-not = Prie konsolės neprisijungia; dirba tik planšete.

worker-left = Darbo pabaiga
worker-left-lead = Kai darbuotojas išeina iš darbo, čia įrašysite paskutinę dieną arba iš karto užversite visą prieigą.
worker-leave = Išeina iš darbo
worker-leave-title = Išeina iš darbo: { $name }?
worker-leave-when = Kada
worker-leave-on-day = Žinoma paskutinė diena
worker-leave-now = Nebedirba jau dabar
worker-leave-day = Paskutinė darbo diena
worker-leave-hand = Iki tos dienos perduokite juos kitiems.
worker-leave-till = Iki tos dienos vakaro dirba kaip visada.
worker-leave-tablets =
    { $count ->
        [0] Planšetės neturi.
        [one] Planšetė bus iš karto atjungta. Jei joje liko neišsiųstų įrašų, jie lauks žmogaus sprendimo.
       *[other] Planšetės ({ $count }) bus iš karto atjungtos. Jei jose liko neišsiųstų įrašų, jie lauks žmogaus sprendimo.
    }
worker-leave-tablets-then =
    { $count ->
        [0] Planšetės neturi.
        [one] Po jos planšetė bus atjungta pati. Jei joje liks neišsiųstų įrašų, jie lauks žmogaus sprendimo.
       *[other] Po jos planšetės ({ $count }) bus atjungtos pačios. Jei jose liks neišsiųstų įrašų, jie lauks žmogaus sprendimo.
    }
worker-leave-console = Prie konsolės nebeprisijungs.
worker-leave-console-then = Po jos prie konsolės nebeprisijungs.
worker-leave-stays = Visi užrašai lieka su tuo pačiu vardu.
worker-leave-plan = Planuojant ir perduodant klientus nebebus siūlomas.
worker-leave-plan-then = Vizitams po tos dienos nebebus siūlomas jau dabar.
worker-leave-act = Užverti prieigą
worker-leave-act-day = Įrašyti dieną
worker-leave-other = Kita diena
worker-leaves-said = { $name }: paskutinė darbo diena – { $day }.
worker-leaves-signs-in = { $name }: paskutinė darbo diena – { $day }. Prie konsolės prisijungti galės ir vėliau, kol prieigą užvers administratorius.

worker-since = Nebedirba nuo
worker-till = Dirba iki { $day }
worker-rests = Prieiga sustabdyta
worker-gone-title = Nebedirbantys
worker-gone = Nebedirba nuo { $day }.
worker-last-day = Paskutinė darbo diena – { $day }.
worker-remains-clients =
    { $count ->
        [one] Dar atsako už { $count } klientą.
        [few] Dar atsako už { $count } klientus.
       *[other] Dar atsako už { $count } klientų.
    }
worker-remains-visits =
    { $count ->
        [one] Dar paskirtas { $count } vizitas.
        [few] Dar paskirti { $count } vizitai.
       *[other] Dar paskirta { $count } vizitų.
    }
worker-remains-after =
    { $count ->
        [one] Po tos dienos paskirtas { $count } vizitas.
        [few] Po tos dienos paskirti { $count } vizitai.
       *[other] Po tos dienos paskirta { $count } vizitų.
    }
worker-remains-next = Perduokite kitiems.
worker-remains-before = Iki tol perduokite kitiems.
worker-remains-board = Rodyti lentoje
worker-back-lead = Jei darbuotojas vėl dirba, įrašykite čia. Planšetę duosite iš naujo, o prie konsolės įleis administratorius.
worker-back-act = Grįžo į darbą
worker-back-said = { $name }: grįžo į darbą.
worker-stays-lead = Jei darbuotojas vis dėlto neišeina arba išeina kitą dieną, pakeiskite čia.
worker-stays-act = Lieka dirbti
worker-stays-said = { $name }: lieka dirbti.
worker-left-said =
    { $tablets ->
        [0] { $name }: prieiga užverta.
        [one] { $name }: prieiga užverta, { $tablets } planšetė atjungta.
        [few] { $name }: prieiga užverta, { $tablets } planšetės atjungtos.
       *[other] { $name }: prieiga užverta, { $tablets } planšečių atjungta.
    }
worker-left-signs-in = { $name }: planšetės atjungtos, bet prie konsolės dar prisijungti gali. Tai užveria administratorius.

## Planšetės

tab-tablets = Planšetės
tablet-facts =
    { $count ->
        [one] { $count } planšetė naudojama
        [few] { $count } planšetės naudojamos
       *[other] { $count } planšečių naudojama
    }
tablet-none = Planšečių dar nėra
tablet-none-next = Duokite darbuotojui planšetę: pasirinkite, kieno ji bus, ir gausite kodą jai prijungti.
tablet-worker = Darbuotojas
tablet-since = Prijungta
tablet-since-at = Prijungta: { $when }.
tablet-seen = Paskutinį kartą matyta
tablet-seen-at = Paskutinį kartą matyta: { $when }.
tablet-unseen = Dar nematyta
tablet-state = Būsena
tablet-works = Veikia
tablet-rests = Prieiga sustabdyta
tablet-holds = Turi įrašų, kurie laukia sprendimo
tablet-revoked = Atjungta
tablet-gone = Atjungtos planšetės ({ $count })

tablet-give = Duoti planšetę
tablet-give-title = Duoti planšetę
tablet-give-lead = Gausite vienkartinį kodą. Kas jį įves planšetėje, prašys dirbti šio darbuotojo vardu, todėl kodą duokite tik jam pačiam. Kai planšetė prisijungs, kitas skyriaus žmogus palygins skaičius ir ją patvirtins; iki tol ji negaus nieko.
tablet-whose = Kieno bus planšetė
tablet-choose = Pasirinkite darbuotoją
tablet-give-act = Gauti kodą
tablet-code-title = Planšetė: { $name }
tablet-step-open = Planšetėje atverkite programėlę „Vizitas“. Jei ja jau dirba kitas darbuotojas, palieskite „Pridėti kitą darbuotoją“. Reikia interneto ryšio.
tablet-step-code = Įrašykite kodą. Arba nuskaitykite paveikslėlį planšetės kamera ir įklijuokite, ką ji perskaitė.
tablet-step-pin = Tegul darbuotojas pats sugalvoja PIN kodą. Tada planšetė parodys skaičius, kuriuos reikės palyginti su čia rodomais.
tablet-qr = Paveikslėlis su tuo pačiu kodu
tablet-typed = Kodas
tablet-waits = Laukiama planšetės. Kodas tinka vienai planšetei ir galioja iki: { $until }.
tablet-come = Planšetė prijungta: { $name }.
tablet-come-next = Kodas panaudotas ir daugiau niekam netinka.

# Planšetė, kuri prisijungė kodu ir laukia, kol ją patvirtins
tablet-coming =
    { $count ->
        [one] Patvirtinimo laukia { $count } planšetė
        [few] Patvirtinimo laukia { $count } planšetės
       *[other] Patvirtinimo laukia { $count } planšečių
    }
tablet-asks = Nauja planšetė: { $name }. Prisijungė { $when }.
tablet-shows = Ar planšetė rodo šiuos skaičius?
tablet-compare = Paprašykite darbuotojo perskaityti, ką rodo planšetė. Jei skaičiai tie patys, patvirtinkite. Jei kiti – tai svetima planšetė, atmeskite.
tablet-own-code = Kodą davėte Jūs, todėl planšetę tvirtina kitas žmogus.
tablet-others = Gali patvirtinti: { $others }.
tablet-alone = Kodą davėte Jūs, o kito žmogaus, kuris galėtų patvirtinti, nėra. Jei patvirtinsite, žurnale liks įrašyta, kad ir kodą davėte, ir patvirtinote Jūs.
tablet-approve = Taip, patvirtinti
tablet-approved-said = Planšetė patvirtinta: { $name }. Žmones ir vizitus ji atsisiunčia pati.
tablet-refuse = Ne, atmesti
tablet-refused = atmesta
tablet-refused-said = Planšetė atmesta: { $name }. Jei ji tikra, duokite naują kodą.
tablet-sent-away = Planšetė atmesta: { $name }.
tablet-sent-away-next = Kodas jau panaudotas. Jei planšetė tikra, duokite naują.

tablet-revoke = Atjungti
tablet-end-where = Kur planšetė?
tablet-end-here = Pas mus
tablet-end-here-more = grąžinta, keičiama ar sugedusi
tablet-end-lost = Pamesta ar pavogta
tablet-end-lost-more = išsivalys pati, kai tik prisijungs
tablet-revoke-title = Atjungti planšetę: { $name }?
tablet-revoke-told = Kai planšetė kitą kartą susisieks su serveriu, naujų žinių apie žmones ir vizitus ji nebegaus.
tablet-revoke-waits = Jei joje liko neišsiųstų įrašų, jie nedings: atsiųsti jie lauks, kol nuspręs žmogus.
tablet-revoke-final = Atgal neprijungsite. Jei planšetė atsiras, išduokite ją iš naujo – su nauju kodu.
tablet-revoke-act = Atjungti planšetę
tablet-revoke-said = Planšetė atjungta: { $name }.

# Pamesta planšetė ir kiek laiko planšetėje rodomi duomenys be ryšio
tablet-lease = Duomenys be ryšio rodomi iki
tablet-lease-none = Dar nebuvo ryšio
tablet-wipe = Išvalyti, kai tik prisijungs
tablet-wipe-title = Pamesta planšetė: { $name }. Išvalyti, kai tik prisijungs?
tablet-wipe-act = Atjungti ir išvalyti
tablet-wipe-does = Kai planšetė kitą kartą susisieks su serveriu, net užrakinta, ji sunaikins savo raktus: nieko, kas joje buvo, niekas nebeperskaitys. Teisės atimamos jau dabar.
tablet-wipe-waits = Kas joje užrašyta ir neišsiųsta, bus perduota, net jei raktai jau sunaikinti, ir lauks, kol nuspręs žmogus. Dings tik nebaigti užrašai.
tablet-wipe-offline = Kol planšetė neturi ryšio, nurodymas jos nepasiekia. Tada ją saugo PIN kodas ar slaptažodis, o pasibaigus terminui be ryšio duomenų ji niekam nebeparodo.
tablet-wipe-final = Atšaukti nebegalėsite. Jei planšetė atsiras, išduokite ją iš naujo – su nauju kodu. Jei ja dirba keli darbuotojai, pažymėkite kiekvieno jų planšetę: nurodymas galioja tik šio darbuotojo duomenims.
tablet-wipe-said = Nurodyta išvalyti, kai tik prisijungs: { $name }.
tablet-wipe-asked = Išvalyti nurodyta { $when }; planšetė dar neprisijungė.
tablet-wipe-cleared = Planšetė išvalyta { $when }.

# Planšetės atrakinimo kodas, kai darbuotojas pamiršo PIN
tablet-unlock = Atrakinimo kodas
tablet-code-given = Atrakinimo kodas parodytas { $when } ir dar nepanaudotas.
tablet-code-back = Atsiimti kodą
tablet-code-back-said = Kodas atsiimtas: niekam nebebus parodytas. { $name } planšetė jį sunaikins, kai bus atrakinta ir turės ryšį; iki tol jis dar atrakintų.
unlock-code-title = Atrakinimo kodas: { $name }
unlock-code-sure = Įsitikinkite, kad skambina pats darbuotojas: kas turi ir planšetę, ir kodą, mato viską, kas joje.
unlock-code-once = Kodas tinka vieną kartą ir tik šiai planšetei; ryšio jai nereikia.
unlock-code-audit = Žurnale liks įrašyta, kad kodą matėte Jūs, ir kodėl.
unlock-code-reason = Kodėl kodo reikia
unlock-code-act = Rodyti kodą
unlock-code-read = Planšetėje: „Pamiršau PIN kodą“, tada „Turiu kodą“. Diktuokite po vieną grupę.
unlock-code-letters = Raidžių I, L, O ir U kode nėra: kas atrodo kaip O ar I, yra nulis ar vienetas.
unlock-code-qr = Paveikslėlis su tuo pačiu kodu
unlock-code-until = Kodas galioja iki: { $until }. Kai planšetė vėl bus atrakinta ir turės ryšį, pasirengs naują.

## Žmonės, kurie prisijungia prie konsolės

tab-people = Prisijungiantys
people-facts =
    { $count ->
        [one] { $count } žmogus
        [few] { $count } žmonės
       *[other] { $count } žmonių
    }
people-name = Vardas ir pavardė
people-role = Ką daro
people-unit = Padalinys
people-unit-all = Visa savivaldybė
people-unit-hint = Mato tik šio padalinio darbuotojus ir jų klientus. Palikite tuščią – matys visą savivaldybę.
people-seen = Paskutinį kartą dirbo
people-unseen = Dar nesijungė
people-state = Būsena
people-in = Dabar prisijungta
people-active = Gali prisijungti
people-invited = Laukia pirmo prisijungimo
people-disabled = Prieiga užverta
people-suspended = Prieiga sustabdyta
people-since = Pridėta
people-who = Apie žmogų
people-worker = Darbuotojas, kuris lanko
people-no-worker = Žmonių nelanko
people-choose-worker = Pasirinkite darbuotoją
people-back-list = Visi prisijungiantys

people-new = Pridėti žmogų
people-new-act = Pridėti ir gauti kodą
people-login-hint = Raidės, skaičiai, taškas. Didžiosios ir mažosios nesiskiria.
people-login-wrong = Tinka tik raidės, skaičiai ir ženklai . _ - @
people-mend-title = Taisyti: { $name }
people-ends = Įrašius šis žmogus bus atjungtas ir turės prisijungti iš naujo.

role-may-worker = Mato savo klientus ir savo vizitus.
role-may-coordinator = Planuoja padalinio vizitus, tvarko klientus, darbuotojus ir planšetes.
role-may-officer = Viską mato, kad prižiūrėtų standartą; vizitų nekeičia.
role-may-head = Gali visa, ką koordinatorius, ir paleisti sulaikytas žinutes.
role-may-administrator = Tvarko žmones, planšetes, importą ir nustatymus; klientų nemato.

setup-title = Kodas prisijungti: { $name }
setup-lead = Perduokite tai žmogui pačiam: susitikę arba telefonu, ne el. paštu.
setup-address = Adresas
setup-code = Kodas
setup-step-code = Naršyklėje atverti adresą, įrašyti prisijungimo vardą, o vietoje slaptažodžio – šį kodą.
setup-step-password = Sugalvoti savo slaptažodį.
setup-step-phone = Telefone nuskaityti rodomą paveikslėlį: nuo tada telefonas duos šešių skaitmenų kodą.
setup-once = Kodas tinka vieną kartą ir galioja tris paras. Uždarius jo daugiau nepamatysite.

people-way = Prieiga
people-way-lead = Kai pamiršo slaptažodį ar neteko telefono, duokite naują kodą. Kai nebedirba, prieigą užverkite.
people-out-lead = Prieiga užverta. Vėl įleidus tiks senas slaptažodis ir telefonas.
people-reset = Naujas slaptažodis ir telefonas
people-code-again = Naujas kodas
people-suspend = Užverti prieigą
people-let-back = Vėl įleisti
people-back-said = { $name }: vėl gali prisijungti.

reset-title = Naujas slaptažodis ir telefonas: { $name }?
reset-act = Gauti kodą
reset-old = Senas slaptažodis, telefono kodai ir prieigos raktai iš karto nebetiks.
reset-out = Visur, kur dabar prisijungta, bus atjungta.
reset-new = Gausite vienkartinį kodą, kuriuo žmogus susikurs naują slaptažodį.
reset-sure = Įsitikinkite, kad prašo tikrai tas žmogus: susitikę arba paskambinę žinomu numeriu.

suspend-title = Užverti prieigą: { $name }?
suspend-out = Visur, kur dabar prisijungta, bus iš karto atjungta; prisijungti nebepavyks.
suspend-stays = Visi darbai lieka su tuo pačiu vardu. Bet kada galėsite vėl įleisti.
suspend-tablets = Planšetės veiks toliau: jas atjunkite skirtuke „Planšetės“.
suspend-said = { $name }: prieiga užverta.

## Seniai nesijungę

idle-title = Seniai nesijungė
idle-lead = Kas ilgai nesijungia nei čia, nei planšetėje, to prieiga sustabdoma pati. Slaptažodis, planšetė ir klientai lieka: grąžinus prieigą viskas veikia kaip anksčiau. Paskutinis jungęsis administratorius nesustabdomas.
idle-rests = prieiga sustabdyta { $day }
idle-ends = bus sustabdyta { $day }, jei nesijungs
idle-seen = paskutinį kartą { $when }
idle-tablet-only = Tik planšete
idle-tablets =
    { $count ->
        [one] { $count } planšetė
        [few] { $count } planšetės
       *[other] { $count } planšečių
    }
idle-back = Grąžinti prieigą
idle-back-said = { $name }: prieiga grąžinta.
people-rests-lead = Prieiga sustabdyta, nes ilgai niekas nesijungė. Grąžinus tiks tas pats slaptažodis, telefonas ir planšetė. Įsitikinkite, kad prašo tikrai tas žmogus.

## Skubi prieiga

tab-openings = Skubi prieiga
openings-open = Skubi prieiga: kas ką atvėrė
openings-facts = { $count } laukia peržiūros
openings-lead = Kas skubiai atvėrė nepriskirto žmogaus duomenis, kodėl ir ką žiūrėjo. Prieiga pasibaigia pati; galite ją baigti ir anksčiau.
openings-none = Skubiai niekas nieko neatvėrė
openings-none-next = Kai atvers, pamatysite čia iš karto.
opening-who-title = { $who } atvėrė: { $client }
opening-own-title = Jūs atvėrėte: { $client }
opening-nameless = žmogus, kurio vardo nematote
opening-lasts = Galioja iki: { $until }
opening-since = { $since }.
opening-ended = Pasibaigė: { $until }.
opening-ended-by = Baigė { $who }: { $until }.
opening-deeds =
    { $count ->
        [one] Ką žiūrėjo ir darė: { $count } veiksmas
        [few] Ką žiūrėjo ir darė: { $count } veiksmai
       *[other] Ką žiūrėjo ir darė: { $count } veiksmų
    }
opening-deeds-none = Nieko nežiūrėjo ir nekeitė.
opening-did-list = matė klientų sąraše
opening-did-card = žiūrėjo kortelę
opening-did-fields = taisė kortelę
opening-did-offers = ieškojo vizito laiko
opening-did-call = užrašė skambutį
opening-did-move = perkėlė vizitą
opening-did-cancel = atšaukė vizitą
opening-did-messages = žiūrėjo, kas žmogui pranešta
opening-did-contacts = taisė kontaktinius asmenis
opening-did-check = žiūrėjo, ar vizitą galima perkelti
opening-did-undo = grąžino perkeltą vizitą
opening-did-look = žiūrėjo kitus duomenis
opening-did-change = ką nors pakeitė
opening-reviewed = Peržiūrėjo { $who }, { $when }:
opening-review = Peržiūrėta
opening-review-again = Taisyti pastabą
opening-review-title = Skubi prieiga: { $who }
opening-remark = Pastaba
opening-remark-hint = Ar prieiga buvo pagrįsta, kas aiškintasi. Jei ji dar galioja, pažymėjus pasibaigs.
opening-review-said = Pažymėta, kad peržiūrėta.
opening-end = Baigti dabar
opening-ended-said = Prieiga baigta.

## Kur prisijungta

account-title = Savivaldybės paskyra
account-subject = Paskyros žymuo
account-since = Susieta
account-by-address = pagal patvirtintą el. paštą
account-used = Paskutinį kartą naudota
account-none = Nesusieta: savivaldybės paskyra šis žmogus neprisijungs.
account-bind = Susieti paskyrą
account-bind-title = { $name }: savivaldybės paskyra
account-bind-lead = Žymenį žmogus mato ekrane, kai bando prisijungti nesusieta paskyra. Įsitikinkite, kad jį sako tas pats žmogus.
account-bound = Paskyra susieta
account-unbind = Atsieti
account-unbind-title = Atsieti paskyrą: { $name }?
account-unbind-lead = Ja prisijungti nebebus galima, o žmogus bus iš karto atjungtas visur. Slaptažodis ir prieigos raktai lieka.
account-unbound = Paskyra atsieta
session-title = Kur prisijungta
session-own = Kur esate prisijungę
session-none = Dabar niekur neprisijungta.
session-browser = Nežinoma naršyklė
session-current = čia ir dabar
session-since = Prisijungta: { $since }. Paskutinį kartą dirbta: { $seen }.
session-end = Atjungti
session-ended = Atjungta.

## Kas nepavyko

problem-header_missing = Serveris užklausos nepriėmė: ji atėjo ne iš konsolės.
    .next = Nieko nepakeista. Atnaujinkite puslapį ir bandykite dar kartą.
problem-failed = Serveryje įvyko klaida.
    .next = Kas išsaugota, niekur nedingo. Bandykite dar kartą; jei kartosis, pasakykite administratoriui.
problem-last_administrator = Tai vienintelis administratorius.
    .next = Nieko nepakeista. Pirma padarykite administratoriumi ką nors kitą, kad būtų kam įleisti žmones.
problem-own_code = Šios planšetės kodą davėte Jūs.
    .next = Ją patvirtina kitas žmogus: koordinatorius, skyriaus vadovas arba administratorius.
problem-reason_missing = Neparašyta, kodėl.
    .next = Parašykite priežastį: ji liks žurnale.
problem-unlock_code_none = Ši planšetė kodo dar nepaliko.
    .next = Kodą ji palieka, kai būna atrakinta ir turi ryšį. Tegul darbuotojas planšetėje pasirenka „Atkurti per skyrių“.
problem-unlock_code_expired = Šios planšetės kodas paseno: ji per ilgai neturėjo ryšio.
    .next = Tegul darbuotojas planšetėje pasirenka „Atkurti per skyrių“.
problem-tablet_revoked = Ši planšetė atjungta.
    .next = Jos atrakinti nebegalima. Duokite darbuotojui kitą planšetę.
problem-code_taken = Toks kodas jau yra.
    .next = Nieko nepakeista. Paieškokite sąraše: gal šis darbuotojas jau įrašytas.
problem-has_clients =
    { $count ->
        [one] Dar atsako už { $count } klientą.
        [few] Dar atsako už { $count } klientus.
       *[other] Dar atsako už { $count } klientų.
    }
    .next = Pirma koordinatorius turi perduoti juos kitam.
problem-worker_left = Tuo metu darbuotojas čia jau nebedirba.
    .next = Nieko nepakeista. Pasirinkite kitą darbuotoją arba ankstesnę dieną.
problem-has_visits =
    { $count ->
        [one] Dar laukia { $count } vizitas.
        [few] Dar laukia { $count } vizitai.
       *[other] Dar laukia { $count } vizitų.
    }
    .next = Nieko nepakeista. Pirma perduokite juos kitiems: lentoje arba vietoje „Nebuvimai“.

## Ištrynimai, apribojimai ir saugojimo terminai

tab-erased = Ištrynimai
erased-open = Ištrynimai ir saugojimo terminai
erasure-asked-title = Laukia antro žmogaus
erasure-client = Žmogus
erasure-asked = Kas paprašė
erasure-by-server = Programa
erasure-nameless = Nr. …{ $id }
erasure-withdraw = Atsiimti
erasure-withdrawn-said = Atsiimta. Nieko neištrinta.
erasure-agree = Ištrinti…
erasure-other-person = Patvirtinti turi kitas žmogus.
erasure-agree-title = Ištrinti visam laikui
erasure-agree-lead = Žmogaus duomenys bus ištrinti visur: serveryje, planšetėse ir atsarginėse kopijose. Atkurti jų negalės niekas.
erasure-agree-asked = Paprašė: { $name }. Pagrindas: { $ground }.
erasure-agree-name = Įrašykite vardą ir pavardę: { $name }
erasure-agree-act = Ištrinti
erasure-done-said = Ištrinta. Planšetės ištrins, kai bus ryšys.
erasure-done-title = Ištrinta
erasure-id = Numeris
erasure-when = Kada
erasure-tablets = Planšetės
erasure-backups = kopijose iki { $day }
erasure-waits =
    { $count ->
        [one] nepatvirtino { $count }
       *[other] nepatvirtino { $count }
    }
erasure-all-told = patvirtino visos
erasure-proof = Aktas
erasure-none = Niekas dar neištrintas.
proof-lead = Akte žmogus tik numeriu. Jį galima spausdinti ir laikyti byloje.
proof-save-html = Išsaugoti aktą (HTML)
proof-save-json = Išsaugoti kitai programai (JSON)
restriction-title = Apriboti duomenys
restriction-since = Nuo kada
restriction-lift = Nuimti apribojimą
restriction-lifted-said = Apribojimas nuimtas: žmogus vėl matomas.
claim-open = Duomenys ginčui…
claim-other-person = Apribojote Jūs: duomenis gauti turi kitas žmogus.
claim-title = Apriboti duomenys teisiniam ginčui
claim-lead = Bus parengta viskas, kas apie žmogų saugoma. Tai liks žurnale.
claim-reason = Kokiam ginčui
retention-title = Saugojimo terminai
retention-lead =
    { $days ->
        [one] Per artimiausias 90 dienų. Niekas neištrinama, jei prieš { $days } dieną čia nebuvo paskelbta.
        [few] Per artimiausias 90 dienų. Niekas neištrinama, jei prieš { $days } dienas čia nebuvo paskelbta.
       *[other] Per artimiausias 90 dienų. Niekas neištrinama, jei prieš { $days } dienų čia nebuvo paskelbta.
    }
retention-class = Kas tai
retention-since = Terminas
retention-then = Kas bus
retention-none = Niekam terminas nesibaigia.
retention-asks = Sprendžia žmogus
retention-goes = Bus ištrinta { $day }
retention-goes-new = Dar nepaskelbta; ištrinti galima ne anksčiau kaip { $day }
retention-held = Pati neištrinama: { $why }
holds-promise = yra neištesėtas pažadas
holds-task = yra nebaigta užduotis
holds-visit = vizitas dar nebaigtas
holds-complaint = buvo skundas

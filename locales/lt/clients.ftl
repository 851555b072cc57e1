### Klientai ir pokalbiai telefonu. Kreipiamės „Jūs“, sakiniai trumpi, laikas rašomas 10:45.

place-clients = Klientai
place-phone = Telefonas

## Sąrašas

clients-facts =
    { $count ->
        [one] { $count } žmogus
        [few] { $count } žmonės
        [many] { $count } žmogaus
       *[other] { $count } žmonių
    }
clients-search = Ieškoti kliento
clients-search-hint = Vardas, gatvė arba telefonas – galima ir be lietuviškų raidžių.
clients-worker = Kieno klientai
clients-worker-all = Visi darbuotojai
clients-beyond = Ieškoti visoje savivaldybėje
clients-elsewhere = kito skyriaus
clients-none = Nieko nerasta.
clients-none-next = Pabandykite trumpesnį žodį arba telefono numerį.
clients-more = Rodomi pirmieji 100. Patikslinkite paiešką.
clients-back = Visi klientai

client-name = Vardas ir pavardė
client-given = Vardas
client-surname = Pavardė
client-born-in = gim. { $year } m.
client-born = Gimimo data
client-age =
    { $age ->
        [one] { $age } metai
        [few] { $age } metai
        [many] { $age } metų
       *[other] { $age } metų
    }
client-address = Adresas
client-address-hint = Pavyzdžiui: Naujoji g. 54A-3, LT-63355 Alytus
client-unplaced = žemėlapyje tiksliai nežinomas
client-phone = Telefonas
client-email = El. paštas
client-language = Kalba
client-channel = Kaip pranešti
client-texts = Žinutės į šiuos namus
client-texts-yes = Galima siųsti
client-texts-no = Niekada nesiųsti
client-never-text = žinučių nesiųsti
client-needs = Ko reikia bendraujant
client-access = Prieš duris
client-access-hint = Laiptinės kodas, šuo, silpna klausa.
client-greeting = Kreipinys
client-greeting-hint = Palikite tuščią, jei tinka „{ $greeting }“.
client-responsible = Atsakingas darbuotojas
client-nobody = dar nėra
client-next = Kitas vizitas
client-minutes = { $minutes } min.
client-unannounced = be įspėjimo
client-call = Skambinti
client-conflicts =
    { $count ->
        [one] Du žmonės tą patį įrašė skirtingai. Pasirinkite dėžutėje, kas teisinga.
       *[other] Skirtingai įrašyta kelis kartus ({ $count }). Pasirinkite dėžutėje, kas teisinga.
    }

client-new = Naujas klientas
client-new-title = Naujas klientas
client-new-act = Registruoti
client-new-anyway = Vis tiek registruoti
client-made = Klientas užregistruotas.
client-alike = Gal tai tas pats žmogus?
client-alike-elsewhere = Kito skyriaus klientas. Pasiteiraukite: { $worker }.

part-person = Žmogus
part-ways = Kaip bendrauti
part-times = Kada patogu
part-risk = Saugumas
part-near = Artimieji
part-tasks = Reikia padaryti
part-visits = Vizitai
part-promises = Pažadai
part-messages = Kas pranešta
part-calls = Pokalbiai telefonu
part-notes = Užrašai
mend = Taisyti
mended = Išsaugota.
save = Išsaugoti

tongue-lt = lietuvių
tongue-ru = rusų
tongue-pl = lenkų
tongue-en = anglų
tongue-sign = lietuvių gestų
prefers-unknown = nežinoma
prefers-phone = telefonu
prefers-sms = žinute
prefers-email = el. paštu
prefers-letter = laišku
prefers-inPerson = susitikus
prefers-page = kliento puslapyje

weekday =
    { $day ->
        [0] Pirmadienis
        [1] Antradienis
        [2] Trečiadienis
        [3] Ketvirtadienis
        [4] Penktadienis
        [5] Šeštadienis
       *[6] Sekmadienis
    }
suit =
    { $day ->
        [0] pirmadieniais
        [1] antradieniais
        [2] trečiadieniais
        [3] ketvirtadieniais
        [4] penktadieniais
        [5] šeštadieniais
       *[6] sekmadieniais
    } { $from }–{ $to }
times-good = Patogu
times-bad = Nepatogu
times-day = Diena
times-from = Nuo
times-to = Iki
times-how = Ar patogu
times-add = Pridėti laiką
times-remove = Pašalinti laiką
times-good-words = Patogu (žodžiais)
times-bad-words = Nepatogu (žodžiais)

risk-title = Atsargiai.
risk-by = Įrašė { $name }. Galioja iki { $day } imtinai.
risk-lead = Rašykite tik faktus: kas ir kada įvyko. Tai mato tik darbuotojai, klientui nerodoma.
risk-facts = Kas įvyko
risk-until = Galioja iki
risk-who-goes = Kas vyksta
risk-one = Vyksta vienas darbuotojas.
risk-two = Vyksta du darbuotojai.
risk-none = Įspėjimo nėra.
risk-over = Įspėjimas baigė galioti { $day }.
risk-set = Keisti
risk-end = Nebegalioja
risk-ended = Įspėjimas nuimtas.
client-risk-short = atsargiai

near-add = Pridėti
near-one = Artimasis
near-name = Vardas ir pavardė
near-relation = Kas jis klientui
near-lives = Kur gyvena
near-lives-no = Kitur
near-home = Kartu su klientu
near-told = Ar galima kalbėti apie klientą
near-may = Galima kalbėti apie klientą
near-may-not = Apie klientą nekalbėti
near-remove = Nebėra artimasis
near-none = Nieko neįrašyta.

hand-open = Perduoti
hand-title-case = Perduoti klientą
hand-lead = Buvęs darbuotojas klientą matys, kol turi su juo suplanuotų vizitų.
hand-to = Kam
hand-choose = Pasirinkite
hand-act = Perduoti
hand-said = Perduota: { $name }.
caseload-open = Perduoti visus
caseload-title = Perduoti visus darbuotojo klientus
caseload-lead = Visi šio darbuotojo klientai pereis kitam. Suplanuoti vizitai lieka, kaip sutarta.
caseload-from = Kieno klientai
caseload-said =
    { $count ->
        [one] Perduotas { $count } klientas: { $name }.
        [few] Perduoti { $count } klientai: { $name }.
       *[other] Perduota { $count } klientų: { $name }.
    }

merge-open = Sujungti
merge-title = Tas pats žmogus įrašytas du kartus
merge-lead = Raskite kitą įrašą: liks jis, o šio įrašo istorija bus rodoma ten. Vėliau galima atskirti.
merge-search = Kitas įrašas
merge-which = Kuris lieka
merge-none = Kito tokio nėra.
merge-act = Sujungti
merge-said = Sujungta.
merged-into = Šis įrašas sujungtas su kitu.
merged-open = Atverti galiojantį
merged-here = Čia rodoma ir antro įrašo istorija: { $name }.
unmerge = Atskirti
unmerge-said = Vėl du atskiri žmonės.

visit-unplanned = Laikas dar nesutartas
visits-none = Vizitų dar nebuvo.
messages-none = Dar nieko nepranešta.
calls-none = Pokalbių dar nebuvo.
notes-none = Užrašų nėra.
history-whole = Rodyti visą istoriją
promise-kept = ištesėta
promise-released = nebereikia

told-of-offer = Pasiūlyti laikai
told-of-proposal = Pasiūlytas laikas
told-of-agreed = Patvirtintas laikas
told-of-reminder = Priminimas
told-of-question = Klausimas, ar laikas tinka
told-of-on_the_way = Darbuotojas pakeliui
told-of-late = Darbuotojas vėluoja
told-of-moved = Laikas pakeistas
told-of-cancelled = Vizitas atšauktas
told-of-must_move = Laiką teks keisti
told-of-rate = Kaip pavyko vizitas
told-of-summary = Vizito santrauka
post-sent = išsiųsta, ar gauta – dar nežinoma
post-delivered = gauta
post-failed = nepavyko
post-unknown = ar išsiųsta, nežinoma
post-withdrawn = atšaukta prieš išsiunčiant

todo-missed_call = Perskambinti.
todo-message_failed = Žinutė nepasiekė – paskambinti.
todo-message_unknown = Neaišku, ar žinutė išsiųsta – paskambinti.
todo-unanswered = Neatsakė iki vidurdienio – paskambinti.
todo-double_booked = Tuo pačiu laiku pažadėta dviem – sutarti kitą laiką.
todo-answer_doubted = Neaišku, ar atsakė žmogus – paskambinti.
todo-not_for_me = Gali būti blogas kontaktas – patikrinti.
todo-reply_unclear = Atsakymą reikia perskaityti.
todo-not_seen = Darbuotojas dar nematė pakeitimo – paskambinti jam.
todo-needs_word = Naujam laikui reikia kliento sutikimo – paskambinti.
todo-silent = Iš vizito nieko negirdėti – paklausti darbuotojo.
todo-other = Reikia padaryti.
todo-due = iki: { $when }

## Telefonas

phone-title = Pokalbis telefonu
phone-with = Pokalbis: { $name }
phone-whom = Kas skambina arba kam skambinate
phone-whom-hint = Vardas arba telefono numeris. „Enter“ – pirmas iš sąrašo.
phone-stranger = Skambina naujas žmogus
phone-stranger-title = Dėl ko skambina
phone-stranger-hint = Užrašykite žmogų, dėl kurio skambina. Kas skambina ir ką sako, užrašysite toliau.
phone-other = Kitas žmogus
phone-card = Kliento kortelė
phone-none = Numerio nėra
phone-about = Apie kurį vizitą
phone-new-visit = Naujas vizitas
phone-minutes = Kiek truks, min.
phone-wish = Koks laikas tiktų
phone-wish-hint = Kliento žodžiais, pavyzdžiui: po pietų, tik ne antradienį.
phone-again = Kada perskambinti
phone-purpose = Dėl ko vizitas
phone-act = Išsaugoti pokalbį
phone-act-agreed = Sutarta: { $when }
phone-agreed = Sutarta ir užrašyta: { $name }, { $when }.
phone-said-wished = Pageidavimas užrašytas: { $name }.
phone-said-confirmed = Užrašyta, kad laikas tinka: { $name }.
phone-said-cancelled = Vizitas atšauktas kliento prašymu: { $name }.
phone-said-spoke = Pokalbis užrašytas: { $name }.
phone-said-noanswer = Užrašyta. Priminsime perskambinti: { $name }.
phone-said-again = Užrašyta. Priminsime perskambinti: { $name } – { $when }.
phone-said-leftmessage = Užrašyta, kad palikote žinutę: { $name }.
phone-said-wrongnumber = Užrašyta. Numerį reikės patikrinti: { $name }.

script-title = Ką sakyti
offers-title = Siūlykite
offers-none = Laisvo laiko neradome. Pasižiūrėkite lentoje.
offers-no = Netinka nė vienas
offer-soonest = anksčiausias
offer-good_time = klientui patogu
offer-usual = tas pats darbuotojas kaip visada
offer-knows = klientą jau pažįsta
offer-speaks =
    { $language ->
        [ru] kalba rusiškai
        [pl] kalba lenkiškai
        [en] kalba angliškai
       *[other] kalba kliento kalba
    }
offer-skill = turi reikiamą įgūdį
offer-near_before = prieš tai netoliese ({ $minutes } min.)
offer-near_after = po to netoliese ({ $minutes } min.)
offer-outside_good_time = ne pats patogiausias metas
offer-bad_time = klientui nepatogu
offer-other_worker = ateis kitas darbuotojas
offer-thin = atsargos tik { $minutes } min.
offer-travel_guessed = kelias apytikslis

call-direction = Kas skambino
call-out = Skambinome mes
call-in = Skambino mums
call-from = skambino
call-to = skambinome
call-came = Kaip pavyko
call-message = Kas pasakyta
call-more = Skambino kas nors kitas arba iš kito numerio
call-name = Kas kalbėjo
call-organisation = Įstaiga
call-position = Pareigos
reached-spoke = Pakalbėjome
reached-noanswer = Neatsiliepė
reached-missed = Nespėjome atsiliepti
reached-leftmessage = Palikome žinutę
reached-wrongnumber = Ne tas numeris
answer-confirmed = Laikas tinka
answer-cancelled = Vizito nenori

problem-no_name = Įrašykite vardą arba pavardę.
problem-phone_wrong = Toks telefono numeris negalimas.
    .next = Patikrinkite skaitmenis; užsienio numerį pradėkite „+“.
problem-email_wrong = Toks el. pašto adresas negalimas.
    .next = Patikrinkite: turi būti @ ir taškas po jo.
problem-born_wrong = Tokia gimimo data negalima.
    .next = Patikrinkite metus, mėnesį ir dieną.
problem-times_wrong = Laikas „nuo“ turi būti prieš „iki“.
problem-risk_without_facts = Įrašykite, kas įvyko.
problem-risk_until_wrong = Įrašykite dieną, kuri dar nepraėjo.
problem-time_past = Šis laikas jau praėjo.
    .next = Pasirinkite kitą.
problem-call_in_future = Pokalbis negali būti ateityje.
    .next = Patikrinkite skambučio dieną ir laiką.
problem-unannounced = Apie šį vizitą klientui nepranešama.
    .next = Telefonu jo nesiūlykite ir neminėkite: tai vizitas be išankstinio pranešimo.

## Žmogaus teisės

part-rights = Žmogaus teisės
rights-lead = Žmogus gali prašyti visko, ką apie jį saugome.
dossier-open = Parengti žmogui jo duomenis
dossier-title = Visi žmogaus duomenys
dossier-lead = Bus parengti du failai: vienas skaityti ir spausdinti, kitas – kitai programai. Kas ir kodėl juos rengė, liks žurnale.
dossier-why = Kodėl rengiama
dossier-why-hint = Pavyzdžiui: paprašė pati, raštu, lapkričio 23 d.
dossier-names = Kas žiūrėjo duomenis
dossier-names-roles = Rašyti tik pareigas – žmogui
dossier-names-names = Rašyti ir vardus – tik įstaigai
dossier-act = Parengti
dossier-made = Parengta.
dossier-marks =
    { $count ->
        [one] Pažymėta { $count } vieta, kurioje gali būti kitų žmonių vardai. Perskaitykite ją prieš atiduodami.
        [few] Pažymėtos { $count } vietos, kuriose gali būti kitų žmonių vardai. Perskaitykite jas prieš atiduodami.
       *[other] Pažymėta { $count } vietų, kuriose gali būti kitų žmonių vardai. Perskaitykite jas prieš atiduodami.
    }
dossier-marks-none = Kitų žmonių vardų nerasta, bet prieš atiduodami perskaitykite.
dossier-withheld =
    { $count ->
        [one] Vieno vizito be įspėjimo čia nėra: jis dar neįvyko, ir žmogui apie jį nesakoma.
       *[other] Vizitų be įspėjimo, kurių čia nėra: { $count }. Jie dar neįvyko, ir žmogui apie juos nesakoma.
    }
dossier-save-html = Išsaugoti skaitymui ir spausdinimui (HTML)
dossier-save-json = Išsaugoti kitai programai (JSON)
dossier-next = Failus atidavę ištrinkite juos iš kompiuterio: juose viskas apie žmogų.
restrict-open = Apriboti duomenis…
restrict-title = Apriboti žmogaus duomenis
restrict-lead = Sutarti vizitai bus atšaukti, jų sąrašą pamatysite iš karto: praneškite žmogui ir darbuotojams. Duomenų niekas nebematys ir nekeis, žinutės nebebus siunčiamos, planšetės juos pamirš. Standarto pareigūnas ir administratorius galės juos gauti teisiniam ginčui (tik ne tas, kuris apribojo) ir apribojimą nuimti.
restrict-act = Apriboti
restrict-said = Apribota.
restrict-called-title = Apribota. Atšaukti vizitai
restrict-called-act = Pranešiau
restrict-called-lead = Praneškite žmogui ir darbuotojams: daugiau šio sąrašo niekur nebus. Nuėmus apribojimą koordinatorius gaus užduotį susitarti iš naujo.
erase-open = Ištrinti žmogų…
erase-title = Prašyti ištrinti žmogų
erase-lead = Nieko dar nebus ištrinta: antras žmogus turi patvirtinti skiltyje „Įstaiga“ → „Ištrynimai“ ir įrašyti vardą ir pavardę.
erase-instead = Jei įstatymas įrašus liepia saugoti, ištrinti negalima. Tada duomenis apribokite.
erase-act = Prašyti
erase-said = Užrašyta. Dabar turi patvirtinti kitas žmogus.
ground = Pagrindas
ground-words = Paaiškinimas
ground-words-hint = Be vardų. Pavyzdžiui: prašymas Nr. 14.
ground-consent = Žmogus atšaukė sutikimą
ground-not_needed = Duomenų nebereikia tam, kam jie surinkti
ground-objection = Žmogus nesutinka, kad duomenys tvarkomi
ground-unlawful = Duomenys tvarkyti neteisėtai
ground-law = Reikalauja įstatymas
ground-retention = Baigėsi saugojimo terminas
ground-register = Pritaikytas ištrynimų registras
ground-accuracy = Žmogus sako, kad duomenys neteisingi, ir tai tikrinama
ground-claim = Reikia teisiniam ginčui

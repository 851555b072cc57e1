### Biuro tvarkymas: lentelių įkėlimas, žurnalas, nustatymai, pranešimų žodžiai; ir žinutės iš nežinomų numerių.

## Žinutės iš nežinomų numerių

strays-title = Žinutės iš nežinomų numerių
strays-lead = Tokio numerio neturi nė vieno žmogaus kortelė. Perskaitykite, prireikus paskambinkite.
stray-when = Gauta { $when }.
stray-done = Sutvarkyta…
stray-done-title = Žinutė sutvarkyta?
stray-done-more = Dar vieną darbo dieną ją rasite tarp sutvarkytų, paskui ji ištrinama. Jei joje yra kas svarbaus, pirma įrašykite į žmogaus kortelę.
stray-done-act = Sutvarkyta
stray-said = Užrašyta: žinutė sutvarkyta.
stray-find = Ieškoti žmogaus

## Bendri šios vietos žodžiai

euros = { $amount } €
picker-hint = Vardas, pavardė ar telefonas
picker-found = Rasti žmonės
picker-none = Tokio žmogaus nerasta.
picker-drop = Kitas žmogus
picker-number = Žmogus Nr. …{ $number }

## Po atkūrimo

held-title = Pranešimai sulaikyti: sistema atkurta { $when }.
held-waiting =
    { $count ->
        [0] Nė vienas pranešimas nelaukia.
        [one] Laukia { $count } pranešimas.
        [few] Laukia { $count } pranešimai.
       *[other] Laukia { $count } pranešimų.
    }
held-doubtful =
    { $count ->
        [one] { $count } iš jų galėjo būti išsiųstas dar prieš atkūrimą.
        [few] { $count } iš jų galėjo būti išsiųsti dar prieš atkūrimą.
       *[other] { $count } iš jų galėjo būti išsiųsta dar prieš atkūrimą.
    }
held-who = Išleisti juos gali skyriaus vadovas arba administratorius.
held-release = Išleisti…
held-release-title = Išleisti sulaikytus pranešimus?
held-doubtful-then =
    { $count ->
        [one] { $count } galėjo būti jau išsiųstas: vietoj jo atsiras užduotis paskambinti, nebent tiekėjas pats atmeta pasikartojančius.
        [few] { $count } galėjo būti jau išsiųsti: vietoj jų atsiras užduotys paskambinti, nebent tiekėjas pats atmeta pasikartojančius.
       *[other] { $count } galėjo būti jau išsiųsta: vietoj jų atsiras užduotys paskambinti, nebent tiekėjas pats atmeta pasikartojančius.
    }
held-look-first = Pirma pažiūrėkite, ar planas lentoje teisingas: pranešimai kalbės apie tai, kas joje dabar.
held-release-act = Išleisti
held-released = Pranešimai vėl siunčiami.

## Lentelių įkėlimas

tab-import = Įkėlimas
books-act-find = Įkelti skyriaus lenteles
books-facts = darbuotojai, žmonės ir vizitai iš skyriaus lentelių
books-lead = Įkelkite lenteles, kurias turi skyrius (CSV): darbuotojų, žmonių, vizitų, o jei turite – ir adresų registrą. Lentelės atpažįstamos pagal stulpelių antraštes. Pirma tik patikrinama, ir niekas nepasikeičia.
books-choose = Pasirinkti failus
books-drop = arba nutempti juos čia
books-size = { $kilobytes } KB
books-leave = Nekelti
books-too-much = Vienu kartu galima įkelti iki { $megabytes } MB ir iki { $files } failų. Įkelkite dalimis.
books-nothing-changed = Niekas nepasikeitė.
books-going = Failai siunčiami
books-sent = Siunčiama: { $percent } %
books-read = Serveris skaito lenteles…
books-check = Patikrinti
books-check-again = Patikrinti dar kartą
books-checked = Štai kas būtų įkelta
books-checked-more = Kol kas niekas nepasikeitė. Atmestas eilutes pataisykite lentelėje ir patikrinkite dar kartą arba įkelkite be jų.
books-take =
    { $count ->
        [one] Įkelti { $count } eilutę
        [few] Įkelti { $count } eilutes
       *[other] Įkelti { $count } eilučių
    }
books-nothing-new = Nėra ko įkelti
books-taken = Įkelta
books-taken-more = Atmestos eilutės neįkeltos. Pataisykite jas lentelėje ir įkelkite dar kartą: kas jau įkelta, antrą kartą nepasikeis.
books-more = Įkelti kitus failus
books-files = Apie failus
books-table-workers = Darbuotojai
books-table-clients = Žmonės
books-table-visits = Vizitai
books-imported = Nauji
books-updated = Pasikeitę
books-unchanged = Nepakitę
books-refused = Atmesti
books-warned = Su pastabomis
books-refused-rows = Atmestos eilutės
books-warned-rows = Įkeliamos, bet pažiūrėkite
books-no-key = be Nr.
books-whole = Rodyti visas { $count }
books-missing = Anksčiau įkelta, o dabar lentelėje nėra: { $count }
books-missing-more = Dėl to niekas neištrinta.
books-conflicts =
    { $count ->
        [one] { $count } įrašas prieštarauja tam, ką nuo praėjusio įkėlimo parašė žmonės. Išsaugota ir viena, ir kita; koordinatorius tai ras tarp reikalų ir parinks, kas galioja.
        [few] { $count } įrašai prieštarauja tam, ką nuo praėjusio įkėlimo parašė žmonės. Išsaugota ir viena, ir kita; koordinatorius tai ras tarp reikalų ir parinks, kas galioja.
       *[other] { $count } įrašų prieštarauja tam, ką nuo praėjusio įkėlimo parašė žmonės. Išsaugota ir viena, ir kita; koordinatorius tai ras tarp reikalų ir parinks, kas galioja.
    }

## Žurnalas

tab-audit = Žurnalas
audit-act-find = Ieškoti žurnale: kas žiūrėjo ir ką darė
audit-lead = Kas ką darė ir kas į ką žiūrėjo. Žurnalo niekas nekeičia ir netrina.
audit-who = Kas
audit-who-all = Visi
audit-what = Ką darė
audit-what-all = Viską
audit-from = Nuo kurios dienos
audit-to = Iki kurios dienos
audit-backwards = Pabaiga ankstesnė už pradžią.
audit-about = Apie kurį žmogų
audit-clear = Rodyti viską
audit-none = Įrašų nėra
audit-none-narrowed = Pasirinkite ilgesnį laiką arba mažiau sąlygų.
audit-none-more = Kai kas nors ką nors darys, bus užrašyta čia.
audit-older = Rodyti senesnius
audit-end = Senesnių įrašų nėra.
audit-by-office = Serverio komandinė eilutė
audit-by-server = Serveris
audit-by-unknown = Nežinomas žmogus
audit-reason = : { $reason }
audit-about-worker = (darbuotojas: { $name })
audit-who-else = Kas dar žiūrėjo
audit-who-looked = Kas žiūrėjo
audit-card = Kortelė

## Žurnalo puslapiai

audit-page-search = Įrašai
audit-page-saw = Kas matė žmogų
audit-page-tablets = Kas buvo planšetėje
audit-page-tries = Nepavykę bandymai
audit-page-chain = Ar žurnalas nepakeistas
audit-print = Spausdinti
saw-lead = Pasirinkite žmogų: pamatysite, kas, kada, iš kur ir kodėl į jo duomenis žiūrėjo.
saw-id = Žmogaus Nr.
saw-id-hint = Visas, kaip žurnale arba ištrynimo įrodyme. Vardų administratorius nemato.
saw-show = Rodyti
saw-erased = Žmogaus duomenys ištrinti. Kas žiūrėjo, lieka.
saw-held = Kieno jis buvo
saw-held-none = Niekam nebuvo priskirtas.
saw-held-since = nuo { $from }
saw-held-from = nuo { $from } iki { $to }
saw-held-means = Visą tą laiką žmogaus duomenys buvo ir darbuotojo planšetėje; savo žmonių kortelių žiūrėjimas planšetėje po vieną neužrašomas.
saw-none = Niekas nežiūrėjo
saw-console = žiūrėjo konsolėje
saw-tablet = žiūrėjo planšetėje
saw-listed = matė vardą ir adresą paieškos sąraše
saw-exported = parengė viską, kas apie žmogų saugoma
saw-refused = norėjo pažiūrėti, bet neleista
ontablet-lead = Pasirinkite pamestą planšetę: pamatysite, kurių žmonių duomenys joje buvo. To reikia pranešant apie duomenų saugumo pažeidimą per 72 valandas.
ontablet-tablet = Planšetė
ontablet-choose = Pasirinkite planšetę
ontablet-of = { $name }, nuo { $since }
ontablet-of-revoked = { $name }, nuo { $since }, atimta
ontablet-title = Planšetė: { $name }
ontablet-approved = Patvirtinta
ontablet-seen = Paskutinį kartą matyta
ontablet-not-revoked = Neatimta
ontablet-made = Šis sąrašas parengtas
ontablet-there =
    { $count ->
        [one] Joje yra arba gali būti { $count } žmogus
        [few] Joje yra arba gali būti { $count } žmonės
       *[other] Joje yra arba gali būti { $count } žmonių
    }
ontablet-left =
    { $count ->
        [one] { $count } žmogaus duomenys iš jos jau pašalinti
       *[other] { $count } žmonių duomenys iš jos jau pašalinti
    }
ontablet-nobody = Joje nieko nebuvo
ontablet-from = Nuo
ontablet-to = Priskirtas iki
ontablet-still = tebepriskirtas
ontablet-on = yra joje
ontablet-perhaps = gali būti joje
ontablet-forgotten = jau pašalinta
ontablet-means = Kas netikra, laikoma, kad joje buvo. Planšetėje dar užrašyti ir neišsiųsti nauji žmonės čia nežinomi.
tries-lead = Kas mėgino ir nepateko: prisijungdamas, tvirtindamas tapatybę, keisdamas slaptažodį, planšetės PIN kodu, planšetės prijungimo kodu, atkūrimo raktu. Planšetė apie neteisingai įvestus PIN kodus praneša, kai turi ryšį.
tries-none = Nepavykusių bandymų nebuvo
tries-means = Kiekvienos rūšies rodoma iki šimto naujausių.
tries-search = Ieškoti senesnių
tries-times =
    { $count ->
        [one] { $count } kartą
        [few] { $count } kartus
       *[other] { $count } kartų
    }
visits-count =
    { $count ->
        [one] { $count } vizitas
        [few] { $count } vizitai
       *[other] { $count } vizitų
    }
chain-lead = Kiekvienas žurnalo įrašas sujungtas su ankstesniu, o kas valandą jo pabaiga pasirašoma. Pasirašytą pabaigą saugo ir planšetės, todėl pakeisto žurnalo nepaslėpsi.
chain-walk = Patikrinti visą
chain-walking = Tikrinama…
chain-holds =
    { $records ->
        [one] Žurnalas nepakeistas: { $records } įrašas sutampa su tuo, kas užrašyta; pasirašyta iki { $covered } įrašo.
        [few] Žurnalas nepakeistas: { $records } įrašai sutampa su tuo, kas užrašyta; pasirašyta iki { $covered } įrašo.
        [many] Žurnalas nepakeistas: { $records } įrašo sutampa su tuo, kas užrašyta; pasirašyta iki { $covered } įrašo.
       *[other] Žurnalas nepakeistas: { $records } įrašų sutampa su tuo, kas užrašyta; pasirašyta iki { $covered } įrašo.
    }
chain-partly = Iki { $records } įrašo žurnalas nepakeistas. Likusią dalį patikrinkite serveryje: vizitas-server audit verify.
chain-lost =
    { $count ->
        [one] { $count } planšetė dar saugo įrašus, kurie prarasti atkuriant iš kopijos.
        [few] { $count } planšetės dar saugo įrašus, kurie prarasti atkuriant iš kopijos.
       *[other] { $count } planšečių dar saugo įrašus, kurie prarasti atkuriant iš kopijos.
    }
chain-fault-missing = Trūksta { $record } įrašo.
chain-fault-altered = { $record } įrašas ({ $at }) nėra toks, koks buvo užrašytas.
chain-fault-unreadable = { $record } įrašo nepavyksta perskaityti.
chain-fault-beside =
    { $count ->
        [one] Šalia grandinės yra { $count } svetimas įrašas.
        [few] Šalia grandinės yra { $count } svetimi įrašai.
        [many] Šalia grandinės yra { $count } svetimo įrašo.
       *[other] Šalia grandinės yra { $count } svetimų įrašų.
    }
chain-fault-rewritten = Nuo { $record } iki { $count } įrašo žurnalas ne toks, koks buvo pasirašytas { $at }.
chain-fault-cut = Žurnalas nukirptas ties { $record } įrašu: { $at } buvo pasirašyta { $count } įrašų.
chain-fault-unsigned = Pabaiga ties { $record } įrašu pasirašyta ne šios savivaldybės raktu.
chain-fault-next = Nieko nekeiskite ir nedelsdami praneškite duomenų apsaugos pareigūnui ir serverio prižiūrėtojui.
chain-records = Įrašų
chain-signed = Pasirašyta
chain-signed-at = { $when }, iki { $records } įrašo
chain-unsigned = Dar nepasirašyta
chain-key = Savivaldybės rakto pradžia
chain-checkpoints = Pasirašytų pabaigų
chain-witnesses = Planšetės, kurios saugo pasirašytą pabaigą
chain-witnesses-none = Dar nė viena.
chain-keeps = Saugo
chain-upto = iki { $records } įrašo
chain-fits = sutampa
chain-not-fits = nesutampa
audit-staff-active = dirba
audit-staff-disabled = nebeįleidžiamas

deed-opened = atvėrė žmogaus kortelę arba vizitą
deed-searched_beyond = ieškojo tarp ne savo žmonių
deed-listed = pamatė nepriskirto žmogaus vardą ir adresą paieškos sąraše
deed-refused = norėjo to, kas nepriskirta, bet neleista
deed-emergency_access_opened = skubiai atvėrė nepriskirto žmogaus duomenis
deed-emergency_access_used = žiūrėjo arba keitė skubiai atverto žmogaus duomenis
deed-emergency_access_under_the_same_name = vadinasi taip pat kaip žmogus, kurį skubiai atvėrė
deed-emergency_access_ended = baigė skubią prieigą
deed-emergency_access_reviewed = peržiūrėjo skubią prieigą
deed-looked_at_emergency_access = žiūrėjo, kas ką skubiai atvėrė
deed-own_record_refused = norėjo skubiai atverti savo paties įrašą, bet neleista
deed-case_handed_over = perdavė žmogų kitam darbuotojui
deed-clients_merged = sujungė dvi korteles
deed-clients_separated = vėl atskyrė dvi korteles
deed-signed_in = prisijungė
deed-sign-in_refused = mėgino prisijungti netinkamu slaptažodžiu arba kodu
deed-password_changed = pakeitė savo slaptažodį
deed-password_change_refused = mėgino keisti slaptažodį netinkamu senuoju arba kodu
deed-signed_in_by_passkey = prisijungė prieigos raktu
deed-passkey_added = pridėjo prieigos raktą
deed-passkey_removed = pašalino prieigos raktą
deed-passkey_refused = mėgino prisijungti netinkamu prieigos raktu
deed-passkey_counter_went_back = mėgino prisijungti prieigos raktu, kurio gali būti kopija
deed-proof_refused = nepatvirtino tapatybės: netiko slaptažodis, kodas arba prieigos raktas
deed-signed_in_by_provider = prisijungė savivaldybės paskyra
deed-provider_sign-in_refused = mėgino prisijungti savivaldybės paskyra, bet neleista
deed-unknown_account_refused = bandė prisijungti savivaldybės paskyra, kuri nesusieta
deed-account_bound = susiejo žmogų su savivaldybės paskyra
deed-account_bound_by_address = susiejo savo savivaldybės paskyrą pagal patvirtintą el. paštą
deed-account_unbound = atsiejo žmogaus savivaldybės paskyrą
deed-session_ended = nutraukė prisijungimą
deed-staff_added = leido prisijungti naujam žmogui
deed-staff_changed = pakeitė, kas ką gali
deed-worker_added = įrašė naują darbuotoją
deed-worker_leaves = įrašė, kada darbuotojas išeina iš darbo
deed-worker_left = užvėrė išėjusio darbuotojo prieigą
deed-worker_came_back = įrašė, kad darbuotojas lieka dirbti arba grįžo
deed-staff_reset = leido rinktis slaptažodį iš naujo
deed-idle_account_warned = įspėjo, kad seniai nesijungusio žmogaus prieiga bus sustabdyta
deed-account_suspended = sustabdė seniai nesijungusio žmogaus prieigą
deed-suspension_lifted = grąžino sustabdytą prieigą
deed-enrolment_code_given = davė kodą planšetei prijungti
deed-enrolment_code_given_with_approval = davė kodą planšetei prijungti ir iš anksto ją patvirtino
deed-tablet_enrolled = prijungė planšetę
deed-tablet_approved = patvirtino planšetę
deed-tablet_approved_with_own_code = patvirtino planšetę, kurios kodą davė tas pats žmogus
deed-tablet_refused = planšetės nepatvirtino
deed-tablet_revoked = atėmė planšetę
deed-unlock_code_given = pamatė planšetės atrakinimo kodą
deed-recovery_key_made = su kitu žmogumi padarė atkūrimo raktą
deed-recovery_key_used = su kitu žmogumi atidarė planšetę atkūrimo raktu
deed-tablet_opened_by_code = atrakino planšetę koordinatoriaus kodu
deed-tablet_opened_by_office = atrakino planšetę raktais, kuriuos grąžino skyrius
deed-unlock_code_taken_back = atsiėmė parodytą atrakinimo kodą
deed-recovery_key_refused = slaptažodis netiko, atkūrimo raktas nesukurtas
deed-recovery_asked = paprašė skyriaus atidaryti planšetę
deed-recovery_asked_unproved = gavo prašymą atidaryti planšetę, kuri neįrodė, kad ji ta pati
deed-transport_key_renewed = atkūrė planšetę, kurios saugykla buvo dingusi
deed-tablet_full = planšete nebegalėjo nieko perduoti: per daug jos įrašų laukia sprendimo
deed-work_carried = planšete pristatė kito žmogaus planšetės darbus
deed-strange_looks = planšete pranešė apie žiūrėjimus į žmones, kurių duomenų joje nebuvo
deed-settings_changed = pakeitė nustatymus
deed-words_changed = pakeitė pranešimų žodžius
deed-books_imported = įkėlė skyriaus lenteles
deed-books_uploaded = įkėlė skyriaus lenteles
deed-messages_released = išleido sulaikytus pranešimus
deed-let_messages_out = išleido sulaikytus pranešimus
deed-tried_a_carrier = išsiuntė sau bandomąjį pranešimą
deed-dealt_with_a_stray_message = sutvarkė žinutę iš nežinomo numerio
deed-took_up_a_stray_message_again = vėl ėmėsi žinutės iš nežinomo numerio
deed-searched = ieškojo žmogaus
deed-sign-in_held_back = per dažnai bandė prisijungti ir turėjo palaukti
deed-tablet_wipe_asked = nurodė pamestą planšetę išvalyti, kai tik prisijungs
deed-tablet_cleared = planšetė pranešė išsivaliusi
deed-tablet_turned_away = bandė jungtis planšete, kuri teisių nebeturi
deed-wrong_pin_tries = planšetėje įvedė netinkamą PIN kodą
deed-enrolment_code_unknown = mėgino prijungti planšetę nežinomu kodu
deed-enrolment_code_wrong = mėgino prijungti planšetę kodu su klaida
deed-enrolment_code_used_again = mėgino prijungti planšetę jau panaudotu kodu
deed-enrolment_code_expired = mėgino prijungti planšetę pasibaigusiu kodu
deed-visits_called_off_for_a_restriction = atšaukė vizitus, nes apribojo duomenis
deed-looked_at_erasures = žiūrėjo, kas ištrinta ir ką prašoma ištrinti
deed-verified_the_audit = patikrino, ar žurnalas nepakeistas
deed-proved_at_the_command_line = patvirtino tapatybę komandų eilutėje
deed-searched_the_audit = vartė žurnalą
deed-asked_who_saw = klausė, kas žiūrėjo į žmogaus duomenis
deed-asked_what_a_tablet_held = klausė, kurių žmonių duomenys buvo planšetėje
deed-log_backed_up = padarė žurnalo atsarginę kopiją
deed-vault_backed_up = padarė raktų atsarginę kopiją
deed-backup_failed = atsarginės kopijos padaryti nepavyko
deed-backup_deleted = ištrynė seniausią atsarginę kopiją
deed-backed_up = padarė atsarginę kopiją
deed-restored = atkūrė sistemą iš atsarginės kopijos
deed-key-encryption_key_replaced = pakeitė serverio pagrindinį raktą
deed-data_keys_renewed = atnaujino klientų duomenų raktus
deed-audit_is_not_what_a_tablet_keeps = nustatė, kad planšetė saugo kitokį žurnalą: žurnalas galėjo būti pakeistas
deed-chain_goes_on_behind_a_gap = atsiuntė įrašų, tarp kurių trūksta dalies
deed-held_work_placed = priėmė atsiųstą įrašą, kuris laukė sprendimo
deed-held_work_taken_up_again = vėl ėmėsi atsiųsto įrašo, kuris laukė sprendimo
deed-held_work_kept = atsiųstą įrašą paliko saugoti atskirai
deed-held_work_let_go = atsiųsto įrašo atsisakė
deed-exported = parengė viską, kas apie žmogų saugoma
deed-erasure_asked = paprašė ištrinti žmogų
deed-erasure_withdrawn = atsiėmė prašymą ištrinti žmogų
deed-erased = patvirtino, ir žmogus ištrintas
deed-restricted = apribojo žmogaus duomenis
deed-restriction_lifted = nuėmė duomenų apribojimą
deed-looked_at_a_restriction = žiūrėjo, kieno duomenys apriboti
deed-retention_announced = paskelbė, kad baigėsi saugojimo terminas
deed-retention_rules_set = pakeitė saugojimo terminus
deed-other = atliko veiksmą „{ $deed }“

deed-name-opened = Žiūrėjo į žmogų
deed-name-searched_beyond = Ieškojo tarp ne savo
deed-name-listed = Pamatė sąraše
deed-name-refused = Neleista
deed-name-emergency_access_opened = Skubiai atvėrė
deed-name-emergency_access_used = Naudojosi skubia prieiga
deed-name-emergency_access_under_the_same_name = Skubiai atvėrė bendravardį
deed-name-emergency_access_ended = Baigė skubią prieigą
deed-name-emergency_access_reviewed = Peržiūrėjo skubią prieigą
deed-name-looked_at_emergency_access = Žiūrėjo skubias prieigas
deed-name-own_record_refused = Norėjo atverti savo įrašą
deed-name-exported = Parengė žmogaus duomenis
deed-name-erasure_asked = Paprašė ištrinti
deed-name-erasure_withdrawn = Atsiėmė prašymą ištrinti
deed-name-erased = Ištrynė žmogų
deed-name-restricted = Apribojo duomenis
deed-name-restriction_lifted = Nuėmė apribojimą
deed-name-looked_at_a_restriction = Žiūrėjo apribojimus
deed-name-retention_announced = Paskelbė termino pabaigą
deed-name-retention_rules_set = Pakeitė saugojimo terminus
deed-name-case_handed_over = Perdavė žmogų
deed-name-clients_merged = Sujungė korteles
deed-name-clients_separated = Atskyrė korteles
deed-name-signed_in = Prisijungė
deed-name-sign-in_refused = Nepavyko prisijungti
deed-name-password_changed = Pakeitė slaptažodį
deed-name-password_change_refused = Nepavyko pakeisti slaptažodžio
deed-name-signed_in_by_passkey = Prisijungė prieigos raktu
deed-name-passkey_added = Pridėjo prieigos raktą
deed-name-passkey_removed = Pašalino prieigos raktą
deed-name-passkey_refused = Netiko prieigos raktas
deed-name-passkey_counter_went_back = Gal prieigos rakto kopija
deed-name-proof_refused = Nepatvirtino tapatybės
deed-name-signed_in_by_provider = Prisijungė savivaldybės paskyra
deed-name-provider_sign-in_refused = Savivaldybės paskyra netiko
deed-name-unknown_account_refused = Nesusieta paskyra
deed-name-account_bound = Susiejo paskyrą
deed-name-account_bound_by_address = Susiejo pagal el. paštą
deed-name-account_unbound = Atsiejo paskyrą
deed-name-session_ended = Nutraukė prisijungimą
deed-name-staff_added = Leido prisijungti
deed-name-staff_changed = Pakeitė, kas ką gali
deed-name-worker_added = Įrašė darbuotoją
deed-name-worker_leaves = Įrašė, kada išeina iš darbo
deed-name-worker_left = Išėjo iš darbo
deed-name-worker_came_back = Grįžo į darbą
deed-name-staff_reset = Slaptažodis iš naujo
deed-name-idle_account_warned = Įspėjo apie nenaudojamą prieigą
deed-name-account_suspended = Sustabdė nenaudojamą prieigą
deed-name-suspension_lifted = Grąžino prieigą
deed-name-enrolment_code_given = Davė kodą planšetei
deed-name-enrolment_code_given_with_approval = Davė kodą su patvirtinimu
deed-name-tablet_enrolled = Prijungė planšetę
deed-name-tablet_approved = Patvirtino planšetę
deed-name-tablet_approved_with_own_code = Patvirtino planšetę pagal savo kodą
deed-name-tablet_refused = Planšetės nepatvirtino
deed-name-tablet_revoked = Atėmė planšetę
deed-name-recovery_asked = Paprašė atidaryti planšetę
deed-name-recovery_asked_unproved = Neįrodytas prašymas atidaryti planšetę
deed-name-recovery_key_made = Padarė atkūrimo raktą
deed-name-recovery_key_refused = Atkūrimo raktas nesukurtas
deed-name-recovery_key_used = Atidarė planšetę atkūrimo raktu
deed-name-unlock_code_given = Pamatė atrakinimo kodą
deed-name-unlock_code_taken_back = Atsiėmė atrakinimo kodą
deed-name-tablet_opened_by_code = Atrakino koordinatoriaus kodu
deed-name-tablet_opened_by_office = Atrakino skyriaus grąžintais raktais
deed-name-transport_key_renewed = Atkūrė planšetę
deed-name-chain_goes_on_behind_a_gap = Trūksta dalies įrašų
deed-name-held_work_placed = Priėmė laukusį įrašą
deed-name-held_work_kept = Paliko įrašą atskirai
deed-name-held_work_let_go = Atsisakė atsiųsto įrašo
deed-name-held_work_taken_up_again = Vėl ėmėsi laukusio įrašo
deed-name-tablet_full = Planšetės įrašų per daug
deed-name-work_carried = Pristatė kitos planšetės darbus
deed-name-strange_looks = Neįmanomi žiūrėjimai
deed-name-settings_changed = Pakeitė nustatymus
deed-name-words_changed = Pakeitė pranešimų žodžius
deed-name-books_imported = Įkėlė lenteles
deed-name-messages_released = Išleido pranešimus
deed-name-tried_a_carrier = Bandomasis pranešimas
deed-name-dealt_with_a_stray_message = Sutvarkė žinutę
deed-name-took_up_a_stray_message_again = Vėl ėmėsi žinutės
deed-name-searched = Ieškojo žmogaus
deed-name-sign-in_held_back = Per dažnai bandė prisijungti
deed-name-tablet_wipe_asked = Nurodė išvalyti pamestą planšetę
deed-name-tablet_cleared = Pamesta planšetė išsivalė
deed-name-tablet_turned_away = Jungėsi atimta planšetė
deed-name-wrong_pin_tries = Netinkamas PIN
deed-name-enrolment_code_unknown = Nežinomas planšetės kodas
deed-name-enrolment_code_wrong = Planšetės kodas su klaida
deed-name-enrolment_code_used_again = Panaudotas planšetės kodas
deed-name-enrolment_code_expired = Pasibaigęs planšetės kodas
deed-name-visits_called_off_for_a_restriction = Atšaukė vizitus dėl apribojimo
deed-name-looked_at_erasures = Žiūrėjo ištrynimus
deed-name-verified_the_audit = Tikrino žurnalą
deed-name-proved_at_the_command_line = Patvirtino tapatybę komandų eilutėje
deed-name-searched_the_audit = Vartė žurnalą
deed-name-asked_who_saw = Klausė, kas žiūrėjo
deed-name-asked_what_a_tablet_held = Klausė, kas buvo planšetėje
deed-name-key-encryption_key_replaced = Pakeitė pagrindinį raktą
deed-name-data_keys_renewed = Atnaujino klientų raktus
deed-name-log_backed_up = Žurnalo kopija
deed-name-vault_backed_up = Raktų kopija
deed-name-backup_failed = Kopijos padaryti nepavyko
deed-name-backup_deleted = Ištrinta sena kopija
deed-name-backed_up = Atsarginė kopija (senoji)
deed-name-restored = Atkūrė sistemą
deed-name-audit_is_not_what_a_tablet_keeps = Žurnalas nesutampa su planšete

## Nustatymai

tab-settings = Nustatymai
settings-noun-messages = Pranešimai
settings-noun-office = Pavadinimas
settings-noun-email = El. paštas
settings-noun-sms = SMS
settings-noun-backups = Atsarginės kopijos
settings-noun-templates = Pranešimų žodžiai
settings-find-messages = Nustatymai: pranešimai, skyriaus telefonas ir valandos
settings-find-office = Nustatymai: kaip įstaiga vadinama
settings-find-email = Nustatymai: el. paštas
settings-find-sms = Nustatymai: SMS
settings-find-backups = Nustatymai: atsarginės kopijos
settings-noun-provider = Savivaldybės paskyra
settings-find-provider = Nustatymai: prisijungimas savivaldybės paskyra
provider-part-on = Prisijungimas savivaldybės paskyra
provider-lead = Kas žmogus yra, patvirtina savivaldybės paskyrų serveris (OpenID Connect). Slaptažodžio ir kodo iš telefono čia tada neprašoma: ar paskyros pakankamai saugios, sprendžia savivaldybė.
provider-on-yes = Žmonės gali jungtis savivaldybės paskyra
provider-on-no = Tik slaptažodžiu arba prieigos raktu
provider-part-where = Paskyrų serveris
provider-issuer = Adresas
provider-issuer-hint = Kaip serveris save vadina („issuer“), pavyzdžiui, https://login.savivaldybe.lt
provider-client = Kaip jis vadina Vizitus
provider-client-hint = „Client ID“
provider-secret = Kliento raktas
provider-secret-hint = „Client secret“
provider-back = Ten įrašykite grįžimo adresą:
provider-part-who = Kaip atpažįstamas žmogus
provider-email-no = Kiekvieną paskyrą susieja administratorius
provider-email-no-more = Prisijungiančiųjų sąraše, prie žmogaus.
provider-email-yes = Pirmą kartą – pagal patvirtintą el. paštą
provider-email-yes-more = Jei jis toks pat kaip prisijungimo vardas čia. Rinkitės tik tada, kai el. paštą paskyroms duoda savivaldybė.
provider-claim = Kas pažymi paskyrą
provider-claim-hint = Beveik visada „sub“. Žymuo niekada neturi atitekti kitam žmogui.
wrong-provider-issuer = Įrašykite adresą, kuris prasideda https://.
wrong-provider-issuer-empty = Įrašykite paskyrų serverio adresą.
wrong-provider-issuer-unsealed = Adresas turi prasidėti https://: kitaip kliento raktą kas nors perskaitytų pakeliui.
wrong-provider-client_id = Įrašykite vieną žodį, be tarpų.
wrong-provider-client_id-empty = Įrašykite, kaip paskyrų serveris vadina Vizitus.
wrong-provider-secret = Įrašykite kliento raktą, kurį davė paskyrų serveris.
wrong-provider-secret-again = Pakeitėte paskyrų serverio adresą: kliento raktas skirtas ankstesniam. Įrašykite naująjį.
wrong-provider-claim = Įrašykite vieną žodį, be tarpų; beveik visada „sub“.
settings-save = Išsaugoti
settings-saved = Išsaugota. Galioja nuo kito pranešimo.
settings-saved-office = Išsaugota. Nuo šiol taip pasirašomi pranešimai.
settings-changed = Yra neišsaugotų pakeitimų.
settings-same = Viskas išsaugota.
secret-there = Įrašytas. Jei paliksite tuščią, nepasikeis.
secret-goes = Bus pašalintas, kai išsaugosite.
secret-remove = Pašalinti
part-rare = Retai reikalinga
pace = Daugiausia pranešimų per minutę
pace-hint = Tuščia – be ribos.
honours = Ar tiekėjas atmeta pasikartojančius
honours-no = Nežinome
honours-no-more = Kas galėjo būti išsiųsta, antrą kartą nesiunčiama: paskambina žmogus.
honours-yes = Taip, tiekėjas tai patvirtino raštu
honours-yes-more = Kas liko neaišku, siunčiama dar kartą su tuo pačiu numeriu.

wrong-number = Įrašykite sveiką skaičių iki { $most }.
wrong-hours = Rašykite taip: 8:00–20:00
wrong-price = Rašykite taip: 0,045
wrong-pairs = Kiekvienoje eilutėje rašykite taip: vardas = reikšmė

messages-part-on = Ar žmonėms siunčiami pranešimai
messages-on = Ar žmonėms siunčiami pranešimai
messages-on-yes = Siunčiami
messages-on-yes-more = Įjungus pranešama ir apie tai, kas jau sutarta ir dar tik bus.
messages-on-no = Nesiunčiami
messages-on-no-more = Niekam nieko nesiunčiama.
messages-fallback = Jei žmogaus pasirinkto būdo panaudoti negalima
messages-fallback-hint = Kai nelieka jokio būdo, atsiranda užduotis paskambinti.
messages-fallback-sms-email = SMS, paskui el. paštas
messages-fallback-email-sms = El. paštas, paskui SMS
messages-fallback-sms = Tik SMS
messages-fallback-email = Tik el. paštas
messages-fallback-none = Iškart paskambina žmogus
messages-part-office = Kaip skyrius prisistato
messages-municipality = Rašo { $name }. Pavadinimą keičia serverio prižiūrėtojas.
messages-phone = Skyriaus telefonas
messages-phone-hint = Tuščia – nurodomas atvykstančio darbuotojo telefonas.
messages-unit = Skyriaus pavadinimas
messages-unit-hint = Juo pasirašomi laiškai.
office-part-name = Kaip įstaiga vadinama
office-name = Pavadinimas
office-name-hint = Juo pasirašomi pranešimai; jį žmogus mato savo puslapyje, o darbuotojas – naujoje planšetėje.
wrong-office-name = Rašykite vieną eilutę, be ypatingų ženklų.
wrong-office-name-empty = Įrašykite, kaip įstaiga vadinama, pavyzdžiui: Alytaus miesto savivaldybė.
wrong-office-name-range = Pavadinimas per ilgas. Jis gali būti iki 120 ženklų.

settings-noun-accounts = Prieiga
settings-find-accounts = Nustatymai: kada sustabdyti seniai nesijungusių prieigą
accounts-part-idle = Seniai nesijungę
accounts-lead = Kas tiek dienų nesijungia nei čia, nei planšetėje, to prieiga sustabdoma. Prieš dvi savaites apie tai parašoma skirtuke „Prisijungiantys“. Grąžinti prieigą gali administratorius vienu paspaudimu.
accounts-idle-days = Po kiek dienų sustabdyti
accounts-idle-days-hint = Nuo 30 iki 365. Įprastai 90, tai yra trys mėnesiai.
wrong-accounts-idle_days = Įrašykite nuo 30 iki 365 dienų.
accounts-opening-lead = Kas neturi prieigos prie žmogaus, o reikia dabar, gali jį atverti skubiai. Koordinatorius ir standarto pareigūnas tai mato iš karto.
accounts-opening-hours = Kiek valandų galioja
accounts-opening-hours-hint = Nuo 1 iki 24. Įprastai 8, tai yra darbo diena.
wrong-accounts-opening_hours = Įrašykite nuo 1 iki 24 valandų.
messages-ready = Ką prašome paruošti
messages-ready-hint = Rašoma lietuviškuose laiškuose ir kliento puslapyje, ne žinutėse. Pavyzdžiui: asmens dokumentą.
messages-part-hours = Kada pranešimas gali pasiekti namus
messages-hours-hint = Rašykite, pavyzdžiui, 8:00–20:00; dieną, kai pranešti negalima, palikite tuščią. „Jau pakeliui“ ir „vėluojame“ siunčiama bet kada.
wrong-messages-fallback = Pasirinkite vieną iš būdų.
wrong-messages-phone = Tai ne telefono numeris. Rašykite taip: +370 315 56660.
wrong-messages-unit = Pavadinimas netinka.
wrong-messages-ready = Šių žodžių įrašyti negalima.
wrong-messages-hours = Bent viena diena turi būti atvira, o pradžia – ankstesnė už pabaigą.
wrong-messages-hours-empty = Nė viena diena neatvira. Įrašykite bent vienos dienos valandas.
wrong-messages-hours-range = Pradžia turi būti ankstesnė už pabaigą, o pabaiga – ne vėlesnė kaip 24:00.

email-part-on = Ar siunčiami laiškai
email-on = Ar siunčiami laiškai
email-on-yes = Siunčiami
email-on-no = Nesiunčiami
email-from = Kieno vardu siunčiami laiškai
email-from-hint = Pavyzdžiui: Socialinės paramos skyrius <vizitai@savivaldybe.lt>. Iš to paties adreso kviečiama į kalendorių.
email-part-server = Pašto serveris
email-host = Serverio vardas
email-host-hint = Kaip jo liudijime, pavyzdžiui, mail.savivaldybe.lt.
email-port = Prievadas
email-port-hint = Tuščia – įprastas.
email-tls = Kaip apsaugotas ryšys
email-tls-starttls = STARTTLS (dažniausiai)
email-tls-implicit = TLS iš karto (465 prievadas)
email-tls-none = Neapsaugotas: tik tame pačiame kompiuteryje
email-user = Prisijungimo vardas
email-user-hint = Tuščia – prisijungti nereikia.
email-password = Slaptažodis
email-part-back = Kas negalėjo būti įteikta
email-back-lead = Grįžęs laiškas virsta užduotimi paskambinti.
email-return = Adresas grįžtantiems laiškams
email-return-hint = Vietoj { "{" }id{ "}" } bus pranešimo numeris, pavyzdžiui, back+{ "{" }id{ "}" }@savivaldybe.lt. Tuščia – grįžta siuntėjui.
email-bounces = Pašto dėžutė serveryje
email-bounces-hint = Failas arba aplankas (mbox, Maildir), iš kurio skaitomi grįžę laiškai.
email-bounce-secret = Slapta adreso dalis
email-bounce-secret-hint = Jei grįžusius laiškus tiekėjas praneša adresu. Juo taip pat pasirašoma.
email-bounce-signature = Tiekėjo parašo antraštė
back-signature-hint = HMAC-SHA-256; tuščia – pakanka rakto adrese.
back-time = Parašo laiko antraštė
back-time-hint = Sekundės nuo 1970 m. Parašas tada galioja penkias minutes ir tik kartą. Tuščia – kas pranešimą perimtų, galėtų jį pakartoti.
email-authority = Papildomas liudijimas (PEM)
email-authority-hint = Jei serverio liudijimą išdavė pati įstaiga.
wrong-email-password-again = Pakeitėte pašto serverį: slaptažodis skirtas ankstesniam. Įrašykite jį iš naujo.
wrong-email-host = Įrašykite pašto serverio vardą.
wrong-email-port = Prievadas – skaičius iki 65535.
wrong-email-tls = Neapsaugotas ryšys leidžiamas tik su serveriu tame pačiame kompiuteryje. Pasirinkite STARTTLS arba TLS.
wrong-email-user = Prisijungimo vardas netinka.
wrong-email-from = Rašykite taip: Skyriaus pavadinimas <adresas@savivaldybe.lt>
wrong-email-from-empty = Įrašykite, kieno vardu siunčiama: Skyriaus pavadinimas <adresas@savivaldybe.lt>
wrong-email-from-address = Tai ne el. pašto adresas. Rašykite taip: Skyriaus pavadinimas <adresas@savivaldybe.lt>
wrong-email-return_path = Tai ne el. pašto adresas.
wrong-email-bounces = Toks kelias netinka.
wrong-email-bounce_signature = Įrašykite ir parašo antraštę: nepasirašytas laikas nieko neįrodo.
wrong-email-authority = Liudijimas neperskaitomas. Įklijuokite jį visą, nuo BEGIN CERTIFICATE eilutės.
wrong-email-per_minute = Įrašykite sveiką skaičių.

sms-part-on = Ar siunčiamos SMS
sms-on = Ar siunčiamos SMS
sms-on-yes = Siunčiamos
sms-on-no = Nesiunčiamos
sms-letters = Kaip rašomos raidės
sms-letters-letters = Su visomis raidėmis
sms-letters-letters-more = „Laukiame Jūsų“, visas tekstas. Dalyje telpa 70 ženklų.
sms-letters-plain = Be ženklų virš raidžių
sms-letters-plain-more = „Laukiame Jusu“, trumpas tekstas. Dalyje telpa 160 ženklų, tad paprastai pigiau.
sms-letters-latin = Be ženklų, ir rusiškai – lotyniškomis raidėmis
sms-letters-latin-more = „Zhdyom Vas“. Pigiausia, bet rusiškai sunkiau skaityti.
sms-price = Vienos dalies kaina, €
sms-price-hint = Pavyzdžiui, 0,045. Tuščia – kaina nerodoma.
sms-part-how = Kaip SMS perduodama tiekėjui
sms-how-lead = Šiuos duomenis duoda SMS tiekėjas.
sms-url = Adresas
sms-url-hint = Prasideda https://
sms-method = Užklausos būdas
sms-form = Kokiu pavidalu
sms-form-json = JSON
sms-form-form = Kaip tinklalapio forma
sms-form-query = Pačiame adrese
sms-fields = Laukai
sms-fields-hint = Po vieną eilutėje: laukas = reikšmė. Įrašoma: { "{" }to{ "}" } – numeris, { "{" }text{ "}" } – tekstas, { "{" }id{ "}" } – pranešimo numeris, { "{" }secret{ "}" } – raktas.
sms-headers = Antraštės
sms-headers-hint = Po vieną eilutėje, pavyzdžiui: authorization = Bearer { "{" }secret{ "}" }
sms-secret = Tiekėjo duotas raktas
sms-secret-hint = Juo įrodome tiekėjui, kad rašome mes.
sms-signature = Parašo antraštė
sms-signature-hint = HMAC-SHA-256; tuščia – nepasirašoma.
sms-part-back = Ką praneša tiekėjas
sms-back-lead = Duokite tiekėjui šiuos savo klientų puslapių adresus: pirmu praneša, ar žinutė įteikta, antru perduoda žmonių atsakymus.
sms-back-secret-place = RAKTAS
sms-back-secret = Tiekėjo pranešimų raktas
sms-back-secret-hint = Juo tiekėjas įrodo, kad praneša jis: įrašo adrese arba juo pasirašo.
sms-back-signature = Tiekėjo parašo antraštė
sms-pointer-hint = Kur tiekėjo pranešime kas parašyta, pavyzdžiui, /messages/0/id.
sms-list-hint = Kelias reikšmes skirkite kableliais.
sms-answer-id = Atsakyme: žinutės numeris
sms-status-id = Būsenoje: žinutės numeris
sms-status-reference = Būsenoje: mūsų numeris
sms-status-status = Būsenoje: kas įvyko
sms-status-delivered = Reikšmės: įteikta
sms-status-failed = Reikšmės: neįteikta
sms-inbound-id = Atsakyme iš žmogaus: numeris
sms-inbound-from = Atsakyme iš žmogaus: siuntėjas
sms-inbound-text = Atsakyme iš žmogaus: žodžiai
wrong-sms-secret-again = Pakeitėte SMS tiekėjo adresą: kliento raktas skirtas ankstesniam. Įrašykite naująjį.
wrong-sms-url = Adresas turi prasidėti https://; be apsaugos galima tik tame pačiame kompiuteryje.
wrong-sms-url-empty = Įrašykite SMS tiekėjo adresą; jis prasideda https://
wrong-sms-url-address = Tai ne adresas. Jis turi prasidėti https://, pavyzdžiui, https://sms.tiekejas.lt/siusti
wrong-sms-url-unsealed = Adresas neapsaugotas. Pakeiskite http:// į https://; be apsaugos galima tik tame pačiame kompiuteryje.
wrong-sms-method = Pasirinkite POST, PUT arba GET.
wrong-sms-form = Kai užklausos būdas GET, pavidalas – pačiame adrese.
wrong-sms-fields = Tarp reikšmių turi būti { "{" }to{ "}" } ir { "{" }text{ "}" }.
wrong-sms-fields-recipient = Nenurodyta, kam siųsti: tarp reikšmių turi būti { "{" }to{ "}" }.
wrong-sms-fields-words = Nenurodyta, ką siųsti: tarp reikšmių turi būti { "{" }text{ "}" }.
wrong-sms-call_back_signature = Įrašykite ir parašo antraštę: nepasirašytas laikas nieko neįrodo.
wrong-sms-headers = Antraštės netinka.
wrong-sms-signature = Antraštės vardas netinka.
wrong-sms-price_thousandths = Kaina netinka.
wrong-sms-per_minute = Įrašykite sveiką skaičių.

trial-sms = Bandomoji SMS…
trial-email = Bandomasis laiškas…
trial-title = Išsiųsti sau
trial-lead = Bus išsiųstas pranešimas apie išgalvotą vizitą. Nurodykite savo numerį arba adresą, ne kito žmogaus.
trial-to-sms = Jūsų telefonas
trial-to-email = Jūsų el. paštas
trial-act = Siųsti
trial-sent = Tiekėjas priėmė. Pažiūrėkite, ar gavote.
trial-not_yet = Tiekėjas dabar nepriima. Patikrinkite adresą ir ryšį, bandykite dar kartą.
trial-never = Tiekėjas atmetė. Patikrinkite, kas įrašyta nustatymuose.
trial-unknown = Neaišku, ar tiekėjas priėmė: ryšys nutrūko. Pažiūrėkite, ar gavote.
trial-why = Tiekėjo kodas: { $why }
wrong-trial-to = Tokiu adresu išsiųsti negalima. SMS siunčiama į mobilųjį, pavyzdžiui, +370 612 34567.
wrong-trial-channel = Šis būdas išjungtas. Įjunkite, išsaugokite ir bandykite dar kartą.

## Pranešimų žodžiai

tab-templates = Pranešimų žodžiai
templates-act-find = Keisti pranešimų žodžius
templates-facts =
    { $own ->
        [0] visur standarto žodžiai
        [one] { $own } vietoje įstaigos žodžiai
       *[other] { $own } vietose įstaigos žodžiai
    }
templates-lead = Tai, ką žmonės skaito. Žodžius paskelbė standartas (versija { $version }); bet kurią vietą galite parašyti savaip ir bet kada grįžti prie standarto.
templates-language = Kalba
templates-purpose = Pranešimas
templates-standard = Standarto
templates-own = Įstaigos, { $version } versija
told-form-sms = SMS
told-form-sms_short = Trumpa SMS
told-form-subject = Laiško tema
told-form-mail = Laiškas
told-form-page = Žmogaus puslapis
told-page-head = Tai puslapio antraštė. Laiką, kas atvyks, mygtukus ir telefoną puslapis žemiau parodo pats.
purpose-when-offer = Kai žmogui laikomi keli laikai.
purpose-when-proposal = Kai siūlomas vienas laikas.
purpose-when-agreed = Iškart, kai laikas sutartas.
purpose-when-reminder = Likus dviem dienoms.
purpose-when-question = Dieną prieš, jei žmogus nepatvirtino.
purpose-when-on_the_way = Kai darbuotojas išvyko.
purpose-when-late = Kai darbuotojas vėluoja.
purpose-when-moved = Iškart, kai laikas pakeistas.
purpose-when-must_move = Kai laiko išlaikyti negalime, o kito dar nėra.
purpose-when-cancelled = Iškart, kai vizitas atšauktas.
purpose-when-rate = Po vizito.
purpose-when-summary = Kai santrauka parašyta.

template-facts = { $form }, { $language } kalba
template-all = Visi pranešimai
template-lead = Sakinys, kurio kuri nors reikšmė nežinoma, praleidžiamas visas.
template-mail-lead = Kiekviena dalis – pastraipa. Pastraipa, kurios kuri nors reikšmė nežinoma, praleidžiama visa.
template-neutral = Tai gali pamatyti ir kiti, todėl čia neminima nei paslauga, nei bėda.
template-piece = { $number } dalis
template-up = Kelti { $number } dalį aukščiau
template-remove = Pašalinti { $number } dalį
template-add = Pridėti dalį
template-show = Parodyti
template-variables = Įterpti
template-needed = būtina
template-shown = Taip tai atrodys
template-person = Parodyti su tikru žmogumi
template-real = Su artimiausiu šio žmogaus vizitu. Ko jis dar neturi, parodyta pavyzdžiu. Nieko neišsiunčiama.
template-invented = Su išgalvotu vizitu. Nieko neišsiunčiama.
template-no-visit = Šis žmogus neturi vizito, apie kurį būtų pranešama. Pasirinkite kitą.
template-old-shown = Kol yra ką taisyti, rodoma, kaip buvo prieš tai.
template-faults =
    { $count ->
        [one] Yra { $count } dalykas, kurį reikia pataisyti. Iki tol išsaugoti negalima.
        [few] Yra { $count } dalykai, kuriuos reikia pataisyti. Iki tol išsaugoti negalima.
       *[other] Yra { $count } dalykų, kuriuos reikia pataisyti. Iki tol išsaugoti negalima.
    }
template-is-own = Galioja įstaigos žodžiai, { $version } versija.
template-is-standard = Galioja standarto žodžiai, { $version } versija.
template-back = Grąžinti standarto žodžius
template-save = Išsaugoti naują versiją
template-save-standard = Išsaugoti standarto žodžius
template-saved = Išsaugota { $version } versija. Galioja nuo kito pranešimo.
template-back-said = Vėl galioja standarto žodžiai.

versions-title = Ankstesnės versijos ({ $count })
versions-number = { $number } versija
versions-standard = Standarto { $version }
versions-back = Grįžta prie standarto žodžių.
versions-take = Imti šiuos žodžius

way-letters = Su visomis raidėmis
way-plain = Be ženklų virš raidžių
way-latin = Lotyniškomis raidėmis
way-in-force = Taip siunčiama dabar.
way-edited = Šiuos žodžius keičiate.
way-other = Žodžiai iš „{ $form }“.
sms-parts =
    { $count ->
        [one] { $count } dalis
        [few] { $count } dalys
       *[other] { $count } dalių
    }
sms-units =
    { $count ->
        [one] { $count } ženklas
        [few] { $count } ženklai
       *[other] { $count } ženklų
    }
sms-cost = Kaina { $cost }
alphabet-gsm7 = paprastas raidynas (GSM-7)
alphabet-ucs2 = visos raidės (UCS-2)

var-when = diena ir laikas
var-day = diena
var-clock = laikas
var-old_when = ankstesnis laikas
var-offers = siūlomi laikai
var-answer_by = iki kada atsakyti
var-worker = kas atvyks
var-who = kas atvyks, su pareigomis
var-minutes = kiek minučių truks
var-away = po kiek minučių atvyks
var-arrival = kada atvyks vėluojantis
var-ready = ką paruošti
var-summary = kas nuspręsta
var-link = žmogaus puslapis
var-phone = telefonas
var-unit = skyrius
var-municipality = savivaldybė
var-greeting = kreipinys
var-name = vardas šauksmininku
var-signer = kas pasirašo
var-signer_position = pasirašančiojo pareigos
var-signer_phone = pasirašančiojo telefonas

fault-brace = Riestinis skliaustas be poros. Uždarykite jį arba ištrinkite.
fault-unknown_variable = Tokios reikšmės kaip { $name } nėra. Pasirinkite iš sąrašo žemiau.
fault-not_known = Šiame pranešime „{ $what }“ nežinoma. Ištrinkite { $name }.
fault-missing_variable = Trūksta „{ $what }“: žmogui tai pasakyti būtina. Įterpkite { $name }.
fault-telling_variable = „{ $what }“ išduoda paslaugą, o tai gali pamatyti ir kiti. Ištrinkite { $name }.
fault-telling_word = Žodis „{ $word }“ išduoda paslaugą ar bėdą, o tai gali pamatyti ir kiti. Parašykite kitaip.
fault-may_be_empty = Jei kurios nors reikšmės nebūtų, nebūtų pasakyta nieko. Palikite bent vieną dalį, kuriai užtenka dienos, telefono ar savivaldybės.

problem-too_large = Failai per dideli.
    .next = Įkelkite dalimis: iki 64 MB vienu kartu.
problem-malformed = Serveris nesuprato, kas atsiųsta.
    .next = Niekas nepasikeitė. Atnaujinkite puslapį ir bandykite dar kartą.
problem-template_faults = Šių žodžių išsaugoti negalima.
    .next = Pataisykite, kas pabraukta.

## Žmogaus puslapis

settings-noun-tablets = Planšetės
settings-find-tablets = Nustatymai: kiek laiko planšetė skaitoma be ryšio
lease-part = Be ryšio su skyriumi
lease-lead = Jei planšetė per tiek dienų nė karto nesusisiekia su serveriu, žmonių ir vizitų duomenys joje nebeparodomi: taip saugoma pamesta planšetė, kurios nepasiekia nurodymas ją išvalyti. Kas neišsiųsta, lieka ir bus perduota. Terminas niekada nesibaigia anksčiau nei kitos darbo dienos pabaigoje.
lease-days = Kiek dienų po paskutinio ryšio planšetę galima skaityti
lease-days-hint = Nuo 1 iki 14. Įprastai 7. Įsigalioja, kai planšetė kitą kartą susisieks.
settings-noun-page = Žmogaus puslapis
settings-find-page = Nustatymai: darbuotojų nuotraukos žmogaus puslapyje
photo-part = Ar žmogaus puslapyje rodoma atvyksiančio darbuotojo nuotrauka
photo-no = Nerodoma
photo-no-more = Puslapyje – tik vardas ir pareigos.
photo-yes = Rodoma, jei darbuotojo nuotrauka įkelta
photo-yes-more = Mato tik tas, kas turi nuorodą į savo vizitą.
photo-workers = Darbuotojų nuotraukos
photo-lead = Įkelkite tik tada, kai darbuotojas sutinka. Nuotrauka sumažinama, o kas telefone prirašyta šalia jos (kur, kada), pašalinama.
photo-choose = Įkelti
photo-change = Keisti
photo-of = { $name } (nuotrauka)
photo-put = Nuotrauka įkelta: { $name }.
photo-dropped = Nuotrauka pašalinta: { $name }.
deed-photo_changed = įkėlė darbuotojo nuotrauką
deed-photo_removed = pašalino darbuotojo nuotrauką
deed-name-photo_changed = Įkėlė nuotrauką
deed-name-photo_removed = Pašalino nuotrauką
problem-photo_large = Nuotrauka per didelė.
    .next = Niekas nepasikeitė. Pasirinkite mažesnę.
problem-photo_none = Tai ne nuotrauka, kurią galima įkelti.
    .next = Niekas nepasikeitė. Pasirinkite JPEG, PNG arba WebP failą.
problem-photo_notes = Nuotraukos faile yra ne tik nuotrauka.
    .next = Niekas nepasikeitė. Pasirinkite kitą failą arba įkelkite iš kitos naršyklės.

## Atsarginės kopijos

backup-kind-log = Žurnalas
backup-kind-log-more = Viskas, kas užrašyta; be raktų jo niekas neperskaito.
backup-kind-vault = Raktai
backup-kind-vault-more = Laikykite atskirai nuo žurnalo kopijų: tik abi kartu atkuria viską.
backup-last = Paskutinė kopija
backup-never = Dar nedaryta
backup-failed = Nepavyko
backup-kept = Saugoma kopijų
backup-kept-of = { $kept } iš { $keep }
backup-failure-folder_missing = nėra aplanko, į kurį ji dedama
backup-failure-disk_full = diske nebeliko vietos
backup-failure-not_writable = į aplanką neleidžiama rašyti
backup-failure-damaged = perskaityta ne tai, kas įrašyta
backup-failure-key = netinka pagrindinis raktas
backup-failure-other = priežastis – serverio pranešimuose
backups-by-itself = Kada jos daromos
backups-next = Kita kopija bus daroma { $when }. Seniausia ištrinama tik tada, kai naujoji perskaityta ir gera.
backups-how = Serveris pats kopijų nedaro. Jas įjungia serverio prižiūrėtojas: faile server.json nurodo aplanką žurnalui ir, geriausia kitame diske, aplanką raktams, tada serverį paleidžia iš naujo.
backups-uncovered =
    { $count ->
        [0] Visi įrašai yra kopijose.
        [one] { $count } įrašo kopijose dar nėra. Savuosius planšetės saugo ir išsiuntusios.
       *[other] { $count } įrašų kopijose dar nėra. Savuosius planšetės saugo ir išsiuntusios.
    }

### Koordinatoriaus konsolė: bendri žodžiai. Kreipiamės „Jūs“, sakiniai trumpi, laikas rašomas 10:45.

## Bendri

close = Uždaryti
cancel = Atšaukti
again = Bandyti dar kartą
undo = Grąžinti
loading = Kraunama…

places = Konsolės vietos
place-board = Lenta

role-worker = darbuotojas
role-coordinator = koordinatorius
role-officer = standarto pareigūnas
role-head = skyriaus vadovas
role-administrator = administratorius

## Greitoji paieška

palette-open = Ieškoti
unkept-title = Išeiti neišsaugojus?
unkept-lead = Tai, ką pakeitėte, dar neišsaugota. Išėjus pakeitimai dings.
unkept-go = Išeiti neišsaugojus
unkept-stay = Likti čia
palette-title = Ieškoti žmonių, vizitų ir veiksmų
palette-hint = Vardas, laikas arba veiksmas
palette-found = Rasta
palette-none = Nieko nerasta. Pabandykite trumpesnį žodį.
palette-action = veiksmas
palette-person = žmogus
palette-visit = vizitas
palette-go = atverti

## Prisijungimas

sign-in-title = Vizitų konsolė
sign-in-login = Prisijungimo vardas
sign-in-password = Slaptažodis
sign-in-act = Prisijungti
sign-in-choose = Jungiatės pirmą kartą. Sugalvokite savo slaptažodį.
sign-in-chosen = Naujas slaptažodis
sign-in-chosen-hint = Bent 12 ženklų. Tinka keli žodžiai, kuriuos lengva prisiminti.
sign-in-chosen-again = Pakartokite slaptažodį
sign-in-differ = Slaptažodžiai nesutampa.
sign-in-code = Kodas iš telefono
sign-in-code-hint = Šeši skaitmenys iš kodų programėlės.
sign-in-on = Toliau
sign-in-again = Pradėti iš naujo
sign-in-enrol = Telefone atverkite kodų programėlę (pavyzdžiui, „FreeOTP“ arba „Google Authenticator“), nuskaitykite šį paveikslėlį ir įrašykite rodomą kodą.
sign-in-qr = Paveikslėlis kodų programėlei
sign-in-secret = Jei nuskaityti nepavyksta, įrašykite šį raktą:
sign-in-passkey = Prisijungti su prieigos raktu
sign-in-provider = Prisijungti per savivaldybės paskyrą
passkeys-title = Prieigos raktai
passkeys-lead = Prisijungsite pirštu, veidu arba įrenginio PIN kodu – be slaptažodžio ir be kodo iš telefono.
passkeys-add = Pridėti prieigos raktą
passkeys-nowhere = Čia prieigos raktai neveikia: serverio adresas yra skaičiai, o jiems reikia vardo. Jei norite juos naudoti, pasakykite administratoriui.
passkeys-elsewhere = Prieigos raktai veikia tik adresu { $at }. Konsolę atverkite ten.
passkeys-browser = Ši naršyklė nepalaiko prieigos raktų. Atverkite konsolę naujesne naršykle.
passkey-new = Naujas prieigos raktas
passkey-new-lead = Patvirtinus naršyklė paklaus, kur raktą laikyti: šiame kompiuteryje, telefone ar saugos rakte.
passkey-name = Kaip jį vadinsite
passkey-name-hint = Pavyzdžiui, „Darbo kompiuteris“ arba „Telefonas“.
passkey-add-act = Pridėti
passkey-added = Prieigos raktas pridėtas
passkey-since = Pridėtas: { $since }.
passkey-used = Paskutinį kartą naudotas: { $used }.
passkey-unused = Dar nenaudotas.
passkey-remove = Pašalinti
passkey-remove-title = Pašalinti prieigos raktą „{ $name }“?
passkey-remove-lead = Juo prisijungti nebebus galima. Pašalinkite jį ir pačiame įrenginyje, kad nebesiūlytų.
passkey-removed = Prieigos raktas pašalintas
proof-title = Patvirtinkite, kad tai Jūs
proof-by = Kuo patvirtinsite
proof-by-passkey = Prieigos raktu
proof-by-words = Slaptažodžiu ir kodu
proof-given = Patvirtinta.
password-change = Keisti slaptažodį
password-change-act = Keisti
password-change-ends = Kitose naršyklėse ir kompiuteriuose būsite atjungti.
password-old = Dabartinis slaptažodis
password-changed = Slaptažodis pakeistas
sign-out = Atsijungti

setting-language = Kalba
setting-theme = Šviesa
setting-theme-auto = Kaip kompiuteryje
setting-theme-day = Diena
setting-theme-night = Naktis
setting-text = Teksto dydis
setting-text-size = { $percent } %

## Ne savo žmogus

reason-title = Šis žmogus priskirtas ne Jums
reason-lead = Jį globoja kitas darbuotojas arba skyrius. Pažiūrėti galite, jei to reikia darbui; kodėl žiūrėjote, liks žurnale.
reason-why = Kodėl reikia pažiūrėti
reason-act = Žiūrėti
reason-leave = Nežiūrėti

## Skubi prieiga

opening-title = Šis žmogus priskirtas ne Jums
opening-lead = Jį globoja kitas darbuotojas arba skyrius. Jei reikia dabar, galite atverti skubiai.
opening-reason = Kodėl
opening-reason-danger = Gresia pavojus
opening-reason-unreachable = Kolega nepasiekiamas
opening-reason-asks = Žmogus kreipiasi dabar
opening-reason-cover = Pavaduoju kolegę ar kolegą
opening-words = Kas nutiko
opening-words-hint = Vienas sakinys, bent dešimt ženklų.
opening-seen = Koordinatorius ir standarto pareigūnas tai mato iš karto. Prieiga pasibaigs pati; ką žiūrėsite ir darysite, bus užrašyta.
opening-act = Atverti skubiai
opening-said = Atverta, galios iki: { $until }.
openings-wait =
    { $count ->
        [1] { $name } skubiai atvėrė nepriskirto žmogaus duomenis.
        [one] { $count } skubi prieiga laukia Jūsų peržiūros.
        [few] { $count } skubios prieigos laukia Jūsų peržiūros.
       *[other] { $count } skubių prieigų laukia Jūsų peržiūros.
    }
openings-wait-act = Peržiūrėti

## Planšetė, kuri laukia

tablets-wait =
    { $count ->
        [one] Nauja planšetė laukia patvirtinimo: { $names }.
       *[other] Patvirtinimo laukia naujos planšetės: { $names }.
    }
tablets-wait-act = Palyginti skaičius

## Atsarginės kopijos

backups-trouble-off = Atsarginės kopijos nedaromos.
backups-trouble-failed = Atsarginės kopijos padaryti nepavyko: { $why }.
backups-trouble-old = Paskutinė atsarginė kopija senesnė nei dvi dienos.
backups-trouble-then = Jei sugestų serverio diskas, jo įrašai dingtų. Todėl planšetės kol kas saugo viską, ką išsiuntė.
backups-trouble-tell = Pasakykite administratoriui.
backups-trouble-act = Ką daryti

## Kas nepavyko

problem-unexpected = Nepavyko.
    .next = Kas išsaugota, niekur nedingo. Pabandykite dar kartą; jei kartosis, pasakykite administratoriui.
problem-unreachable = Serveris neatsiliepia.
    .next = Kas išsaugota, niekur nedingo. Patikrinkite ryšį ir bandykite dar kartą.
problem-signed_out = Esate atsijungę.
    .next = Prisijunkite iš naujo: kas išsaugota, niekur nedingo.
problem-wrong = Prisijungimo vardas, slaptažodis arba kodas netinka.
    .next = Patikrinkite, ar neįjungtos didžiosios raidės, ir bandykite dar kartą.
problem-suspended = Jūsų prieiga sustabdyta, nes ilgai nesijungėte.
    .next = Paprašykite administratoriaus ją grąžinti. Slaptažodis ir telefonas liks tie patys.
problem-not_allowed = Šis veiksmas Jums nepriskirtas.
    .next = Jei jo reikia darbui, kreipkitės į administratorių.
problem-reason_needed = Šis žmogus Jums nepriskirtas.
    .next = Įrašykite, kodėl reikia pažiūrėti; tai liks žurnale.
problem-opening_needed = Šis žmogus Jums nepriskirtas.
    .next = Jei reikia dabar, atverkite skubiai ir parašykite, kodėl.
problem-opening_reason = Nepasakyta, kodėl.
    .next = Pasirinkite priežastį ir parašykite vieną sakinį, bent dešimt ženklų.
problem-opening_own = Tai įrašas apie Jus.
    .next = Savo duomenų taip atverti negalima. Kreipkitės į standarto pareigūną: visa, kas apie Jus saugoma, Jums parengs.
problem-opening_too_many = Per parą skubiai atvėrėte tiek žmonių, kiek leidžiama.
    .next = Paprašykite koordinatoriaus, kad žmogų priskirtų Jums arba darytų tai pats.
problem-opening_plan = Skubiai atvėrus, vizito sau ar kitam skirti negalima.
    .next = Vizitą skirkite tam, kas šį žmogų jau lanko, arba paprašykite koordinatoriaus žmogų priskirti.
problem-opening_needless = Šį žmogų matote ir taip.
    .next = Skubiai atverti nereikia.
problem-opening_own_review = Tai Jūsų prieiga.
    .next = Ją peržiūrėti turi kitas žmogus.
problem-opening_remark = Neparašyta pastaba.
    .next = Vienu sakiniu parašykite, ar prieiga buvo pagrįsta.
problem-why_needed = Nepasakyta, kodėl.
    .next = Parašykite priežastį: ji liks žurnale.
problem-erasure_not_asked = Ištrinti niekas neprašė.
    .next = Pirmiausia kas nors turi paprašyti kliento kortelėje.
problem-erasure_same_person = Paprašėte Jūs.
    .next = Patvirtinti turi kitas žmogus.
problem-erasure_other_name = Vardas ir pavardė nesutampa.
    .next = Įrašykite taip, kaip kortelėje. Nieko neištrinta.
problem-restriction_same_person = Duomenis apribojote Jūs.
    .next = Juos ginčui gauti turi kitas žmogus: standarto pareigūnas arba kitas administratorius.
problem-search_empty = Plačiau ieškoma tik pagal vardą, gatvę arba telefoną.
    .next = Įrašykite bent dvi raides arba skaitmenis.
problem-not_found = Tokio įrašo nebėra.
    .next = Atnaujinkite puslapį.
problem-invalid = Kažkas įrašyta netinkamai.
    .next = Patikrinkite laukus ir bandykite dar kartą.
problem-later = Per daug bandymų.
    .next = Palaukite { $seconds } sek. ir bandykite dar kartą.
problem-password_short = Slaptažodis per trumpas.
    .next = Reikia bent 12 ženklų. Tinka keli žodžiai, kuriuos lengva prisiminti.
problem-password_weak = Tokį slaptažodį lengva atspėti.
    .next = Sugalvokite kelis savo žodžius, be vardų, miestų, datų ir klaviatūros eilių.
problem-proof_wrong = Dabartinis slaptažodis arba kodas netinka.
    .next = Nieko nepasikeitė. Palaukite naujo kodo telefone ir bandykite dar kartą.
problem-proof_needed = Pirmiausia patvirtinkite, kad tai Jūs.
    .next = Nieko nepasikeitė. Patvirtinkite dar kartą.
problem-passkey_wrong = Šis prieigos raktas čia netinka.
    .next = Gal jis pašalintas arba Jums nebeleista prisijungti. Junkitės slaptažodžiu arba kreipkitės į administratorių.
problem-passkey_cancelled = Įrenginys prieigos rakto nepatvirtino.
    .next = Nieko nepasikeitė. Galite bandyti dar kartą.
problem-passkey_known = Šiame įrenginyje Jūsų prieigos raktas jau yra.
    .next = Naudokite jį arba pridėkite kitą kitame įrenginyje.
problem-passkey_certificate = Naršyklė šiuo serveriu nepasitiki, todėl prieigos raktai neveikia.
    .next = Junkitės slaptažodžiu ir pasakykite administratoriui: naršyklei trūksta serverio liudijimo.
problem-passkeys_enough = Prieigos raktų jau labai daug.
    .next = Pašalinkite tuos, kurių nebenaudojate.
problem-passkeys_unavailable = Šiuo adresu prieigos raktai neveikia.
    .next = Junkitės slaptažodžiu ir kodu iš telefono.
problem-ceremony_over = Per ilgai užtruko.
    .next = Nieko nepasikeitė. Bandykite dar kartą.
problem-provider_silent = Savivaldybės paskyrų serveris neatsiliepia.
    .next = Pabandykite po kelių minučių arba junkitės slaptažodžiu.
problem-provider_wrong = Savivaldybės paskyrų serverio atsakymas netiko.
    .next = Bandykite dar kartą; jei kartosis, pasakykite administratoriui.
problem-provider_denied = Savivaldybės paskyrų serveris prisijungti neleido.
    .next = Bandykite dar kartą arba junkitės slaptažodžiu.
problem-provider_off = Prisijungti su savivaldybės paskyra dabar negalima.
    .next = Junkitės slaptažodžiu.
problem-account_unknown = Jūsų savivaldybės paskyra čia dar nesusieta.
    .next = Pasakykite administratoriui, kad ji pažymėta taip: { $account }
problem-account_suspended = Jums čia nebeleista prisijungti.
    .next = Jei to reikia darbui, kreipkitės į administratorių.
problem-account_taken = Ši paskyra jau susieta su kitu žmogumi, arba šis žmogus jau turi kitą.
    .next = Pirmiausia atsiekite ją ten.
problem-busy = Serveris labai užimtas.
    .next = Pabandykite po kelių sekundžių.
problem-exists = Toks įrašas jau yra.
    .next = Patikrinkite, ar neįvedėte to paties antrą kartą.
problem-moved = Kol žiūrėjote, tai jau pakeitė kas nors kitas.
    .next = Čia rodoma, kaip yra dabar; pažiūrėkite ir nuspręskite iš naujo.

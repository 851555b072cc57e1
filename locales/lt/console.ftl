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
sign-in-code = Kodas iš telefono
sign-in-code-hint = Šeši skaitmenys iš kodų programėlės.
sign-in-on = Toliau
sign-in-again = Pradėti iš naujo
sign-in-enrol = Jungiatės pirmą kartą. Telefone atverkite kodų programėlę (pavyzdžiui, „FreeOTP“ arba „Google Authenticator“), nuskaitykite šį paveikslėlį ir įrašykite rodomą kodą.
sign-in-qr = Paveikslėlis kodų programėlei
sign-in-secret = Jei nuskaityti nepavyksta, įrašykite šį raktą:
sign-out = Atsijungti

setting-language = Kalba
setting-theme = Šviesa
setting-theme-auto = Kaip kompiuteryje
setting-theme-day = Diena
setting-theme-night = Naktis
setting-text = Teksto dydis
setting-text-size = { $percent } %

## Kas nepavyko

problem-unexpected = Nepavyko.
    .next = Kas išsaugota, niekur nedingo. Pabandykite dar kartą; jei kartosis, pasakykite administratoriui.
problem-unreachable = Serveris neatsiliepia.
    .next = Kas išsaugota, niekur nedingo. Patikrinkite ryšį ir bandykite dar kartą.
problem-signed_out = Esate atsijungę.
    .next = Prisijunkite iš naujo: kas išsaugota, niekur nedingo.
problem-sign_in_wrong = Prisijungimo vardas, slaptažodis arba kodas netinka.
    .next = Patikrinkite, ar neįjungtos didžiosios raidės, ir bandykite dar kartą.
problem-sign_in_wait = Per daug bandymų.
    .next = Palaukite { $minutes } min. ir bandykite dar kartą.
problem-not_allowed = Šis veiksmas Jums nepriskirtas.
    .next = Jei jo reikia darbui, kreipkitės į administratorių.
problem-reason_needed = Šis žmogus nėra Jūsų.
    .next = Įrašykite, kodėl reikia pažiūrėti; tai liks žurnale.
problem-not_found = Tokio įrašo nebėra.
    .next = Atnaujinkite puslapį.
problem-invalid = Kažkas įrašyta netinkamai.
    .next = Patikrinkite laukus ir bandykite dar kartą.

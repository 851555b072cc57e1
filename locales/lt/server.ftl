### Puslapis, kurį administratorius mato naršyklėje, atvėręs serverio adresą.

server-title = Programos „Vizitas“ serveris
server-lead = Čia suplaukia vizitų planas ir darbuotojų užrašai. Šiame puslapyje asmens duomenų nėra.
server-language = Kalba

server-runs = Serveris veikia.
server-runs-more = Patikrinta { $time }.
server-ails = Serveris atsiliepia, bet jo duomenys nepasiekiami.
server-ails-more = Niekas neprarasta: kas užrašyta, lieka planšetėse. Peržiūrėkite serverio pranešimus. Patikrinta { $time }.
server-silent = Serveris neatsiliepia.
server-silent-more = Niekas neprarasta: kas užrašyta, lieka planšetėse. Pažiūrėkite, ar serveris paleistas, ir bandykite dar kartą. Patikrinta { $time }.
server-again = Tikrinti dar kartą

server-version = Versija
server-address = Adresas planšetėms
server-municipalities = Savivaldybės
server-no-municipality = Nė vienos dar nėra. Pridėkite komanda „init“.

server-fingerprint = Sertifikato atspaudas (SHA-256)
server-fingerprint-why = Pagal jį planšetės atpažįsta šį serverį. Sertifikatą serveris išdavė pats sau, todėl naršyklė gali perspėti, kad jo nepažįsta. Palyginkite: tą patį atspaudą turi rodyti ir naršyklė, ir ši komanda, paleista serverio kompiuteryje.
server-folder = APLANKAS
server-worker = KODAS

server-enrol = Kaip prijungti planšetę
server-enrol-command = Serverio kompiuteryje paleiskite komandą:
server-enrol-where = { $folder } – serverio duomenų aplankas, { $worker } – darbuotojo kodas skyriaus sąraše, pavyzdžiui, D01.
server-enrol-code = Ekrane pasirodys vienkartinis kodas. Jis galioja 24 valandas ir tinka vienai planšetei.
server-enrol-tablet = Darbuotojas planšetėje atveria programėlę „Vizitas“, įveda kodą ir sugalvoja PIN kodą.
server-enrol-approve = Planšetė parodo skaičius. Koordinatorius konsolėje, skirtuke „Planšetės“, juos palygina ir planšetę patvirtina. Jei konsolės dar niekas nenaudoja, komandą paleiskite su --approved: planšetė bus patvirtinta iš karto.
server-enrol-sync = Planšetė pati parsisiunčia darbuotojo planą; pirmiausia – šiandienos vizitus.

server-openapi = Sąsajos aprašas programuotojams (OpenAPI)

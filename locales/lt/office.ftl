### Įstaigos vieta konsolėje: darbuotojai, planšetės, prisijungiantys žmonės.

place-office = Įstaiga

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
tablet-state = Būsena
tablet-works = Veikia
tablet-holds = Turi įrašų, kurie laukia sprendimo
tablet-revoked = Atjungta
tablet-gone = Atjungtos planšetės ({ $count })

tablet-give = Duoti planšetę
tablet-give-title = Duoti planšetę
tablet-give-lead = Gausite vienkartinį kodą. Kas jį įves planšetėje, dirbs šio darbuotojo vardu ir matys jo žmones, todėl kodą duokite tik jam pačiam.
tablet-whose = Kieno bus planšetė
tablet-choose = Pasirinkite darbuotoją
tablet-give-act = Gauti kodą
tablet-code-title = Planšetė: { $name }
tablet-step-open = Planšetėje atverkite programėlę „Vizitas“. Reikia interneto ryšio.
tablet-step-code = Įrašykite kodą. Arba nuskaitykite paveikslėlį planšetės kamera ir įklijuokite, ką ji perskaitė.
tablet-step-pin = Tegul darbuotojas pats sugalvoja PIN kodą. Žmonės ir vizitai atsiųs patys.
tablet-qr = Paveikslėlis su tuo pačiu kodu
tablet-typed = Kodas
tablet-waits = Laukiama planšetės. Kodas tinka vienai planšetei ir galioja iki: { $until }.
tablet-come = Planšetė prijungta: { $name }.
tablet-come-next = Kodas panaudotas ir daugiau niekam netinka.

tablet-revoke = Atjungti
tablet-revoke-title = Atjungti planšetę: { $name }?
tablet-revoke-told = Kai planšetė kitą kartą susisieks su serveriu, naujų žinių apie žmones ir vizitus ji nebegaus.
tablet-revoke-waits = Jei joje liko neišsiųstų įrašų, jie neprapuls: atsiųsti jie lauks, kol nuspręs žmogus.
tablet-revoke-final = Atgal neprijungsite. Jei planšetė atsiras, duokite ją iš naujo – su nauju kodu.
tablet-revoke-act = Atjungti planšetę
tablet-revoke-said = Planšetė atjungta: { $name }.

### Kliento puslapis: mandagaus kaimyno laiškas. Be vardo, be adreso, be paslaugos pavadinimo.

page-own-name = Lietuviškai
page-languages = Kalba
page-title = Susitikimas

page-is-requested = Laikas dar derinamas
page-is-unanswered = Negavome Jūsų atsakymo
page-is-declined = Šio laiko atsisakėte
page-is-move-asked = Ieškome kito laiko
page-is-overdue = Atsiprašome, vėluojame
page-is-in-progress = Susitikimas vyksta
page-is-no-access = Buvome atvykę, bet nesusitikome
page-is-missed = Atsiprašome, kad neatvykome
page-is-rated = Ačiū, kad įvertinote

page-more-requested = Netrukus pasiūlysime laiką.
page-more-late-pick = Atsakymo laukėme iki sutartos dienos. Jei kuris laikas dar laisvas, galite jį rinktis ir dabar.
page-more-none-left = Šių laikų nebeliko. Paskambinkite mums, sutarsime kitą.
page-more-unanswered = Paskambinkite mums, sutarsime laiką.
page-more-declined = Jei norėsite susitikti, paskambinkite mums.
page-more-move-asked = Pasiūlysime kitą laiką, kai tik rasime. Iki tol saugome ir senąjį.
page-more-move-asked-new = Pasiūlysime kitą laiką, kai tik rasime.
page-more-reschedule-needed = Atsiprašome. Netrukus pasiūlysime kitą.
page-more-arrival = Atvyksime apie { $time }.
page-more-late = Atsiprašome. Atvyksime apie { $time }.
page-more-overdue = Netrukus Jums paskambinsime.
page-more-no-access = Paskambinkite mums, sutarsime kitą laiką.
page-more-missed = Paskambinsime ir sutarsime kitą laiką.
page-more-cancelled = Jei norėsite susitikti, paskambinkite mums.

page-about = { $form ->
    [one] apie { $minutes } minutę
    [few] apie { $minutes } minutes
   *[other] apie { $minutes } minučių
  }
page-at-home = Jūsų namuose
page-elsewhere = sutartoje vietoje

page-fits = Taip, tinka
page-other = Prašau kito laiko
page-none-fits = Nė vienas netinka
page-cannot = Negaliu susitikti
page-keep = Tinka ir senasis laikas
page-calendar = Įsidėti į kalendorių
page-stranger = Ši žinutė ne man
page-undo = Atšaukti atsakymą
page-back = Grįžti

page-rate-5 = Labai gerai
page-rate-4 = Gerai
page-rate-3 = Vidutiniškai
page-rate-2 = Prastai
page-rate-1 = Labai prastai
page-comment = Jei norite, parašykite, kas patiko ar ką daryti kitaip.
page-comment-send = Siųsti

page-said-fits = Ačiū, užrašėme: laikas Jums tinka.
page-said-pick = Ačiū, laiką užrašėme.
page-said-move = Ačiū, naują laiką užrašėme.
page-said-other = Užrašėme: prašote kito laiko.
page-said-cannot = Užrašėme: susitikti negalite.
page-said-keep = Ačiū, užrašėme: lieka senasis laikas.
page-said-rate = Ačiū, užrašėme.
page-said-undone = Atsakymą atšaukėme.
page-said-doubted = Nesame tikri, kad atsakėte Jūs: kartais nuorodas atveria programos. Todėl nieko neužrašėme. Paskambinsime Jums patys.
page-said-stale = Kol atsakėte, laikas pasikeitė. Prašome atsakyti dar kartą.
page-said-taken = Deja, šį laiką ką tik užėmė kiti. Prašome rinktis iš likusių.

page-who = { $form ->
    [one] Atvyks
   *[other] Atvyks
  }
page-photo = { $name } (nuotrauka)
page-card = Paprašykite parodyti darbuotojo pažymėjimą.
page-ready = Turėkite po ranka
page-ready-usual = asmens dokumentą ir raštus, apie kuriuos norėtumėte pasikalbėti
page-purpose = Dėl ko
page-purpose-usual = pasikalbėti, kaip Jums sekasi ir kuo galime padėti
page-questions = Klausimai

page-wish-title = Koks laikas Jums tiktų?
page-wish-times = Šie laikai dar laisvi. Paspauskite tinkamą: jis iš karto bus Jūsų vietoj senojo.
page-wish-none = Netinka nė vienas?
page-wish = Parašykite savais žodžiais, pavyzdžiui: „bet kurią dieną po pietų“.
page-wish-send = Prašau kito laiko

page-stranger-title = Žinutę gavote per klaidą?
page-stranger-more = Atsiprašome. Paspauskite mygtuką: ši nuoroda nustos veikti, o mes patikrinsime telefono numerį ar el. pašto adresą.
page-stranger-send = Taip, žinutė ne man
page-stranger-done = Ačiū, kad pasakėte
page-stranger-done-more = Patikrinsime, kam rašome. Daugiau nieko daryti nereikia.

page-gone-title = Ši nuoroda nebegalioja
page-gone-more = Gal ji sena arba nukopijuota ne visa. Dėl susitikimo paskambinkite mums.
page-gone-no-phone = Telefono numerį rasite gautoje žinutėje.
page-busy = Dabar čia daug žmonių. Pabandykite po kelių minučių arba paskambinkite.
page-failed-title = Dabar puslapis neatsiveria
page-failed-more = Atsiprašome. Jūsų atsakymo neužrašėme. Pabandykite po kelių minučių arba paskambinkite.

page-trap = Šį lauką palikite tuščią: jis skirtas programoms, ne žmonėms.
page-calendar-summary = Susitikimas

# Įrašai, kuriuos už vieną planšetę pristato kita.

carry-out = Perduoti neišsiųstus įrašus
carry-lead = Jei ši planšetė išsiųsti negali, tai padarys kolegos planšetė.
carry-step-1 = Palieskite „Įrašyti failą“.
carry-step-2 = Perkelkite failą į kolegos planšetę, pavyzdžiui, USB atmintine.
carry-step-3 = Kolegos planšetėje palieskite ryšio eilutę ekrano viršuje ir rinkitės „Paimti kolegos failą“.
carry-write = Įrašyti failą
carry-written = Failas „{ $name }“ įrašytas į aplanką „{ $folder }“.
carry-sealed = Failas užšifruotas: jį perskaityti gali tik skyriaus serveris. Čia niekas nedingsta – įrašai liks, kol serveris juos patvirtins šiai planšetei.
carry-back = Grįžti prie užrakto

carried-title = Kolegų įrašai
carried-lead = Kai kolegos planšetė išsiųsti negali, jos įrašus galite pristatyti savąja. Perskaityti jų čia neįmanoma.
carried-take = Paimti kolegos failą
carried-taking = Failas imamas…
carried-taken = Paimta { $when }
carried-waits = Laukia ryšio – bus pristatyta pati
carried-delivered = Pristatyta { $when }
carried-damaged = Serveris failo ar jo dalies perskaityti negalėjo. Bandykite dar kartą arba paprašykite kolegos įrašyti failą iš naujo.
carried-unknown = Serveris nežino, kieno šis failas. Paskambinkite į skyrių.
carried-forget = Nerodyti
carried-again = Bandyti dar kartą
carried-drop = Nepristatyti
carried-drop-ask = Ištrinti šį failą iš savo planšetės? Kas jame nepristatyta, liks tik kolegos planšetėje.
carried-drop-yes = Ištrinti
carried-drop-no = Palikti

error-carry_nothing = Perduoti nėra ko.
    .next = Viskas, kas čia įrašyta, jau pasiekė serverį.
error-carry_other = Šis failas – kitos savivaldybės.
    .next = Nieko nepakeista. Jį pristatyti gali tik tos savivaldybės planšetė.
error-carry_damaged = Failo perskaityti nepavyko.
    .next = Tai ne perduotų įrašų failas arba jis sugadintas perkeliant. Nieko nepakeista: paprašykite kolegos įrašyti jį iš naujo.
error-carry_too_large = Failas per didelis.
    .next = Nieko nepakeista. Patikrinkite, ar pasirinkote tikrai kolegos planšetėje įrašytą failą.
error-carry_too_much = Neišsiųstų įrašų daugiau, nei telpa į vieną failą.
    .next = Prijunkite šią planšetę prie interneto – viskas bus išsiųsta iš jos pačios. Niekas nedingo.
error-carry_full = Čia jau laukia dvidešimt kolegų failų.
    .next = Prijunkite planšetę prie interneto, kad jie būtų pristatyti, ir bandykite vėl. Nieko nepakeista.

link-title = Kolegos planšetė šalia
link-lead = Jei abi planšetės tame pačiame „Wi-Fi“ tinkle, failo nešti nereikia.
link-open = Rodyti kodą kolegai
link-show = Kolegos planšetėje palieskite ryšio eilutę, rinkitės „Paimti iš šalia esančios planšetės“ ir įveskite:
link-code = Tas pats kodas paveikslėliu
link-left = Dar galioja { $time }
link-taken = Kolegos planšetė viską paėmė ir pristatys.
link-over = Kodas nebegalioja. Parodykite naują.
link-in = Paimti iš šalia esančios planšetės
link-typed = Kodas iš kolegos planšetės
link-typed-hint = Pavyzdžiui, 192.168.1.23:47113 7K3Q-M9TX-VB2N-8RC5. Abi planšetės turi būti tame pačiame tinkle. Arba nuskaitykite paveikslėlį planšetės kamera ir įklijuokite, ką ji perskaitė.
link-take = Paimti

error-link_wrong = Kodas netinka.
    .next = Palyginkite su kolegos ekranu ir įveskite dar kartą. Nieko nepakeista.
error-link_unreachable = Kolegos planšetė neatsako.
    .next = Patikrinkite, ar abi planšetės tame pačiame tinkle ir ar kodas dar rodomas. Nieko nepakeista; galite perkelti ir failą.
error-link_no_network = Planšetė neprijungta prie tinklo.
    .next = Prijunkite ją prie to paties „Wi-Fi“ tinklo, prie kurio prijungta kolegos planšetė, arba perkelkite failą.

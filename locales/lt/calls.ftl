## Skambučiai, kuriuos reikia atlikti

calls-title = Reikia paskambinti
calls-others = Skambina kolegos
calls-ended = Neseniai užbaigta
calls-more = { $count ->
    [one] Dar { $count } skambutis
    [few] Dar { $count } skambučiai
   *[other] Dar { $count } skambučių
}
calls-open = Skambinti
calls-open-name = Skambinti: { $name }
calls-no-number = Numerio neturime
calls-due = Iki: { $when }
calls-overdue = Vėluoja, reikėjo iki: { $when }
calls-due-short = iki { $time }
calls-overdue-short = vėluoja
calls-visit = vizitas { $when }
calls-by-contact = skambinkite: { $name }, { $number }
calls-owner-me = skambinate Jūs
calls-owner-office = skambina skyrius arba Jūs
calls-owner-colleague = skambina { $name }
calls-owner-unnamed = skambina skyrius
calls-someone = skyrius
calls-me = Jūs

calls-why-missedCall = Skambutis liko neatsakytas. Perskambinkite.
calls-why-messageFailed = Pranešimas nepasiekė. Paskambinkite ir pasakykite.
calls-why-messageUnknown = Neaišku, ar pranešimas išsiųstas. Paskambinkite ir pasakykite.
calls-why-unanswered = Dar nepatvirtino artėjančio vizito. Paskambinkite.
calls-why-doubleBooked = Tuo pačiu laiku Jums sutarti du vizitai. Paskambinkite ir sutarkite kitą laiką.
calls-why-answerDoubted = Neaišku, ar atsakė pats žmogus. Paskambinkite ir paklauskite.
calls-why-notForMe = Numeris gali būti neteisingas. Išsiaiškinkite, kaip pasiekti žmogų.
calls-why-replyUnclear = Atsakė savais žodžiais. Perskaitykite ir paskambinkite.
calls-why-needsWord = Naujam laikui reikia žmogaus sutikimo. Paskambinkite.
calls-why-other = Reikia paskambinti.

calls-done = { $by } sutarė { $when }
calls-notNeeded = { $by } pažymėjo, kad nebereikia, { $when }
calls-also = Tuo pat metu užrašyta ir kitaip.
calls-reopen = Vis tiek reikia paskambinti
calls-reopened = Skambutis vėl laukia.

calls-take = Paskambinsiu aš
calls-taken = Pažymėta: skambinate Jūs.
calls-give-back = Palikti skyriui
calls-given-back = Palikta skyriui.
calls-notNeeded-choice = Nebereikia
calls-agreed = Kas sutarta
calls-agreed-hint = Trumpai – tai matys ir skyrius.
calls-why-not = Kodėl nebereikia
calls-tried = Kas pasakyta ar palikta (nebūtina)
calls-stays = Skambutis lieka sąraše, kol žmogų pasieksite.
calls-again = Kada skambinti dar kartą
calls-said-done = Skambutis užrašytas ir užbaigtas.
calls-said-again = Skambutis užrašytas. Skambinkite dar kartą: { $when }.
calls-said-ended = Pažymėta, kad skambinti nebereikia.

calls-direction = Kas skambino
calls-out = Skambinau aš
calls-in = Skambino man
calls-missed = Nespėjau atsiliepti
calls-more-fields = Kalbėjo kas nors kitas arba iš kito numerio
calls-name = Kas kalbėjo
calls-organisation = Įstaiga
calls-position = Pareigos
calls-number = Telefonas

## Skambina žmogus, kurio sąraše nėra

stranger-open = Skambina naujas žmogus
stranger-title = Skambina naujas žmogus
stranger-who = Kas skambina
stranger-name = Vardas ir pavardė
stranger-about = Dėl ko skambina
stranger-about-hint = Palikite tuščia, jei žmogus skambina dėl savęs.
stranger-first-name = Vardas
stranger-surname = Pavardė
stranger-address = Kur gyvena (nebūtina)
stranger-words = Ko prašo, kas nutiko
stranger-words-hint = Tai perskaitys skyrius ir nuspręs, ką daryti.
stranger-act = Užrašyti ir perduoti skyriui
stranger-said = Skambutis užrašytas. Skyrius jį matys, kai bus ryšys.
stranger-known = Galbūt šį žmogų jau lankote. Palieskite, ir skambutis bus užrašytas jo kortelėje.

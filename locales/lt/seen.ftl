### Ką iš plano matė darbuotojų planšetės ir ko dar ne. Kreipiamės „Jūs“, vardai vardininko linksniu.

seen-at = planšetė matė { $when }
seen-never = plano dar nematė
seen-no-tablet = be planšetės
seen-not =
    { $count ->
        [one] Nematė { $count } pakeitimo
        [few] Nematė { $count } pakeitimų
        [many] Nematė { $count } pakeitimo
       *[other] Nematė { $count } pakeitimų
    }
# Mato planšetė; ar pažiūrėjo žmogus, niekas nežino.
seen-means = Ar pažiūrėjo pats žmogus, iš čia nematyti.
seen-all = Planšetė jau matė viską, kas pakeista.

unseen-new = Naujas vizitas: { $is }.
unseen-moved = Vizitas perkeltas: buvo { $was }, dabar { $is }.
unseen-away = Vizitas ({ $was }) perduotas kitam darbuotojui.
unseen-open = Vizito laikas ({ $was }) nebegalioja, kitas dar nesutartas.
unseen-cancelled = Vizitas ({ $was }) atšauktas.

unseen-call = { $change } Planšetė to dar nematė – paskambinkite:
unseen-call-seen = Planšetė pakeitimą jau matė. Jei vis tiek norite, paskambinkite:

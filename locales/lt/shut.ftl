# Kai planšetė per ilgai buvo be ryšio: duomenų nerodo, bet užrašyti galima.

shut-title = Dabar galima tik rašyti
shut-lead = Planšetė per ilgai buvo be ryšio, todėl žmonių duomenų nerodo. Ką čia įrašysite, nedings, o kas įrašyta prie vizito, bus išsiųsta, kai atsiras ryšys.
shut-lead-reset = Planšetės laikrodis pasikeitė, kol ji buvo išjungta, todėl žmonių duomenų ji nerodo. Ką čia įrašysite, nedings, o kas įrašyta prie vizito, bus išsiųsta, kai atsiras ryšys.
shut-clock = Planšetės laikrodis rodo: { $day } ({ $date }), { $time }. Jei data ar laikas neteisingi, tikslų laiką įrašykite pastaboje.
shut-again = Ryšys atsirado – planšetę jau galima atrakinti.
shut-again-act = Atrakinti
shut-lock = Užrakinti
shut-visits = Jūsų vizitai
shut-visits-day = Jūsų vizitai: { $day }
shut-visits-none = Šiandienos vizitų planšetėje nėra. Apsilankymą aprašykite pastaboje: pas ką buvote, kada atvykote ir kada baigėte.
shut-visits-begun = Rodomi tik jau pradėti vizitai: planšetės laikrodis gali klysti.
shut-visits-reset = Vizitų valandų planšetė nerodo, nes jos laikrodis gali klysti. Apsilankymą aprašykite pastaboje: pas ką buvote, kada atvykote ir kada baigėte.
shut-no-hour = Laikas nenurodytas
shut-nth = { $words } ({ $nth })
shut-visit-at = vizitas { $hour }
shut-visit-no-hour = vizitas, kurio laikas nenurodytas
shut-not-arrived = Atvykimas dar neįrašytas
shut-arrived = Atvykta { $time }
shut-ended = Baigta { $time }
shut-stay = Atvykta { $arrived }, baigta { $ended }
shut-arrive = Atvykau
shut-finish = Baigiau
shut-of = { $act }, { $visit }
shut-arrive-said = Atvykimas įrašytas.
shut-finish-said = Vizito pabaiga įrašyta.
shut-note = Pastaba
shut-note-hint = Jei vizito sąraše nėra, įrašykite ir žmogaus vardą, pavardę. Įrašytos pastabos čia nebematysite: ji bus rodoma, kai planšetę atrakinsite.
shut-note-visit = Kuriam vizitui priskirti
shut-note-later = Priskirsiu vėliau
shut-note-stays = Pastaba liks tik šioje planšetėje, kol priskirsite ją vizitui.
shut-note-act = Įrašyti pastabą
shut-note-said = Pastaba įrašyta.
shut-kept = { $count ->
    [one] Planšetėje laukia { $count } pastaba: vizitui ją priskirsite, kai planšetę atrakinsite.
    [few] Planšetėje laukia { $count } pastabos: vizitams jas priskirsite, kai planšetę atrakinsite.
   *[other] Planšetėje laukia { $count } pastabų: vizitams jas priskirsite, kai planšetę atrakinsite.
}

kept-waits = { $count ->
    [one] { $count } pastaba dar nepriskirta vizitui.
    [few] { $count } pastabos dar nepriskirtos vizitams.
   *[other] { $count } pastabų dar nepriskirta vizitams.
}
kept-waits-next = { $count ->
    [one] Ją parašėte, kai planšetė duomenų nerodė.
   *[other] Jas parašėte, kai planšetė duomenų nerodė.
}
kept-waits-act = Priskirti
kept-title = Pastabos, dar nepriskirtos vizitams
kept-hint = Jei vizito sąraše nėra, žmogaus kortelėje palieskite „{ person-unplanned }“, o tada pasirinkite tą vizitą čia.
kept-written = Parašyta { $when }
kept-visit = Kuriam vizitui priskirti šią pastabą
kept-choose = Pasirinkite vizitą
kept-option = { $name }, { $when }
kept-place = Priskirti
kept-place-of = Priskirti pastabą, parašytą { $when }
kept-drop = Ištrinti
kept-drop-of = Ištrinti pastabą, parašytą { $when }
kept-sure = Ištrinti visam laikui
kept-sure-next = Šios pastabos neliks planšetėje, o skyrius jos negaus.
kept-back = Palikti
kept-place-said = Pastaba priskirta vizitui.
kept-drop-said = Pastaba ištrinta.
kept-sealed = { $count ->
    [one] Dar { $count } pastabos kol kas negalima perskaityti: pirma prijunkite planšetę prie interneto.
   *[other] Dar { $count } pastabų kol kas negalima perskaityti: pirma prijunkite planšetę prie interneto.
}
kept-none = Visos pastabos priskirtos.

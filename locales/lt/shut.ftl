# Kai planšetė per ilgai buvo be ryšio: duomenų nerodo, bet užrašyti galima.

shut-title = Dabar galima tik užrašyti
shut-lead = Planšetė per ilgai buvo be ryšio, todėl žmonių duomenų nerodo. Ką čia įrašysite, nedings: bus išsiųsta, kai atsiras ryšys.
shut-lead-reset = Planšetės laikrodis pasikeitė, kol ji buvo išjungta, todėl žmonių duomenų ji nerodo. Ką čia įrašysite, nedings: bus išsiųsta, kai atsiras ryšys.
shut-clock = Planšetės laikrodis rodo: { $when }. Jei jis klysta, tikrąjį laiką parašykite pastaboje.
shut-again = Ryšys atsirado – planšetę jau galima atrakinti.
shut-again-act = Atrakinti
shut-lock = Užrakinti
shut-visits = Jūsų vizitai
shut-visits-none = Šiandienos vizitų planšetėje nėra. Apsilankymą aprašykite pastaboje: pas ką buvote, kada atvykote ir kada baigėte.
shut-no-hour = Be laiko
shut-not-arrived = Atvykimas dar neįrašytas
shut-arrived = Atvykta { $time }
shut-ended = Baigta { $time }
shut-stay = Atvykta { $arrived }, baigta { $ended }
shut-arrive = Atvykau
shut-finish = Baigiau
shut-of = { $act }, vizitas { $hour }
shut-arrive-said = Atvykimas įrašytas.
shut-finish-said = Vizito pabaiga įrašyta.
shut-note = Pastaba
shut-note-hint = Parašykite ir žmogaus vardą, jei jo vizito sąraše nėra. Įrašytos pastabos čia nebematysite: ji bus rodoma, kai planšetę atrakinsite.
shut-note-visit = Kurio vizito
shut-note-later = Priskirsiu vėliau
shut-note-act = Įrašyti pastabą
shut-note-said = Pastaba įrašyta.

kept-waits = { $count ->
    [one] { $count } pastaba dar nepriskirta vizitui
    [few] { $count } pastabos dar nepriskirtos vizitams
   *[other] { $count } pastabų dar nepriskirta vizitams
}
kept-waits-next = Jas parašėte, kai planšetė duomenų nerodė.
kept-waits-act = Priskirti
kept-title = Pastabos, dar nepriskirtos vizitams
kept-written = Parašyta { $when }
kept-visit = Kurio vizito ši pastaba
kept-choose = Pasirinkite vizitą
kept-option = { $name }, { $when }
kept-place = Priskirti
kept-place-of = Priskirti pastabą, parašytą { $when }
kept-drop = Ištrinti
kept-drop-of = Ištrinti pastabą, parašytą { $when }
kept-sure = Ištrinti visam laikui
kept-sure-next = Šios pastabos nebus nei planšetėje, nei skyriuje.
kept-back = Palikti
kept-place-said = Pastaba priskirta vizitui.
kept-drop-said = Pastaba ištrinta.
kept-none = Visos pastabos priskirtos.

### Biuro tvarkymas: lentelių įkėlimas, žurnalas, nustatymai, pranešimų žodžiai; ir žinutės iš nežinomų numerių.

## Žinutės iš nežinomų numerių

strays-title = Žinutės iš nežinomų numerių
strays-lead = Tokio numerio neturi nė vieno žmogaus kortelė. Perskaitykite, prireikus paskambinkite.
stray-when = Gauta { $when }.
stray-done = Sutvarkyta…
stray-done-title = Žinutė sutvarkyta?
stray-done-more = Žinutė čia daugiau nebus rodoma. Jei joje yra kas svarbaus, pirma įrašykite į žmogaus kortelę.
stray-done-act = Sutvarkyta
stray-said = Užrašyta: žinutė sutvarkyta.
stray-find = Ieškoti žmogaus

# Biuro lentelių importas: kas rasta ir ką daryti.
# $file – failo vardas, $line – eilutė, kurioje prasideda įrašas, $field – stulpelio antraštė, $value – kas įrašyta.

import-workers = Darbuotojai
import-clients = Klientai
import-visits = Vizitai
import-summary = { $table }: naujų – { $imported }, pakeistų – { $updated }, nepasikeitusių – { $unchanged }, nepriimtų – { $refused }, įspėjimų – { $warned }.
import-label-refused = Nepriimta
import-label-warned = Įspėjimas
import-missing = Anksčiau importuota, bet faile nebėra (niekas neištrinta): { $keys }.

import-place = { $file }, { $line } eilutė:
import-place-field = { $file }, { $line } eilutė, laukas „{ $field }“:
import-place-file = { $file }:

import-repeated = eilutė tuo pačiu numeriu jau yra aukščiau, palikta pirmoji. Jei tai kitas įrašas, suteikite jam kitą numerį.
import-no-key = neįrašytas eilutės numeris arba kodas. Įrašykite jį ir importuokite iš naujo.
import-no-surname = neįrašyta pavardė. Įrašykite ją ir importuokite iš naujo.
import-no-name = neįrašytas vardas. Įrašykite jį, kai sužinosite.
import-unknown-worker = darbuotojo „{ $value }“ darbuotojų lentelėje nėra arba jo eilutė nepriimta. Pataisykite kodą arba įrašykite darbuotoją ir importuokite iš naujo.
import-unknown-client = kliento „{ $value }“ klientų lentelėje nėra arba jo eilutė nepriimta. Pataisykite numerį arba kliento eilutę ir importuokite iš naujo.
import-no-worker = atsakingas darbuotojas nenurodytas. Klientą priskirkite darbuotojui.
import-bad-time = laikas „{ $value }“ neįmanomas. Įrašykite laiką taip: 8:30, ir importuokite iš naujo.
import-skipped-time = laiko „{ $value }“ tą dieną nėra, nes laikrodžiai persukami valandą pirmyn. Nurodykite kitą laiką ir importuokite iš naujo.
import-time-twice = laikas „{ $value }“ tą dieną būna du kartus, nes laikrodžiai persukami valandą atgal. Imtas pirmasis; jei reikia antrojo, vizitą perkelkite.
import-bad-date = data „{ $value }“ neįmanoma arba neaiški. Įrašykite datą taip: 2026-11-23, ir importuokite iš naujo.
import-bad-birth-date = gimimo data neįmanoma arba neaiški, todėl palikta tuščia. Įrašykite ją taip: 1950-11-23.
import-bad-duration = trukmė „{ $value }“ neaiški. Įrašykite minutes, pavyzdžiui, 45, ir importuokite iš naujo.
import-unknown-kind = vizito rūšis „{ $value }“ nežinoma. Įrašykite „Sutartas“, jei klientas apie vizitą žino, arba „Patikra“, jei nežino, ir importuokite iš naujo.
import-bad-row = eilutėje laukų daugiau nei antraštėje arba neuždarytos kabutės. Laukus, kuriuose yra skirtukas, apgaubkite kabutėmis ir importuokite iš naujo.
import-missing-column = nėra stulpelio „{ $value }“, todėl lentelė neimportuota. Pridėkite stulpelį ir importuokite iš naujo.
import-bad-phone = tai ne telefono numeris. Eilutė priimta, bet skambinti ir rašyti SMS nebus galima. Įrašykite numerį, pavyzdžiui, +370 600 00000.
import-more-phones = įrašytas ne vienas telefono numeris. Imtas pirmasis; kitus perkelkite į pastabas.
import-bad-email = tai ne el. pašto adresas. Eilutė priimta, bet el. laiškų siųsti nebus galima. Pataisykite adresą.
import-overlap = laikas sutampa su kitu to paties darbuotojo vizitu: numeris { $value }, eilutė { $line }. Vieną iš jų perkelkite. Kol sutampa, o adresai skirtingi, vėlesnės eilutės vizitas laukia kito laiko ten, kur „Reikia Jūsų“.
import-bad-hours = darbo laikas „{ $value }“ neaiškus. Įrašykite jį taip: 8:00-17:00.
import-bad-language = kalba „{ $value }“ nežinoma. Įrašykite LT, RU, PL, EN arba „gestų“.
import-bad-channel = ryšio būdas „{ $value }“ nežinomas. Įrašykite „SMS“, „El. paštas“, „Telefonu“ arba „Laišku“.
import-bad-address = adrese nerastas namo numeris, todėl kelionės laikas bus tik apytikris. Įrašykite adresą taip: Naujoji g. 5-12, 62504 Alytus.
import-no-place = adresų registre tokios vietos nėra, todėl kelionės laikas bus tik apytikris. Patikrinkite gatvės ir miesto pavadinimus.
import-ignored-column = nenaudojami stulpeliai: { $value }. Jei jų nereikia, nieko daryti nereikia.
import-garbled = kai kurių raidžių perskaityti nepavyko. Išsaugokite failą UTF-8 koduote ir importuokite iš naujo.
import-not-text = tai ne tekstinė lentelė. Skaičiuoklėje išsaugokite ją CSV formatu ir importuokite iš naujo.
import-unknown-table = antraštė neatpažinta, failas neimportuotas. Jei tai biuro lentelė, patikrinkite stulpelių antraštes.
import-too-many-rows = eilučių per daug, failas neimportuotas. Patikrinkite, ar tai tikrai biuro lentelė; jei taip, padalykite ją į kelis failus.
import-bad-coordinates = be tinkamų koordinačių praleista adresų registro eilučių: { $value }. Patikrinkite platumos ir ilgumos stulpelius.

# Import of the office's tables: what was found and what to do.
# $file: the file's name; $line: where the record begins; $field: the column's header; $value: what is written there.

import-workers = Workers
import-clients = Clients
import-visits = Visits
import-summary = { $table }: { $imported } new, { $updated } changed, { $unchanged } unchanged, { $refused } refused, { $warned } warnings.
import-label-refused = Refused
import-label-warned = Warning
import-missing = Imported before and no longer in the file (nothing was deleted): { $keys }.

import-place = { $file }, line { $line }:
import-place-field = { $file }, line { $line }, field “{ $field }”:
import-place-file = { $file }:

import-repeated = a row with the same number stands above; the first was kept. If this is another record, give it another number.
import-no-key = the row has no number or code. Write one and import again.
import-no-surname = the surname is missing. Write it and import again.
import-no-name = the given name is missing. Write it when you know it.
import-unknown-worker = worker “{ $value }” is not in the workers' table, or that row was refused. Correct the code or add the worker, and import again.
import-unknown-client = client “{ $value }” is not in the clients' table, or that row was refused. Correct the number or the client's row, and import again.
import-no-worker = no worker is named as responsible. Assign the client to a worker.
import-bad-time = there is no time “{ $value }”. Write the time as 8:30 and import again.
import-skipped-time = there is no time “{ $value }” on that day, because clocks go forward an hour. Name another time and import again.
import-time-twice = the time “{ $value }” comes twice on that day, because clocks go back an hour. The first was taken; if the second is meant, move the visit.
import-bad-date = the date “{ $value }” is impossible or unclear. Write the date as 2026-11-23 and import again.
import-bad-birth-date = the date of birth is impossible or unclear and was left empty. Write it as 1950-11-23.
import-bad-duration = the duration “{ $value }” is unclear. Write minutes, for example 45, and import again.
import-unknown-kind = the kind of visit “{ $value }” is not known. Write “Agreed” if the client knows of the visit or “Inspection” if not, and import again.
import-bad-row = the row has more fields than the header, or a quotation mark is not closed. Put fields that contain the delimiter in quotation marks and import again.
import-missing-column = there is no column “{ $value }”, so the table was not imported. Add the column and import again.
import-bad-phone = this is not a telephone number. The row went in, but nobody can be called or texted. Write a number such as +370 600 00000.
import-more-phones = there is more than one telephone number. The first was taken; move the others to the notes.
import-bad-email = this is not an e-mail address. The row went in, but no e-mail can be sent. Correct the address.
import-overlap = it overlaps the same worker's other visit: number { $value }, line { $line }. Move one of them. While they overlap at different addresses, the visit of the later row waits for another time under “Needs you”.
import-bad-hours = the working hours “{ $value }” are unclear. Write them as 8:00-17:00.
import-bad-language = the language “{ $value }” is not known. Write LT, RU, PL, EN or “sign”.
import-bad-channel = the way of contact “{ $value }” is not known. Write “SMS”, “E-mail”, “Phone” or “Letter”.
import-bad-address = the address has no house number, so travel is only estimated. Write it as Naujoji g. 5-12, 62504 Alytus.
import-no-place = the address register has no such place, so travel is only estimated. Check the names of the street and the town.
import-ignored-column = columns not used: { $value }. If they are not needed, nothing has to be done.
import-garbled = some letters could not be read. Save the file as UTF-8 and import again.
import-not-text = this is not a text table. Save it from the spreadsheet as CSV and import again.
import-unknown-table = the header was not recognised and the file was not imported. If it is one of the office's tables, check the headers of its columns.
import-too-many-rows = there are too many rows and the file was not imported. Check that it is one of the office's tables; if so, part it into several files.
import-bad-coordinates = rows of the address register left out for lack of sound coordinates: { $value }. Check the columns of latitude and longitude.

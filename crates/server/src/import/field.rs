//! The columns the office's tables may have, and the headers by which each is known.
//!
//! A column is recognised by its header alone, never by its place. Adding a spelling means adding a word here.

use vizitas_domain::typed::fold;

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum TableKind {
    /// Workers.
    Workers,
    /// Clients.
    Clients,
    /// Visits.
    Visits,
    /// The address register: where houses stand.
    Register,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Key,
    GivenName,
    Surname,
    FullName,
    SurnameFirst,
    Duties,
    Unit,
    Phone,
    Email,
    Languages,
    Hours,
    BirthDate,
    Address,
    Street,
    House,
    Flat,
    Postcode,
    Town,
    Channel,
    Notes,
    Worker,
    Date,
    Time,
    Start,
    End,
    Minutes,
    LengthHours,
    Client,
    Purpose,
    Kind,
    Latitude,
    Longitude,
}

type Columns = &'static [(Field, &'static [&'static str])];

/// Folded headers of each column, the likeliest first.
const WORKERS: Columns = &[
    (
        Field::Key,
        &[
            "kodas",
            "darbuotojo kodas",
            "darbuotojo nr",
            "tabelio nr",
            "nr",
            "numeris",
            "code",
            "worker code",
            "employee code",
            "worker no",
            "employee no",
            "worker id",
            "employee id",
            "id",
            "no",
        ],
    ),
    (Field::GivenName, GIVEN_NAME),
    (Field::Surname, SURNAME),
    (Field::FullName, FULL_NAME),
    (Field::SurnameFirst, SURNAME_FIRST),
    (Field::Duties, &["pareigos", "pareigybe", "position", "job title", "duties", "role"]),
    (Field::Unit, &["padalinys", "skyrius", "poskyris", "unit", "department", "team"]),
    (Field::Phone, PHONE),
    (Field::Email, EMAIL),
    (Field::Languages, &["kalbos", "kalba", "moka kalbas", "languages", "language", "spoken languages"]),
    (Field::Hours, &["darbo laikas", "darbo valandos", "working hours", "work hours", "hours"]),
];

const CLIENTS: Columns = &[
    (
        Field::Key,
        &[
            "kliento nr",
            "kliento numeris",
            "kliento kodas",
            "bylos nr",
            "nr",
            "numeris",
            "kodas",
            "client no",
            "client number",
            "client code",
            "client id",
            "case no",
            "id",
            "no",
        ],
    ),
    (Field::GivenName, GIVEN_NAME),
    (Field::Surname, SURNAME),
    (Field::FullName, FULL_NAME),
    (Field::SurnameFirst, SURNAME_FIRST),
    (
        Field::BirthDate,
        &["gimimo data", "gim data", "gimimo metai", "date of birth", "birth date", "birthdate", "born"],
    ),
    (
        Field::Address,
        &[
            "adresas",
            "gyvenamoji vieta",
            "gyvenamosios vietos adresas",
            "kliento adresas",
            "address",
            "home address",
        ],
    ),
    (Field::Street, STREET),
    (Field::House, HOUSE),
    (Field::Flat, &["butas", "buto nr", "buto numeris", "flat", "flat no", "apartment"]),
    (Field::Postcode, POSTCODE),
    (Field::Town, TOWN),
    (Field::Phone, PHONE),
    (Field::Email, EMAIL),
    (Field::Languages, &["kalba", "kalbos", "bendravimo kalba", "language", "preferred language"]),
    (
        Field::Channel,
        &[
            "pageidaujamas rysys",
            "pageidaujamas rysio budas",
            "rysys",
            "rysio budas",
            "informavimo budas",
            "preferred contact",
            "preferred channel",
            "contact by",
            "channel",
        ],
    ),
    (Field::Notes, &["pastabos", "pastaba", "notes", "note", "remarks", "comments", "access notes"]),
    (
        Field::Worker,
        &[
            "atsakingas darbuotojas",
            "socialinis darbuotojas",
            "darbuotojas",
            "darbuotojo kodas",
            "responsible worker",
            "assigned worker",
            "case worker",
            "social worker",
            "worker",
            "worker code",
        ],
    ),
];

const VISITS: Columns = &[
    (
        Field::Key,
        &[
            "eil nr",
            "vizito nr",
            "vizito numeris",
            "apsilankymo nr",
            "nr",
            "numeris",
            "visit no",
            "visit number",
            "visit id",
            "row no",
            "no",
            "number",
            "id",
        ],
    ),
    (Field::Date, &["data", "vizito data", "diena", "date", "visit date", "day"]),
    (
        Field::Time,
        &["laikas", "vizito laikas", "pradzia", "pradzios laikas", "time", "visit time", "start time"],
    ),
    (
        Field::Start,
        &["data ir laikas", "vizito data ir laikas", "vizito pradzia", "date and time", "datetime", "start"],
    ),
    (Field::End, &["pabaiga", "pabaigos laikas", "end", "end time"]),
    (
        Field::Minutes,
        &[
            "trukme min",
            "trukme",
            "trukme minutemis",
            "minutes",
            "min",
            "duration min",
            "duration minutes",
            "duration",
            "length min",
        ],
    ),
    (Field::LengthHours, &["trukme val", "trukme valandomis", "duration h", "duration hours"]),
    (
        Field::Client,
        &[
            "kliento nr",
            "kliento numeris",
            "kliento kodas",
            "klientas",
            "client no",
            "client number",
            "client code",
            "client id",
            "client",
        ],
    ),
    (
        Field::Worker,
        &[
            "darbuotojas",
            "darbuotojo kodas",
            "socialinis darbuotojas",
            "vykdytojas",
            "worker",
            "worker code",
            "employee",
            "social worker",
        ],
    ),
    (Field::Purpose, &["tikslas", "vizito tikslas", "priezastis", "purpose", "reason", "visit purpose"]),
    (
        Field::Kind,
        &["rusis", "vizito rusis", "tipas", "vizito tipas", "kind", "type", "visit kind", "visit type"],
    ),
];

const REGISTER: Columns = &[
    (Field::Street, STREET),
    (Field::House, HOUSE),
    (Field::Postcode, POSTCODE),
    (Field::Town, TOWN),
    (Field::Latitude, &["platuma", "lat", "latitude", "geografine platuma"]),
    (Field::Longitude, &["ilguma", "lon", "lng", "long", "longitude", "geografine ilguma"]),
];

const GIVEN_NAME: &[&str] = &["vardas", "vardai", "first name", "firstname", "given name", "name"];
const SURNAME: &[&str] = &["pavarde", "surname", "last name", "lastname", "family name"];
const FULL_NAME: &[&str] =
    &["vardas ir pavarde", "vardas pavarde", "full name", "name and surname", "name surname"];
const SURNAME_FIRST: &[&str] = &["pavarde ir vardas", "pavarde vardas", "surname and name", "surname name"];
const PHONE: &[&str] = &[
    "telefonas",
    "telefono nr",
    "telefono numeris",
    "tel",
    "tel nr",
    "mobilusis telefonas",
    "mob telefonas",
    "phone",
    "phone number",
    "telephone",
    "mobile",
];
const EMAIL: &[&str] = &[
    "el pastas",
    "el pasto adresas",
    "elektroninis pastas",
    "elektroninio pasto adresas",
    "e pastas",
    "email",
    "e mail",
    "email address",
    "e mail address",
];
const STREET: &[&str] = &["gatve", "gatves pavadinimas", "street", "street name"];
const HOUSE: &[&str] = &["namas", "namo nr", "namo numeris", "house", "house no", "house number", "number"];
const POSTCODE: &[&str] = &["pasto kodas", "indeksas", "postcode", "post code", "postal code", "zip"];
const TOWN: &[&str] = &["miestas", "gyvenviete", "gyvenamoji vietove", "town", "city", "settlement"];

impl TableKind {
    /// Every kind, in the order in which they are read.
    pub(super) const ALL: [Self; 4] = [Self::Workers, Self::Clients, Self::Visits, Self::Register];

    fn columns(self) -> Columns {
        match self {
            Self::Workers => WORKERS,
            Self::Clients => CLIENTS,
            Self::Visits => VISITS,
            Self::Register => REGISTER,
        }
    }

    /// What a table cannot do without: of each group, one column suffices.
    pub(super) fn obligatory(self) -> &'static [&'static [Field]] {
        match self {
            Self::Workers => &[&[Field::Key], GIVEN, NAMES],
            Self::Clients => {
                &[&[Field::Key], GIVEN, NAMES, &[Field::Address, Field::Street], &[Field::Worker]]
            }
            Self::Visits => &[
                &[Field::Key],
                &[Field::Date, Field::Start],
                &[Field::Minutes, Field::LengthHours, Field::End],
                &[Field::Client],
                &[Field::Worker],
                &[Field::Kind],
            ],
            Self::Register => &[&[Field::Street], &[Field::Latitude], &[Field::Longitude]],
        }
    }

    /// The header cells this kind of table knows, as (column, place in the header).
    pub(super) fn recognise(self, header: &[String]) -> Vec<(Field, usize)> {
        let folded: Vec<String> = header.iter().map(|cell| fold(cell)).collect();
        let mut found: Vec<(Field, usize)> = Vec::new();
        for (field, names) in self.columns() {
            let place = names.iter().find_map(|name| folded.iter().position(|cell| cell == name));
            if let Some(place) = place
                && found.iter().all(|&(_, taken)| taken != place)
            {
                found.push((*field, place));
            }
        }
        found
    }

    /// The header an office would most likely write for a column.
    pub(super) fn usual_header(self, field: Field) -> &'static str {
        match (self, field) {
            (Self::Workers, Field::Key) => "Kodas",
            (Self::Visits, Field::Key) => "Eil. Nr.",
            (_, Field::Key | Field::Client) => "Kliento Nr.",
            (_, Field::GivenName) => "Vardas",
            (_, Field::Surname) => "Pavardė",
            (_, Field::Address) => "Adresas",
            (Self::Clients, Field::Worker) => "Atsakingas darbuotojas",
            (_, Field::Worker) => "Darbuotojas",
            (_, Field::Date) => "Data",
            (_, Field::Time) => "Laikas",
            (_, Field::Minutes) => "Trukmė (min.)",
            (_, Field::Kind) => "Rūšis",
            (_, Field::Street) => "Gatvė",
            (_, Field::Latitude) => "Platuma",
            (_, Field::Longitude) => "Ilguma",
            _ => "",
        }
    }
}

const GIVEN: &[Field] = &[Field::GivenName, Field::FullName, Field::SurnameFirst];
const NAMES: &[Field] = &[Field::Surname, Field::FullName, Field::SurnameFirst];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_is_folded_and_belongs_to_one_column() {
        for kind in TableKind::ALL {
            let mut all: Vec<&str> =
                kind.columns().iter().flat_map(|(_, names)| names.iter().copied()).collect();
            assert!(all.iter().all(|name| fold(name) == *name), "{kind:?}");
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn every_obligatory_column_has_a_usual_header_that_is_recognised() {
        for kind in TableKind::ALL {
            for group in kind.obligatory() {
                let header = kind.usual_header(group[0]).to_owned();
                assert_eq!(kind.recognise(&[header]), [(group[0], 0)], "{kind:?}");
            }
        }
    }
}

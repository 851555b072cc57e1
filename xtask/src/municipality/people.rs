//! Invented people: names with the right endings, languages, telephones, notes for the door.
//!
//! Every combination is made up; addresses of mail are in reserved domains (RFC 2606).

use super::random::Random;

/// A worker of the office.
pub(crate) struct Worker {
    pub(crate) code: &'static str,
    pub(crate) given: &'static str,
    pub(crate) surname: &'static str,
    pub(crate) duties: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) hours: &'static str,
}

const fn worker(
    code: &'static str,
    given: &'static str,
    surname: &'static str,
    duties: &'static str,
    languages: &'static str,
    hours: &'static str,
) -> Worker {
    Worker { code, given, surname, duties, languages, hours }
}

/// The office's workers; each looks after the streets of one part of the town, from west to east.
pub(crate) const WORKERS: [Worker; 6] = [
    worker("D01", "Rasa", "Petrauskienė", "Socialinė darbuotoja", "LT, RU", "8:00-17:00"),
    worker("D02", "Tomas", "Žilinskas", "Socialinis darbuotojas", "LT, EN", "8:00-17:00"),
    worker("D03", "Jūratė", "Mačiulienė", "Atvejo vadybininkė", "LT, RU, PL", "8:00-17:00"),
    worker("D04", "Danuta", "Vasilevska", "Socialinė darbuotoja", "LT, PL, RU", "8:00-17:00"),
    worker("D05", "Mindaugas", "Čepulis", "Socialinis darbuotojas", "LT, gestų", "7:30-16:30"),
    worker("D06", "Eglė", "Šimkutė", "Socialinė darbuotoja", "LT, EN, RU", "8:00-17:00"),
];

/// A client's own data; address, worker and number are given elsewhere.
pub(crate) struct Person {
    pub(crate) given: &'static str,
    pub(crate) surname: &'static str,
    pub(crate) born: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) language: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) note: &'static str,
}

const LITHUANIAN_MEN: [&str; 20] = [
    "Algirdas",
    "Antanas",
    "Arūnas",
    "Bronius",
    "Česlovas",
    "Darius",
    "Gintautas",
    "Jonas",
    "Juozas",
    "Kazys",
    "Kęstutis",
    "Mindaugas",
    "Petras",
    "Povilas",
    "Saulius",
    "Šarūnas",
    "Stasys",
    "Vladas",
    "Vytautas",
    "Žilvinas",
];
const LITHUANIAN_WOMEN: [&str; 20] = [
    "Aldona",
    "Asta",
    "Birutė",
    "Danutė",
    "Elena",
    "Emilija",
    "Genovaitė",
    "Irena",
    "Janina",
    "Jūratė",
    "Ligita",
    "Marija",
    "Nijolė",
    "Ona",
    "Regina",
    "Stefanija",
    "Ūla",
    "Vanda",
    "Zita",
    "Živilė",
];
/// A man's surname, a married woman's, an unmarried woman's.
const LITHUANIAN_SURNAMES: [(&str, &str, &str); 24] = [
    ("Adomaitis", "Adomaitienė", "Adomaitytė"),
    ("Ąžuolis", "Ąžuolienė", "Ąžuolytė"),
    ("Balčiūnas", "Balčiūnienė", "Balčiūnaitė"),
    ("Butkus", "Butkienė", "Butkutė"),
    ("Černiauskas", "Černiauskienė", "Černiauskaitė"),
    ("Dambrauskas", "Dambrauskienė", "Dambrauskaitė"),
    ("Gudaitis", "Gudaitienė", "Gudaitytė"),
    ("Jankauskas", "Jankauskienė", "Jankauskaitė"),
    ("Kavaliauskas", "Kavaliauskienė", "Kavaliauskaitė"),
    ("Kazlauskas", "Kazlauskienė", "Kazlauskaitė"),
    ("Lukoševičius", "Lukoševičienė", "Lukoševičiūtė"),
    ("Mačiulis", "Mačiulienė", "Mačiulytė"),
    ("Miškinis", "Miškinienė", "Miškinytė"),
    ("Norkūnas", "Norkūnienė", "Norkūnaitė"),
    ("Paulauskas", "Paulauskienė", "Paulauskaitė"),
    ("Ramanauskas", "Ramanauskienė", "Ramanauskaitė"),
    ("Stankevičius", "Stankevičienė", "Stankevičiūtė"),
    ("Šileika", "Šileikienė", "Šileikaitė"),
    ("Šimkus", "Šimkienė", "Šimkutė"),
    ("Urbonas", "Urbonienė", "Urbonaitė"),
    ("Vaitkus", "Vaitkienė", "Vaitkutė"),
    ("Vyšniauskas", "Vyšniauskienė", "Vyšniauskaitė"),
    ("Žemaitis", "Žemaitienė", "Žemaitytė"),
    ("Žukauskas", "Žukauskienė", "Žukauskaitė"),
];
const RUSSIAN_MEN: [&str; 6] = ["Aleksandras", "Igoris", "Nikolajus", "Sergejus", "Viktoras", "Vladimiras"];
const RUSSIAN_WOMEN: [&str; 6] = ["Galina", "Liudmila", "Nadežda", "Svetlana", "Tatjana", "Valentina"];
const RUSSIAN_SURNAMES: [(&str, &str); 6] = [
    ("Ivanovas", "Ivanova"),
    ("Kuznecovas", "Kuznecova"),
    ("Morozovas", "Morozova"),
    ("Orlovas", "Orlova"),
    ("Smirnovas", "Smirnova"),
    ("Zaicevas", "Zaiceva"),
];
const POLISH_MEN: [&str; 6] = ["Česlav", "Henrik", "Jan", "Kazimež", "Stanislav", "Tadeuš"];
const POLISH_WOMEN: [&str; 6] = ["Alina", "Helena", "Jadvyga", "Kristina", "Leokadija", "Teresa"];
const POLISH_SURNAMES: [(&str, &str); 6] = [
    ("Baranovski", "Baranovska"),
    ("Jankovski", "Jankovska"),
    ("Sokolovski", "Sokolovska"),
    ("Tomaševski", "Tomaševska"),
    ("Višnevski", "Višnevska"),
    ("Zavadski", "Zavadska"),
];

/// What to know before the door. Some hold the file's own delimiter or a line break, as such notes do.
const NOTES: [&str; 14] = [
    "Neprigirdi, kalbėti garsiai ir lėtai",
    "Laiptinės kodas 12#45;\nlifto nėra, trečias aukštas",
    "Kieme šuo; skambinti prieš atvykstant",
    "Judėjimo negalia – durų atidarymas trunka",
    "Skambutis neveikia, belsti",
    "Raktą turi kaimynė iš antro buto",
    "Silpnai mato; prisistatyti garsiai",
    "Geriau po pietų",
    "Įėjimas iš kiemo pusės",
    "Namuose deguonies aparatas: nerūkyti, neuždegti ugnies",
    "Kalbėtis galima ir su dukra",
    "Atminties sutrikimai; priminti, kas atvyko ir kodėl",
    "Laiptinės kodas 7-3-0",
    "Serga cukriniu diabetu; pietauja 12 val.",
];

impl Person {
    /// An invented person; `number` keeps telephones apart.
    pub(crate) fn invent(random: &mut Random, number: u32, this_year: u32) -> Self {
        let woman = random.percent(62);
        let origin = random.number(0, 100);
        let (given, surname) = match origin {
            0..80 => lithuanian(random, woman),
            80..91 => foreign(random, woman, &RUSSIAN_MEN, &RUSSIAN_WOMEN, &RUSSIAN_SURNAMES),
            _ => foreign(random, woman, &POLISH_MEN, &POLISH_WOMEN, &POLISH_SURNAMES),
        };
        let language = match origin {
            0 => "gestų",
            1..80 => "LT",
            80..89 => "RU",
            89..94 => "LT",
            _ => "PL",
        };
        // Mostly elderly, some of working age.
        let age = if random.percent(75) { random.number(66, 96) } else { random.number(22, 66) };
        let born = format!("{}-{:02}-{:02}", this_year - age, random.number(1, 13), random.number(1, 29));
        let has_email = age < 75 && random.percent(55);
        let email = if has_email {
            format!("{}.{}@pastas.example", plain(given), plain(surname))
        } else {
            String::new()
        };
        let has_phone = random.percent(92);
        let phone = if has_phone { phone(random, number) } else { String::new() };
        let channel = match (has_phone, has_email) {
            (true, _) if language == "gestų" => "SMS",
            (true, true) => random.pick(&["El. paštas", "SMS", "SMS"]),
            (true, false) => random.pick(&["Telefonu", "Telefonu", "SMS"]),
            (false, true) => "El. paštas",
            (false, false) => "Laišku",
        };
        let note = if random.percent(65) { random.pick(&NOTES) } else { "" };
        Self { given, surname, born, phone, email, language, channel, note }
    }
}

fn lithuanian(random: &mut Random, woman: bool) -> (&'static str, &'static str) {
    let (man, married, unmarried) = random.pick(&LITHUANIAN_SURNAMES);
    if !woman {
        return (random.pick(&LITHUANIAN_MEN), man);
    }
    (random.pick(&LITHUANIAN_WOMEN), if random.percent(80) { married } else { unmarried })
}

fn foreign<const N: usize>(
    random: &mut Random,
    woman: bool,
    men: &[&'static str; N],
    women: &[&'static str; N],
    surnames: &[(&'static str, &'static str); N],
) -> (&'static str, &'static str) {
    let (man, wife) = random.pick(surnames);
    if woman { (random.pick(women), wife) } else { (random.pick(men), man) }
}

/// An invented number, in one of the spellings that offices mix.
pub(crate) fn phone(random: &mut Random, number: u32) -> String {
    let last = format!("{:05}", number % 100_000);
    let (two, three) = last.split_at(2);
    match random.number(0, 5) {
        0 => format!("+370 600 {last}"),
        1 => format!("8 600 {last}"),
        2 => format!("0 600 {last}"),
        3 => format!("(8-600) {two} {three}"),
        _ => format!("+370600{last}"),
    }
}

/// A name in the letters of an address of mail.
pub(crate) fn plain(name: &str) -> String {
    let letter = |c: char| match c {
        'ą' => 'a',
        'č' => 'c',
        'ę' | 'ė' => 'e',
        'į' => 'i',
        'š' => 's',
        'ų' | 'ū' => 'u',
        'ž' => 'z',
        c => c,
    };
    name.to_lowercase().chars().map(letter).collect()
}

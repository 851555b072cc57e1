//! What people write down on home visits, invented. The two banks share no sentence: one trains the dictionary, on
//! the other it is measured.

/// Words of one hand.
#[derive(Clone, Copy, Debug)]
pub struct Bank {
    /// Openings of a note.
    pub first: &'static [&'static str],
    /// What follows.
    pub then: &'static [&'static str],
    /// Promises.
    pub promises: &'static [&'static str],
    /// Short reasons.
    pub reasons: &'static [&'static str],
    /// Given names.
    pub given: &'static [&'static str],
    /// Surnames.
    pub surnames: &'static [&'static str],
    /// Streets.
    pub streets: &'static [&'static str],
    /// What to know before the door.
    pub access: &'static [&'static str],
}

/// What visits are for: the same words everywhere.
pub const PURPOSES: &[&str] = &[
    "Poreikių vertinimas",
    "Pagalbos namuose peržiūra",
    "Globėjo lankymas",
    "Šeimos lankymas",
    "Slaugos poreikio vertinimas",
    "Socialinės globos peržiūra",
    "Pirmasis susitikimas",
    "Pagalbos plano peržiūra",
];

/// Items of the checklist.
pub const ITEMS: &[&str] = &[
    "before-promises",
    "before-card",
    "before-open",
    "door-greet",
    "door-introduce",
    "door-enter",
    "door-home",
    "during-purpose",
    "during-listen",
    "during-understood",
    "during-plain",
    "close-summary",
    "close-next",
    "close-thanks",
];

/// The bank that trains.
pub const TRAINING: Bank = Bank {
    first: &[
        "Klientė pasitiko geros nuotaikos, kalbėjomės virtuvėje.",
        "Klientas jaučiasi silpnai, skundžiasi nugaros skausmu.",
        "Aplankyta namuose, būklė stabili.",
        "Šeima susitvarkė kambarį vaikams, matomas pokytis.",
        "Kalbėta apie pagalbą namuose ir integralią pagalbą.",
        "Mama dirba, vaikai lanko darželį.",
        "Gyvena viena, dukra aplanko savaitgaliais.",
        "Prašo pagalbos tvarkant dokumentus dėl neįgalumo.",
        "Namuose tvarkinga, šilta, maisto yra.",
        "Pokalbis vyko ramiai, į klausimus atsakė noriai.",
        "Kartu peržiūrėjome pagalbos planą ir sutarėme dėl tolesnių žingsnių.",
        "Sūnus pranešė, kad klientas išrašytas iš ligoninės.",
    ],
    then: &[
        "Reikalinga pagalba apsiperkant ir tvarkantis buityje.",
        "Vaistus geria pagal šeimos gydytojo paskyrimą.",
        "Sutarta, kad kitą savaitę paskambinsiu dėl pažymos.",
        "Informavau apie galimybę gauti techninės pagalbos priemones.",
        "Prašo, kad lankytų ta pati darbuotoja.",
        "Pageidauja bendrauti rusų kalba.",
        "Būtina atnaujinti sutartį dėl socialinės priežiūros.",
        "Skundžiasi, kad kaimynai triukšmauja naktimis.",
        "Finansinė padėtis sunki, skola už šildymą.",
        "Dėl vežimėlio kreipsimės į Techninės pagalbos neįgaliesiems centrą.",
        "Paaiškinau, kokius dokumentus reikia pateikti ir iki kada.",
        "Jokių kitų pageidavimų neturi.",
        "Vaikas turi specialiųjų ugdymosi poreikių, lanko logopedą.",
        "Klientas sutinka, kad apie vizitą būtų pranešta dukrai.",
    ],
    promises: &[
        "Paskambinti dėl neįgalumo pažymos",
        "Atnešti prašymo formą socialinei pašalpai",
        "Susisiekti su šeimos gydytoja dėl slaugos poreikio",
        "Išsiaiškinti, kada bus paskirta pagalba namuose",
        "Perduoti prašymą skyriaus vedėjai",
    ],
    reasons: &[
        "klientas pavargęs",
        "nebuvo laiko",
        "serga",
        "kalbėsime kitą kartą",
        "nepageidauja",
        "išvyko pas dukrą",
        "paguldyta į ligoninę",
        "neatitinka laikas",
        "užtruko ankstesnis vizitas",
        "atsisakė atidaryti duris",
    ],
    given: &[
        "Ona", "Jonas", "Marija", "Antanas", "Birutė", "Stasys", "Nijolė", "Algirdas", "Irena", "Petras",
    ],
    surnames: &[
        "Petrauskienė",
        "Kazlauskas",
        "Jankauskienė",
        "Stankevičius",
        "Butkienė",
        "Paulauskas",
        "Urbonienė",
        "Ramanauskas",
        "Žukauskienė",
        "Navickas",
    ],
    streets: &[
        "Naujoji g.",
        "Pulko g.",
        "Jaunimo g.",
        "Vilniaus g.",
        "Santaikos g.",
        "Ligoninės g.",
        "Topolių g.",
    ],
    access: &[
        "Kieme šuo; skambinti prieš atvykstant",
        "Neprigirdi, kalbėti garsiau",
        "Laiptinės kodas 12C345",
        "Sunkiai vaikšto, palaukti prie durų",
        "Skambutis neveikia, belsti",
    ],
};

/// The bank on which it is measured.
pub const MEASURED: Bank = Bank {
    first: &[
        "Radau klientę lovoje, sakė naktį blogai miegojusi.",
        "Susitikome prie namo, nes name dingo elektra.",
        "Vyras grįžo iš darbo anksčiau, todėl kalbėjome visi kartu.",
        "Bute šalta, langas kambaryje įskilęs.",
        "Senelė labai džiaugėsi atvykimu, vaišino arbata.",
        "Berniukas parodė mokyklos pažymius, pagerėjo matematika.",
    ],
    then: &[
        "Kreipėmės į namo administratorių, laukiame atsakymo.",
        "Anūkė padeda nupirkti maisto, bet vasarą išvyks studijuoti.",
        "Akinius pametė, laikraščio perskaityti nebegali.",
        "Kompensaciją už vandenį gauna, daugiau paramos neprašė.",
        "Kraujospūdį matuojasi kasdien, užsirašo į sąsiuvinį.",
        "Norėtų lankyti dienos centrą, tik nežino, kaip nuvažiuoti.",
        "Tėvas pažadėjo nuo rugsėjo grįžti į anoniminių alkoholikų grupę.",
    ],
    promises: &[
        "Sužinoti pavėžėjimo tvarkaraštį",
        "Užsakyti akių gydytojo konsultaciją",
        "Nuvežti drabužių vaikams",
    ],
    reasons: &["atvažiavo giminės", "eismo spūstis tiltu", "skubus iškvietimas", "liko pas seserį kaime"],
    given: &["Zofija", "Vytautas", "Genovaitė", "Kazimieras", "Aldona", "Bronius"],
    surnames: &["Mickevičienė", "Gudaitis", "Žemaitienė", "Balčiūnas", "Vasiliauskienė", "Adomaitis"],
    streets: &["Rotušės a.", "Tvirtovės g.", "Kalniškės g.", "A. Juozapavičiaus g.", "Likiškių g."],
    access: &[
        "Įėjimas iš kiemo pusės",
        "Trečias aukštas be lifto",
        "Bijo nepažįstamų, prisistatyti pro duris",
    ],
};

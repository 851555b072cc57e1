//! The town: streets laid out by hand, houses along them, and where each stands.
//!
//! Streets' names are a real town's; their places, numbers and postcodes are invented.

use super::random::Random;

/// The middle of the town (WGS 84, degrees).
const CENTRE: (f64, f64) = (54.3965, 24.0420);
/// Metres in a degree of latitude and, at this latitude, of longitude.
const METRES_PER_DEGREE: (f64, f64) = (111_300.0, 64_800.0);
/// From the middle of the road to a house, in metres.
const SETBACK_METRES: f64 = 18.0;

/// A street: a straight row of houses, odd numbers on its left.
pub(crate) struct Street {
    pub(crate) name: &'static str,
    pub(crate) postcode: u32,
    /// Metres north and east of the centre at which it begins.
    start: (f64, f64),
    /// Metres north and east from one house to the next of the same side.
    step: (f64, f64),
    /// The last house number.
    pub(crate) last: u32,
    /// Blocks of flats rather than houses.
    pub(crate) flats: bool,
}

const fn street(
    name: &'static str,
    postcode: u32,
    start: (f64, f64),
    step: (f64, f64),
    last: u32,
    flats: bool,
) -> Street {
    Street { name, postcode, start, step, last, flats }
}

/// From west to east, so that neighbours in the list are neighbours in town.
pub(crate) const STREETS: [Street; 30] = [
    street("Putinų g.", 62311, (900.0, -2300.0), (4.0, 34.0), 44, true),
    street("Volungės g.", 62312, (650.0, -2200.0), (26.0, 10.0), 38, false),
    street("Likiškėlių g.", 62314, (1300.0, -2050.0), (-20.0, 26.0), 58, true),
    street("Kalniškės g.", 62316, (420.0, -1900.0), (30.0, 6.0), 46, true),
    street("Statybininkų g.", 62318, (-60.0, -1850.0), (12.0, 32.0), 52, true),
    street("Topolių g.", 62321, (1150.0, -1700.0), (-28.0, 12.0), 34, true),
    street("Šaltinių g.", 62323, (760.0, -1500.0), (-24.0, 18.0), 36, true),
    street("Jaunimo g.", 62325, (300.0, -1420.0), (28.0, 14.0), 48, true),
    street("Naujoji g.", 62327, (-350.0, -1400.0), (26.0, 28.0), 76, true),
    street("Studentų g.", 62329, (980.0, -1200.0), (6.0, 30.0), 28, true),
    street("Santaikos g.", 62331, (620.0, -1050.0), (-18.0, 28.0), 54, true),
    street("Žuvinto g.", 62333, (150.0, -1000.0), (32.0, 4.0), 32, true),
    street("Sporto g.", 62335, (-300.0, -900.0), (20.0, 24.0), 30, false),
    street("Jotvingių g.", 62337, (420.0, -700.0), (-22.0, 22.0), 40, true),
    street("Ligoninės g.", 62139, (60.0, -640.0), (10.0, 32.0), 24, true),
    street("A. Juozapavičiaus g.", 62141, (-520.0, -620.0), (30.0, 16.0), 62, true),
    street("Birutės g.", 62143, (540.0, -380.0), (-30.0, 8.0), 42, false),
    street("Rotušės a.", 62145, (60.0, -140.0), (6.0, 26.0), 16, true),
    street("S. Daukanto g.", 62147, (-160.0, -60.0), (-26.0, 16.0), 44, false),
    street("Pulko g.", 62149, (330.0, 40.0), (14.0, 30.0), 48, true),
    street("Vilniaus g.", 62151, (-40.0, 160.0), (22.0, 26.0), 56, false),
    street("Savanorių g.", 62153, (-420.0, 240.0), (24.0, 20.0), 50, false),
    street("Ulonų g.", 62155, (610.0, 420.0), (-16.0, 30.0), 52, true),
    street("Merkinės g.", 62157, (-680.0, 520.0), (-24.0, 20.0), 48, false),
    street("Tvirtovės g.", 62159, (180.0, 700.0), (30.0, 10.0), 36, false),
    street("Dzūkų g.", 62161, (-240.0, 860.0), (8.0, 34.0), 42, false),
    street("Suvalkų g.", 62163, (480.0, 1080.0), (26.0, 22.0), 38, false),
    street("Miškininkų g.", 62165, (-620.0, 1200.0), (20.0, 26.0), 40, false),
    street("Medelyno g.", 62167, (120.0, 1420.0), (-14.0, 32.0), 46, false),
    street("Vilties g.", 62169, (-260.0, 1700.0), (28.0, 14.0), 34, false),
];

impl Street {
    /// Where a house stands (latitude, longitude).
    pub(crate) fn place(&self, house: u32) -> (f64, f64) {
        let along = f64::from(house.div_ceil(2));
        let length = self.step.0.hypot(self.step.1);
        let side = if house % 2 == 1 { SETBACK_METRES } else { -SETBACK_METRES };
        // Left of the way the numbers go is the step turned by a quarter.
        let north = self.start.0 + self.step.0 * along + self.step.1 / length * side;
        let east = self.start.1 + self.step.1 * along - self.step.0 / length * side;
        (CENTRE.0 + north / METRES_PER_DEGREE.0, CENTRE.1 + east / METRES_PER_DEGREE.1)
    }

    /// An address on the street, as an office writes it.
    pub(crate) fn address(&self, random: &mut Random) -> String {
        let house = random.number(1, self.last + 1);
        let flat = if self.flats { format!("-{}", random.number(1, 61)) } else { String::new() };
        format!("{} {house}{flat}, LT-{} Alytus", self.name, self.postcode)
    }
}

/// The address register: every house of every street.
pub(crate) fn register() -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for street in &STREETS {
        for house in 1..=street.last {
            let (lat, lon) = street.place(house);
            rows.push([
                street.name.to_owned(),
                house.to_string(),
                format!("LT-{}", street.postcode),
                "Alytus".to_owned(),
                format!("{lat:.6}"),
                format!("{lon:.6}"),
            ]);
        }
    }
    rows
}

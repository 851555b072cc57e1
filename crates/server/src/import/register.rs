//! The address register: where houses stand, and the nearest thing it knows of an address.
//!
//! It never invents a place: what not even the town is known of has none.

use std::collections::BTreeMap;

use vizitas_domain::client::{Address, Grade, Place};
use vizitas_domain::typed::fold;

use super::field::Field;
use super::table::{Record, Table};

/// A point in degrees (WGS 84): latitude, longitude.
type Point = (f64, f64);

fn place((lat, lon): Point, grade: Grade) -> Place {
    // Degrees within ±180 fit in an i32 of millionths.
    let millionths = |degrees: f64| (degrees * 1e6).round() as i32;
    Place { lat_e6: millionths(lat), lon_e6: millionths(lon), grade }
}

/// A sum of points, from which their middle is taken.
#[derive(Default, Clone, Copy)]
struct Middle {
    lat: f64,
    lon: f64,
    count: f64,
}

impl Middle {
    fn add(&mut self, (lat, lon): Point) {
        self.lat += lat;
        self.lon += lon;
        self.count += 1.0;
    }

    fn place(self, grade: Grade) -> Place {
        place((self.lat / self.count, self.lon / self.count), grade)
    }
}

/// A street of a town, both folded. The town is empty when the register names none.
type StreetKey = (String, String);

#[derive(Default)]
struct Street {
    houses: BTreeMap<String, Point>,
    middle: Middle,
}

/// Places by house, street, postcode and town.
#[derive(Default)]
pub struct Register {
    streets: BTreeMap<StreetKey, Street>,
    postcodes: BTreeMap<String, Middle>,
    towns: BTreeMap<String, Middle>,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register").field("streets", &self.streets.len()).finish_non_exhaustive()
    }
}

impl Register {
    /// Takes the rows of a register's table in; returns how many had no sound coordinates.
    pub(super) fn take(&mut self, table: &Table) -> usize {
        table.records().filter(|record| !self.take_row(*record)).count()
    }

    fn take_row(&mut self, record: Record<'_>) -> bool {
        let degrees = |field, limit: f64| {
            let number: f64 = record.get(field).replace(',', ".").parse().ok()?;
            (number.abs() <= limit).then_some(number)
        };
        let (Some(lat), Some(lon)) = (degrees(Field::Latitude, 90.0), degrees(Field::Longitude, 180.0))
        else {
            return false;
        };
        let point = (lat, lon);
        let town = fold(&record.get(Field::Town));
        let street = self.streets.entry((town.clone(), street_key(&record.get(Field::Street)))).or_default();
        street.middle.add(point);
        street.houses.entry(house_key(&record.get(Field::House))).or_insert(point);
        let postcode: String = record.get(Field::Postcode).chars().filter(char::is_ascii_digit).collect();
        if !postcode.is_empty() {
            self.postcodes.entry(postcode).or_default().add(point);
        }
        if !town.is_empty() {
            self.towns.entry(town).or_default().add(point);
        }
        true
    }

    /// The nearest thing known of an address: house → street → postcode → town.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<Place> {
        let towns = towns(address);
        let key = street_key(&address.street);
        let known = towns
            .iter()
            .map(String::as_str)
            .chain([""])
            .find_map(|town| self.streets.get(&(town.to_owned(), key.clone())));
        if let Some(street) = known
            && !address.house.is_empty()
        {
            let house = house_key(&address.house);
            if let Some(point) = street.houses.get(&house) {
                return Some(place(*point, Grade::House));
            }
            if let Some(point) = street.nearest(&house) {
                return Some(place(point, Grade::Street));
            }
        }
        known
            .map(|street| street.middle.place(Grade::Street))
            .or_else(|| self.postcodes.get(&*address.postcode).map(|middle| middle.place(Grade::Postcode)))
            .or_else(|| {
                towns.iter().find_map(|town| self.towns.get(town)).map(|middle| middle.place(Grade::Town))
            })
    }
}

/// What of an address could be a town's name, folded: without a house the town may stand in the street's line.
fn towns(address: &Address) -> Vec<String> {
    let line = if address.house.is_empty() { &*address.street } else { "" };
    let parts = address.town.split(',').chain(line.split(','));
    parts.map(fold).filter(|town| !town.is_empty()).collect()
}

impl Street {
    /// The house whose number is nearest: streets are long, and their middle may be a kilometre away.
    fn nearest(&self, house: &str) -> Option<Point> {
        let wanted = number(house)?;
        let houses =
            self.houses.iter().filter_map(|(key, point)| Some((number(key)?.abs_diff(wanted), *point)));
        houses.min_by_key(|&(distance, _)| distance).map(|(_, point)| point)
    }
}

/// `Naujoji gatvė` and `Naujoji g.` are one street.
fn street_key(street: &str) -> String {
    let folded = fold(street);
    let (name, kind) = folded.rsplit_once(' ').unwrap_or((&folded, ""));
    let short = match kind {
        "gatve" => "g",
        "aikste" => "a",
        "prospektas" => "pr",
        "aleja" => "al",
        "plentas" => "pl",
        "takas" => "tak",
        "skersgatvis" => "skg",
        "kelias" => "kel",
        kind => kind,
    };
    format!("{name} {short}")
}

fn house_key(house: &str) -> String {
    house.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

fn number(house: &str) -> Option<u32> {
    house.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::super::table;
    use super::*;
    use vizitas_domain::address::read;

    fn register(text: &str) -> (Register, usize) {
        let table =
            table::read(&File { name: "r".to_owned(), bytes: text.as_bytes().to_vec() }).ok().unwrap();
        let mut register = Register::default();
        let left_out = register.take(&table);
        (register, left_out)
    }

    const ROWS: &str = "Gatvė;Namo Nr.;Pašto kodas;Gyvenvietė;Platuma;Ilguma\n\
        Naujoji g.;2;62001;Alytus;54,40;24,00\nNaujoji g.;54A;62001;Alytus;54,42;24,02\n\
        Pulko g.;1;LT-62002;Alytus;54.38;24.06\nPulko g.;3;62002;Alytus;x;24\nPulko g.;5;62002;Alytus;NaN;24\n";

    #[test]
    fn an_address_is_found_by_house_street_postcode_then_town() {
        let (register, left_out) = register(ROWS);
        assert_eq!(left_out, 2);
        let find = |text: &str| register.find(&read(text));
        let place = |lat, lon, grade| Some(place((lat, lon), grade));
        assert_eq!(find("Naujoji gatvė 54a-3, 62999 Alytus"), place(54.42, 24.02, Grade::House));
        assert_eq!(find("Naujoji g. 50, 62999 Alytus"), place(54.42, 24.02, Grade::Street));
        assert_eq!(find("Naujoji g. 4, 62999 Alytus"), place(54.40, 24.00, Grade::Street));
        assert_eq!(find("Kita g. 4, 62002 Alytus"), place(54.38, 24.06, Grade::Postcode));
        for town in
            ["Kita g. 4, 62999 Alytus", "Kita g. 4, antra laiptinė, Alytus", "prie stoties, Alytus", "Alytus"]
        {
            assert_eq!(find(town), place(54.40, 24.026_667, Grade::Town), "{town}");
        }
        assert_eq!(find("Naujoji g. 2, 44444 Kaunas"), None);
    }

    #[test]
    fn english_headers_and_no_town_serve_too() {
        let (register, _) = register("lat,lon,street,house\n54.4,24.0,Naujoji g.,2\n");
        let place = register.find(&read("Naujoji g. 2, 62001 Alytus")).unwrap();
        assert_eq!(place.grade, Grade::House);
    }
}

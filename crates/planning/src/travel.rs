//! How long the way takes. Owns the trait that plans ask and the plainest answer to it, a straight line with a
//! detour; learnt medians and a road graph are further answers. Never decides whether a way fits into a day.

use vizitas_domain::client::{Grade, Place};

/// The way from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Minutes from door to door, parking included, that four trips of five stay within: promises stand on the
    /// 80th percentile, not on the mean.
    pub minutes: u16,
    /// An end is known no finer than its postcode, or not at all: say "travel estimated".
    pub estimated: bool,
}

/// Answers how long a way takes. The same question always gets the same answer.
pub trait Travel {
    /// The way between two places; `None` is a place nobody knows, as a colleague's busy time.
    fn leg(&self, from: Option<Place>, to: Option<Place>) -> Leg;
}

/// The straight line, made longer by a detour and driven at an even speed. Public, so that a municipality can
/// set its own figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StraightLine {
    /// Road length over straight-line length.
    pub detour: f64,
    /// Kilometres an hour.
    pub speed_kmh: f64,
    /// Minutes to park and walk to the door.
    pub parking_minutes: u16,
    /// Minutes between two doors of one house.
    pub same_house_minutes: u16,
    /// Minutes when an end is not known at all, and at least so many when it is the middle of a town.
    pub unknown_minutes: u16,
    /// At least so many minutes when an end is the middle of a postcode: two clients of one postcode share a
    /// point on the map, but no house.
    pub postcode_minutes: u16,
}

impl Default for StraightLine {
    /// Figures for a town of fifty thousand, until its own stamps are measured.
    fn default() -> Self {
        Self {
            detour: 1.35,
            speed_kmh: 25.0,
            parking_minutes: 3,
            same_house_minutes: 1,
            unknown_minutes: 15,
            postcode_minutes: 8,
        }
    }
}

/// Metres of a millionth of a degree along a meridian (mean Earth radius 6,371,008.8 m, IUGG).
const METRES_PER_E6: f64 = 0.111_195_08;

/// Points nearer than this are one house.
const SAME_HOUSE_METRES: f64 = 25.0;

/// Straight-line distance in metres. Within a municipality the flat formula differs from the great circle by
/// less than a metre in ten kilometres and costs a fraction of it; a slot search asks thousands of times.
#[must_use]
pub fn metres(from: Place, to: Place) -> f64 {
    let north = f64::from(to.lat_e6) - f64::from(from.lat_e6);
    let middle = (f64::from(to.lat_e6) + f64::from(from.lat_e6)) * 0.5e-6;
    let east = (f64::from(to.lon_e6) - f64::from(from.lon_e6)) * cosine(middle.to_radians());
    METRES_PER_E6 * (north * north + east * east).sqrt()
}

/// Cosine of a latitude by its series: within 0.00003, several times as fast as the library's.
fn cosine(latitude: f64) -> f64 {
    let x = latitude * latitude;
    1.0 - x * (1.0 / 2.0 - x * (1.0 / 24.0 - x * (1.0 / 720.0 - x * (1.0 / 40_320.0))))
}

/// Rounded up; what is too large ends at 45 days, a way that fits nowhere.
fn whole_minutes(minutes: f64) -> u16 {
    let floor = minutes as u16;
    floor.saturating_add(u16::from(f64::from(floor) < minutes))
}

impl Travel for StraightLine {
    #[inline]
    fn leg(&self, from: Option<Place>, to: Option<Place>) -> Leg {
        let (Some(from), Some(to)) = (from, to) else {
            return Leg { minutes: self.unknown_minutes, estimated: true };
        };
        let metres = metres(from, to);
        let coarsest = from.grade.min(to.grade);
        if coarsest == Grade::House && metres < SAME_HOUSE_METRES {
            return Leg { minutes: self.same_house_minutes, estimated: false };
        }
        let driving = metres * (self.detour * 0.06 / self.speed_kmh);
        let minutes = whole_minutes(driving).saturating_add(self.parking_minutes);
        match coarsest {
            Grade::Town => Leg { minutes: minutes.max(self.unknown_minutes), estimated: true },
            Grade::Postcode => Leg { minutes: minutes.max(self.postcode_minutes), estimated: true },
            Grade::Street | Grade::House => Leg { minutes, estimated: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat_e6: i32, lon_e6: i32, grade: Grade) -> Place {
        Place { lat_e6, lon_e6, grade }
    }

    fn great_circle_metres(a: Place, b: Place) -> f64 {
        let rad = |e6: i32| (f64::from(e6) / 1e6).to_radians();
        let half = |x: f64| (x / 2.0).sin().powi(2);
        let h = half(rad(b.lat_e6) - rad(a.lat_e6))
            + rad(a.lat_e6).cos() * rad(b.lat_e6).cos() * half(rad(b.lon_e6) - rad(a.lon_e6));
        2.0 * 6_371_008.8 * h.sqrt().asin()
    }

    #[test]
    fn the_flat_formula_keeps_to_the_great_circle() {
        let office = place(54_396_000, 24_046_000, Grade::House);
        for (north, east) in [(0, 9_000), (30_000, 0), (90_000, 150_000), (-200_000, 300_000), (5, 5)] {
            let there = place(office.lat_e6 + north, office.lon_e6 + east, Grade::House);
            let (flat, round) = (metres(office, there), great_circle_metres(office, there));
            assert!((flat - round).abs() <= 0.0001 * round + 0.01, "{flat} {round}");
        }
    }

    #[test]
    fn ways_take_these_minutes() {
        let home = place(54_396_000, 24_046_000, Grade::House);
        let next_door = place(54_396_100, 24_046_000, Grade::House);
        // 0.00899 degrees of latitude are a kilometre: 1.35 km at 25 km/h are 3.24 min.
        let kilometre = place(54_404_993, 24_046_000, Grade::House);
        let with = |place: Place, grade| Some(Place { grade, ..place });
        let cases = [
            (Some(home), Some(home), 1, false),
            (Some(home), Some(next_door), 1, false),
            (Some(home), Some(kilometre), 7, false),
            (with(home, Grade::Street), with(home, Grade::Street), 3, false),
            (with(home, Grade::Street), Some(home), 3, false),
            (with(home, Grade::Postcode), with(home, Grade::Postcode), 8, true),
            (with(home, Grade::Town), Some(home), 15, true),
            (None, Some(home), 15, true),
            (Some(home), None, 15, true),
            (None, None, 15, true),
            (
                Some(place(i32::MAX, i32::MAX, Grade::House)),
                Some(place(i32::MIN, i32::MIN, Grade::House)),
                u16::MAX,
                false,
            ),
        ];
        for (from, to, minutes, estimated) in cases {
            let leg = StraightLine::default().leg(from, to);
            let back = StraightLine::default().leg(to, from);
            assert_eq!(leg, back);
            assert_eq!((leg.minutes, leg.estimated), (minutes, estimated), "{from:?} {to:?}");
        }
    }
}

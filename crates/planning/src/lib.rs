//! When a visit can be, and what a worker's day looks like: the office's calendar, travel, the day in order,
//! the slots to offer, and how a day is mended whose worker cannot come.
//!
//! This crate does no I/O, reads no clock and draws no random number: the same arguments give the same answer
//! on a tablet and on the server. It writes no sentences; reasons and warnings are values with arguments, and
//! their wording lives in `locales/`.

pub mod calendar;
pub mod check;
pub mod day;
mod gap;
mod grid;
pub mod holiday;
pub mod lease;
pub mod offer;
pub mod recall;
pub mod repair;
mod room;
pub mod slot;
mod suits;
pub mod travel;
mod walk;
mod window;
pub mod worker;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod oracle;

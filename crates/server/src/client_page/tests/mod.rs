//! Clients' pages as a browser meets them: the real routes over a real log, with the clock in hand.

mod answering;
mod asking;
mod browser;
mod doubting;
mod heading;
mod moving;
mod photos;
mod privacy;
mod stage;
mod telling;

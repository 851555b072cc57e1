//! What clients are told: real carriers, or ones that fail as real ones do, and the clock in hand.

mod by_mail;
mod by_sms;
pub(crate) mod gateway;
mod killed;
pub(crate) mod mail;
mod office;
mod postfix;

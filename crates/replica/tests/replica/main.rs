//! The replica from outside, on real files: taking events in, folding, forgetting, and what screens ask.

mod asking;
mod folding;
mod forgetting;
mod searching;
mod stage;
mod taking_in;

//! Wake-ups: the tablet listens to the server saying that the log has grown, so that what the office changes shows at
//! once. When, and how long to pause before listening again, is said from outside; what is said is a position alone.
//! It never pulls: whoever is woken does.

use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::transport::{Failure, Listen};
use ring::rand::SystemRandom;
use std::future::Future;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::time::Duration;
use vizitas_sync::entropy::draw;
use vizitas_sync::plan::pause_ms;
use vizitas_sync::wire::{ProblemCode, Proof, Prover};

/// Longest line that is listened to; ours are a tenth of it.
const LINE_LIMIT: usize = 1_024;

/// Longest pause before listening again, unless the server asks for more.
const LONGEST_MS: u64 = 60_000;

/// Reads server-sent events (WHATWG HTML §9.2) as they trickle in: positions out of events named `head`.
#[derive(Debug, Default)]
pub struct Heads {
    line: Vec<u8>,
    name: Vec<u8>,
    data: Vec<u8>,
}

impl Heads {
    /// The positions that these bytes complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<u64> {
        let mut heads = Vec::new();
        for byte in bytes {
            if *byte != b'\n' {
                if self.line.len() < LINE_LIMIT {
                    self.line.push(*byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            if line.is_empty() {
                heads.extend(self.event());
            } else if let Some(name) = line.strip_prefix(b"event:") {
                self.name = name.trim_ascii().to_vec();
            } else if let Some(data) = line.strip_prefix(b"data:") {
                self.data = data.trim_ascii().to_vec();
            }
        }
        heads
    }

    fn event(&mut self) -> Option<u64> {
        let (name, data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
        if name != b"head" {
            return None;
        }
        std::str::from_utf8(&data).ok()?.parse().ok()
    }
}

/// A random number, to spread tablets that lost the server together.
#[must_use]
pub fn spread() -> u64 {
    draw(&SystemRandom::new()).map_or(0, u64::from_be_bytes)
}

/// Listens as long as the app is open, and again after each interruption, with `pause` between. `woken` is called when
/// there is something to sync.
///
/// # Errors
/// `Locked` once the app is locked; `NotTrusted` and `ServerRefused` when listening again would not help.
pub async fn listen<P: Future<Output = ()>>(
    device: &Mutex<Device>,
    line: &impl Listen,
    woken: &(dyn Fn() + Sync),
    pause: impl Fn(Duration) -> P,
    random: impl Fn() -> u64,
) -> Result<(), DeviceError> {
    let mut failures = 0_u32;
    loop {
        let proof = lock(device).listening()?;
        let (mut heads, mut connected) = (Heads::default(), false);
        let failure = line
            .listen(proof, &mut |bytes| {
                for head in heads.feed(bytes) {
                    match lock(device).news(head, !connected) {
                        Err(_) => return ControlFlow::Break(()),
                        Ok(true) => woken(),
                        Ok(false) => {}
                    }
                    connected = true;
                }
                ControlFlow::Continue(())
            })
            .await;
        failures = if connected { 1 } else { failures.saturating_add(1) };
        let retry_after_s = match failure {
            Failure::NotTrusted => return Err(DeviceError::NotTrusted),
            Failure::Unreachable => 0,
            Failure::Problem { code, retry_after_s } => match ProblemCode::named(code) {
                ProblemCode::Busy
                | ProblemCode::Failed
                | ProblemCode::NotApproved
                | ProblemCode::Other(_) => retry_after_s,
                _ => return Err(DeviceError::ServerRefused(code)),
            },
        };
        let longest = LONGEST_MS.max(2_000 * u64::from(retry_after_s));
        pause(Duration::from_millis(pause_ms(failures, retry_after_s, random()).min(longest))).await;
    }
}

impl Device {
    fn listening(&self) -> Result<Proof, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let signing = &self.open.as_ref().ok_or(DeviceError::Locked)?.secrets.signing;
        let now = (self.clock)();
        Ok(Proof::make(identity.installation, Prover::Unlocked, now, "events", &[], signing))
    }

    /// Whether a position is news here; `again`: the server is reached after it was not, so that what waits can go, too.
    fn news(&self, head: u64, again: bool) -> Result<bool, DeviceError> {
        Ok(head > self.cursor()?.position || again && self.waiting_span().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_however_the_bytes_are_cut() {
        let said =
            b": hello\n\nevent: head\ndata: 12\n\nevent: other\ndata: 13\n\nevent:head\r\ndata:14\r\n\r\n\
            event: head\ndata: many\n\ndata: 15\n\nevent: head\ndata: 16\n";
        for size in 1..said.len() {
            let mut heads = Heads::default();
            let found: Vec<u64> = said.chunks(size).flat_map(|piece| heads.feed(piece)).collect();
            assert_eq!(found, [12, 14], "in pieces of {size}");
            assert_eq!(heads.feed(b"\n"), [16], "an event ends with an empty line");
        }
    }

    #[test]
    fn a_line_without_end_takes_no_room() {
        let mut heads = Heads::default();
        for _ in 0..10_000 {
            assert!(heads.feed(&[b'x'; 100]).is_empty());
        }
        assert!(heads.line.len() <= LINE_LIMIT);
        assert_eq!(heads.feed(b"\n\nevent: head\ndata: 7\n\n"), [7]);
    }
}

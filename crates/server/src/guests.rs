//! How many connections one address has open: bounded, so that one alone cannot hold them all. It knows nobody and keeps
//! nothing when they are gone.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Connections by address.
#[derive(Clone, Debug)]
pub(crate) struct Guests {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection that counts until it is dropped.
#[derive(Debug)]
pub(crate) struct Guest {
    guests: Guests,
    from: IpAddr,
}

impl Guests {
    /// At most so many of one address.
    pub(crate) fn at_most(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Lets one more in, if there is room for its address.
    pub(crate) fn enter(&self, from: IpAddr) -> Option<Guest> {
        let from = network(from);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(from).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Guest { guests: self.clone(), from })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut open = self.guests.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.from) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.from);
            }
        }
    }
}

/// What counts as one address. Of an IPv6 address the network does: a household has more hosts than anybody can count.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_and_no_more_and_others_have_theirs() {
        let guests = Guests::at_most(2);
        let enter = |from: &str| guests.enter(from.parse().unwrap());
        let (first, second) = (enter("192.0.2.1").unwrap(), enter("::ffff:192.0.2.1").unwrap());
        assert!(enter("192.0.2.1").is_none());
        let other = enter("192.0.2.2").unwrap();
        drop(first);
        let third = enter("192.0.2.1").unwrap();
        assert!(enter("192.0.2.1").is_none());
        // Of IPv6 a network is one.
        let six = (enter("2001:db8::1").unwrap(), enter("2001:db8::2").unwrap());
        assert!(enter("2001:db8::3").is_none() && enter("2001:db8:0:1::1").is_some());
        drop((second, other, third, six));
        assert!(guests.open.lock().unwrap().is_empty(), "nothing is kept of who is gone");
    }
}

//! A tablet that was lost hears the office's order and destroys its keys. It hands over what waits before and after; the order
//! counts only when the pinned log key gave it to this life of this profile. It must never destroy what the server has not
//! answered for, nor open anything once the order is written down.

use crate::device::Device;
use crate::error::DeviceError;
use crate::outbox::DraftKey;
use crate::view::ClearedView;
use crate::wall;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wipe::WipeOrder;

impl Device {
    /// Whether this profile was ordered to destroy its keys: nothing opens it any more.
    pub(crate) fn is_wiped(&self) -> bool {
        self.profile.is_wiped()
    }

    /// Hears an order. One that is not this profile's, or not the office's, is none.
    pub(crate) fn hear_wipe(&mut self, order: &WipeOrder) -> Result<(), DeviceError> {
        let (owner, at) = (self.owner()?, self.now());
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        order.verify(&owner, &VerifyingKey(identity.log_key))?;
        if !self.is_wiped() {
            tracing::warn!("the office has this profile cleared");
            self.plug.step()?;
            self.profile.begin_wipe(order, at)?;
        }
        self.carry_out_wipe()
    }

    /// Takes away what is left to take, as often as it was cut short.
    ///
    /// # Errors
    /// When a file cannot be written or removed; the rest is then taken at the next start or contact.
    pub(crate) fn carry_out_wipe(&mut self) -> Result<(), DeviceError> {
        let Some(mut wiping) = self.profile.wiping().filter(|wiping| !wiping.done) else { return Ok(()) };
        self.keep_transport();
        (self.open, self.shut) = (None, None);
        self.label = None;
        self.plug.step()?;
        self.profile.wipe_keys(&*self.store)?;
        self.plug.step()?;
        self.profile.wipe_ways(&*self.store)?;
        self.plug.step()?;
        self.profile.wipe_read()?;
        self.inbox.clear();
        self.plug.step()?;
        self.profile.wipe_secrets(&*self.store)?;
        if let Some(outbox) = &mut self.outbox {
            self.plug.step()?;
            let drafts: Vec<DraftKey> = outbox.drafts().map(|draft| draft.key).collect();
            outbox.forget(&[], &drafts)?;
        }
        self.plug.step()?;
        wiping.done = true;
        self.profile.keep_wiping(&wiping)
    }

    /// The order to be told as carried out; none when there is none, or the server knows.
    pub(crate) fn cleared_order(&self) -> Option<WipeOrder> {
        self.profile.wiping().filter(|wiping| wiping.done && !wiping.told)?.order()
    }

    /// The server has heard that this profile is cleared. The transport key stays until the profile is left: a server that is
    /// restored behind what it had taken asks for it again.
    pub(crate) fn wipe_heard(&mut self) -> Result<(), DeviceError> {
        let Some(mut wiping) = self.profile.wiping().filter(|wiping| wiping.done && !wiping.told) else {
            return Ok(());
        };
        if self.is_unanswered() {
            return Ok(());
        }
        self.plug.step()?;
        wiping.told = true;
        self.profile.keep_wiping(&wiping)
    }

    /// In which epoch the server's log is. What it took in an earlier one may be lost, and no replica is left to tell: it is
    /// handed over again, and so is the word that this profile is cleared. What the server has, it knows.
    pub(crate) fn hear_epoch(&mut self, now: u32) -> Result<(), DeviceError> {
        let Some(mut wiping) = self.profile.wiping().filter(|wiping| wiping.done) else { return Ok(()) };
        self.unplace(|epoch, _| epoch != now)?;
        // Whatever was cut short after it: what is told already waits for nothing.
        if wiping.told && self.is_unanswered() {
            self.plug.step()?;
            wiping.told = false;
            self.profile.keep_wiping(&wiping)?;
        }
        Ok(())
    }

    /// Whether a cleared profile is to be heard of still: what no backup covers may be asked for again.
    pub(crate) fn is_held_for_server(&self) -> bool {
        self.outbox.as_ref().is_some_and(|outbox| outbox.held().next().is_some())
    }

    /// What is shown where the lock was; none when there is no such order.
    pub(crate) fn cleared_view(&self) -> Option<ClearedView> {
        let wiping = self.profile.wiping()?;
        Some(ClearedView {
            at: wall::moment(&self.calendar, wiping.at()),
            waits: self.is_unanswered(),
            may_leave: wiping.told && self.owes_nothing(),
            unsure: self.outbox.as_ref().is_none_or(|outbox| !outbox.knows_head()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::{Answer, Outbox};
    use crate::rasa::{ONA, Rasa};
    use ring::rand::SystemRandom;
    use uuid::Uuid;
    use vizitas_domain::event::Body;
    use vizitas_domain::id::InstallationId;
    use vizitas_domain::register::Note;
    use vizitas_sync::carry::Parcel;
    use vizitas_sync::keys::Recipient;
    use vizitas_sync::recovery::Owner;
    use vizitas_sync::sign::SigningKey;
    use vizitas_sync::wire::PushRequest;

    fn log_key() -> SigningKey {
        SigningKey::from_seed(&[6; 32]).unwrap()
    }

    fn rasa() -> (Rasa, Owner) {
        let mut rasa = Rasa::new();
        rasa.app.identity.as_mut().unwrap().log_key = log_key().verifying().0;
        let owner = rasa.app.owner().unwrap();
        (rasa, owner)
    }

    #[test]
    fn an_order_of_another_tablet_or_life_or_of_nobody_does_nothing() {
        let (mut rasa, owner) = rasa();
        let id = Uuid::from_u128(7);
        let another = Owner { installation: InstallationId(Uuid::from_u128(99)), ..owner };
        let before = Owner { incarnation: owner.incarnation + 1, ..owner };
        let stranger = SigningKey::from_seed(&[9; 32]).unwrap();
        for order in [
            WipeOrder::make(id, &another, &log_key()),
            WipeOrder::make(id, &before, &log_key()),
            WipeOrder::make(id, &owner, &stranger),
        ] {
            assert!(rasa.app.hear_wipe(&order).is_err());
            assert!(rasa.app.is_open() && !rasa.app.is_wiped());
        }
        rasa.app.hear_wipe(&WipeOrder::make(id, &owner, &log_key())).unwrap();
        assert!(!rasa.app.is_open() && rasa.app.is_wiped());
    }

    #[test]
    fn what_was_not_answered_stays_until_it_is_and_only_then_the_tablet_may_leave() {
        let (mut rasa, owner) = rasa();
        let note = Note { visit: None, text: "Laukia.".into(), corrects: None, at: rasa.app.now() };
        rasa.app.write(vec![(ONA, Body::NoteWritten(note))]).unwrap();
        let held = |rasa: &Rasa| rasa.app.outbox.as_ref().unwrap().held().count();
        rasa.app.hear_wipe(&WipeOrder::make(Uuid::from_u128(7), &owner, &log_key())).unwrap();
        assert_eq!(held(&rasa), 1);
        rasa.app.wipe_heard().unwrap();
        let cleared = rasa.app.cleared_view().unwrap();
        assert!(cleared.waits && !cleared.may_leave && rasa.app.has_to_call());
        assert!(rasa.app.profile.transport_key(&*rasa.app.store).is_ok(), "by it that is handed over");
        let seq = rasa.app.outbox.as_ref().unwrap().head().seq;
        rasa.app.outbox.as_mut().unwrap().answer(&[(seq, Answer::Parked(3))]).unwrap();
        rasa.app.wipe_heard().unwrap();
        assert!(rasa.app.cleared_view().unwrap().may_leave && rasa.app.has_to_call());
        assert!(rasa.app.profile.transport_key(&*rasa.app.store).is_ok(), "no backup covers it yet");
        assert_eq!(held(&rasa), 1, "nothing on a tablet is deleted by the way");
        assert!(rasa.app.inbox.is_empty() && rasa.app.inbox.goes_on().is_none());
        rasa.app.start_over().unwrap();
        assert!(rasa.app.profile.transport_key(&*rasa.app.store).is_err());
    }

    #[test]
    fn a_colleagues_work_that_is_carried_here_is_delivered_before_the_tablet_may_leave() {
        let (mut rasa, owner) = rasa();
        let server = Recipient::from_bytes(&rasa.app.identity.as_ref().unwrap().recipient).unwrap();
        let push = PushRequest::Singly { events: vec![], offers: vec![], gap: true };
        let parcel = Parcel::pack(&[push], &server, &SystemRandom::new()).unwrap();
        rasa.app.take_parcel(&parcel.encode()).unwrap();
        rasa.app.hear_wipe(&WipeOrder::make(Uuid::from_u128(7), &owner, &log_key())).unwrap();
        rasa.app.wipe_heard().unwrap();
        assert!(!rasa.app.is_unanswered() && rasa.app.carries());
        assert!(!rasa.app.cleared_view().unwrap().may_leave);
        assert!(rasa.app.start_over().is_err());
    }

    #[test]
    fn whoever_lost_the_file_of_what_waited_is_not_told_that_all_is_at_the_office() {
        let (mut rasa, owner) = rasa();
        let order = WipeOrder::make(Uuid::from_u128(7), &owner, &log_key());
        let path = rasa.app.profile.outbox();
        rasa.app.hear_wipe(&order).unwrap();
        assert!(!rasa.app.cleared_view().unwrap().unsure);
        rasa.app.outbox = None;
        Outbox::set_aside(&path).unwrap();
        Outbox::create(&path, None).unwrap();
        rasa.app.outbox = Some(Outbox::open(&path).unwrap().0);
        assert!(rasa.app.cleared_view().unwrap().unsure);
    }

    #[test]
    fn a_server_that_was_restored_is_given_again_what_an_earlier_epoch_took() {
        let (mut rasa, owner) = rasa();
        let note = Note { visit: None, text: "Priimta.".into(), corrects: None, at: rasa.app.now() };
        rasa.app.write(vec![(ONA, Body::NoteWritten(note))]).unwrap();
        let seq = rasa.app.outbox.as_ref().unwrap().head().seq;
        let taken = Answer::At { epoch: 1, position: 9 };
        rasa.app.outbox.as_mut().unwrap().answer(&[(seq, taken)]).unwrap();
        rasa.app.hear_epoch(2).unwrap();
        assert!(!rasa.app.is_unanswered(), "whoever is open finds out by the replica");
        rasa.app.hear_wipe(&WipeOrder::make(Uuid::from_u128(7), &owner, &log_key())).unwrap();
        rasa.app.wipe_heard().unwrap();
        rasa.app.hear_epoch(1).unwrap();
        assert!(rasa.app.cleared_view().unwrap().may_leave);
        rasa.app.hear_epoch(2).unwrap();
        let cleared = rasa.app.cleared_view().unwrap();
        assert!(cleared.waits && !cleared.may_leave && rasa.app.cleared_order().is_some());
    }
}

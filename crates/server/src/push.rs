//! Taking in what a tablet made. It checks form and right, gives positions, and answers each event; a refusal blocks
//! nothing behind it. Business state is never looked at here.

use crate::authority::{Rights, Ruling};
use crate::backup::BACKED_UP;
use crate::error::Error;
use crate::log::{Held, Installation, Link, Person, Quarantined, Read, Standing, StreamKind, Write};
use crate::municipality::Municipality;
use crate::offer::{key_of, name_of};
use crate::quota::is_full;
use crate::slots::touches;
use crate::vault::KeyRing;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use vizitas_domain::event::Event;
use vizitas_domain::id::InstallationId;
use vizitas_sync::chain::Head;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::StreamKey;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Code, ProblemCode, PushAnswer, PushOutcome, PushRequest, Verdict};

/// Most events of one push, and most keys of an offer: what a few transactions take.
pub(crate) const EVENTS_LIMIT: usize = 10_000;

/// Events opened by one thread: fewer are not worth another.
const SHARE: usize = 256;

/// An event as it came.
struct Arrived {
    event: SealedEvent,
    /// The hash by which its successor names it: the event's own, unless it came damaged.
    hash: Hash,
    /// Its own signature, when it is to be judged alone.
    signature: Option<Signature>,
}

impl Arrived {
    /// Whether its maker signed it, by itself or with its whole run.
    fn is_vouched_for(&self, maker: &Installation) -> bool {
        self.signature.is_none_or(|signature| self.event.verify(&maker.sign_key, &signature).is_ok())
    }

    fn link(&self) -> Link {
        let header = self.event.header();
        Link {
            installation: header.installation,
            incarnation: header.incarnation,
            seq: header.seq,
            hash: self.hash,
            event: header.id,
            position: None,
        }
    }
}

/// What was found out about an event before the log was locked.
enum Finding {
    Opened(Box<Event>),
    KeyUnknown,
    Erased,
    Bad(Code),
}

/// A push that was looked at.
struct Looked {
    events: Vec<(Arrived, Finding)>,
    maker: Installation,
    person: Person,
    /// The signature that vouches for a run.
    newest: Option<Signature>,
    /// What came before it is gone at its maker's.
    gap: bool,
}

impl Municipality {
    /// Takes a push in and answers it. Whoever carried it was authenticated before; who made it is judged here.
    ///
    /// # Errors
    /// A problem code when nothing can be said of single events, or an error of the databases.
    pub(crate) fn push(
        self: &Arc<Self>,
        request: PushRequest,
    ) -> Result<Result<PushAnswer, ProblemCode>, Error> {
        let Some(first) = request.events().next() else { return Ok(Err(ProblemCode::Malformed)) };
        if request.events().count() > EVENTS_LIMIT {
            return Ok(Err(ProblemCode::TooLarge));
        }
        // No chain grows so long, and the databases count no further.
        if request.events().any(|event| i64::try_from(event.header().seq).is_err()) {
            return Ok(Err(ProblemCode::Malformed));
        }
        let (installation, incarnation) = (first.header().installation, first.header().incarnation);
        let maker = self.log.read(|log| maker(log, installation))?;
        let Some((maker, person)) = maker.filter(|(maker, _)| maker.incarnation == incarnation) else {
            return Ok(Err(ProblemCode::NotEnrolled));
        };
        if maker.approved.is_none() {
            return Ok(Err(ProblemCode::NotApproved));
        }
        // Whatever breaks a run, a damaged event in its middle too: singly, only that one is refused.
        if request.verify(&maker.sign_key).is_err() {
            return self.answer(PushOutcome::PushSingly).map(Ok);
        }
        if self.log.read(|log| is_full(log, &maker))? {
            self.told_full(&maker)?;
            return Ok(Err(ProblemCode::Busy));
        }
        self.keep_offered(&request, &maker)?;
        let gap = request.gap();
        let newest = match &request {
            PushRequest::Run { newest, .. } => Some(*newest),
            PushRequest::Singly { .. } => None,
        };
        let Some(arrived) = arrived(request, &maker) else { return Ok(Err(ProblemCode::Malformed)) };
        let events = self.look_at(arrived, &maker)?;
        let (office, looked) = (Arc::clone(self), Looked { events, maker, person, newest, gap });
        let placed = self.log.write(move |log| {
            // Others of its pushes may have come before this one.
            if is_full(log.read(), &looked.maker)? {
                return Ok(None);
            }
            Placing::of(&office, log, &looked)?.place().map(Some)
        })?;
        let Some((outcome, plans)) = placed else { return Ok(Err(ProblemCode::Busy)) };
        if plans {
            self.plans.notify_one();
        }
        self.answer(outcome).map(Ok)
    }

    /// Where the chain of an installation stands here: what a push of nothing asks.
    pub(crate) fn head_of(&self, by: &Installation) -> Result<PushAnswer, Error> {
        let last = self.log.read(|log| log.newest_link(by.installation, by.incarnation))?;
        let head = last.map_or(Head::default(), |link| Head { seq: link.seq, hash: link.hash });
        self.answer(PushOutcome::Resume(head))
    }

    fn answer(&self, outcome: PushOutcome) -> Result<PushAnswer, Error> {
        let (head, backed_up) = self.log.read(|log| Ok((log.head()?, log.mark(BACKED_UP)?)))?;
        Ok(PushAnswer { outcome, epoch: head.epoch, server_ms: self.clock.ms(), backed_up })
    }

    /// Puts offered keys of streams that are not known yet into the vault, before any event is placed. An offer that
    /// does not open is passed over: its events are parked until a good one comes. So is one that no event of the push is
    /// sealed with: there are no more keys than events, and of these there is a bound.
    fn keep_offered(&self, request: &PushRequest, maker: &Installation) -> Result<(), Error> {
        let mut keys: Vec<StreamKey> = Vec::new();
        let named: HashSet<_> = request.events().map(|event| key_of(event.header())).collect();
        for offer in request.offers() {
            let known = self.log.read(|log| log.stream(offer.stream))?.is_some();
            if !known
                && let Ok(key) = offer.open(&self.identity.opener, &maker.sign_key)
                && named.contains(&name_of(&key))
            {
                keys.push(key);
            }
        }
        if keys.is_empty() { Ok(()) } else { self.vault.put(&keys) }
    }

    /// Opens what can be opened, outside the log's lock and on every core.
    fn look_at(&self, arrived: Vec<Arrived>, maker: &Installation) -> Result<Vec<(Arrived, Finding)>, Error> {
        let mut keys = KeyRing::of(&self.vault);
        let mut erased = HashMap::new();
        for one in &arrived {
            let header = one.event.header();
            if keys.key(header)?.is_none() && !erased.contains_key(&header.stream) {
                erased.insert(header.stream, self.vault.is_erased(header.stream)?);
            }
        }
        let find = |one: &Arrived| match keys.met(one.event.header()) {
            _ if !one.is_vouched_for(maker) => Finding::Bad(Code::BAD_SIGNATURE),
            _ if one.event.header().actor != maker.actor => Finding::Bad(Code::WRONG_ACTOR),
            Some(key) => match one.event.open(key, None) {
                Ok(opened) => Finding::Opened(Box::new(opened)),
                Err(_) => Finding::Bad(Code::MALFORMED),
            },
            None if erased.get(&one.event.header().stream) == Some(&true) => Finding::Erased,
            None => Finding::KeyUnknown,
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = arrived.len().div_ceil(cores).max(SHARE);
        let findings: Vec<Finding> = std::thread::scope(|scope| {
            let mut shares = arrived.chunks(share);
            let own = shares.next().unwrap_or_default();
            let others: Vec<_> =
                shares.map(|share| scope.spawn(move || share.iter().map(find).collect::<Vec<_>>())).collect();
            let mut findings: Vec<Finding> = own.iter().map(find).collect();
            for other in others {
                findings.extend(other.join().map_err(|_| Error::Closed)?);
            }
            Ok::<_, Error>(findings)
        })?;
        Ok(arrived.into_iter().zip(findings).collect())
    }
}

/// The events of a push, in order. None when single events do not belong together: they are of several makers, leave one out,
/// or their maker signed one behind another than the one before it.
fn arrived(request: PushRequest, maker: &Installation) -> Option<Vec<Arrived>> {
    let single = match request {
        PushRequest::Run { events, .. } => {
            let alone = |event: SealedEvent| Arrived { hash: event.hash(), event, signature: None };
            return Some(events.into_iter().map(alone).collect());
        }
        PushRequest::Singly { events, .. } => events,
    };
    let mut arrived: Vec<Arrived> = Vec::with_capacity(single.len());
    for (event, signature) in single {
        let header = event.header();
        if header.installation != maker.installation || header.incarnation != maker.incarnation {
            return None;
        }
        let (seq, prev) = (header.seq, header.prev);
        let this = Arrived { hash: event.hash(), event, signature: Some(signature) };
        if let Some(before) = arrived.last_mut() {
            if before.event.header().seq.checked_add(1) != Some(seq) {
                return None;
            }
            if before.hash != prev {
                match (before.is_vouched_for(maker), this.is_vouched_for(maker)) {
                    (true, true) => return None,
                    // This one is damaged, and what it says of the other is nobody's word.
                    (true, false) => {}
                    // What its successor says of a damaged event is what the chain goes on from.
                    (false, _) => before.hash = prev,
                }
            }
        }
        arrived.push(this);
    }
    Some(arrived)
}

/// A push while its events are given verdicts and positions, under the log's lock.
struct Placing<'p> {
    office: &'p Municipality,
    log: &'p mut dyn Write,
    looked: &'p Looked,
    rights: Rights,
    /// Whether earlier events of this installation are held in quarantine.
    held: bool,
}

impl<'p> Placing<'p> {
    fn of(office: &'p Municipality, log: &'p mut dyn Write, looked: &'p Looked) -> Result<Self, Error> {
        let held = log.read().is_held(looked.maker.installation)?;
        Ok(Self { office, log, looked, rights: Rights::of(looked.person), held })
    }

    /// What came of the push, and whether a plan may have changed by it.
    fn place(mut self) -> Result<(PushOutcome, bool), Error> {
        let looked = self.looked;
        if let Some((first, _)) = looked.events.first()
            && let Some(elsewhere) = joins(self.log.read(), first)?
        {
            if let PushOutcome::Forked { .. } = elsewhere {
                for (event, _) in &looked.events {
                    self.keep_aside(event, Held::Refused, Code::QUARANTINED)?;
                }
            }
            // What is missing before these is gone at its maker's: the chain goes on behind a hole, and that is seen.
            if !looked.gap || !matches!(elsewhere, PushOutcome::Resume(_)) {
                return Ok((elsewhere, false));
            }
            let now = self.office.clock.now();
            self.log.audit(now, looked.person.actor, "chain goes on behind a gap", None)?;
        }
        let mut plans = false;
        let mut verdicts = Vec::with_capacity(looked.events.len());
        for (event, finding) in &looked.events {
            let verdict = self.judge(event, finding)?;
            if let (Verdict::At(_), Finding::Opened(opened)) = (verdict, finding) {
                plans |= touches(&opened.body).is_some();
            }
            verdicts.push(verdict);
        }
        if let (Some((last, _)), Some(signature)) = (looked.events.last(), &looked.newest) {
            self.log.put_signature(&last.link(), signature)?;
        }
        Ok((PushOutcome::Judged(verdicts), plans))
    }

    fn judge(&mut self, arrived: &Arrived, finding: &Finding) -> Result<Verdict, Error> {
        let ruling = match finding {
            Finding::Opened(opened) if self.looked.maker.standing() == Standing::Approved => {
                let ruling = self.rights.rule(self.log.read(), opened)?;
                if let Some(position) = self.append(arrived, ruling)? {
                    return Ok(Verdict::At(position));
                }
                Some(ruling)
            }
            _ => None,
        };
        let event = &arrived.event;
        if let Some((position, hash)) = self.log.read().placed(event.header().id)? {
            if hash == event.hash() {
                return Ok(Verdict::Known(position));
            }
            self.keep_aside(arrived, Held::Refused, Code::MALFORMED)?;
            return Ok(Verdict::IdConflict);
        }
        match (finding, ruling) {
            (Finding::Opened(_), None) if self.looked.maker.standing() == Standing::Suspended => {
                self.park(arrived, Code::SUSPENDED)
            }
            (Finding::Opened(_), None) => self.park(arrived, Code::QUARANTINED),
            (Finding::Opened(_), Some(Ruling::Refused(code))) => self.refuse(arrived, code),
            (Finding::Opened(_), Some(_)) => self.park(arrived, Code::STREAM_UNKNOWN),
            (Finding::Bad(code), _) => self.refuse(arrived, *code),
            (Finding::Erased, _) => {
                self.keep_aside(arrived, Held::Refused, Code::STREAM_UNKNOWN)?;
                Ok(Verdict::Erased)
            }
            (Finding::KeyUnknown, _) => {
                let known = self.log.read().stream(event.header().stream)?.is_some();
                self.park(arrived, if known { Code::KEY_UNKNOWN } else { Code::STREAM_UNKNOWN })
            }
        }
    }

    /// Gives an event a position when it may have one and has none yet.
    fn append(&mut self, arrived: &Arrived, ruling: Ruling) -> Result<Option<u64>, Error> {
        if !matches!(ruling, Ruling::Welcome | Ruling::Begins) {
            return Ok(None);
        }
        let Some(position) = self.log.place(&arrived.event, StreamKind::Client)? else { return Ok(None) };
        if self.held {
            self.log.leave_quarantine(&arrived.link(), self.office.clock.now())?;
        }
        if ruling == Ruling::Begins {
            let header = arrived.event.header();
            self.office.grant(self.log, header.stream, header.actor)?;
            self.rights.forget(header.stream);
        }
        Ok(Some(position))
    }

    fn park(&mut self, arrived: &Arrived, code: Code) -> Result<Verdict, Error> {
        self.keep_aside(arrived, Held::Parked, code)?;
        Ok(Verdict::Parked(code))
    }

    fn refuse(&mut self, arrived: &Arrived, code: Code) -> Result<Verdict, Error> {
        self.keep_aside(arrived, Held::Refused, code)?;
        Ok(Verdict::Refused(code))
    }

    fn keep_aside(&mut self, arrived: &Arrived, held: Held, code: Code) -> Result<(), Error> {
        self.log.put_quarantine(&Quarantined {
            link: arrived.link(),
            held,
            code: code.0,
            event: arrived.event.clone(),
            at: self.office.clock.now(),
        })
    }
}

fn maker(log: &dyn Read, installation: InstallationId) -> Result<Option<(Installation, Person)>, Error> {
    let Some(maker) = log.installation(installation)? else { return Ok(None) };
    Ok(log.person(maker.actor)?.map(|person| (maker, person)))
}

/// Whether the first event of a run goes on where this installation's chain stands here; what to answer when not.
fn joins(log: &dyn Read, first: &Arrived) -> Result<Option<PushOutcome>, Error> {
    let header = first.event.header();
    let at = |seq| log.links(header.installation, header.incarnation, seq);
    let here = at(header.seq)?;
    if here.iter().any(|link| link.hash == first.hash) {
        return Ok(None);
    }
    if !here.is_empty() {
        return Ok(Some(PushOutcome::Forked { seq: header.seq }));
    }
    if header.seq == 1 {
        return Ok(None);
    }
    let before = at(header.seq - 1)?;
    if before.iter().any(|link| link.hash == header.prev) {
        return Ok(None);
    }
    if !before.is_empty() {
        return Ok(Some(PushOutcome::Forked { seq: header.seq - 1 }));
    }
    let last = log.newest_link(header.installation, header.incarnation)?;
    let head = last.map_or(Head::default(), |link| Head { seq: link.seq, hash: link.hash });
    Ok(Some(PushOutcome::Resume(head)))
}

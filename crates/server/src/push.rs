//! Taking in what a tablet made. It checks form and right, gives positions, and answers each event; a refusal blocks
//! nothing behind it. Business state is never looked at here.

use crate::authority::{Ruling, rule};
use crate::error::Error;
use crate::log::{Held, Installation, Link, Person, Quarantined, Read, StreamKind, Write};
use crate::municipality::Municipality;
use crate::slots::{Touched, touches};
use std::collections::HashMap;
use std::sync::Arc;
use vizitas_domain::event::Event;
use vizitas_domain::id::StreamId;
use vizitas_sync::chain::Head;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::DataKey;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Code, ProblemCode, PushAnswer, PushOutcome, PushRequest, Verdict};

/// Most events of one push: what a few transactions of the log take.
const EVENTS_LIMIT: usize = 10_000;

/// An event with what was found out about it before the log was locked.
struct Looked {
    event: SealedEvent,
    /// The hash by which its successor names it: the event's own, unless it came damaged.
    hash: Hash,
    finding: Finding,
}

enum Finding {
    Opened(Box<Event>),
    KeyUnknown,
    Erased,
    Bad(Code),
}

impl Looked {
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
        let (installation, incarnation) = (first.header().installation, first.header().incarnation);
        let maker = self.log.read(|log| maker(log, installation))?;
        let Some((maker, person)) = maker.filter(|(maker, _)| maker.incarnation == incarnation) else {
            return Ok(Err(ProblemCode::NotEnrolled));
        };
        match request.verify(&maker.sign_key) {
            Ok(()) => {}
            Err(vizitas_sync::Error::Signature) => return self.answer(PushOutcome::PushSingly).map(Ok),
            Err(_) => return Ok(Err(ProblemCode::Malformed)),
        }
        self.keep_offered(&request, &maker)?;
        let newest = match &request {
            PushRequest::Run { newest, .. } => Some(*newest),
            PushRequest::Singly { .. } => None,
        };
        let Some(looked) = self.look_at(request, &maker)? else { return Ok(Err(ProblemCode::Malformed)) };
        let (office, judged) = (Arc::clone(self), looked);
        let (outcome, touched) =
            self.log.write(move |log| office.place(log, &judged, &maker, &person, newest.as_ref()))?;
        self.settle_plans(touched)?;
        self.answer(outcome).map(Ok)
    }

    fn answer(&self, outcome: PushOutcome) -> Result<PushAnswer, Error> {
        let (head, backed_up) = self.log.read(|log| Ok((log.head()?, log.mark(BACKED_UP)?)))?;
        Ok(PushAnswer { outcome, epoch: head.epoch, server_ms: self.clock.ms(), backed_up })
    }

    /// Puts offered keys of streams that are not known yet into the vault, before any event is placed. An offer that
    /// does not open is passed over: its events are parked until a good one comes.
    fn keep_offered(&self, request: &PushRequest, maker: &Installation) -> Result<(), Error> {
        let mut keys = Vec::new();
        for offer in request.offers() {
            let known = self.log.read(|log| log.stream(offer.stream))?.is_some();
            if !known && let Ok(key) = offer.open(&self.identity.opener, &maker.sign_key) {
                keys.push(key);
            }
        }
        if keys.is_empty() { Ok(()) } else { self.vault.put(&keys) }
    }

    /// Opens what can be opened, outside the log's lock. None when single events do not belong together.
    fn look_at(&self, request: PushRequest, maker: &Installation) -> Result<Option<Vec<Looked>>, Error> {
        let mut keys = Keys { office: self, known: HashMap::new() };
        let mut looked: Vec<Looked> = Vec::new();
        let (run, single) = match request {
            PushRequest::Run { events, .. } => (events, Vec::new()),
            PushRequest::Singly { events, .. } => (Vec::new(), events),
        };
        for event in run {
            let finding = keys.finding(&event, maker)?;
            looked.push(Looked { hash: event.hash(), event, finding });
        }
        for (event, signature) in single {
            let header = event.header();
            if header.installation != maker.installation || header.incarnation != maker.incarnation {
                return Ok(None);
            }
            if let Some(before) = looked.last_mut() {
                // What its successor says of a damaged event is what the chain goes on from.
                if before.event.header().seq + 1 != header.seq {
                    return Ok(None);
                }
                before.hash = header.prev;
            }
            let finding = if event.verify(&maker.sign_key, &signature).is_ok() {
                keys.finding(&event, maker)?
            } else {
                Finding::Bad(Code::BAD_SIGNATURE)
            };
            looked.push(Looked { hash: event.hash(), event, finding });
        }
        Ok(Some(looked))
    }

    /// Gives verdicts and positions, under the log's lock. Says whose plans may have changed.
    fn place(
        &self,
        log: &mut dyn Write,
        looked: &[Looked],
        maker: &Installation,
        person: &Person,
        newest: Option<&Signature>,
    ) -> Result<(PushOutcome, Touched), Error> {
        let mut touched = Touched::new();
        if let Some(first) = looked.first()
            && let Some(elsewhere) = joins(log.read(), first)?
        {
            if let PushOutcome::Forked { .. } = elsewhere {
                for event in looked {
                    self.keep_aside(log, event, Held::Refused, Code::QUARANTINED)?;
                }
            }
            return Ok((elsewhere, touched));
        }
        let mut verdicts = Vec::with_capacity(looked.len());
        for event in looked {
            let verdict = self.judge(log, event, maker, person)?;
            if let (Verdict::At(_), Finding::Opened(opened)) = (verdict, &event.finding)
                && let Some(visit) = touches(&opened.body)
            {
                touched.entry(opened.stream).or_default().insert(visit);
            }
            verdicts.push(verdict);
        }
        if let (Some(last), Some(signature)) = (looked.last(), newest) {
            log.put_signature(&last.link(), signature)?;
        }
        Ok((PushOutcome::Judged(verdicts), touched))
    }

    fn judge(
        &self,
        log: &mut dyn Write,
        looked: &Looked,
        maker: &Installation,
        person: &Person,
    ) -> Result<Verdict, Error> {
        let event = &looked.event;
        if let Some((position, hash)) = log.read().placed(event.header().id)? {
            if hash == event.hash() {
                return Ok(Verdict::Known(position));
            }
            self.keep_aside(log, looked, Held::Refused, Code::MALFORMED)?;
            return Ok(Verdict::IdConflict);
        }
        let opened = match &looked.finding {
            Finding::Opened(_) if maker.revoked.is_some() => {
                return self.park(log, looked, Code::QUARANTINED);
            }
            Finding::Opened(opened) => opened,
            Finding::Erased => {
                self.keep_aside(log, looked, Held::Refused, Code::STREAM_UNKNOWN)?;
                return Ok(Verdict::Erased);
            }
            Finding::Bad(code) => return self.refuse(log, looked, *code),
            Finding::KeyUnknown => {
                let known = log.read().stream(event.header().stream)?.is_some();
                return self.park(log, looked, if known { Code::KEY_UNKNOWN } else { Code::STREAM_UNKNOWN });
            }
        };
        match rule(log.read(), opened, person.role, person.registers)? {
            Ruling::Refused(code) => self.refuse(log, looked, code),
            Ruling::Unknown => self.park(log, looked, Code::STREAM_UNKNOWN),
            ruling => {
                let position = log.append(event, StreamKind::Client)?;
                log.leave_quarantine(&looked.link())?;
                if ruling == Ruling::Begins {
                    self.grant(log, opened.stream, opened.actor)?;
                }
                Ok(Verdict::At(position))
            }
        }
    }

    fn park(&self, log: &mut dyn Write, looked: &Looked, code: Code) -> Result<Verdict, Error> {
        self.keep_aside(log, looked, Held::Parked, code)?;
        Ok(Verdict::Parked(code))
    }

    fn refuse(&self, log: &mut dyn Write, looked: &Looked, code: Code) -> Result<Verdict, Error> {
        self.keep_aside(log, looked, Held::Refused, code)?;
        Ok(Verdict::Refused(code))
    }

    fn keep_aside(&self, log: &mut dyn Write, looked: &Looked, held: Held, code: Code) -> Result<(), Error> {
        log.put_quarantine(&Quarantined {
            link: looked.link(),
            held,
            code: code.0,
            event: looked.event.clone(),
            at: self.clock.now(),
        })
    }
}

/// The mark up to which a backup covers log and vault.
pub(crate) const BACKED_UP: &str = "backed_up";

fn maker(
    log: &dyn Read,
    installation: vizitas_domain::id::InstallationId,
) -> Result<Option<(Installation, Person)>, Error> {
    let Some(maker) = log.installation(installation)? else { return Ok(None) };
    Ok(log.person(maker.actor)?.map(|person| (maker, person)))
}

/// Whether the first event of a run goes on where this installation's chain stands here; what to answer when not.
fn joins(log: &dyn Read, first: &Looked) -> Result<Option<PushOutcome>, Error> {
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

/// Keys met during one push.
struct Keys<'a> {
    office: &'a Municipality,
    known: HashMap<(StreamId, u32, [u8; 16]), Option<DataKey>>,
}

impl Keys<'_> {
    fn finding(&mut self, event: &SealedEvent, maker: &Installation) -> Result<Finding, Error> {
        let header = event.header();
        if header.actor != maker.actor {
            return Ok(Finding::Bad(Code::WRONG_ACTOR));
        }
        let named = (header.stream, header.generation, header.key.0);
        if !self.known.contains_key(&named) {
            let key = self.office.vault.key(header.stream, header.generation, header.key)?;
            self.known.insert(named, key);
        }
        let Some(key) = self.known.get(&named).and_then(Option::as_ref) else {
            let erased = self.office.vault.is_erased(header.stream)?;
            return Ok(if erased { Finding::Erased } else { Finding::KeyUnknown });
        };
        Ok(match event.open(key, None) {
            Ok(opened) => Finding::Opened(Box::new(opened)),
            Err(_) => Finding::Bad(Code::MALFORMED),
        })
    }
}

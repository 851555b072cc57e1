//! What can happen to a visit. Four layers never overwrite one another: the plan, the agreement, what was
//! done, and (elsewhere) what was told.

use crate::client::Channel;
use crate::id::{ActorId, ContactId, EventId, VisitId};
use crate::text::Text;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// Whether the client is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitKind {
    /// Its time is agreed with the client.
    #[default]
    Agreed,
    /// An inspection or a complaint check: never told by any channel.
    Unannounced,
}

/// When, how long, by whom and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Plan {
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// One worker, or two different ones.
    pub workers: Vec<ActorId>,
    /// Where, when not at the client's home.
    pub place: Text,
}

impl Plan {
    /// Whether a client who agreed to one has agreed to the other: same time, length and place.
    #[must_use]
    pub fn same_for_client(&self, other: &Self) -> bool {
        self.start == other.start && self.minutes == other.minutes && self.place == other.place
    }
}

/// Who gave the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AnsweredBy {
    /// The client.
    #[default]
    Client,
    /// Somebody who may speak for the client.
    Contact(ContactId),
    /// The office's books say so: agreed before this system, by whom is not known.
    Import,
}

/// The client's word: by whom, how, when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Agreement {
    /// Who gave it.
    pub by: AnsweredBy,
    /// Through which channel.
    pub channel: Channel,
    /// When.
    pub at: Time,
}

/// Why the service has to move an agreed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The client asked.
    Client,
    /// The worker is ill.
    Ill,
    /// The visit before ran over.
    Overrun,
    /// The road.
    Traffic,
    /// Somebody needed help at once.
    Emergency,
    /// Two promises for one time, or another fault of planning.
    System,
}

/// Why a visit was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopCause {
    /// It was not safe to stay.
    Unsafe,
    /// The client asked to stop.
    Asked,
    /// The client did not let in.
    RefusedEntry,
    /// Something else, told in words.
    Other,
}

/// An answer to a sentence of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Done.
    Yes,
    /// Not now, with a reason.
    NotNow,
    /// The answer is taken back.
    Cleared,
}

/// How soon a visit is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// As things come.
    #[default]
    Normal,
    /// Before others.
    Soon,
    /// At the first time there is.
    Urgent,
}

/// Something that happened to one visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VisitEvent {
    /// A visit is wanted.
    Requested {
        /// What for.
        purpose: Text,
        /// Whether the client is told.
        kind: VisitKind,
        /// How long it should take, in minutes.
        minutes: u16,
        /// How many workers must come: 1 or 2.
        workers_needed: u8,
        /// The visit it follows from.
        follows: Option<VisitId>,
        /// What a worker must be able to do; empty when anybody can come.
        #[serde(default)]
        skill: Text,
        /// How soon it is wanted.
        #[serde(default)]
        priority: Priority,
    },
    /// Times are offered and held until an expiry.
    Offered {
        /// At most three, the best first.
        slots: Vec<Plan>,
        /// Until when they are held.
        until: Time,
    },
    /// A fixed time is proposed by letter.
    Proposed(Plan),
    /// A time is agreed live, by phone or at the door.
    Agreed {
        /// The new plan.
        plan: Plan,
        /// The client's word.
        agreement: Agreement,
    },
    /// One of the offered times is picked.
    Picked {
        /// The offer.
        offer: EventId,
        /// Which of its slots, from 0.
        slot: u8,
        /// The client's word.
        agreement: Agreement,
    },
    /// The proposed time is accepted.
    Accepted {
        /// The plan that is answered.
        plan: EventId,
        /// The client's word.
        agreement: Agreement,
    },
    /// The client asks for another time.
    MoveAsked {
        /// The plan that is answered, when there was one.
        plan: Option<EventId>,
        /// What would suit, in words.
        wish: Text,
        /// The client's word.
        agreement: Agreement,
    },
    /// The client does not want the visit.
    Declined {
        /// The plan that is answered.
        plan: EventId,
        /// The client's word.
        agreement: Agreement,
    },
    /// After asking for another time the client stays with the old one.
    KeptOld {
        /// The client's word.
        agreement: Agreement,
    },
    /// The client confirms a plan that is agreed already: told, read, and will be there.
    Acknowledged {
        /// The plan that is answered.
        plan: EventId,
        /// The client's word.
        agreement: Agreement,
    },
    /// How the client found the visit.
    Rated {
        /// From 1, bad, to 5, good; 0 takes the rating back.
        score: u8,
        /// In the client's words.
        comment: Text,
        /// When.
        at: Time,
    },
    /// An answer is taken back, by the client or because a machine gave it.
    AnswerWithdrawn {
        /// The answer.
        answer: EventId,
    },
    /// The hold or the deadline passed without an answer (the server's verdict).
    Lapsed {
        /// The offer or the proposal.
        offer: EventId,
    },
    /// The service cannot keep the agreed time.
    MustMove {
        /// Why.
        cause: Cause,
        /// In words.
        note: Text,
    },
    /// Another worker comes at the same time.
    Covered {
        /// Who comes now.
        workers: Vec<ActorId>,
    },
    /// An unannounced visit gets its time.
    Scheduled(Plan),
    /// The visit will not be.
    Cancelled {
        /// Whether the client wished so; otherwise the office.
        by_client: bool,
        /// Why.
        reason: Text,
    },
    /// Nothing was heard by half an hour after the time (the server's verdict).
    Overdue,
    /// We did not come.
    Missed {
        /// Why.
        reason: Text,
    },
    /// The office confirms that the agreed time is free (the server's verdict).
    PlanHeld {
        /// The plan.
        plan: EventId,
    },
    /// Two offline agreements took one time; the other was first (the server's verdict).
    DoubleBooked {
        /// The plan that came second.
        plan: EventId,
        /// The visit that was first.
        with: VisitId,
    },
    /// The worker set out.
    SetOut {
        /// When.
        at: Time,
        /// When she thinks to arrive.
        arrival: Option<Time>,
    },
    /// The worker will be late.
    Late {
        /// When this was known.
        at: Time,
        /// When she thinks to arrive.
        arrival: Time,
    },
    /// The worker turned back on the way.
    TurnedBack {
        /// When.
        at: Time,
    },
    /// The worker is at the door.
    Arrived {
        /// When.
        at: Time,
    },
    /// The talk began.
    Started {
        /// When.
        at: Time,
        /// Why the second worker is not there, at a visit of two.
        alone_because: Text,
    },
    /// Nobody opened.
    NoAccess {
        /// When it was given up.
        at: Time,
        /// A card was left.
        card_left: bool,
        /// The client was called.
        called: bool,
    },
    /// The visit is done.
    Finished {
        /// When.
        at: Time,
        /// What was discussed, decided and done, and what comes next.
        summary: Text,
    },
    /// The visit was broken off.
    Interrupted {
        /// When.
        at: Time,
        /// Why.
        cause: StopCause,
        /// In words.
        reason: Text,
    },
    /// A mistaken tap is taken back by who made it.
    Corrected {
        /// The field fact that did not happen.
        fact: EventId,
    },
    /// A sentence of the checklist is answered.
    Checked {
        /// Version of the standard: `1.0.0`.
        standard: Text,
        /// The item's link id.
        item: Text,
        /// The answer.
        answer: Answer,
        /// Why not now.
        why: Text,
    },
}

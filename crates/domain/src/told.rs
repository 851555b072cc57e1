//! What a client was told, and whether it arrived: the fourth layer of a visit's life, beside the plan, the agreement
//! and what was done. It says that a message went, never what stood in it.

use crate::client::Channel;
use crate::id::{EventId, MessageId, VisitId};
use crate::text::Text;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Times to choose from.
    Offer,
    /// A fixed time, to be accepted.
    Proposal,
    /// The agreed time, in writing.
    Agreed,
    /// The agreed time comes near.
    Reminder,
    /// The day before, and nobody has answered yet: will you be there?
    Question,
    /// The worker has set out.
    OnTheWay,
    /// The worker will be late, with the new time.
    Late,
    /// The agreed time was moved.
    Moved,
    /// The visit will not be.
    Cancelled,
    /// The agreed time cannot be kept, and no new one is known yet.
    MustMove,
    /// How was the visit?
    Rate,
    /// What was discussed and decided.
    Summary,
}

impl Purpose {
    /// All of them, in the order of a visit's life.
    pub const ALL: [Self; 12] = [
        Self::Offer,
        Self::Proposal,
        Self::Agreed,
        Self::Reminder,
        Self::Question,
        Self::OnTheWay,
        Self::Late,
        Self::Moved,
        Self::Cancelled,
        Self::MustMove,
        Self::Rate,
        Self::Summary,
    ];
}

/// How far a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It was handed to who carries it.
    Sent,
    /// It arrived, as the carrier says.
    Delivered,
    /// It did not arrive.
    Failed,
    /// Nobody can say whether it went: it is never sent again blindly.
    Unknown,
    /// The plan it spoke of was gone before it went.
    Withdrawn,
}

/// A message, or news of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which message. News of it carries the same id.
    pub id: MessageId,
    /// The visit it is about.
    pub visit: Option<VisitId>,
    /// The plan it speaks of.
    pub plan: Option<EventId>,
    /// What for.
    pub purpose: Purpose,
    /// How it went.
    pub channel: Channel,
    /// How far it came.
    pub delivery: Delivery,
    /// When that was known.
    pub at: Time,
    /// Why it failed: a carrier's code, never an address or a word of the message.
    pub why: Text,
}

impl Told {
    /// Takes in later news of the same message. News may overtake each other on their way: that a message was sent says
    /// nothing new about one that has already arrived or failed.
    pub fn hear(&mut self, news: &Self) {
        if news.delivery != Delivery::Sent || self.delivery == Delivery::Unknown {
            self.delivery = news.delivery;
            self.at = news.at;
            self.why.clone_from(&news.why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Delivery as D;

    #[test]
    fn news_may_come_in_any_order() {
        let told = |delivery| Told {
            id: MessageId(uuid::Uuid::nil()),
            visit: None,
            plan: None,
            purpose: Purpose::Agreed,
            channel: Channel::Sms,
            delivery,
            at: Time(1),
            why: Text::default(),
        };
        let cases = [
            (&[D::Sent, D::Delivered][..], D::Delivered),
            (&[D::Delivered, D::Sent], D::Delivered),
            (&[D::Sent, D::Failed], D::Failed),
            (&[D::Failed, D::Sent], D::Failed),
            (&[D::Failed, D::Delivered], D::Delivered),
            (&[D::Unknown, D::Sent], D::Sent),
            (&[D::Unknown, D::Failed], D::Failed),
        ];
        for (news, expected) in cases {
            let mut message = told(*news.first().unwrap());
            for delivery in &news[1..] {
                message.hear(&told(*delivery));
            }
            assert_eq!(message.delivery, expected, "{news:?}");
        }
    }
}

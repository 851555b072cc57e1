//! What a message may tell. Everything comes in as an argument; what is not known stays empty, and the sentence
//! that needs it falls away.

use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// An employee as a message names her or him.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Given name and surname in the nominative: `Rasa Kazlauskienė`.
    pub name: Text,
    /// Position as the office writes it: `socialinė darbuotoja`. Never said in a neutral channel.
    pub position: Text,
    /// The telephone of this employee, E.164; empty: the office's is given.
    pub phone: Text,
}

/// What a message may tell of one visit. `Debug` spells no personal word and no link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the visit begins: the new time of a moved one, the time that falls away of a cancelled one.
    pub start: Time,
    /// How long it should take.
    pub minutes: u16,
    /// The time it had before it was moved.
    pub was: Option<Time>,
    /// Times to choose from, in the order in which they are offered.
    pub offers: Vec<Time>,
    /// Until when the offered times are held, or an answer is awaited.
    pub answer_by: Option<Time>,
    /// Who comes: one, or two.
    pub workers: Vec<Person>,
    /// In how many minutes the worker on the way should arrive.
    pub away: Option<u16>,
    /// When the worker who is late should arrive.
    pub arrival: Option<Time>,
    /// What to have ready, in the office's words. May name a service, so it is never said in a neutral channel.
    pub ready: Text,
    /// What was discussed and decided, in the worker's words. Said in the letter alone.
    pub summary: Text,
    /// The address of the client's page. It is a key: whoever has it may answer.
    pub link: Text,
    /// The office's telephone, E.164.
    pub phone: Text,
    /// The unit as it signs: `Socialinės paramos skyrius`. Never said in a neutral channel.
    pub unit: Text,
    /// The municipality as it signs: `Alytaus miesto savivaldybė`.
    pub municipality: Text,
    /// How the client is greeted in the letter: [`crate::Catalogue::greeting`].
    pub greeting: Text,
    /// Who signs the letter (the standard, §11).
    pub signer: Person,
}

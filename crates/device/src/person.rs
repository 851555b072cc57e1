//! People: the card, finding somebody, mending a wrong phone or address, adding a client met at the door.

use crate::device::Device;
use crate::error::DeviceError;
use crate::promise::full_name;
use crate::view::{
    ClientAddArgs, ContactAddArgs, ContactPerson, Moment, OpenCallArgs, PastVisit, PersonArgs, PersonBrief,
    PersonField, PersonMendArgs, PersonRow, PersonView, PlannedVisit, RiskView, SearchArgs,
};
use crate::{convert, greeting, ids, wall};
use chrono::Datelike;
use vizitas_domain::client::{Address, Card, Contact, Field, Grade, Tie};
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, ContactId, StreamId};
use vizitas_domain::register::Note;
use vizitas_domain::text::Text;
use vizitas_domain::{address, phone};
use vizitas_replica::Client;

/// How many people a search shows.
const SHOWN: usize = 50;
/// How many past visits, calls and words a card shows.
const HISTORY: usize = 20;

impl Device {
    /// A person's card.
    ///
    /// # Errors
    /// `NotFound`, `Locked`.
    pub fn person(&mut self, args: &PersonArgs) -> Result<PersonView, DeviceError> {
        let id = ids::person(&args.person)?;
        self.looking_at(id)?;
        let (replica, client) = (self.replica()?, self.client(id)?);
        let (mut planned, mut past) = (Vec::new(), Vec::new());
        for visit in replica.visits_of(id)? {
            if visit.state.is_closed() {
                past.push(visit);
            } else {
                planned.push(visit);
            }
        }
        planned.sort_by_key(|visit| start(visit).map_or(i64::MAX, |start| start.0));
        let promises = replica.promises_of(id)?;
        let open = promises.iter().filter(|promise| promise.end.is_none());
        Ok(PersonView {
            brief: self.brief(&client)?,
            planned: planned.iter().map(|visit| self.planned(id, visit)).collect(),
            past: past.iter().take(HISTORY).map(|visit| self.past(id, visit)).collect::<Result<_, _>>()?,
            promises: open.map(|promise| self.promise_view(&client, promise)).collect::<Result<_, _>>()?,
            feedback: replica.feedback_of(id)?.iter().take(HISTORY).map(|f| self.feedback_view(f)).collect(),
            calls: replica.calls_of(id)?.iter().take(HISTORY).map(|call| self.call_view(call)).collect(),
            loading: client.loading,
        })
    }

    /// People whose name, street or telephone begins with what was typed; everybody when nothing was.
    ///
    /// # Errors
    /// `Locked`.
    pub fn search(&self, args: &SearchArgs) -> Result<Vec<PersonRow>, DeviceError> {
        let replica = self.replica()?;
        let found = if args.query.trim().is_empty() {
            replica.clients(None)?
        } else {
            replica.search(&args.query, SHOWN)?
        };
        found.iter().map(|client| self.row(client)).collect()
    }

    fn row(&self, client: &Client) -> Result<PersonRow, DeviceError> {
        let now = self.now();
        let next = self.replica()?.visits_of(client.id)?;
        let next =
            next.iter().filter(|visit| !visit.state.is_closed()).filter_map(start).filter(|at| *at >= now);
        Ok(PersonRow {
            id: client.id.to_string(),
            name: full_name(client),
            place: address::short(&client.card.address),
            phone: shown(&client.card.phone),
            next: next.min().map(|at| wall::moment(&self.calendar, at)),
        })
    }

    /// Mends one field of a person, or a contact's telephone.
    ///
    /// # Errors
    /// `Invalid` when the value cannot be what it should, `NotFound`.
    pub fn person_mend(&mut self, args: &PersonMendArgs) -> Result<PersonView, DeviceError> {
        let id = ids::person(&args.person)?;
        let card = self.client(id)?.card;
        let typed = Text::trimmed(&args.value);
        if let Some(contact) = &args.contact {
            let contact = ids::id(contact)?;
            let contacts = self.replica()?.contacts(id)?;
            let mut contact = contacts.into_iter().find(|c| c.id == contact).ok_or(DeviceError::NotFound)?;
            contact.phone = read_phone(&typed)?;
            self.write(vec![(id, Body::ContactSet(contact))])?;
        } else {
            let field = match args.field {
                PersonField::Phone => Field::Phone(read_phone(&typed)?),
                PersonField::Email => Field::Email(read_email(typed)?),
                PersonField::Address => Field::Address(self.placed(&typed)?),
                PersonField::Access => Field::Access(typed),
                PersonField::Times => Field::GoodTimes(typed),
                PersonField::Greeting => Field::Greeting(typed),
            };
            let mut mended = card.clone();
            mended.set(field.clone());
            if mended != card {
                self.write(vec![(id, Body::FieldsSet(vec![field]))])?;
            }
        }
        self.person(&PersonArgs { person: args.person.clone() })
    }

    /// Adds somebody near a person: who lives there, who may be told.
    ///
    /// # Errors
    /// `Invalid` without a name, or with a telephone that is none; `NotFound`.
    pub fn contact_add(&mut self, args: &ContactAddArgs) -> Result<PersonView, DeviceError> {
        let id = self.client(ids::person(&args.person)?)?.id;
        let name = Text::trimmed(&args.name);
        if name.is_empty() {
            return Err(DeviceError::Invalid("name"));
        }
        let contact = Contact {
            id: ContactId(Self::new_id()),
            name,
            relation: Text::trimmed(&args.relation),
            phone: read_phone(&Text::trimmed(&args.phone))?,
            tie: if args.same_home { Tie::Household } else { Tie::Contact },
            may_be_told: args.may_be_told,
            removed: false,
        };
        self.write(vec![(id, Body::ContactSet(contact))])?;
        self.person(&PersonArgs { person: args.person.clone() })
    }

    /// Adds a client met at the door.
    ///
    /// # Errors
    /// `Invalid` without any name, or with a telephone that is none.
    pub fn client_add(&mut self, args: &ClientAddArgs) -> Result<PersonView, DeviceError> {
        let (given, surname) = (Text::trimmed(&args.first_name), Text::trimmed(&args.surname));
        if given.is_empty() && surname.is_empty() {
            return Err(DeviceError::Invalid("firstName"));
        }
        let mut fields = vec![
            Field::Given(given),
            Field::Surname(surname),
            Field::Language(convert::read_language(&args.language)),
            Field::Responsible(Some(self.worker()?)),
        ];
        if !args.address.trim().is_empty() {
            fields.push(Field::Address(self.placed(&args.address)?));
        }
        let phone = read_phone(&Text::trimmed(&args.phone))?;
        if !phone.is_empty() {
            fields.push(Field::Phone(phone));
        }
        let mut bodies = vec![Body::ClientRegistered { number: None, fields }];
        let note = Text::trimmed(&args.note);
        if !note.is_empty() {
            let at = self.now();
            bodies.push(Body::NoteWritten(Note { visit: None, text: note, corrects: None, at }));
        }
        let id = StreamId(Self::new_id());
        self.begin_stream(id, bodies)?;
        self.person(&PersonArgs { person: id.to_string() })
    }

    /// An address as typed, with its place as far as those of her people tell: the office's register is not here.
    pub(crate) fn placed(&self, typed: &str) -> Result<Address, DeviceError> {
        let mut address = address::read(typed);
        let people = self.replica()?.clients(None)?;
        address.place = address::place_among(&address, people.iter().map(|client| &client.card.address));
        Ok(address)
    }

    /// The number to call: a client's, or a contact's. Handing it to the telephone is the window's.
    ///
    /// # Errors
    /// `NotFound` when there is no such person or no number.
    pub fn number_to_call(&self, args: &OpenCallArgs) -> Result<String, DeviceError> {
        let id = ids::person(&args.person)?;
        let number = match &args.contact {
            None => self.client(id)?.card.phone,
            Some(contact) => {
                let contact = ids::id(contact)?;
                let contacts = self.replica()?.contacts(id)?;
                contacts.into_iter().find(|c| c.id == contact).ok_or(DeviceError::NotFound)?.phone
            }
        };
        phone::read(&number).ok_or(DeviceError::NotFound)
    }

    /// Where a person lives, for the map: coordinates when known, else the address.
    ///
    /// # Errors
    /// `NotFound` when nothing is known.
    pub fn place_to_show(&self, args: &PersonArgs) -> Result<(Option<(f64, f64)>, String), DeviceError> {
        let address = self.client(ids::person(&args.person)?)?.card.address;
        let line = address::line(&address);
        let point = address.place.filter(|place| place.grade >= Grade::Street);
        let point = point.map(|place| (f64::from(place.lat_e6) / 1e6, f64::from(place.lon_e6) / 1e6));
        if line.is_empty() && point.is_none() { Err(DeviceError::NotFound) } else { Ok((point, line)) }
    }

    pub(crate) fn client(&self, id: StreamId) -> Result<Client, DeviceError> {
        self.replica()?.client(id)?.ok_or(DeviceError::NotFound)
    }

    /// A colleague's name; empty when this tablet does not know it.
    pub(crate) fn name_of(&self, worker: ActorId) -> Result<String, DeviceError> {
        let known = self.replica()?.worker(worker)?;
        Ok(known.map_or_else(String::new, |w| format!("{} {}", &*w.profile.given, &*w.profile.surname)))
    }

    pub(crate) fn brief(&self, client: &Client) -> Result<PersonBrief, DeviceError> {
        let card = &client.card;
        let contacts = self.replica()?.contacts(client.id)?;
        let times = [&*card.good_times, &*card.bad_times];
        let times: Vec<&str> = times.into_iter().filter(|times| !times.is_empty()).collect();
        Ok(PersonBrief {
            id: client.id.to_string(),
            name: full_name(client),
            greeting: greeting::words(card),
            age: card.born.and_then(|born| age(born, self.calendar.local(self.now()).0)),
            language: convert::language(card.language).to_owned(),
            interpreter: filled(&card.needs),
            phone: shown(&card.phone),
            phone_wrong: !card.phone.is_empty() && phone::read(&card.phone).is_none(),
            email: filled(&card.email),
            address: address::line(&card.address),
            address_coarse: card.address.place.is_none_or(|place| place.grade < Grade::Street),
            access: filled(&card.access),
            channel: convert::channel(card.channel),
            never_text: card.never_text,
            times: (!times.is_empty()).then(|| times.join("; ")),
            needs: Vec::new(),
            contacts: contacts
                .iter()
                .map(|contact| ContactPerson {
                    id: contact.id.to_string(),
                    name: contact.name.to_string(),
                    relation: contact.relation.to_string(),
                    phone: shown(&contact.phone),
                    may_be_told: contact.may_be_told,
                    same_home: contact.tie == Tie::Household,
                })
                .collect(),
            two_workers: card.two_workers.then(String::new),
            risk: self.risk(card)?,
        })
    }

    /// What to know of the home before the door, as long as it holds.
    fn risk(&self, card: &Card) -> Result<Option<RiskView>, DeviceError> {
        let Some(risk) = card.risk.as_ref().filter(|risk| risk.until >= self.now()) else { return Ok(None) };
        let (until, _) = self.calendar.local(risk.until);
        let (facts, by) = (risk.facts.to_string(), self.name_of(risk.by)?);
        Ok(Some(RiskView { facts, by, until: until.to_string() }))
    }

    pub(crate) fn planned(&self, client: StreamId, visit: &Visit) -> PlannedVisit {
        let at: Option<Moment> = start(visit).map(|start| wall::moment(&self.calendar, start));
        PlannedVisit {
            visit: ids::within(client, visit.id),
            day: at.as_ref().map(|at| at.day.clone()),
            time: at.map(|at| at.time),
            minutes: visit.plan.as_ref().map_or(visit.minutes, |standing| standing.plan.minutes).into(),
            agreed: visit.plan.as_ref().is_some_and(|standing| standing.agreement.is_some()),
        }
    }

    fn past(&self, client: StreamId, visit: &Visit) -> Result<PastVisit, DeviceError> {
        let facts = &visit.facts;
        let at = facts.arrived.or(facts.ended).or(start(visit)).unwrap_or_default();
        let who = facts.who_arrived.first().copied();
        let by = match who {
            Some(who) if who != self.worker()? => Some(self.name_of(who)?),
            _ => None,
        };
        Ok(PastVisit {
            visit: ids::within(client, visit.id),
            at: wall::moment(&self.calendar, at),
            state: convert::state(visit.state),
            by,
            summary: facts.summary.to_string(),
        })
    }
}

pub(crate) fn start(visit: &Visit) -> Option<vizitas_domain::time::Time> {
    visit.plan.as_ref().map(|standing| standing.plan.start)
}

fn filled(text: &Text) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

fn shown(number: &Text) -> Option<String> {
    (!number.is_empty()).then(|| phone::shown(number))
}

fn read_phone(typed: &Text) -> Result<Text, DeviceError> {
    if typed.is_empty() {
        return Ok(Text::default());
    }
    phone::read(typed).map(Text::from).ok_or(DeviceError::Invalid("phone"))
}

fn read_email(typed: Text) -> Result<Text, DeviceError> {
    let parts = typed.split_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if typed.is_empty() || (fits && !typed.contains(char::is_whitespace)) {
        Ok(typed)
    } else {
        Err(DeviceError::Invalid("email"))
    }
}

/// Full years; none for a birth in the future.
fn age(born: chrono::NaiveDate, today: chrono::NaiveDate) -> Option<u32> {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let years = today.year() - born.year() - i32::from(!had_birthday);
    u32::try_from(years).ok()
}

#[cfg(test)]
mod tests;

//! The sentence at the head of a page: the words of the message that tells where the visit stands, the office's own where it has
//! written some. What no message tells is `view`'s to say, and so is all that stands below. It decides nothing about answers.

use super::view::knows_it;
use crate::error::Error;
use crate::log::JobRow;
use crate::messages::{Carriers, TemplateSettings, handed};
use crate::municipality::Municipality;
use vizitas_domain::client::Card;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_message::{Catalogue, Facts, Form, Language, Purpose, Variable};

/// What a page is headed by.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Whose words; none where no message tells of it.
    purpose: Option<Purpose>,
    /// The office's own words for it, in each language in which there are some.
    own: TemplateSettings,
    /// What they may tell; filled only where there are some, since the published words tell no fact.
    facts: Facts,
    /// Whether the visit has a time to be told.
    timed: bool,
}

impl Head {
    /// The sentence: what the preview of this message shows. The published words stand in where the office's own would
    /// tell a time that is not known.
    pub(super) fn say(&self, language: Language) -> String {
        let Some(purpose) = self.purpose else { return String::new() };
        let published = || Catalogue::published(language).page(purpose, &self.facts);
        if !self.own.own.iter().any(|own| own.language == language) {
            return published();
        }
        let catalogue = self.own.catalogue(language);
        let mut variables = catalogue.template(purpose, Form::Page).variables();
        if !self.timed && variables.any(tells_time) {
            return published();
        }
        Some(catalogue.page(purpose, &self.facts)).filter(|said| !said.is_empty()).unwrap_or_else(published)
    }
}

fn tells_time(variable: Variable) -> bool {
    matches!(variable, Variable::When | Variable::Day | Variable::Clock)
}

impl Municipality {
    /// What heads the page of a visit. `free` says which of the offered times are.
    pub(super) fn page_head(
        &self,
        card: &Card,
        visit: &Visit,
        free: &[bool],
        carriers: &Carriers,
        now: Time,
    ) -> Result<Head, Error> {
        let told = last_told(visit, &self.log.read(|log| log.jobs_of(visit.id))?);
        let Some(purpose) = purpose(visit, told) else { return Ok(Head::default()) };
        let mut own = carriers.templates.own.clone();
        own.retain(|own| (own.purpose, own.form) == (purpose, Form::Page));
        let mut facts = Facts::default();
        if !own.is_empty() {
            facts = self.facts(purpose, card, visit, carriers)?;
            let plan = visit.plan.as_ref().map(|standing| standing.id);
            if purpose == Purpose::Moved {
                facts.was = self.told_before(plan, visit)?;
            }
            // What is gone is not offered, and a day that is over is nothing to answer by.
            let all = std::mem::take(&mut facts.offers).into_iter().zip(free);
            facts.offers = all.filter(|(_, free)| **free).map(|(start, _)| start).collect();
            facts.answer_by = facts.answer_by.filter(|until| *until > now);
        }
        let own = TemplateSettings { own, versions: Vec::new() };
        Ok(Head { purpose: Some(purpose), own, facts, timed: visit.plan.is_some() })
    }
}

/// The message that told of the standing time last.
fn last_told(visit: &Visit, rows: &[JobRow]) -> Option<Purpose> {
    use Purpose as P;
    let standing = visit.plan.as_ref()?.id;
    let of_it = |row: &&JobRow| {
        row.job.plan == Some(standing)
            && matches!(row.job.purpose, P::Agreed | P::Moved | P::Reminder | P::Question)
            && handed(row)
    };
    rows.iter().filter(of_it).max_by_key(|row| (row.tried, row.job.purpose)).map(|row| row.job.purpose)
}

/// Which message tells where the visit stands. Of a time that is agreed and that the client has not confirmed on a page, the
/// one that told of it last: who opens its link finds its words. Nothing told yet: it is asked about.
fn purpose(visit: &Visit, told: Option<Purpose>) -> Option<Purpose> {
    use State as S;
    Some(match visit.state {
        S::Offered | S::Unanswered => Purpose::Offer,
        S::Proposed => Purpose::Proposal,
        S::Confirmed if knows_it(visit) => Purpose::Agreed,
        S::Confirmed | S::Scheduled => told.unwrap_or(Purpose::Question),
        S::EnRoute => Purpose::OnTheWay,
        S::Late => Purpose::Late,
        S::RescheduleNeeded => Purpose::MustMove,
        S::Cancelled => Purpose::Cancelled,
        S::Completed | S::Interrupted if visit.rating.is_none() => Purpose::Rate,
        S::Completed | S::Interrupted => return None,
        S::Requested | S::MoveAsked | S::Declined | S::Overdue | S::Arrived | S::InProgress => return None,
        S::NoAccess | S::Missed => return None,
    })
}

//! Why a time or a worker: reasons and cautions of planning as codes, whose sentences stand in locales/ as `offer-<code>`.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use vizitas_planning::offer::{Caution, Reason};

/// A reason or a caution: `offer-<code>` says it.
#[derive(Serialize, ToSchema)]
pub(super) struct WhyView {
    code: &'static str,
    /// Something to mind, rather than a reason for.
    mind: bool,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    args: BTreeMap<&'static str, String>,
}

/// Reasons, the strongest first, and then what to mind.
pub(super) fn whys(why: &[Reason], mind: &[Caution]) -> Vec<WhyView> {
    why.iter().map(reason).chain(mind.iter().map(caution)).collect()
}

fn reason(reason: &Reason) -> WhyView {
    let (code, arg) = match *reason {
        Reason::SoonestFree => ("soonest", None),
        Reason::FitsGoodTime => ("good_time", None),
        Reason::UsualWorker => ("usual", None),
        Reason::KnowsClient => ("knows", None),
        Reason::SpeaksLanguage(language) => {
            ("speaks", Some(("language", vizitas_message::Language::from(language).code().to_owned())))
        }
        Reason::HasSkill => ("skill", None),
        Reason::NearPrevious { minutes } => ("near_before", Some(("minutes", minutes.to_string()))),
        Reason::NearNext { minutes } => ("near_after", Some(("minutes", minutes.to_string()))),
    };
    WhyView { code, mind: false, args: arg.into_iter().collect() }
}

fn caution(caution: &Caution) -> WhyView {
    let (code, arg) = match *caution {
        Caution::OutsideGoodTime => ("outside_good_time", None),
        Caution::InBadTime => ("bad_time", None),
        Caution::OtherWorker => ("other_worker", None),
        Caution::ThinBuffer { minutes } => ("thin", Some(("minutes", minutes.to_string()))),
        Caution::TravelEstimated => ("travel_guessed", None),
    };
    WhyView { code, mind: true, args: arg.into_iter().collect() }
}

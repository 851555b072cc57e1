//! What is written down besides visits: calls, and complaints, wishes and praise.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{CallLogArgs, CallView, FeedbackRecordArgs, FeedbackView};
use crate::{convert, ids, wall};
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::Entry;
use vizitas_domain::phone;
use vizitas_domain::register::{Call, Direction, Feedback};
use vizitas_domain::text::Text;

impl Device {
    /// Records a complaint, wish or praise.
    ///
    /// # Errors
    /// `Invalid` without words.
    pub fn feedback_record(&mut self, args: &FeedbackRecordArgs) -> Result<(), DeviceError> {
        let client = ids::person(&args.person)?;
        let text = Text::trimmed(&args.text);
        if text.is_empty() {
            return Err(DeviceError::Invalid("text"));
        }
        let feedback = Feedback {
            visit: args.visit.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit),
            kind: convert::read_feedback(args.kind),
            text,
            answer_wished: args.wants_answer,
            at: self.now(),
        };
        self.write(vec![(client, Body::FeedbackRecorded(feedback))])?;
        Ok(())
    }

    /// Records a call with a client or with somebody near.
    ///
    /// # Errors
    /// `NotFound`, or those of writing.
    pub fn call_log(&mut self, args: &CallLogArgs) -> Result<(), DeviceError> {
        let client = ids::person(&args.person)?;
        let number = args.number.as_deref().unwrap_or_default();
        let call = Call {
            visit: args.visit.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit),
            at: self.now(),
            direction: if args.number.is_some() { Direction::Out } else { Direction::In },
            name: Text::default(),
            organisation: Text::default(),
            position: Text::default(),
            number: phone::read(number).unwrap_or_else(|| number.trim().to_owned()).into(),
            reached: convert::read_reached(args.outcome),
            message: Text::trimmed(&args.text),
        };
        self.write(vec![(client, Body::CallLogged(call))])?;
        Ok(())
    }

    pub(crate) fn call_view(&self, entry: &Entry<Call>) -> CallView {
        let call = &entry.what;
        CallView {
            id: entry.id.to_string(),
            at: wall::moment(&self.calendar, call.at),
            number: (!call.number.is_empty()).then(|| phone::shown(&call.number)),
            outcome: convert::reached(call.reached),
            text: call.message.to_string(),
        }
    }

    pub(crate) fn feedback_view(&self, entry: &Entry<Feedback>) -> FeedbackView {
        let feedback = &entry.what;
        FeedbackView {
            id: entry.id.to_string(),
            kind: convert::feedback(feedback.kind),
            text: feedback.text.to_string(),
            at: wall::moment(&self.calendar, feedback.at),
            wants_answer: feedback.answer_wished,
        }
    }
}

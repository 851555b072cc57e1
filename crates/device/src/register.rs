//! Complaints, wishes and praise: registered where they are heard.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{FeedbackRecordArgs, FeedbackView};
use crate::{convert, ids, wall};
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::Entry;
use vizitas_domain::register::Feedback;
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

//! Whether the client knows of a visit's time: what was told of the plan that stands, and her own word on it. It says how,
//! never what stood in a message.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{ToldBy, ToldHow, ToldView};
use vizitas_domain::client::Channel;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::StreamId;
use vizitas_domain::told::Delivery;

impl Device {
    /// None when nobody was told yet, or is not to be.
    pub(crate) fn told(&self, client: StreamId, visit: &Visit) -> Result<Option<ToldView>, DeviceError> {
        let Some(standing) = &visit.plan else { return Ok(None) };
        if let Some(word) = visit.acknowledged {
            return Ok(Some(ToldView { how: ToldHow::Confirmed, by: by(word.channel) }));
        }
        let messages = self.replica()?.messages_about(client, visit.id)?;
        let news = messages.iter().filter(|told| told.plan == Some(standing.id));
        Ok(news.into_iter().find_map(|told| {
            let how = match told.delivery {
                Delivery::Delivered => ToldHow::Arrived,
                Delivery::Sent => ToldHow::Sent,
                Delivery::Failed => ToldHow::Failed,
                Delivery::Unknown => ToldHow::Unknown,
                Delivery::Withdrawn => return None,
            };
            Some(ToldView { how, by: by(told.channel) })
        }))
    }
}

fn by(channel: Channel) -> ToldBy {
    match channel {
        Channel::Sms => ToldBy::Sms,
        Channel::Email => ToldBy::Email,
        Channel::Phone => ToldBy::Phone,
        Channel::Letter => ToldBy::Letter,
        Channel::Page => ToldBy::Page,
        Channel::Door | Channel::Unknown => ToldBy::Other,
    }
}

#[cfg(test)]
mod tests;

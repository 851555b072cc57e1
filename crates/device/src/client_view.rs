//! What the client may see on the tablet: nothing about anybody else, nothing of the case.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{ClientPromise, ClientView, ClientViewArgs, VisitArgs};

impl Device {
    /// The client's screen; without a visit it shows the worker and the office alone.
    ///
    /// # Errors
    /// `NotFound`, `Locked`.
    pub fn client_view(&mut self, args: &ClientViewArgs) -> Result<ClientView, DeviceError> {
        let me = self.replica()?.worker(self.worker()?)?.map(|worker| worker.profile);
        let office = self.identity.as_ref().map(|identity| identity.office.clone()).unwrap_or_default();
        let mut view = ClientView {
            worker: me.as_ref().map(|me| format!("{} {}", &*me.given, &*me.surname)).unwrap_or_default(),
            position: me.as_ref().map(|me| me.position.to_string()).unwrap_or_default(),
            phone: me.as_ref().map(|me| vizitas_domain::phone::shown(&me.phone)).unwrap_or_default(),
            office,
            greeting: None,
            purpose: None,
            minutes: None,
            promises: Vec::new(),
            next: None,
        };
        let Some(visit) = &args.visit else { return Ok(view) };
        let visit = self.visit(&VisitArgs { visit: visit.clone() })?;
        view.greeting = Some(visit.person.greeting);
        view.minutes = Some(visit.minutes);
        // An inspection may not show what else is planned; its purpose is not neutral.
        if !visit.unannounced {
            view.next = visit.next;
        }
        let promises = visit.promised_before.into_iter().chain(visit.promised_here);
        view.promises = promises
            .map(|promise| ClientPromise { text: promise.text, day: promise.day, time: promise.time })
            .collect();
        Ok(view)
    }
}

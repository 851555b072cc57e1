//! Telling clients while the server serves: messages are derived as the log grows and sent as they fall due, each channel by
//! itself. One process a municipality sends, whoever holds the lock; the others wait for it.

use super::send::CHANNELS;
use crate::error::Error;
use crate::municipality::Municipality;
use std::fs::File;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use vizitas_domain::client::Channel;

/// How often it is looked whether something is due: commands run in processes of their own.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often mail that came back is read.
const BOUNCES_EVERY: Duration = Duration::from_secs(60);
/// When something failed: how long until it is tried again.
const AGAIN: Duration = Duration::from_secs(10);

/// What one of the lines of work does in a round.
type Round = fn(&Arc<Municipality>) -> Result<(), Error>;

fn sms(office: &Arc<Municipality>) -> Result<(), Error> {
    office.send_through(Channel::Sms).map(drop)
}

fn email(office: &Arc<Municipality>) -> Result<(), Error> {
    office.send_through(Channel::Email).map(drop)
}

fn calls(office: &Arc<Municipality>) -> Result<(), Error> {
    office.send_through(Channel::Phone).map(drop)
}

impl Municipality {
    /// Derives and sends until stopped.
    pub(crate) async fn keep_telling(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        let Some(_alone) = self.alone(&mut stopping).await else { return };
        let lines: [(Round, Duration); 5] = [
            (Self::derive_messages, LOOK_EVERY),
            (sms, LOOK_EVERY),
            (email, LOOK_EVERY),
            (calls, LOOK_EVERY),
            (Self::read_bounces, BOUNCES_EVERY),
        ];
        let mut working = JoinSet::new();
        for (round, every) in lines {
            working.spawn(Arc::clone(&self).keep(round, every, stopping.clone()));
        }
        while working.join_next().await.is_some() {}
    }

    /// The lock of who sends, once it is free and what the one before was sending has been looked at; none when stopped
    /// first.
    async fn alone(self: &Arc<Self>, stopping: &mut watch::Receiver<bool>) -> Option<File> {
        while !*stopping.borrow() {
            let office = Arc::clone(self);
            let taken = tokio::task::spawn_blocking(move || office.take_over()).await;
            let wait = match taken {
                Ok(Ok(Some(lock))) => return Some(lock),
                Ok(Ok(None)) => LOOK_EVERY,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "messages cannot be sent");
                    AGAIN
                }
                Err(_) => AGAIN,
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stopping.changed() => {}
            }
        }
        None
    }

    fn take_over(self: &Arc<Self>) -> Result<Option<File>, Error> {
        let path = self.folder.sending();
        let lock = File::create(&path).map_err(Error::at(&path))?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        CHANNELS.into_iter().try_for_each(|channel| self.recover(channel))?;
        Ok(Some(lock))
    }

    async fn keep(self: Arc<Self>, round: Round, every: Duration, mut stopping: watch::Receiver<bool>) {
        while !*stopping.borrow() {
            let office = Arc::clone(&self);
            let wait = match tokio::task::spawn_blocking(move || round(&office)).await {
                Ok(Ok(())) => every,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "messages could not be worked on");
                    AGAIN
                }
                Err(_) => AGAIN,
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stopping.changed() => {}
            }
        }
    }
}

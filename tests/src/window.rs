//! The real app in its real window, reached as a person reaches it: look, tap, type, take a picture.
//!
//! One [`Window`] is one driver and one session on ports of its own, so windows can stand side by side. It must never
//! look into the app's files or memory.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use std::{env, io};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time;

/// How long anything on the screen may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often to look again for the driver's port.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Control and A, pressed and let go: WebDriver's code points (W3C, section 17.4.2).
const SELECT_ALL: &str = "\u{e009}a\u{e000}";

/// Calls back when what is on the page now has also been drawn: the second frame begins after the first was painted.
const PAINTED: &str = "const done = arguments[0]; \
    document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));";

/// Why the window could not be used.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// A program or port could not be had.
    #[error("{0}: {1}")]
    Machine(&'static str, #[source] io::Error),
    /// The driver did not listen in time.
    #[error("tauri-driver did not listen on its port")]
    Silent,
    /// The session could not be made: the app did not start, mostly.
    #[error("the app's window did not open: {0}")]
    Session(#[from] fantoccini::error::NewSessionError),
    /// What should have gone is still there.
    #[error("“{0}” still stands on the screen")]
    Stays(String),
    /// What was looked for did not appear, or could not be used.
    #[error("{what}: {source}")]
    Screen {
        /// What was being done, with the selector.
        what: String,
        /// The driver's words.
        source: Box<fantoccini::error::CmdError>,
    },
}

/// The app, open.
pub struct Window {
    client: Client,
    /// Kills the driver, and with it the app, when dropped.
    driver: Child,
}

impl Window {
    /// Starts `app` with `environment` and waits for its window.
    ///
    /// # Errors
    /// When no driver can be started or the app shows no window.
    pub async fn open(app: &Path, environment: &[(&str, &str)]) -> Result<Self, WindowError> {
        let (port, native_port) = (free_port()?, free_port()?);
        let driver = Command::new(driver_program())
            .args(["--port", &port.to_string(), "--native-port", &native_port.to_string()])
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            // A group of its own: the driver's driver, the app and its web view end with it.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| {
                WindowError::Machine("cannot start tauri-driver; `cargo xtask setup` installs it", source)
            })?;
        // The driver listens before the one it passes everything on to does.
        wait_for(port).await?;
        wait_for(native_port).await?;
        let wanted = json!({ "browserName": "wry", "tauri:options": { "application": app } });
        let capabilities = wanted.as_object().cloned().unwrap_or_default();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        Ok(Self { client, driver })
    }

    /// Waits for an element and returns it.
    ///
    /// # Errors
    /// When it does not appear within 20 s.
    pub async fn see(&self, css: &str) -> Result<Element, WindowError> {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.map_err(failed(|| format!("looking for {css}")))
    }

    /// The visible text of an element.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn text(&self, css: &str) -> Result<String, WindowError> {
        self.see(css).await?.text().await.map_err(failed(|| format!("reading {css}")))
    }

    /// Taps an element.
    ///
    /// # Errors
    /// When it does not appear or cannot be tapped.
    pub async fn tap(&self, css: &str) -> Result<(), WindowError> {
        self.tap_at(Locator::Css(css)).await
    }

    /// Taps what an `XPath` finds first.
    ///
    /// # Errors
    /// As [`Window::tap`].
    pub async fn tap_path(&self, path: &str) -> Result<(), WindowError> {
        self.tap_at(Locator::XPath(path)).await
    }

    /// Taps a button, link or choice by the words on it, or by its name where it has none; in a form that lies over the
    /// screen when there is one.
    ///
    /// # Errors
    /// When none with these words appears.
    pub async fn tap_words(&self, words: &str) -> Result<(), WindowError> {
        self.tap_path(&format!(
            "//*[self::button or self::a or self::label][not(@disabled)]\
             [normalize-space(.)={words:?} or @aria-label={words:?} or .//*[normalize-space(.)={words:?}]]\
             [not(//dialog[@open]) or ancestor::dialog[@open]]"
        ))
        .await
    }

    /// Waits until these words stand somewhere on the screen.
    ///
    /// # Errors
    /// When they do not appear.
    pub async fn see_words(&self, words: &str) -> Result<(), WindowError> {
        self.see_path(&holding(words)).await.map(drop)
    }

    /// Waits for what an `XPath` finds first.
    ///
    /// # Errors
    /// When nothing does within 20 s.
    pub async fn see_path(&self, path: &str) -> Result<Element, WindowError> {
        self.see_within(path, PATIENCE).await
    }

    /// Waits as long as told: for what somebody else has to do first.
    ///
    /// # Errors
    /// When nothing appears in that time.
    pub async fn see_within(&self, path: &str, patience: Duration) -> Result<Element, WindowError> {
        let found =
            self.client.wait().at_most(patience).every(LOOK_AGAIN).for_element(Locator::XPath(path)).await;
        found.map_err(failed(|| format!("looking for {path}")))
    }

    /// Waits until these words stand nowhere on the screen any more.
    ///
    /// # Errors
    /// When they stay.
    pub async fn miss_words(&self, words: &str) -> Result<(), WindowError> {
        let gone = async {
            let mut again = time::interval(LOOK_AGAIN);
            while self.has(&holding(words)).await? {
                again.tick().await;
            }
            Ok(())
        };
        time::timeout(PATIENCE, gone).await.unwrap_or_else(|_| Err(WindowError::Stays(words.to_owned())))
    }

    /// Whether an `XPath` finds something at this moment.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn has(&self, path: &str) -> Result<bool, WindowError> {
        let found = self.client.find_all(Locator::XPath(path)).await;
        found.map(|all| !all.is_empty()).map_err(failed(|| format!("looking for {path}")))
    }

    /// The visible texts of all that an `XPath` finds, once there is one.
    ///
    /// # Errors
    /// When nothing appears.
    pub async fn texts(&self, path: &str) -> Result<Vec<String>, WindowError> {
        self.see_path(path).await?;
        let mut texts = Vec::new();
        for element in self
            .client
            .find_all(Locator::XPath(path))
            .await
            .map_err(failed(|| format!("looking for {path}")))?
        {
            texts.push(element.text().await.map_err(failed(|| format!("reading {path}")))?);
        }
        Ok(texts)
    }

    /// Types into an element, after what it holds.
    ///
    /// # Errors
    /// When it does not appear or takes no text.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<(), WindowError> {
        self.see(css).await?.send_keys(text).await.map_err(failed(|| format!("typing into {css}")))
    }

    /// Writes into the field with this label, in place of what it holds.
    ///
    /// # Errors
    /// When there is none, or it takes no text.
    pub async fn write(&self, label: &str, text: &str) -> Result<(), WindowError> {
        let element = self.see_path(&labelled(label)).await?;
        let writing = async {
            element.send_keys(SELECT_ALL).await?;
            element.send_keys(text).await
        };
        writing.await.map_err(failed(|| format!("writing into “{label}”")))
    }

    /// Picks a line of the list with this label.
    ///
    /// # Errors
    /// When there is none.
    pub async fn pick(&self, label: &str, value: &str) -> Result<(), WindowError> {
        let element = self.see_path(&labelled(label)).await?;
        element.select_by_value(value).await.map_err(failed(|| format!("picking from “{label}”")))
    }

    /// What the field with this label holds.
    ///
    /// # Errors
    /// When there is none.
    pub async fn written(&self, label: &str) -> Result<String, WindowError> {
        let held = self.see_path(&labelled(label)).await?.prop("value").await;
        held.map(Option::unwrap_or_default).map_err(failed(|| format!("reading “{label}”")))
    }

    /// Taps once the element is there and can be tapped: the page may be drawn anew in between.
    async fn tap_at(&self, locator: Locator<'_>) -> Result<(), WindowError> {
        let end = time::Instant::now() + PATIENCE;
        let mut again = time::interval(LOOK_AGAIN);
        let what = || format!("tapping {locator:?}");
        loop {
            let found = self.client.wait().at_most(PATIENCE).every(LOOK_AGAIN).for_element(locator).await;
            let element = found.map_err(failed(what))?;
            match self.tap_once(&element).await {
                Ok(()) => return Ok(()),
                Err(error) if time::Instant::now() > end => return Err(failed(what)(error)),
                Err(_) => drop(again.tick().await),
            }
        }
    }

    async fn tap_once(&self, element: &Element) -> Result<(), fantoccini::error::CmdError> {
        // As a finger would: out from under the bars above and below.
        let target = serde_json::to_value(element)?;
        self.client.execute("arguments[0].scrollIntoView({ block: 'center' })", vec![target]).await?;
        element.click().await
    }

    /// A picture of the window, once the fonts are there and the page is painted: PNG bytes.
    ///
    /// # Errors
    /// When the driver takes none.
    pub async fn picture(&self) -> Result<Vec<u8>, WindowError> {
        let painted = self.client.execute_async(PAINTED, Vec::new()).await;
        painted.map_err(failed(|| "waiting for the page to be painted".to_owned()))?;
        self.client.screenshot().await.map_err(failed(|| "taking a picture".to_owned()))
    }

    /// Closes the window as a person does, and ends the driver.
    ///
    /// # Errors
    /// When the driver will not.
    pub async fn close(mut self) -> Result<(), WindowError> {
        self.client.clone().close().await.map_err(failed(|| "closing the window".to_owned()))?;
        self.kill().await
    }

    /// Ends the app at once, in the middle of whatever it does, as a flat battery would.
    ///
    /// # Errors
    /// When the driver cannot be ended.
    pub async fn kill(&mut self) -> Result<(), WindowError> {
        self.end_group();
        let ended = self.driver.wait().await;
        ended.map(drop).map_err(|source| WindowError::Machine("cannot end tauri-driver", source))
    }

    /// Ends the driver, the app and whatever they started.
    fn end_group(&self) {
        if let Some(group) = self.driver.id() {
            let mut kill = std::process::Command::new("kill");
            drop(kill.args(["-KILL", "--", &format!("-{group}")]).stderr(Stdio::null()).status());
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end_group();
    }
}

/// The app that this workspace built, beside the running test or binary; `VIZITAS_APP` names another.
///
/// # Errors
/// When the running program's own path is unknown.
pub fn built_app() -> Result<PathBuf, WindowError> {
    env::var_os("VIZITAS_APP").map_or_else(|| built("vizitas"), |app| Ok(app.into()))
}

/// The server that this workspace built, beside the running test or binary.
///
/// # Errors
/// When the running program's own path is unknown.
pub fn built_server() -> Result<PathBuf, WindowError> {
    built("vizitas-server")
}

fn built(program: &str) -> Result<PathBuf, WindowError> {
    let unknown = |source| WindowError::Machine("the running program's path is unknown", source);
    let own = env::current_exe().map_err(unknown)?;
    // A test lies in target/debug/deps, a binary in target/debug.
    let folder = own.ancestors().skip(1).find(|folder| !folder.ends_with("deps")).unwrap_or(&own);
    Ok(folder.join(program))
}

/// Our own driver where setup put it, else whatever the machine has.
fn driver_program() -> PathBuf {
    let own = env::current_exe().unwrap_or_default();
    let ours = own.ancestors().map(|folder| folder.join("tools/bin/tauri-driver")).find(|file| file.exists());
    ours.unwrap_or_else(|| "tauri-driver".into())
}

fn free_port() -> Result<u16, WindowError> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    free.map(|address| address.port()).map_err(|source| WindowError::Machine("no free port", source))
}

async fn wait_for(port: u16) -> Result<(), WindowError> {
    let knock = async {
        let mut again = time::interval(LOOK_AGAIN);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
            again.tick().await;
        }
    };
    time::timeout(PATIENCE, knock).await.map_err(|_| WindowError::Silent)
}

/// The deepest elements in which these words stand.
fn holding(words: &str) -> String {
    format!(
        "//body//*[contains(normalize-space(.), {words:?})][not(*[contains(normalize-space(.), {words:?})])]"
    )
}

/// The field with this label, in the form that lies over the screen when there is one.
fn labelled(label: &str) -> String {
    format!(
        "//*[@id=//label[normalize-space(.)={label:?}]/@for][not(//dialog[@open]) or ancestor::dialog[@open]]"
    )
}

fn failed(what: impl FnOnce() -> String) -> impl FnOnce(fantoccini::error::CmdError) -> WindowError {
    |source| WindowError::Screen { what: what(), source: Box::new(source) }
}

//! The administrator's page, as a browser fetches it.

use crate::desk::Desk;
use crate::office::Office;
use crate::tablet::client;
use reqwest::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH,
    SET_COOKIE,
};
use reqwest::{Client, Method, Response, StatusCode};
use ring::digest::{SHA256, digest};
use std::sync::{Arc, Mutex};
use vizitas_server::staff::StaffRole;

/// A browser that was told to trust this certificate.
struct Browser {
    http: Client,
    base: String,
}

impl Browser {
    async fn ask(&self, method: Method, path: &str, tag: Option<&str>) -> Response {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(tag) = tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path, None).await
    }
}

fn head(answer: &Response, name: HeaderName) -> String {
    answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// The paths that a page or a style sheet names after `before`, up to `after`.
fn named<'a>(text: &'a str, before: &'a str, after: char) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

#[tokio::test]
async fn a_browser_gets_the_page_and_all_it_names() {
    let office = Office::empty();
    let serving = office.serve().await;
    let base = format!("https://localhost:{}", serving.address.port());
    let browser = Browser { http: client(&serving.certificate, &[&rustls::version::TLS13]), base };

    let page = browser.get("/").await;
    assert_eq!(
        (page.status(), head(&page, CONTENT_TYPE)),
        (StatusCode::OK, "text/html; charset=utf-8".into())
    );
    let policy = head(&page, CONTENT_SECURITY_POLICY);
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(!page.headers().contains_key(SET_COOKIE));
    let tag = head(&page, ETAG);
    let html = page.text().await.unwrap();
    assert!(named(&html, "\"./", '"').any(|name| name.ends_with(".js")), "{html}");
    let console = browser.get("/m/alytus/console/").await;
    assert_eq!((console.status(), head(&console, CONTENT_SECURITY_POLICY)), (StatusCode::OK, policy));
    let console = console.text().await.unwrap();

    for (folder, html) in [("", html.clone()), ("/m/alytus/console", console)] {
        let mut fonts = 0;
        for name in named(&html, "\"./", '"') {
            let file = browser.get(&format!("{folder}/{name}")).await;
            assert_eq!(file.status(), StatusCode::OK, "{name}");
            let (kind, keep) = (head(&file, CONTENT_TYPE), head(&file, CACHE_CONTROL));
            assert_eq!(keep.contains("immutable"), name.starts_with("assets/"), "{name}: {keep}");
            let text = file.text().await.unwrap();
            if !kind.starts_with("text/css") {
                continue;
            }
            for font in named(&text, "url(./", ')') {
                let font = browser.get(&format!("{folder}/assets/{font}")).await;
                assert_eq!((font.status(), head(&font, CONTENT_TYPE)), (StatusCode::OK, "font/woff2".into()));
                fonts += 1;
            }
        }
        assert!(fonts > 0, "{folder}");
    }

    let again = browser.ask(Method::GET, "/", Some(&format!("\"other\", {tag}"))).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let short = browser.ask(Method::HEAD, "/", None).await;
    assert_eq!((short.status(), head(&short, CONTENT_LENGTH)), (StatusCode::OK, html.len().to_string()));
    assert!(short.bytes().await.unwrap().is_empty());
    for nothing in [
        "/server.html",
        "/assets/other.js",
        "/assets/../server.html",
        "/m/alytus",
        "/m/kaunas/console/",
        "/m/kaunas/console",
        "/m/%0d%0aset-cookie:a=b/console",
    ] {
        assert_eq!(browser.get(nothing).await.status(), StatusCode::NOT_FOUND, "{nothing}");
    }
    serving.stop().await;
}

#[tokio::test]
async fn the_server_says_how_it_is_recognised_and_whom_it_serves() {
    let office = Office::open();
    let serving = office.serve().await;
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let url = format!("https://localhost:{}/about.json", serving.address.port());
    let about: serde_json::Value =
        serde_json::from_str(&http.get(url).send().await.unwrap().text().await.unwrap()).unwrap();
    let digest = digest(&SHA256, &serving.certificate);
    let pairs: Vec<String> = digest.as_ref().iter().map(|byte| format!("{byte:02X}")).collect();
    let expected = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "address": office.data.settings().unwrap().address,
        "fingerprint": pairs.join(":"),
        "municipalities": [{ "slug": "alytus", "name": "Alytus" }],
    });
    assert_eq!(about, expected, "nothing else is told to whoever asks");
    serving.stop().await;
}

/// What is written to a log.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_name_that_is_looked_for_is_told_to_no_log() {
    let office = Office::open();
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let (kept, log) = (Kept::default(), tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE));
    let writer = kept.clone();
    let told = tracing::subscriber::set_default(log.with_writer(move || writer.clone()).finish());
    desk.get("clients?text=Petrauskait").await.ok();
    drop(told);
    let said = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("/m/{slug}/api/clients") && !said.contains("Petrauskait"), "{said}");
}

//! The app opens a window and draws its first screen.

use vizitas_tests::window::{Window, built_app};

#[tokio::test]
async fn the_app_opens_with_a_heading() {
    let window = Window::open(&built_app().unwrap(), &[]).await.unwrap();
    let heading = window.text("h1").await.unwrap();
    assert!(!heading.trim().is_empty());
    let picture = window.picture().await.unwrap();
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    window.close().await.unwrap();
}

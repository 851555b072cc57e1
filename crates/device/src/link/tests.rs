//! The link held against strangers, time and its own end.

use super::*;
use std::net::Ipv4Addr;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn open(lasts: Duration) -> Link {
    Link::open(b"sealed".to_vec(), HERE, lasts).unwrap()
}

/// The same text with another secret.
fn guessed(link: &Link) -> String {
    format!("{} 0000-0000-0000-0000", link.address)
}

/// Waits for what happens beside the test, without a clock.
fn until(happens: impl Fn() -> bool) {
    while !happens() {
        std::thread::yield_now();
    }
}

#[test]
fn what_is_offered_is_fetched_once() {
    let link = open(LASTS);
    assert_eq!(link.course(), Course::Waits);
    let fetched = fetch(&link.text()).unwrap();
    assert_eq!(fetched.parcel, b"sealed");
    assert_eq!(link.course(), Course::Waits, "it is not kept there yet");
    fetched.kept();
    until(|| link.course() == Course::Taken);
    until(|| matches!(fetch(&link.text()), Err(DeviceError::LinkUnreachable)));
}

#[test]
fn who_breaks_off_before_it_is_kept_may_come_again() {
    let link = open(LASTS);
    drop(fetch(&link.text()).unwrap());
    let again = fetch(&link.text()).unwrap();
    assert_eq!(link.course(), Course::Waits);
    again.kept();
    until(|| link.course() == Course::Taken);
}

#[test]
fn an_address_that_tries_wrong_secrets_is_heard_no_more_and_the_others_are() {
    let link = open(LASTS);
    let wrong = || link.shared.heard.lock().unwrap().wrong.get(&HERE).copied().unwrap_or(0);
    for tries in 1..=MOST_WRONG {
        assert!(matches!(fetch(&guessed(&link)), Err(DeviceError::LinkWrong)));
        until(|| wrong() == tries);
    }
    assert!(
        matches!(fetch(&link.text()), Err(DeviceError::LinkUnreachable)),
        "not with the right one either"
    );
    assert_eq!(link.course(), Course::Waits);
    let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));
    until(|| link.shared.heard.lock().unwrap().has_room_for(elsewhere));
}

#[test]
fn who_says_nothing_keeps_nobody_out_and_is_left_with_the_screen() {
    let link = open(LASTS);
    let mut silent = TcpStream::connect(link.address).unwrap();
    silent.read_exact(&mut [0; 24]).unwrap();
    let more = TcpStream::connect(link.address).unwrap();
    until(|| link.shared.heard.lock().unwrap().talks.len() == MOST_OF_ONE);
    assert!(matches!(fetch(&link.text()), Err(DeviceError::LinkUnreachable)), "one address has no more room");
    drop(more);
    until(|| link.shared.heard.lock().unwrap().talks.len() < MOST_OF_ONE);
    let fetched = fetch(&link.text()).unwrap();
    drop(link);
    // Both are left at once, the one that knows the secret, too.
    assert_eq!(silent.read(&mut [0]).unwrap(), 0);
    assert_eq!((&fetched.stream).read(&mut [0]).unwrap(), 0);
}

#[test]
fn who_speaks_slowly_is_heard_until_its_time_is_over() {
    let listener = TcpListener::bind((HERE, 0)).unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut other, _) = listener.accept().unwrap();
    other.write_all(b"slow").unwrap();
    let now = Instant::now();
    let mut talk = Until { stream: &stream, until: now.checked_add(LASTS).unwrap() };
    assert_eq!(talk.read(&mut [0]).unwrap(), 1);
    assert_eq!(stream.read_timeout().unwrap(), Some(SILENCE));
    talk.until = now;
    assert_eq!(talk.read(&mut [0]).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(talk.write(&[0]).unwrap_err().kind(), ErrorKind::TimedOut);
}

#[test]
fn it_closes_with_its_screen_and_with_its_time() {
    let link = open(LASTS);
    let text = link.text();
    drop(link);
    until(|| matches!(fetch(&text), Err(DeviceError::LinkUnreachable)));
    let late = open(Duration::ZERO);
    assert_eq!((late.course(), late.left()), (Course::Over, Duration::ZERO));
    until(|| matches!(fetch(&late.text()), Err(DeviceError::LinkUnreachable)));
}

#[test]
fn what_is_shown_is_read_however_it_is_typed() {
    let link = open(LASTS);
    let (address, secret) = read(&link.text()).unwrap();
    assert_eq!((address, secret), (link.address, link.shared.secret));
    let (host, digits) = link.text().split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    for typed in [
        format!("  {host}   {}  ", digits.to_lowercase()),
        format!("{host}\n{}", digits.replace('-', " ")),
        format!("{host} {}", digits.replace('-', "").replace('0', "O").replace('1', "l")),
    ] {
        assert_eq!(read(&typed), Some((address, secret)), "{typed}");
    }
    let short = digits.get(1..).unwrap();
    for wrong in [
        String::new(),
        host.clone(),
        digits.clone(),
        format!("{host} {short}"),
        format!("{host} {digits}0"),
        format!("{host} {}", digits.replace(digits.get(..1).unwrap(), "U")),
        format!("office.example:80 {digits}"),
    ] {
        assert_eq!(read(&wrong), None, "{wrong}");
    }
}

#[test]
fn whoever_does_not_know_the_secret_passes_nothing_off() {
    for (length, mac) in [(6_u32, [0; 32]), (u32::MAX, [0; 32])] {
        let listener = TcpListener::bind((HERE, 0)).unwrap();
        let text = format!("{} 7K3Q-M9TX-VB2N-8RC5", listener.local_addr().unwrap());
        let liar = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(&[MAGIC.as_slice(), &[1; 16]].concat()).unwrap();
            let mut asked = [0; 48];
            stream.read_exact(&mut asked).unwrap();
            let _ = stream.write_all(&[&length.to_be_bytes(), b"forged".as_slice(), &mac].concat());
        });
        assert!(matches!(fetch(&text), Err(DeviceError::LinkWrong)), "{length}");
        liar.join().unwrap();
    }
}

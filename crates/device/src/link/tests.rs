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
fn a_few_wrong_secrets_end_it() {
    let link = open(LASTS);
    for wrong in 1..=MOST_WRONG {
        assert_eq!(link.course(), Course::Waits, "{wrong}");
        assert!(matches!(fetch(&guessed(&link)), Err(DeviceError::LinkWrong)));
        until(|| link.shared.wrong.load(Ordering::SeqCst) == wrong);
    }
    until(|| link.course() == Course::Over);
    until(|| fetch(&link.text()).is_err());
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

//! The inbox kept through cuts, damage and another epoch.

use super::*;
use tempfile::TempDir;

fn point(position: u64) -> Cursor {
    Cursor { epoch: 1, position, head: Hash([u8::try_from(position).unwrap(); 32]) }
}

struct Bag {
    folder: TempDir,
    opener: Opener,
    keeper: SigningKey,
}

impl Bag {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            opener: Opener::from_bytes([1; 32]),
            keeper: SigningKey::from_seed(&[2; 32]).unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("inbox")
    }

    fn inbox(&self) -> Inbox {
        Inbox::at(self.path())
    }

    /// One begun at 5, with an answer to each of these.
    fn with(&self, answers: &[&str]) -> Inbox {
        let mut inbox = self.inbox();
        inbox.begin(point(5), &self.opener.recipient().unwrap()).unwrap();
        for (answer, from) in answers.iter().zip(5..) {
            let span = (&point(from), point(from + 1));
            assert!(inbox.keep(span, Time(100), answer.as_bytes(), &self.keeper).unwrap());
        }
        inbox
    }

    fn read(&self, inbox: &Inbox) -> Vec<String> {
        let open = |letter: Letter| letter.open(&self.opener, &self.keeper.verifying()).ok();
        let texts = inbox.letters().into_iter().map_while(open);
        texts.map(|text| String::from_utf8(text.to_vec()).unwrap()).collect()
    }
}

#[test]
fn what_was_kept_is_read_in_order_and_goes_on_where_it_ended() {
    let bag = Bag::new();
    assert!(bag.inbox().goes_on().is_none() && bag.inbox().is_empty());
    bag.with(&["vienas", "du"]);
    let mut inbox = bag.inbox();
    assert_eq!((inbox.goes_on(), inbox.is_empty()), (Some(point(7)), false));
    assert!(!inbox.keep((&point(6), point(7)), Time(1), b"du", &bag.keeper).unwrap(), "not from there on");
    assert!(inbox.keep((&point(7), point(9)), Time(1), b"trys", &bag.keeper).unwrap());
    assert_eq!(bag.read(&bag.inbox()), ["vienas", "du", "trys"]);
    let spans: Vec<_> = inbox.letters().iter().map(|letter| (letter.from, letter.upto)).collect();
    assert_eq!(spans, [(point(5), point(6)), (point(6), point(7)), (point(7), point(9))]);
    inbox.begin(point(9), &bag.opener.recipient().unwrap()).unwrap();
    assert_eq!((bag.inbox().goes_on(), bag.read(&bag.inbox()).len()), (Some(point(9)), 0));
    inbox.clear();
    assert!(inbox.goes_on().is_none() && bag.inbox().goes_on().is_none());
    inbox.clear();
}

#[test]
fn a_file_cut_anywhere_keeps_what_is_whole_and_takes_the_next() {
    let bag = Bag::new();
    bag.with(&["vienas", "du"]);
    let whole = std::fs::read(bag.path()).unwrap();
    for cut in 0..whole.len() {
        std::fs::write(bag.path(), &whole[..cut]).unwrap();
        let mut inbox = bag.inbox();
        let found = bag.read(&inbox);
        assert!(found.len() < 2 && found.iter().all(|text| text == "vienas"), "{cut}");
        let Some(upto) = inbox.goes_on() else { continue };
        assert_eq!(upto, point(5 + u64::try_from(found.len()).unwrap()), "{cut}");
        if cut % 97 == 0 {
            assert!(inbox.keep((&upto, point(9)), Time(1), b"kitas", &bag.keeper).unwrap());
            assert_eq!(bag.read(&bag.inbox()).last().map(String::as_str), Some("kitas"), "{cut}");
        }
    }
}

#[test]
fn a_damaged_byte_never_says_anything_else() {
    let bag = Bag::new();
    bag.with(&["vienas", "du"]);
    let whole = std::fs::read(bag.path()).unwrap();
    for at in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(bag.path(), &bytes).unwrap();
        let found = bag.read(&bag.inbox());
        assert!(found.is_empty() || found == ["vienas"], "{at}: {found:?}");
    }
}

#[test]
fn nothing_is_read_without_the_profiles_keys_nor_taken_from_anybody_else() {
    let bag = Bag::new();
    let inbox = bag.with(&["vienas", "du"]);
    let file = std::fs::read(bag.path()).unwrap();
    assert!(!file.windows(6).any(|bytes| bytes == b"vienas"));
    let [mut first, second] = <[Letter; 2]>::try_from(inbox.letters()).ok().unwrap();
    let keeper = bag.keeper.verifying();
    assert!(first.open(&Opener::from_bytes([9; 32]), &keeper).is_err());
    let other = SigningKey::from_seed(&[9; 32]).unwrap();
    assert!(first.open(&bag.opener, &other.verifying()).is_err());
    // Nor in another's place, nor later than it came.
    first.info = second.info.clone();
    assert!(first.open(&bag.opener, &keeper).is_err());
    let [mut first, _] = <[Letter; 2]>::try_from(inbox.letters()).ok().unwrap();
    first.at = Time(101);
    assert!(first.open(&bag.opener, &keeper).is_err());
}

#[test]
fn a_full_one_fetches_nothing_more() {
    let bag = Bag::new();
    let mut inbox = bag.with(&[]);
    let much = vec![0; 6 << 20];
    for from in 5..8 {
        assert!(inbox.goes_on().is_some());
        assert!(inbox.keep((&point(from), point(from + 1)), Time(1), &much, &bag.keeper).unwrap());
    }
    assert_eq!((inbox.goes_on(), bag.inbox().goes_on()), (None, None));
    assert_eq!(inbox.letters().len(), 3, "what it holds stays");
}

//! CBOR as a tree that can be bent: a message is taken apart, one branch of it is spoilt, and it is written again.

/// One item. What cannot be written in the profile is written by [`Tree::Raw`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Uint(u64),
    Nint(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Tree>),
    Map(Vec<(u64, Tree)>),
    Simple(u8),
    Raw(Vec<u8>),
}

pub(super) const NULL: Tree = Tree::Simple(22);
pub(super) const TRUE: Tree = Tree::Simple(21);

/// The head of an item in its shortest form.
pub(super) fn head(major: u8, argument: u64) -> Vec<u8> {
    let first = major << 5;
    let be = argument.to_be_bytes();
    match argument {
        0..24 => vec![first | argument as u8],
        24..0x100 => vec![first | 24, argument as u8],
        0x100..0x1_0000 => [&[first | 25], &be[6..]].concat(),
        0x1_0000..0x1_0000_0000 => [&[first | 26], &be[4..]].concat(),
        _ => [&[first | 27], &be[..]].concat(),
    }
}

impl Tree {
    /// Takes good bytes apart.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut rest = bytes;
        let tree = Self::next(&mut rest);
        assert!(rest.is_empty());
        tree
    }

    fn next(rest: &mut &[u8]) -> Self {
        let first = rest[0];
        let long = match first & 0x1f {
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => 0,
        };
        let argument = match long {
            0 => u64::from(first & 0x1f),
            _ => rest[1..=long].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        };
        *rest = &rest[1 + long..];
        let mut take = |n: u64| {
            let (taken, left) = rest.split_at(n as usize);
            *rest = left;
            taken.to_vec()
        };
        match first >> 5 {
            0 => Self::Uint(argument),
            1 => Self::Nint(argument),
            2 => Self::Bytes(take(argument)),
            3 => Self::Text(String::from_utf8(take(argument)).unwrap()),
            4 => Self::Array((0..argument).map(|_| Self::next(rest)).collect()),
            5 => {
                let entry = |rest: &mut &[u8]| {
                    let Self::Uint(key) = Self::next(rest) else { panic!("a key that is no number") };
                    (key, Self::next(rest))
                };
                Self::Map((0..argument).map(|_| entry(rest)).collect())
            }
            _ => Self::Simple(first & 0x1f),
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Uint(number) => head(0, *number),
            Self::Nint(number) => head(1, *number),
            Self::Bytes(bytes) => [head(2, bytes.len() as u64), bytes.clone()].concat(),
            Self::Text(text) => [head(3, text.len() as u64), text.clone().into_bytes()].concat(),
            Self::Array(items) => {
                [head(4, items.len() as u64), items.iter().flat_map(Self::bytes).collect()].concat()
            }
            Self::Map(entries) => {
                let entry = |(key, value): &(u64, Self)| [head(0, *key), value.bytes()].concat();
                [head(5, entries.len() as u64), entries.iter().flat_map(entry).collect()].concat()
            }
            Self::Simple(number) => vec![7 << 5 | number],
            Self::Raw(bytes) => bytes.clone(),
        }
    }

    /// The branch at a path: field numbers in maps, places in arrays.
    fn at(&mut self, path: &[u64]) -> &mut Self {
        let Some((step, rest)) = path.split_first() else { return self };
        match self {
            Self::Array(items) => items[*step as usize].at(rest),
            Self::Map(entries) => entries.iter_mut().find(|(key, _)| key == step).unwrap().1.at(rest),
            other => panic!("{other:?} has no branches"),
        }
    }

    /// The tree with another branch at a path; a field that is not there is put where it belongs.
    pub(super) fn with(&self, path: &[u64], branch: Self) -> Self {
        let mut tree = self.clone();
        let (last, parent) = path.split_last().unwrap();
        match tree.at(parent) {
            Self::Map(entries) => {
                entries.retain(|(key, _)| key != last);
                let place = entries.iter().take_while(|(key, _)| key < last).count();
                entries.insert(place, (*last, branch));
            }
            parent => *parent.at(&[*last]) = branch,
        }
        tree
    }

    /// The tree without a field.
    pub(super) fn without(&self, path: &[u64]) -> Self {
        let mut tree = self.clone();
        let (last, parent) = path.split_last().unwrap();
        let Self::Map(entries) = tree.at(parent) else { panic!("no map") };
        entries.retain(|(key, _)| key != last);
        tree
    }

    /// What it is, in a word.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Uint(_) => "a number",
            Self::Nint(_) => "a negative number",
            Self::Bytes(_) => "bytes",
            Self::Text(_) => "a text",
            Self::Array(_) => "an array",
            Self::Map(_) => "a map",
            Self::Simple(22) => "null",
            Self::Simple(_) => "true",
            Self::Raw(_) => "raw",
        }
    }
}

//! A worker's photo for clients' pages, where the office wishes it: small, a plain JPEG, PNG or WebP, and nothing beside the
//! picture itself. A file with notes in it (where and by what it was taken, who it shows) is refused, never mended: a browser
//! draws the picture anew before it sends it. It is shown only behind a client's own link.

use crate::error::Error;
use crate::log::Photo;
use crate::municipality::Municipality;
use crate::settings::Setting;
use serde::{Deserialize, Serialize};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

/// Bytes of a file, at most.
pub(crate) const MOST_BYTES: usize = 300 * 1024;
/// Pixels of a side, at most: an old telephone must be able to show it.
const MOST_PIXELS: u32 = 1200;

/// What stands on clients' pages beside the visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageSettings {
    /// Whether the photo of who comes is shown.
    pub photos: bool,
}

impl Setting for PageSettings {
    const NAME: &'static str = "page";

    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ISO/IEC 10918.
    Jpeg,
    /// ISO/IEC 15948.
    Png,
    /// RFC 9649.
    Webp,
}

impl Kind {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Jpeg, "jpeg", "image/jpeg"),
        (Self::Png, "png", "image/png"),
        (Self::Webp, "webp", "image/webp"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, name, _)| name)
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| *kind)
    }

    pub(crate) fn media_type(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(.., media)| media)
    }
}

/// Why a file is no photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It has too many bytes or pixels.
    Large,
    /// It is none of the three, or damaged.
    NoPicture,
    /// There are notes in it beside the picture.
    Notes,
}

/// Looks at a file.
pub(crate) fn kind_of(file: &[u8]) -> Result<Kind, Unfit> {
    if file.len() > MOST_BYTES {
        return Err(Unfit::Large);
    }
    let (kind, (width, height)) = match file {
        [0xff, 0xd8, ..] => (Kind::Jpeg, jpeg(file)?),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', chunks @ ..] => (Kind::Png, png(chunks)?),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', chunks @ ..] => {
            (Kind::Webp, webp(chunks)?)
        }
        _ => return Err(Unfit::NoPicture),
    };
    if width == 0 || height == 0 {
        return Err(Unfit::NoPicture);
    }
    if width > MOST_PIXELS || height > MOST_PIXELS { Err(Unfit::Large) } else { Ok(kind) }
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..)?.first_chunk().copied()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..)?.first_chunk().copied()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..)?.first_chunk().copied()?)))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let [low, mid, high] = bytes.get(at..)?.first_chunk().copied()?;
    Some(u32::from_le_bytes([low, mid, high, 0]))
}

/// Segments up to the scan; JFIF's own (APP0) is no note, nor is Adobe's of colours (APP14). The file ends with its image.
fn jpeg(file: &[u8]) -> Result<(u32, u32), Unfit> {
    let (mut at, mut size) = (2, None);
    loop {
        let [0xff, marker] =
            file.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Unfit::NoPicture)?
        else {
            return Err(Unfit::NoPicture);
        };
        let length = be16(file, at + 2).filter(|length| *length >= 2).ok_or(Unfit::NoPicture)? as usize;
        match marker {
            0xe1..=0xed | 0xef | 0xfe => return Err(Unfit::Notes),
            // Which of two a program draws by is its own matter.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf if size.is_some() => {
                return Err(Unfit::NoPicture);
            }
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                size = be16(file, at + 7).zip(be16(file, at + 5));
            }
            0xda => break,
            _ => {}
        }
        at += 2 + length;
    }
    // From the scan on: only what belongs to scans, then the end, and nothing behind it.
    let scan = file.get(at..).unwrap_or_default();
    for (place, pair) in scan.windows(2).enumerate() {
        match pair {
            [0xff, 0xd9] if place + 2 == scan.len() => return size.ok_or(Unfit::NoPicture),
            [0xff, 0x00 | 0xc4 | 0xd0..=0xd7 | 0xda | 0xdb | 0xdd | 0xff] => {}
            [0xff, _] => return Err(Unfit::Notes),
            _ => {}
        }
    }
    Err(Unfit::NoPicture)
}

/// Chunks that draw; every other, and whatever follows the last, may hold notes.
fn png(chunks: &[u8]) -> Result<(u32, u32), Unfit> {
    let (mut at, mut size) = (0, None);
    loop {
        let length = be32(chunks, at).ok_or(Unfit::NoPicture)? as usize;
        let name: [u8; 4] =
            chunks.get(at + 4..).and_then(|rest| rest.first_chunk()).copied().ok_or(Unfit::NoPicture)?;
        match &name {
            b"IHDR" if size.is_some() => return Err(Unfit::NoPicture),
            b"IHDR" => size = be32(chunks, at + 8).zip(be32(chunks, at + 12)),
            b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT" | b"pHYs"
            | b"bKGD" => {}
            _ => return Err(Unfit::Notes),
        }
        at = at.checked_add(length).and_then(|at| at.checked_add(12)).ok_or(Unfit::NoPicture)?;
        if at > chunks.len() {
            return Err(Unfit::NoPicture);
        }
        if &name == b"IEND" {
            break;
        }
    }
    if at < chunks.len() { Err(Unfit::Notes) } else { size.ok_or(Unfit::NoPicture) }
}

/// Canvas and picture each tell a size: by which a program takes its memory is its own matter.
fn larger(known: Option<(u32, u32)>, found: Option<(u32, u32)>) -> Option<(u32, u32)> {
    match (known, found) {
        (Some((width, height)), Some((w, h))) => Some((width.max(w), height.max(h))),
        (known, found) => known.or(found),
    }
}

/// Chunks that draw one still picture.
fn webp(chunks: &[u8]) -> Result<(u32, u32), Unfit> {
    let (mut at, mut size) = (0, None);
    while at < chunks.len() {
        let name: [u8; 4] =
            chunks.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Unfit::NoPicture)?;
        let length =
            chunks.get(at + 4..).and_then(|rest| rest.first_chunk()).copied().map(u32::from_le_bytes);
        let body = at + 8;
        match &name {
            b"VP8X" => {
                let canvas = le24(chunks, body + 4).zip(le24(chunks, body + 7));
                size = larger(size, canvas.map(|(w, h)| (w + 1, h + 1)));
            }
            b"VP8 " => {
                let side = |at| Some(le16(chunks, at)? & 0x3fff);
                size = larger(size, side(body + 6).zip(side(body + 8)));
            }
            b"VP8L" => {
                let bits = chunks
                    .get(body + 1..)
                    .and_then(|rest| rest.first_chunk())
                    .copied()
                    .map(u32::from_le_bytes);
                size = larger(size, bits.map(|bits| ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)));
            }
            b"ALPH" => {}
            _ => return Err(Unfit::Notes),
        }
        let length = length.ok_or(Unfit::NoPicture)? as usize;
        at = body.checked_add(length).map(|end| end + length % 2).ok_or(Unfit::NoPicture)?;
    }
    if at > chunks.len() { Err(Unfit::NoPicture) } else { size.ok_or(Unfit::NoPicture) }
}

impl Municipality {
    /// Whose photos there are, and since when.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn photos(&self) -> Result<Vec<(ActorId, Time)>, Error> {
        self.log.read(|log| log.photos())
    }

    /// A worker's photo.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn photo(&self, worker: ActorId) -> Result<Option<Photo>, Error> {
        self.log.read(|log| log.photo(worker))
    }

    /// Puts a photo in place of a worker's, or none at all.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker; else when the database fails.
    pub(crate) fn set_photo(
        &self,
        by: ActorId,
        worker: ActorId,
        photo: Option<(Kind, Vec<u8>)>,
    ) -> Result<(), Error> {
        if self.folded(|replica| Ok(replica.worker(worker)?))?.is_none() {
            return Err(Error::Missing("worker".to_owned()));
        }
        let now = self.clock.now();
        self.log.write(move |log| {
            let about = Some(StreamId::from(worker));
            match photo {
                Some((kind, picture)) => {
                    log.put_photo(&Photo { worker, kind, at: now, picture })?;
                    log.audit(now, by, "photo changed", about)
                }
                None if log.drop_photo(worker)? => log.audit(now, by, "photo removed", about),
                None => Ok(()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    }

    fn a_jpeg(width: u16, height: u16, more: &[u8]) -> Vec<u8> {
        let frame = [&[8], &height.to_be_bytes()[..], &width.to_be_bytes()[..], &[1, 1, 0x11, 0]].concat();
        let app0 = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        [
            &[0xff, 0xd8][..],
            &app0,
            more,
            &segment(0xc0, &frame),
            &segment(0xda, &[1, 1, 0, 0, 63, 0]),
            &[1, 2, 3],
            &[0xff, 0xd9],
        ]
        .concat()
    }

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &[0; 4]].concat()
    }

    fn a_png(width: u32, more: &[u8]) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &40u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IHDR", &header),
            more,
            &chunk(b"IDAT", &[1]),
            &chunk(b"IEND", &[]),
        ]
        .concat()
    }

    fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let pad = vec![0; body.len() % 2];
        [&name[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &pad].concat()
    }

    fn a_webp(chunks: &[Vec<u8>]) -> Vec<u8> {
        [&b"RIFF\0\0\0\0WEBP"[..], &chunks.concat()].concat()
    }

    #[test]
    fn a_small_plain_picture_is_taken_and_nothing_else() {
        let lossy = riff(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x40, 0x01, 0xf0, 0x00, 9]);
        let wide = riff(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0xd0, 0x07, 0xf0, 0x00, 9]);
        let lossless = riff(b"VP8L", &[0x2f, 0x3f, 0xc1, 0x3b, 0x00]);
        let extended = |side: u8| riff(b"VP8X", &[0, 0, 0, 0, side, 1, 0, side, 1, 0]);
        let cases: &[(&str, Vec<u8>, Result<Kind, Unfit>)] = &[
            ("a JPEG", a_jpeg(400, 300, &[]), Ok(Kind::Jpeg)),
            ("wide", a_jpeg(4000, 300, &[]), Err(Unfit::Large)),
            ("Exif", a_jpeg(400, 300, &segment(0xe1, b"Exif\0\0")), Err(Unfit::Notes)),
            ("a comment", a_jpeg(400, 300, &segment(0xfe, b"Rasa")), Err(Unfit::Notes)),
            ("more behind it", [a_jpeg(400, 300, &[]), b"PK".to_vec()].concat(), Err(Unfit::Notes)),
            ("cut", a_jpeg(400, 300, &[])[..30].to_vec(), Err(Unfit::NoPicture)),
            ("no size", a_jpeg(0, 300, &[]), Err(Unfit::NoPicture)),
            ("a PNG", a_png(40, &[]), Ok(Kind::Png)),
            ("text", a_png(40, &chunk(b"tEXt", b"Author\0Rasa")), Err(Unfit::Notes)),
            ("place", a_png(40, &chunk(b"eXIf", &[0])), Err(Unfit::Notes)),
            ("more behind a PNG", [a_png(40, &[]), vec![0]].concat(), Err(Unfit::Notes)),
            ("a wide PNG", a_png(4000, &[]), Err(Unfit::Large)),
            (
                "two sizes of a PNG",
                a_png(4000, &chunk(b"IHDR", &[0, 0, 0, 9, 0, 0, 0, 9])),
                Err(Unfit::NoPicture),
            ),
            (
                "two sizes of a JPEG",
                a_jpeg(9, 9, &segment(0xc0, &[8, 0x20, 0, 0x20, 0])),
                Err(Unfit::NoPicture),
            ),
            ("a cut PNG", a_png(40, &[])[..40].to_vec(), Err(Unfit::NoPicture)),
            ("a WebP", a_webp(std::slice::from_ref(&lossy)), Ok(Kind::Webp)),
            ("lossless", a_webp(&[lossless]), Ok(Kind::Webp)),
            ("a wide WebP", a_webp(std::slice::from_ref(&wide)), Err(Unfit::Large)),
            ("extended", a_webp(&[extended(0x90), lossy.clone()]), Ok(Kind::Webp)),
            ("a wide one on a small canvas", a_webp(&[extended(0x90), wide.clone()]), Err(Unfit::Large)),
            ("with Exif", a_webp(&[extended(0x90), lossy.clone(), riff(b"EXIF", b"x")]), Err(Unfit::Notes)),
            ("moving", a_webp(&[extended(0x90), riff(b"ANIM", &[0; 6])]), Err(Unfit::Notes)),
            ("a cut WebP", a_webp(&[lossy[..10].to_vec()]), Err(Unfit::NoPicture)),
            ("words", b"Rasa".to_vec(), Err(Unfit::NoPicture)),
            ("a drawing with a script", b"<svg onload=x>".to_vec(), Err(Unfit::NoPicture)),
            ("nothing", Vec::new(), Err(Unfit::NoPicture)),
            ("too much", vec![0xff; MOST_BYTES + 1], Err(Unfit::Large)),
        ];
        for (said, file, expected) in cases {
            assert_eq!(kind_of(file), *expected, "{said}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_fail(start in 0..3usize, bytes: Vec<u8>) {
            let starts: [&[u8]; 3] = [&[0xff, 0xd8], b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"];
            let _ = kind_of(&[starts[start], &bytes].concat());
        }
    }
}

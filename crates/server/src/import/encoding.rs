//! The letters of a file: which encoding its bytes are in, decided by the bytes alone.

use encoding_rs::{ISO_8859_13, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1257};

/// A file's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Some bytes were no letters of the encoding and stand as U+FFFD.
    pub(super) garbled: bool,
}

/// Decodes bytes; `None` when they are no text at all (a spreadsheet, a picture).
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let encoding = if bytes.starts_with(&[0xff, 0xfe]) {
        UTF_16LE
    } else if bytes.starts_with(&[0xfe, 0xff]) {
        UTF_16BE
    } else if bytes.contains(&0) {
        return None;
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else if is_iso_8859_13(bytes) {
        ISO_8859_13
    } else {
        WINDOWS_1257
    };
    let (text, garbled) = encoding.decode_with_bom_removal(bytes);
    Some(Decoded { text: text.into_owned(), garbled })
}

/// Both Baltic code pages hold the same letters; they differ in quotation marks. ISO 8859-13 has them at A1, A5, B4 and FF and nothing
/// at 80–9F; Windows-1257 has its own at 80–9F and nothing at A1 and A5.
fn is_iso_8859_13(bytes: &[u8]) -> bool {
    let windows = bytes.iter().any(|byte| (0x80..=0x9f).contains(byte));
    !windows && bytes.iter().any(|byte| matches!(byte, 0xa1 | 0xa5 | 0xb4 | 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ąžuolė Šūkienė";

    #[test]
    fn each_encoding_is_recognised() {
        let windows = WINDOWS_1257.encode("Ąžuolė Šūkienė – „x“").0.into_owned();
        assert_eq!(decode(&windows).unwrap().text, "Ąžuolė Šūkienė – „x“");
        let mut iso = WINDOWS_1257.encode(TEXT).0.into_owned();
        assert_eq!(decode(&iso).unwrap().text, TEXT);
        iso.extend([0xa5, b'x', 0xb4]);
        assert_eq!(decode(&iso).unwrap().text, "Ąžuolė Šūkienė„x“");
        assert_eq!(decode(TEXT.as_bytes()).unwrap().text, TEXT);
        assert_eq!(decode(format!("\u{feff}{TEXT}").as_bytes()).unwrap().text, TEXT);
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide).unwrap().text, TEXT);
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(decode(b"PK\x03\x04\x00\x00"), None);
        assert!(decode(&[b'a', 0xa5, 0x80]).unwrap().garbled);
    }
}

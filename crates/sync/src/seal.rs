//! Bodies under lock: zstd with a committed dictionary, then AES-256-GCM (NIST SP 800-38D) with the whole header
//! as associated data. Sealed bytes do not compress, so the order matters. It owns the frame and the
//! dictionaries; a dictionary, once released, stays for ever.

use crate::Error;
use crate::keys::DataKey;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use std::cell::RefCell;
use std::sync::LazyLock;
use zeroize::Zeroizing;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// Most bytes of a body before it is compressed.
pub const BODY_LIMIT: usize = 1 << 20;
/// Most bytes of a sealed body.
pub const SEALED_LIMIT: usize = BODY_LIMIT + OVERHEAD;
/// Bytes that sealing adds: frame version, nonce, packing, tag.
pub const OVERHEAD: usize = 1 + NONCE_BYTES + 1 + TAG_BYTES;
/// Length of a nonce in bytes.
pub const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// The frame: `version ‖ nonce ‖ AES-256-GCM(packing ‖ packed body)`.
const FRAME: u8 = 1;
/// The body as it is.
const STORED: u8 = 0;
/// The body by zstd with dictionary 1, without the frame's magic number.
const ZSTD_V1: u8 = 1;
/// What begins every zstd frame (RFC 8878 §3.1.1); not sent.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Close to the densest; bodies are short enough that it costs tens of microseconds.
const LEVEL: i32 = 19;

/// Dictionary 1, trained by `examples/train_dictionary.rs`.
pub const DICTIONARY_V1: &[u8] = include_bytes!("../dict/v1.zdict");

static ENCODER_V1: LazyLock<EncoderDictionary<'static>> =
    LazyLock::new(|| EncoderDictionary::copy(DICTIONARY_V1, LEVEL));
static DECODER_V1: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY_V1));

thread_local! {
    // A context is much dearer than a short body: one is kept a thread.
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Seals a body. `nonce` must be random and used once.
pub fn seal(header: &[u8], body: &[u8], key: &DataKey, nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, Error> {
    if body.len() > BODY_LIMIT {
        return Err(Error::TooLarge("body"));
    }
    let mut packed = Zeroizing::new(pack(body));
    let tag = cipher(key)?
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(header), &mut packed)
        .map_err(|_| Error::Key)?;
    Ok([&[FRAME], nonce.as_slice(), &packed, tag.as_ref()].concat())
}

/// Opens a sealed body; what it would unpack to is bounded before it is unpacked.
pub fn open(header: &[u8], sealed: &[u8], key: &DataKey) -> Result<Zeroizing<Vec<u8>>, Error> {
    if sealed.len() > SEALED_LIMIT {
        return Err(Error::TooLarge("sealed body"));
    }
    let (frame, rest) = sealed.split_first().ok_or(Error::Sealed)?;
    if *frame != FRAME {
        return Err(Error::Version(u64::from(*frame)));
    }
    let (nonce, content) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(Error::Sealed)?;
    let mut content = Zeroizing::new(content.to_vec());
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let packed = cipher(key)?.open_in_place(nonce, Aad::from(header), &mut content);
    unpack(packed.map_err(|_| Error::Sealed)?).map(Zeroizing::new)
}

fn cipher(key: &DataKey) -> Result<LessSafeKey, Error> {
    UnboundKey::new(&AES_256_GCM, key.bytes()).map(LessSafeKey::new).map_err(|_| Error::Key)
}

/// The body with its packing in front, whichever is shorter.
fn pack(body: &[u8]) -> Vec<u8> {
    match compress(body) {
        Some(short) if short.len() < body.len() => [&[ZSTD_V1], short.as_slice()].concat(),
        _ => [&[STORED], body].concat(),
    }
}

fn compress(body: &[u8]) -> Option<Vec<u8>> {
    let framed = PACKER.with_borrow_mut(|slot| {
        if slot.is_none() {
            *slot = compressor().ok();
        }
        slot.as_mut()?.compress(body).ok()
    })?;
    framed.strip_prefix(&MAGIC).map(<[u8]>::to_vec)
}

fn compressor() -> std::io::Result<Compressor<'static>> {
    let mut compressor = Compressor::with_prepared_dictionary(&ENCODER_V1)?;
    // The packing byte names the dictionary, the tag guards the bytes.
    compressor.include_dictid(false)?;
    compressor.include_checksum(false)?;
    compressor.include_contentsize(true)?;
    Ok(compressor)
}

pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, Error> {
    let (packing, rest) = packed.split_first().ok_or(Error::Malformed("body: no packing"))?;
    match *packing {
        STORED if rest.len() > BODY_LIMIT => Err(Error::TooLarge("body")),
        STORED => Ok(rest.to_vec()),
        ZSTD_V1 => decompress(rest),
        other => Err(Error::Version(u64::from(other))),
    }
}

fn decompress(short: &[u8]) -> Result<Vec<u8>, Error> {
    let framed = [MAGIC.as_slice(), short].concat();
    let wrong = Error::Malformed("body: packing");
    let size = zstd::zstd_safe::get_frame_content_size(&framed).ok().flatten().ok_or(wrong)?;
    let size =
        usize::try_from(size).ok().filter(|size| *size <= BODY_LIMIT).ok_or(Error::TooLarge("body"))?;
    UNPACKER.with_borrow_mut(|slot| {
        if slot.is_none() {
            *slot = Decompressor::with_prepared_dictionary(&DECODER_V1).ok();
        }
        slot.as_mut().and_then(|unpacker| unpacker.decompress(&framed, size).ok()).ok_or(wrong)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed_packed(packed: &[u8], key: &DataKey) -> Vec<u8> {
        let mut content = packed.to_vec();
        let nonce = Nonce::assume_unique_for_key([7; 12]);
        let tag =
            cipher(key).unwrap().seal_in_place_separate_tag(nonce, Aad::from(b"h"), &mut content).unwrap();
        [&[FRAME], [7; 12].as_slice(), &content, tag.as_ref()].concat()
    }

    #[test]
    fn a_body_comes_back_and_only_with_its_header_and_key() {
        let key = DataKey::from_bytes([1; 32]);
        let body = "Laba diena, ".repeat(40);
        let sealed = seal(b"h", body.as_bytes(), &key, [9; 12]).unwrap();
        assert!(sealed.len() < body.len());
        assert_eq!(open(b"h", &sealed, &key).unwrap().as_slice(), body.as_bytes());
        assert_eq!(open(b"g", &sealed, &key), Err(Error::Sealed));
        assert_eq!(open(b"h", &sealed, &DataKey::from_bytes([2; 32])), Err(Error::Sealed));
    }

    #[test]
    fn what_does_not_shrink_is_stored() {
        let key = DataKey::from_bytes([1; 32]);
        let sealed = seal(b"h", &[0xf7], &key, [9; 12]).unwrap();
        assert_eq!(sealed.len(), OVERHEAD + 1);
        assert_eq!(open(b"h", &sealed, &key).unwrap().as_slice(), [0xf7]);
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let key = DataKey::from_bytes([1; 32]);
        let bomb = compress(&vec![0; BODY_LIMIT + 1]).unwrap();
        assert!(bomb.len() < 1000);
        let sealed = sealed_packed(&[&[ZSTD_V1], bomb.as_slice()].concat(), &key);
        assert_eq!(open(b"h", &sealed, &key), Err(Error::TooLarge("body")));
        // Several frames behind one another would pass the first frame's promise.
        let frame = compress(&[0; 1000]).unwrap();
        let twice = [&[ZSTD_V1], frame.as_slice(), &MAGIC, &frame].concat();
        assert_eq!(open(b"h", &sealed_packed(&twice, &key), &key), Err(Error::Malformed("body: packing")));
    }

    #[test]
    fn every_prefix_and_every_packing_is_handled() {
        let key = DataKey::from_bytes([1; 32]);
        let sealed = seal(b"h", &[5; 300], &key, [9; 12]).unwrap();
        for cut in 0..sealed.len() {
            assert!(open(b"h", &sealed[..cut], &key).is_err());
        }
        for packing in 0..=255 {
            let opened = open(b"h", &sealed_packed(&[packing, 1, 2, 3], &key), &key);
            assert_eq!(opened.is_ok(), packing == STORED, "{packing}");
        }
    }
}

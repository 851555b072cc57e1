//! Reading numbered fields out of checked bytes. Absent means zero; a field nobody asks for is left alone.

use super::{Limits, check};
use crate::Error;
use minicbor::Decoder;
use minicbor::data::Type;
use uuid::Uuid;

/// One item of checked CBOR.
#[derive(Clone, Copy, Debug)]
pub struct Value<'b>(&'b [u8]);

impl<'b> Value<'b> {
    /// Checks the bytes and takes them as one item.
    pub fn whole(bytes: &'b [u8], limits: Limits) -> Result<Self, Error> {
        check(bytes, limits)?;
        Ok(Self(bytes))
    }

    /// The item as it is written.
    #[must_use]
    pub fn raw(self) -> &'b [u8] {
        self.0
    }

    fn decode<T>(self, read: fn(&mut Decoder<'b>) -> Result<T, minicbor::decode::Error>) -> Result<T, Error> {
        read(&mut Decoder::new(self.0)).map_err(|_| Error::Malformed("type of a field"))
    }

    /// An unsigned integer.
    pub fn uint(self) -> Result<u64, Error> {
        self.decode(Decoder::u64)
    }

    /// An unsigned integer that fits in the type asked for.
    pub fn narrow<T: TryFrom<u64>>(self) -> Result<T, Error> {
        T::try_from(self.uint()?).map_err(|_| Error::Malformed("number out of range"))
    }

    /// A signed integer.
    pub fn int(self) -> Result<i64, Error> {
        self.decode(Decoder::i64)
    }

    /// True or false.
    pub fn flag(self) -> Result<bool, Error> {
        self.decode(Decoder::bool)
    }

    /// Text.
    pub fn text(self) -> Result<&'b str, Error> {
        self.decode(Decoder::str)
    }

    /// A byte string.
    pub fn bytes(self) -> Result<&'b [u8], Error> {
        self.decode(Decoder::bytes)
    }

    /// A byte string of exactly `N` bytes.
    pub fn array<const N: usize>(self) -> Result<[u8; N], Error> {
        self.bytes()?.try_into().map_err(|_| Error::Malformed("length of a field"))
    }

    /// An id: a byte string of 16 bytes.
    pub fn id<T>(self, wrap: fn(Uuid) -> T) -> Result<T, Error> {
        self.array().map(|bytes| wrap(Uuid::from_bytes(bytes)))
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(self) -> bool {
        Decoder::new(self.0).datatype().is_ok_and(|kind| kind == Type::Null)
    }

    /// The items of an array.
    pub fn items(self) -> Result<Vec<Value<'b>>, Error> {
        let mut decoder = Decoder::new(self.0);
        let wrong = Error::Malformed("type of a field");
        let count = decoder.array().ok().flatten().ok_or(wrong)?;
        (0..count).map(|_| next(&mut decoder)).collect()
    }

    /// The items of an array of exactly `N`.
    pub fn tuple<const N: usize>(self) -> Result<[Value<'b>; N], Error> {
        self.items()?.try_into().map_err(|_| Error::Malformed("length of a field"))
    }

    /// The numbered fields of a map.
    pub fn fields(self) -> Result<Fields<'b>, Error> {
        let mut decoder = Decoder::new(self.0);
        let wrong = Error::Malformed("type of a field");
        let count = decoder.map().ok().flatten().ok_or(wrong)?;
        let entry = |_| Ok((decoder.u64().map_err(|_| wrong)?, next(&mut decoder)?));
        (0..count).map(entry).collect::<Result<_, _>>().map(Fields)
    }
}

/// The next item's own bytes.
fn next<'b>(decoder: &mut Decoder<'b>) -> Result<Value<'b>, Error> {
    let from = decoder.position();
    decoder.skip().map_err(|_| Error::Cbor("cut short"))?;
    let item = decoder.input().get(from..decoder.position());
    item.map(Value).ok_or(Error::Cbor("cut short"))
}

/// The numbered fields of a map, in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Fields<'b>(Vec<(u64, Value<'b>)>);

impl<'b> Fields<'b> {
    /// Checks the bytes and reads them as one map.
    pub fn whole(bytes: &'b [u8], limits: Limits) -> Result<Self, Error> {
        Value::whole(bytes, limits)?.fields()
    }

    /// Each field with its number.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Value<'b>)> {
        self.0.iter().copied()
    }

    /// A field, when it is there.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Value<'b>> {
        self.0.iter().find(|(n, _)| *n == number).map(|(_, value)| *value)
    }

    /// A field that must be there.
    pub fn must(&self, number: u64) -> Result<Value<'b>, Error> {
        self.get(number).ok_or(Error::Malformed("message: a field is missing"))
    }

    fn or<T>(
        &self,
        number: u64,
        absent: T,
        read: impl Fn(Value<'b>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.get(number).map_or(Ok(absent), read)
    }

    /// A field that may be absent.
    pub fn maybe<T>(
        &self,
        number: u64,
        read: impl Fn(Value<'b>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        self.get(number).map(read).transpose()
    }

    /// Unsigned integer, 0 when absent.
    pub fn uint(&self, number: u64) -> Result<u64, Error> {
        self.or(number, 0, Value::uint)
    }

    /// Unsigned integer of a narrower type, 0 when absent.
    pub fn narrow<T: TryFrom<u64> + Default>(&self, number: u64) -> Result<T, Error> {
        self.or(number, T::default(), Value::narrow)
    }

    /// Signed integer, 0 when absent.
    pub fn int(&self, number: u64) -> Result<i64, Error> {
        self.or(number, 0, Value::int)
    }

    /// Flag, false when absent.
    pub fn flag(&self, number: u64) -> Result<bool, Error> {
        self.or(number, false, Value::flag)
    }

    /// Text, empty when absent.
    pub fn text(&self, number: u64) -> Result<&'b str, Error> {
        self.or(number, "", Value::text)
    }

    /// Bytes, empty when absent.
    pub fn bytes(&self, number: u64) -> Result<&'b [u8], Error> {
        self.or(number, &[], Value::bytes)
    }

    /// Bytes of a fixed length that must be there.
    pub fn array<const N: usize>(&self, number: u64) -> Result<[u8; N], Error> {
        self.must(number)?.array()
    }

    /// An id that must be there.
    pub fn id<T>(&self, number: u64, wrap: fn(Uuid) -> T) -> Result<T, Error> {
        self.must(number)?.id(wrap)
    }

    /// An id that may be absent.
    pub fn maybe_id<T>(&self, number: u64, wrap: fn(Uuid) -> T) -> Result<Option<T>, Error> {
        self.maybe(number, |value| value.id(wrap))
    }

    /// A list, empty when absent, each item read by `read`.
    pub fn list<T>(
        &self,
        number: u64,
        read: impl Fn(Value<'b>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.or(number, Vec::new(), |value| value.items()?.into_iter().map(&read).collect())
    }

    /// A list of ids, empty when absent.
    pub fn ids<T>(&self, number: u64, wrap: fn(Uuid) -> T) -> Result<Vec<T>, Error> {
        self.list(number, |value| value.id(wrap))
    }
}

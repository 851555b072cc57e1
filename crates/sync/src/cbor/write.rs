//! Writing numbered fields. Zero, empty, false and none are not written.

use minicbor::Encoder;
use uuid::Uuid;

/// Where one value is written.
pub type Out<'a> = Encoder<&'a mut Vec<u8>>;

/// A map being written, its fields in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    count: u64,
    last: Option<u64>,
    bytes: Vec<u8>,
}

/// Writing into memory cannot fail; the encoder's result says so for writers that can.
fn done<T, E>(_: Result<T, E>) {}

impl Fields {
    /// No fields yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A field as `write` writes it: exactly one item. Numbers must ascend.
    pub fn put(&mut self, number: u64, write: impl FnOnce(&mut Out<'_>)) -> &mut Self {
        debug_assert!(self.last.is_none_or(|last| last < number), "field {number} out of order");
        self.last = Some(number);
        self.count += 1;
        let mut out = Encoder::new(&mut self.bytes);
        done(out.u64(number));
        write(&mut out);
        self
    }

    /// An unsigned integer, unless 0.
    pub fn uint(&mut self, number: u64, value: impl Into<u64>) -> &mut Self {
        match value.into() {
            0 => self,
            value => self.put(number, |out| done(out.u64(value))),
        }
    }

    /// A signed integer, unless 0.
    pub fn int(&mut self, number: u64, value: i64) -> &mut Self {
        if value == 0 { self } else { self.put(number, |out| done(out.i64(value))) }
    }

    /// A flag, unless false.
    pub fn flag(&mut self, number: u64, value: bool) -> &mut Self {
        if value { self.put(number, |out| done(out.bool(true))) } else { self }
    }

    /// Text, unless empty.
    pub fn text(&mut self, number: u64, value: &str) -> &mut Self {
        if value.is_empty() { self } else { self.put(number, |out| done(out.str(value))) }
    }

    /// Bytes, unless empty.
    pub fn bytes(&mut self, number: u64, value: &[u8]) -> &mut Self {
        if value.is_empty() { self } else { self.put(number, |out| done(out.bytes(value))) }
    }

    /// An id.
    pub fn id(&mut self, number: u64, id: Uuid) -> &mut Self {
        self.bytes(number, id.as_bytes())
    }

    /// An id, unless none.
    pub fn maybe_id(&mut self, number: u64, id: Option<Uuid>) -> &mut Self {
        match id {
            None => self,
            Some(id) => self.id(number, id),
        }
    }

    /// A map within.
    pub fn fields(&mut self, number: u64, inner: &Self) -> &mut Self {
        self.put(number, |out| inner.write(out))
    }

    /// A list, unless empty, each item written by `write`.
    pub fn list<T>(&mut self, number: u64, items: &[T], write: impl FnMut(&mut Out<'_>, &T)) -> &mut Self {
        if items.is_empty() { self } else { self.put(number, |out| list(out, items, write)) }
    }

    /// An item that is CBOR of the profile already.
    pub fn raw(&mut self, number: u64, item: &[u8]) -> &mut Self {
        self.put(number, |out| out.writer_mut().extend_from_slice(item))
    }

    /// Writes the map as one item.
    pub fn write(&self, out: &mut Out<'_>) {
        done(out.map(self.count));
        out.writer_mut().extend_from_slice(&self.bytes);
    }

    /// The map as bytes.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len() + 9);
        self.write(&mut Encoder::new(&mut bytes));
        bytes
    }
}

/// Writes an array, each item by `write`.
pub fn list<T>(out: &mut Out<'_>, items: &[T], mut write: impl FnMut(&mut Out<'_>, &T)) {
    done(out.array(items.len() as u64));
    for item in items {
        write(out, item);
    }
}

/// A map made by `fill`.
pub fn map_of(fill: impl FnOnce(&mut Fields)) -> Fields {
    let mut fields = Fields::new();
    fill(&mut fields);
    fields
}

/// One value at a time, for lists and tuples.
pub trait Put {
    /// An unsigned integer.
    fn put_uint(&mut self, value: impl Into<u64>);
    /// A signed integer.
    fn put_int(&mut self, value: i64);
    /// Text.
    fn put_text(&mut self, value: &str);
    /// Bytes.
    fn put_bytes(&mut self, value: &[u8]);
    /// True or false.
    fn put_flag(&mut self, value: bool);
    /// Nothing.
    fn put_null(&mut self);
    /// The head of an array: `count` items follow.
    fn put_array(&mut self, count: u64);
}

impl Put for Out<'_> {
    fn put_uint(&mut self, value: impl Into<u64>) {
        done(self.u64(value.into()));
    }

    fn put_int(&mut self, value: i64) {
        done(self.i64(value));
    }

    fn put_text(&mut self, value: &str) {
        done(self.str(value));
    }

    fn put_bytes(&mut self, value: &[u8]) {
        done(self.bytes(value));
    }

    fn put_flag(&mut self, value: bool) {
        done(self.bool(value));
    }

    fn put_null(&mut self) {
        done(self.null());
    }

    fn put_array(&mut self, count: u64) {
        done(self.array(count));
    }
}

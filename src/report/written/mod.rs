//! JSON as text straight from structs, two spaces an indent and names in their order.
//!
//! serde_json makes the same text from a tree of values, which for a book of tens of thousands of customers takes several times the
//! memory of the text. Here the fields of an object are written as they come, and put in order where they are not.

mod fields;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Serialize;
use serde::ser::Error as _;

/// The fields of an object, written as they stand in it one level deep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    text: String,
    /// By name, in their order.
    places: Vec<(Cow<'static, str>, Range<usize>)>,
}

impl Written {
    /// Writes the fields of what becomes an object; gives nothing where it becomes something else.
    pub fn of(what: &impl Serialize) -> Option<Written> {
        let mut text = Text { outermost: Some(Vec::new()), ..Text::default() };
        what.serialize(&mut text).ok()?;
        let bytes = Some(text.bytes).filter(|bytes| bytes.starts_with(b"{"))?;
        let fields = text.outermost?;
        let places = fields.into_iter().map(|field| (field.name, field.value..field.to)).collect();
        Some(Written { text: String::from_utf8(bytes).ok()?, places })
    }

    /// Gives the names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(name, _)| &**name)
    }

    /// Gives the text of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.places.binary_search_by(|(other, _)| (**other).cmp(name)).ok()?;
        self.text.get(self.places[at].1.clone())
    }
}

/// Adds what stands so many levels deep to a text.
pub fn write(what: &impl Serialize, depth: usize, bytes: &mut Vec<u8>) -> Result<(), Refused> {
    let mut text = Text { bytes: std::mem::take(bytes), depth, ..Text::default() };
    let written = what.serialize(&mut text);
    *bytes = text.bytes;
    written
}

/// What JSON cannot hold.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl serde::ser::Error for Refused {
    fn custom<T: fmt::Display>(what: T) -> Refused {
        Refused(what.to_string())
    }
}

/// A text that is being written.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    depth: usize,
    /// The fields of all objects that are open, those of the innermost last.
    fields: Vec<Field>,
    /// Room for fields that are put in order.
    room: Vec<u8>,
    /// Takes the fields of the outermost object, where they are asked for.
    outermost: Option<Vec<Field>>,
}

/// A field that is written: where it begins, its line included, where its value does, and where it ends.
struct Field {
    name: Cow<'static, str>,
    from: usize,
    value: usize,
    to: usize,
}

impl Text {
    fn scalar(&mut self, value: &impl Serialize) -> Result<(), Refused> {
        serde_json::to_writer(&mut self.bytes, value).map_err(Refused::custom)
    }

    fn line(&mut self) {
        self.bytes.push(b'\n');
        for _ in 0..self.depth {
            self.bytes.extend_from_slice(b"  ");
        }
    }

    fn list(&mut self, wrapped: bool) -> List<'_> {
        self.bytes.push(b'[');
        self.depth += 1;
        List { text: self, any: false, wrapped }
    }

    fn object(&mut self, wrapped: bool) -> Object<'_> {
        self.bytes.push(b'{');
        self.depth += 1;
        let (start, first) = (self.bytes.len(), self.fields.len());
        Object { text: self, start, first, wrapped }
    }

    /// Begins an object of one field, which [`Text::unwrap`] ends.
    fn wrap(&mut self, name: &'static str) -> Result<(), Refused> {
        self.bytes.push(b'{');
        self.depth += 1;
        self.line();
        self.scalar(&name)?;
        self.bytes.extend_from_slice(b": ");
        Ok(())
    }

    fn unwrap(&mut self) {
        self.depth -= 1;
        self.line();
        self.bytes.push(b'}');
    }

    /// Puts the fields of the innermost object in the order of their names; of those with the same name the last stays.
    fn order(&mut self, start: usize, first: usize) {
        if self.fields[first..].is_sorted_by(|one, next| one.name < next.name) {
            return;
        }
        let fields = &mut self.fields[first..];
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        self.room.clear();
        for (at, field) in fields.iter().enumerate() {
            if fields.get(at + 1).is_some_and(|next| next.name == field.name) {
                continue;
            }
            if !self.room.is_empty() {
                self.room.push(b',');
            }
            self.room.extend_from_slice(&self.bytes[field.from..field.to]);
        }
        self.bytes.truncate(start);
        self.bytes.extend_from_slice(&self.room);
    }
}

/// A list being written.
struct List<'t> {
    text: &'t mut Text,
    any: bool,
    wrapped: bool,
}

impl List<'_> {
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        if self.any {
            self.text.bytes.push(b',');
        }
        self.any = true;
        self.text.line();
        value.serialize(&mut *self.text)
    }

    fn close(self) {
        self.text.depth -= 1;
        if self.any {
            self.text.line();
        }
        self.text.bytes.push(b']');
        if self.wrapped {
            self.text.unwrap();
        }
    }
}

/// An object being written.
struct Object<'t> {
    text: &'t mut Text,
    start: usize,
    first: usize,
    wrapped: bool,
}

impl Object<'_> {
    fn begin(&mut self, name: Cow<'static, str>) -> Result<(), Refused> {
        if self.text.fields.len() > self.first {
            self.text.bytes.push(b',');
        }
        let from = self.text.bytes.len();
        self.text.line();
        self.text.scalar(&name)?;
        self.text.bytes.extend_from_slice(b": ");
        let value = self.text.bytes.len();
        self.text.fields.push(Field { name, from, value, to: value });
        Ok(())
    }

    fn put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(&mut *self.text)?;
        let to = self.text.bytes.len();
        if let Some(field) = self.text.fields.last_mut() {
            field.to = to;
        }
        Ok(())
    }

    fn close(self) {
        let Object { text, start, first, wrapped } = self;
        text.depth -= 1;
        if text.depth == 0 && text.outermost.is_some() {
            let mut fields = text.fields.split_off(first);
            fields.sort_by(|one, other| one.name.cmp(&other.name));
            // The last of the same name stays, as it does within.
            fields.reverse();
            fields.dedup_by(|one, other| one.name == other.name);
            fields.reverse();
            text.outermost = Some(fields);
            return;
        }
        let any = text.fields.len() > first;
        text.order(start, first);
        text.fields.truncate(first);
        if any {
            text.line();
        }
        text.bytes.push(b'}');
        if wrapped {
            text.unwrap();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Serialize)]
    struct Outer<'a> {
        zeta: Vec<Inner<'a>>,
        #[serde(flatten)]
        more: More,
        alpha: Option<u8>,
        none: BTreeMap<String, u8>,
        nothing: [u8; 0],
    }

    #[derive(Serialize)]
    struct Inner<'a> {
        text: &'a str,
        number: f64,
        kind: Kind,
        by: BTreeMap<u32, f32>,
        /// Comes twice, the second time below.
        twice: u8,
        #[serde(flatten)]
        again: BTreeMap<&'static str, i64>,
    }

    #[derive(Serialize)]
    struct More {
        wide: f64,
        middle: (i32, bool),
    }

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Named(Option<char>),
        Pair(u8, u8),
        Fields { z: u8, a: u8 },
    }

    fn outer() -> Outer<'static> {
        let inner = |text, number, kind| {
            let by = BTreeMap::from([(10, 0.1), (9, 2.0)]);
            let again = BTreeMap::from([("twice", -2), ("above", i64::MAX)]);
            Inner { text, number, kind, by, twice: 1, again }
        };
        let zeta = vec![
            inner("收入 \"x\"\n\\", 1.0, Kind::Plain),
            inner("", f64::NAN, Kind::Named(Some('é'))),
            inner("\u{1}", -1e-9, Kind::Pair(1, 2)),
            inner("y", 1e300, Kind::Fields { z: 1, a: 2 }),
        ];
        let more = More { wide: 0.25, middle: (-1, true) };
        Outer { zeta, more, alpha: None, none: BTreeMap::new(), nothing: [] }
    }

    #[test]
    fn the_text_is_that_of_the_tree_of_values() {
        let tree = serde_json::to_value(outer()).unwrap();
        let mut bytes = b"before".to_vec();
        write(&outer(), 0, &mut bytes).unwrap();
        let expected = serde_json::to_string_pretty(&tree).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("before{expected}"));
        let mut bytes = Vec::new();
        write(&tree, 0, &mut bytes).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn the_fields_are_those_of_the_whole_one_level_deep() {
        let written = Written::of(&outer()).unwrap();
        let tree = serde_json::to_value(outer()).unwrap();
        let tree = tree.as_object().unwrap();
        assert!(written.names().eq(tree.keys()));
        for (name, value) in tree {
            let expected = serde_json::to_string_pretty(value).unwrap().replace('\n', "\n  ");
            assert_eq!(written.get(name), Some(expected.as_str()));
        }
        assert_eq!(written.get("other"), None);
        assert!(Written::of(&[1]).is_none());
    }
}

//! What serde asks of a text that is being written: each kind of value, list and object.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{self, Error as _, Serializer};
use serde_json::Value;

use super::{List, Object, Refused, Text};

macro_rules! scalars {
    ($($name:ident $kind:ty),* $(,)?) => {
        $(fn $name(self, value: $kind) -> Result<(), Refused> {
            self.scalar(&value)
        })*
    };
}

impl<'t> Serializer for &'t mut Text {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = List<'t>;
    type SerializeTuple = List<'t>;
    type SerializeTupleStruct = List<'t>;
    type SerializeTupleVariant = List<'t>;
    type SerializeMap = Object<'t>;
    type SerializeStruct = Object<'t>;
    type SerializeStructVariant = Object<'t>;

    scalars! {
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128, serialize_f64 f64,
        serialize_char char, serialize_str &str,
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        let mut list = self.list(false);
        value.iter().try_for_each(|byte| list.put(byte))?;
        list.close();
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        self.scalar(&f64::from(value))
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Refused> {
        self.scalar(&variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.wrap(variant)?;
        value.serialize(&mut *self)?;
        self.unwrap();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'t>, Refused> {
        Ok(self.list(false))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'t>, Refused> {
        Ok(self.list(false))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'t>, Refused> {
        Ok(self.list(false))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'t>, Refused> {
        self.wrap(variant)?;
        Ok(self.list(true))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'t>, Refused> {
        Ok(self.object(false))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'t>, Refused> {
        Ok(self.object(false))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<'t>, Refused> {
        self.wrap(variant)?;
        Ok(self.object(true))
    }
}

macro_rules! lists {
    ($($kind:ident $put:ident),*) => {
        $(impl ser::$kind for List<'_> {
            type Ok = ();
            type Error = Refused;
            fn $put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.put(value)
            }
            fn end(self) -> Result<(), Refused> {
                self.close();
                Ok(())
            }
        })*
    };
}

lists!(SerializeSeq serialize_element, SerializeTuple serialize_element);
lists!(SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);

macro_rules! objects {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Object<'_> {
            type Ok = ();
            type Error = Refused;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
                self.begin(Cow::Borrowed(name))?;
                self.put(value)
            }
            fn end(self) -> Result<(), Refused> {
                self.close();
                Ok(())
            }
        })*
    };
}

objects!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        let name = match serde_json::to_value(key).map_err(Refused::custom)? {
            Value::String(name) => name,
            number @ (Value::Number(_) | Value::Bool(_)) => number.to_string(),
            _ => return Err(Refused::custom("a name that is no text")),
        };
        self.begin(Cow::Owned(name))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.put(value)
    }

    fn end(self) -> Result<(), Refused> {
        self.close();
        Ok(())
    }
}

//! The units of quantities, as the rows name them: 件, 箱, KG. Quantities of different units are never added up.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Field, Orders, Texts};

/// The units of the rows, told apart as people read them.
pub struct Units<'a> {
    pub texts: Option<&'a Texts>,
    /// By code of the text, the place in `names`.
    places: Vec<u32>,
    pub names: Vec<String>,
}

impl<'a> Units<'a> {
    /// Gathers the units of a book; none where no column names them.
    pub fn of(orders: &'a Orders) -> Units<'a> {
        let texts = orders.texts.get(Field::Unit.name()).filter(|texts| !texts.codes.is_empty());
        let mut units = Units { texts, places: Vec::new(), names: Vec::new() };
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts.into_iter().flat_map(|texts| texts.values.iter()) {
            let folded: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
            let place = *known.entry(folded).or_insert_with(|| {
                units.names.push(text.trim().to_owned());
                units.names.len() as u32 - 1
            });
            units.places.push(place);
        }
        units
    }

    /// Gives the place of a row's unit among the names.
    pub fn code(&self, row: usize) -> u32 {
        let code = self.texts.and_then(|texts| texts.codes.get(row)).copied().unwrap_or(Texts::NONE);
        self.places.get(code as usize).copied().unwrap_or(Texts::NONE)
    }

    /// Gives the name of a unit; empty for that of rows that name none.
    pub fn name(&self, code: u32) -> &str {
        self.names.get(code as usize).map_or("", String::as_str)
    }
}

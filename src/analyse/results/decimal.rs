//! Quantities as JSON holds them.

use serde::{Serialize, Serializer};

use crate::model::Money;

/// Writes a quantity, kept in ten-thousandths, as a decimal string.
pub fn decimal<S: Serializer>(quantity: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
    quantity.map(Money::from_raw).serialize(to)
}

/// Writes quantities, kept in ten-thousandths, as decimal strings.
pub fn decimals<S: Serializer>(quantities: &[i64], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(quantities.iter().map(|&raw| Money::from_raw(raw)))
}

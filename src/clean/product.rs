//! Amounts of tables without an amount column: quantity × price [× (1 − discount)], exact, rounded once.

use super::amount::{Rounded, ten_thousandths};
use super::number::Exact;
use super::number_column::{NumberColumn, Value};

/// The columns that an amount is computed from.
#[derive(Clone, Copy)]
pub struct Factors<'a> {
    pub quantity: &'a NumberColumn,
    pub price: &'a NumberColumn,
    pub discount: Option<&'a NumberColumn>,
}

impl Factors<'_> {
    /// Gives a row's amount; blank or bad where a factor is. A blank discount is none; one beyond 0 to 1 cannot be a share.
    pub fn amount(&self, place: usize) -> Value<Rounded> {
        let discount = match self.discount.map_or(Value::Blank, |column| column.exact(place)) {
            Value::Blank => None,
            Value::Bad => return Value::Bad,
            Value::Is(share) => Some(share),
        };
        match (self.quantity.exact(place), self.price.exact(place)) {
            (Value::Bad, _) | (_, Value::Bad) => Value::Bad,
            (Value::Blank, _) | (_, Value::Blank) => Value::Blank,
            (Value::Is(quantity), Value::Is(price)) => match product(quantity, price, discount) {
                Some(amount) => Value::Is(amount),
                None => Value::Bad,
            },
        }
    }
}

fn product(quantity: Exact, price: Exact, discount: Option<Exact>) -> Option<Rounded> {
    let gross = trimmed(quantity).times(trimmed(price))?;
    let net = match discount {
        None => gross,
        Some(share) => {
            let left = share.from_one().filter(|left| share.mantissa >= 0 && left.mantissa >= 0)?;
            gross.times(trimmed(left))?
        }
    };
    ten_thousandths(net)
}

/// Drops zeros behind the last decimal, so that products have room.
fn trimmed(mut exact: Exact) -> Exact {
    // Most are short, and a division of so many bits is slow.
    if let Ok(mut short) = i64::try_from(exact.mantissa) {
        while exact.scale > 0 && short % 10 == 0 {
            (short, exact.scale) = (short / 10, exact.scale - 1);
        }
        return Exact { mantissa: i128::from(short), ..exact };
    }
    while exact.scale > 0 && exact.mantissa % 10 == 0 {
        exact = Exact { mantissa: exact.mantissa / 10, scale: exact.scale - 1 };
    }
    exact
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::number::Decimal;
    use crate::read::Cell;

    fn column(texts: &[&str]) -> NumberColumn {
        let mut column = NumberColumn::new(true);
        texts.iter().for_each(|text| column.push(Cell::Text(text)));
        column.decide(Decimal::Point, false);
        column
    }

    #[test]
    fn multiplies_exactly_and_rounds_once() {
        let quantity = column(&["1000000", "3", "2", "", "5", "3"]);
        let price = column(&["0.142857142857143", "2.335", "9.80", "1", "x", "1"]);
        let discount = column(&["", "0.15", "15%", "", "", "20"]);
        let factors = Factors { quantity: &quantity, price: &price, discount: Some(&discount) };
        let raw = |place| match factors.amount(place) {
            Value::Is(rounded) => Value::Is(rounded.raw),
            Value::Blank => Value::Blank,
            Value::Bad => Value::Bad,
        };
        // 142857.142857143; 3 × 2.335 × 0.85 = 5.954250, half to even; 19.6 × 0.85 = 16.66
        assert_eq!([raw(0), raw(1), raw(2)], [Value::Is(1_428_571_429), Value::Is(59_542), Value::Is(166_600)]);
        assert_eq!([raw(3), raw(4), raw(5)], [Value::Blank, Value::Bad, Value::Bad]);
    }
}

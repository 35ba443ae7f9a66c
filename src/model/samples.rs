//! What the user takes for a sample order.

use super::Money;

/// One way to know a sample order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SampleRule {
    /// Orders of less than this, in ten-thousandths: `amount<500`.
    Below(i64),
    /// Orders whose rows hold a text in a column: `type=样品`, `product=SAMPLE*`.
    Holds { column: String, text: String },
}

impl SampleRule {
    /// Reads `amount<500` or `COLUMN=TEXT`; a star at either end of the text stands for anything.
    pub fn parse(text: &str) -> Option<SampleRule> {
        if let Some((name, limit)) = text.split_once(['<', '＜']) {
            let limit: f64 = limit.trim().replace(',', "").parse().ok()?;
            let raw = limit * Money::PER_UNIT as f64;
            let exact = (raw - raw.round()).abs() < 1e-6 && raw > 0.0 && raw < 1e17;
            return (matches!(name.trim(), "amount" | "金额") && exact)
                .then_some(SampleRule::Below(raw.round() as i64));
        }
        let (column, text) = text.split_once(['=', '＝'])?;
        let (column, text) = (column.trim(), text.trim());
        let bare = text.trim_matches('*');
        (!column.is_empty() && !bare.is_empty())
            .then(|| SampleRule::Holds { column: column.to_owned(), text: text.to_owned() })
    }

    /// Gives the rule as it is typed.
    pub fn typed(&self) -> String {
        match self {
            SampleRule::Below(limit) => {
                format!("amount<{}", Money::from_raw(*limit).plain(Money::from_raw(*limit).decimals()))
            }
            SampleRule::Holds { column, text } => format!("{column}={text}"),
        }
    }

    /// Says whether a text of a row is the one meant: equal but for case and outer white space, or in part where stars say so.
    pub fn fits(wanted: &str, held: &str) -> bool {
        let (held, bare) = (held.trim().to_lowercase(), wanted.trim_matches('*').to_lowercase());
        match (wanted.starts_with('*'), wanted.ends_with('*')) {
            (false, false) => held == bare,
            (false, true) => held.starts_with(&bare),
            (true, false) => held.ends_with(&bare),
            (true, true) => held.contains(&bare),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_an_amount_or_a_text_of_a_column() {
        let holds = |column: &str, text: &str| Some(SampleRule::Holds { column: column.into(), text: text.into() });
        assert_eq!(SampleRule::parse("amount<500"), Some(SampleRule::Below(5_000_000)));
        assert_eq!(SampleRule::parse("金额 < 1,000.5"), Some(SampleRule::Below(10_005_000)));
        assert_eq!(SampleRule::parse("type = 样品"), holds("type", "样品"));
        assert_eq!(SampleRule::parse("product=SAMPLE*"), holds("product", "SAMPLE*"));
        for wrong in ["", "type", "=x", "type=", "type=*", "amount<x", "amount<0", "amount<-5", "price<5"] {
            assert_eq!(SampleRule::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn stars_stand_for_anything_at_the_ends() {
        for (wanted, held, fits) in [
            ("样品", " 样品 ", true),
            ("样品", "样品单", false),
            ("样品*", "样品单", true),
            ("*sample", "Free SAMPLE", true),
            ("*sample*", "Resample 2", true),
            ("sample*", "Free sample", false),
        ] {
            assert_eq!(SampleRule::fits(wanted, held), fits, "{wanted} {held}");
        }
    }
}

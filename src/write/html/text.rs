//! Sentences and figures as markup: tones become classes, everything is escaped, a number never leaves its unit.

use crate::model::Lang;
use crate::report::words::figures::{self, Minus};
use crate::report::{Kind, Text, Tone, Value};
use crate::write::svg::escaped;

/// Longer pieces than this may break over two lines.
const UNBROKEN: usize = 18;

/// Writes a sentence; what stands out keeps together where it is short.
pub fn markup(text: &Text, lang: Lang) -> String {
    let piece = |(tone, words): &(Tone, String)| {
        let kept = coded(&escaped(&kept(words, lang)));
        let together = if words.chars().count() <= UNBROKEN { " nw" } else { "" };
        match tone {
            Tone::Plain => kept,
            Tone::Strong => format!("<b class=\"{}\">{kept}</b>", together.trim_start()),
            Tone::Gain => format!("<span class=\"up{together}\">{kept}</span>"),
            Tone::Loss => format!("<span class=\"dn{together}\">{kept}</span>"),
            Tone::Dim => format!("<span class=\"nu\">{kept}</span>"),
        }
    };
    text.0.iter().map(piece).collect()
}

/// Sets commands and options, which stand between backticks, as code.
pub fn coded(markup: &str) -> String {
    let parts: Vec<&str> = markup.split('`').collect();
    let command = |part: &str| part.starts_with("--") || part.starts_with("mingxi");
    // A name may hold a backtick of its own.
    if parts.len().is_multiple_of(2) || !parts.iter().skip(1).step_by(2).all(|part| command(part)) {
        return markup.to_owned();
    }
    let part =
        |(at, part): (usize, &&str)| if at % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() };
    parts.iter().enumerate().map(part).collect()
}

/// Binds a number to the Chinese measure word behind it, and to the one before it, to its 万, and the parts of a date, so that no
/// line breaks between them.
pub fn kept(text: &str, lang: Lang) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_ascii_digit() || *c == '%');
    let mut whole = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        match c {
            ' ' if lang.is_chinese() && (digit(at.checked_sub(1)) || digit(Some(at + 1))) => whole.push('\u{a0}'),
            // A word joiner has no width and forbids the break behind a hyphen.
            '-' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => whole.push_str("-\u{2060}"),
            '万' | '亿' | '萬' | '億' if digit(at.checked_sub(1)) => whole.extend(['\u{2060}', *c]),
            c => whole.push(*c),
        }
    }
    whole
}

/// Writes one value as its column prints it.
pub fn value(value: &Value, kind: Kind, decimals: u8) -> String {
    let minus = Minus::True;
    match (value, kind) {
        (Value::Empty | Value::Series(_) | Value::Bar { .. }, _) => String::new(),
        (Value::Text(text) | Value::Word(text), _) => text.to_string(),
        (Value::Change(amount), _) | (Value::Money(amount), Kind::Change) => figures::change(*amount, decimals, minus),
        (Value::Money(amount), _) => figures::money(*amount, decimals, minus),
        (Value::Ratio(ratio), Kind::Percent) => figures::percent(*ratio, minus),
        (Value::Ratio(ratio), Kind::Points) => figures::points(*ratio, minus),
        (Value::Ratio(ratio), _) => figures::share(*ratio, minus),
        (Value::Number(number), Kind::Number(places)) => figures::number(*number, places, minus),
        (Value::Number(number), Kind::Days | Kind::Count) => figures::number(*number, 0, minus),
        (Value::Number(number), _) => figures::number(*number, 1, minus),
        (Value::CountChange(count), _) | (Value::Count(count), Kind::CountChange) => {
            figures::count_change(*count, minus)
        }
        (Value::Count(count), Kind::RankChange) => match count.signum() {
            1 => format!("↑{count}"),
            -1 => format!("↓{}", count.unsigned_abs()),
            _ => "—".to_owned(),
        },
        (Value::Count(count), _) => figures::count(*count, minus),
        (Value::Date(day), _) => day.to_string(),
    }
}

/// Gives the sign of a value that is a change, for its colour.
pub fn sign(value: &Value, kind: Kind) -> i64 {
    match (value, kind) {
        (Value::Change(amount), _) | (Value::Money(amount), Kind::Change) => amount.raw().signum(),
        (Value::Ratio(ratio), Kind::Percent) if ratio.abs() >= 0.000_5 => ratio.signum() as i64,
        (Value::CountChange(count), _) | (Value::Count(count), Kind::CountChange | Kind::RankChange) => count.signum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Money;

    #[test]
    fn everything_is_escaped_and_tones_are_classes() {
        let text = Text::plain("a < b & ").with(Tone::Gain, "+1").with(Tone::Strong, "<script>");
        let markup = markup(&text, Lang::En);
        assert!(!markup.contains("<script>") && markup.contains("class=\"up nw\">+1</span>"), "{markup}");
        assert!(markup.starts_with("a &#60; b &#38; "), "{markup}");
    }

    #[test]
    fn commands_are_code_and_names_keep_their_backticks() {
        assert_eq!(coded("see `--rejects FILE.csv`."), "see <code>--rejects FILE.csv</code>.");
        assert_eq!(coded("O`Brien and D`Arcy"), "O`Brien and D`Arcy");
    }

    #[test]
    fn a_number_keeps_its_measure_word() {
        assert_eq!(kept("前 10 家客户 减少", Lang::Zh), "前\u{a0}10\u{a0}家客户 减少");
        assert_eq!(kept("涨了 1.2万", Lang::Zh), "涨了\u{a0}1.2\u{2060}万");
        assert_eq!(kept("10 customers", Lang::En), "10 customers");
        assert_eq!(kept("2017-12 well-kept", Lang::En), "2017-\u{2060}12 well-kept");
    }

    #[test]
    fn values_are_written_by_their_columns() {
        let amount = Value::Money(Money::from_raw(-12_345_600));
        assert_eq!(value(&amount, Kind::Money, 2), "\u{2212}1,234.56");
        assert_eq!(value(&Value::Money(Money::from_raw(5_000)), Kind::Change, 2), "+0.50");
        assert_eq!(value(&Value::Count(-3), Kind::RankChange, 2), "↓3");
        assert_eq!(value(&Value::Ratio(-0.0311), Kind::Points, 2), "\u{2212}3.1");
        assert_eq!(sign(&Value::Ratio(0.000_1), Kind::Percent), 0);
    }
}

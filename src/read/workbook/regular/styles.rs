//! Which cell formats show a number as a date, a duration or neither, by the built-in numbers and by the pattern.

use std::collections::HashMap;

use super::Irregular;
use super::markup::{Piece, Pieces, attribute};

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    Date,
    Duration,
}

/// Gives what each cell format shows, by its number.
pub(super) fn read(text: &str) -> Result<Vec<Shown>, Irregular> {
    let mut patterns: HashMap<String, Shown> = HashMap::new();
    let (mut formats, mut inside) = (Vec::new(), false);
    let mut pieces = Pieces::of(text, "styleSheet")?;
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start("numFmt", attributes, _) => {
                let (id, pattern) = (attribute(attributes, "numFmtId")?, attribute(attributes, "formatCode")?);
                if let Some((id, pattern)) = id.zip(pattern) {
                    patterns.insert(id.into_owned(), shown(&pattern));
                }
            }
            Piece::Start("cellXfs", _, empty) => inside = !empty,
            Piece::End("cellXfs") => inside = false,
            Piece::Start("xf", attributes, _) if inside => {
                let id = attribute(attributes, "numFmtId")?;
                formats
                    .push(id.map_or(Shown::Number, |id| patterns.get(&*id).copied().unwrap_or_else(|| built_in(&id))));
            }
            Piece::Start(name, ..) if matches!(name.rsplit_once(':'), Some((_, "numFmt" | "cellXfs" | "xf"))) => {
                return Err(Irregular);
            }
            _ => {}
        }
    }
    Ok(formats)
}

/// ECMA-376 part 1, 18.8.30, with the East Asian formats.
fn built_in(id: &str) -> Shown {
    match id.parse::<u32>() {
        Ok(46) => Shown::Duration,
        Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58) => Shown::Date,
        _ => Shown::Number,
    }
}

/// Reads a pattern's first section: what is escaped or quoted or between brackets is no token, `[h]` counts hours.
fn shown(pattern: &str) -> Shown {
    let (mut escaped, mut quoted, mut brackets, mut before, mut counted, mut noon) =
        (false, false, 0_u32, ' ', false, false);
    for c in pattern.chars() {
        let last = std::mem::replace(&mut before, c);
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '_' | '\\' | '*' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            ';' => return Shown::Number,
            '[' => brackets += 1,
            ']' if brackets == 1 && counted => return Shown::Duration,
            ']' => brackets = brackets.saturating_sub(1),
            'a' | 'A' if !noon && brackets == 0 => noon = true,
            'p' | 'm' | '/' | 'P' | 'M' if noon && brackets == 0 => return Shown::Date,
            'd' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S' if !noon && brackets == 0 => return Shown::Date,
            _ if counted && c.eq_ignore_ascii_case(&last) => {}
            _ => counted = last == '[' && matches!(c, 'm' | 'h' | 's' | 'M' | 'H' | 'S'),
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_durations_and_numbers_are_told_apart_by_their_patterns() {
        let of =
            |kind, patterns: &[&str]| patterns.iter().for_each(|pattern| assert_eq!(shown(pattern), kind, "{pattern}"));
        of(
            Shown::Date,
            &[
                "DD/MM/YY",
                "H:MM:SS;@",
                "m\"M\"d\"D\";@",
                "[$-404]e\"\\xfc\"m\"\\xfc\"d\"\\xfc\"",
                "yyyy\"年\"m\"月\"d\"日\"",
            ],
        );
        of(Shown::Date, &["ha/p\\\\m", "*-yyyy-mm-dd", "#,##0.00\\ _M\"H\"_)yy"]);
        of(Shown::Duration, &["[h]:mm:ss", "[ss]", "[Blue]\\+[h]:mm;[Red]\\-[h]:mm", "[>=100][Magenta][s].00"]);
        of(
            Shown::Number,
            &[
                "#,##0\\ [$\\u20bd-46D]",
                "\"Y: \"0.00\"m\";@",
                "0_ ;[Red]\\-0\\ ",
                "#,##0*y",
                "\\Y000000",
                "General",
                "",
            ],
        );
        assert_eq!(
            [14, 46, 57, 0, 49].map(|id| built_in(&id.to_string())),
            [Shown::Date, Shown::Duration, Shown::Date, Shown::Number, Shown::Number]
        );
    }
}

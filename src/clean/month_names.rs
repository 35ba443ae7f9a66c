//! The names of months and weekdays, in English, French, German and Spanish.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Names in other languages, without accents, by month; of one month parted by blanks.
const OTHERS: [&str; 12] = [
    "janvier januar janner jaenner enero",
    "fevrier februar febrero",
    "mars marz maerz mrz marzo",
    "avril abril",
    "mai mayo",
    "juin juni junio",
    "juillet juli julio",
    "aout agosto",
    "septembre septiembre setiembre",
    "octobre oktober octubre",
    "novembre noviembre",
    "decembre dezember diciembre",
];

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday \
                        lundi mardi mercredi jeudi vendredi samedi dimanche \
                        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
                        lunes martes miercoles jueves viernes sabado domingo";

/// Gives the number of the month that a word names, in full or by its first three letters or more; nothing where these begin two
/// months, as `jui` does.
pub fn month_of(word: &str) -> Option<u16> {
    let word = plain(word);
    if word.len() < 3 {
        return None;
    }
    let names = |at: usize| std::iter::once(MONTHS[at]).chain(OTHERS[at].split(' '));
    let begins = |at: &usize| word == "sept" && *at == 8 || names(*at).any(|name| name.starts_with(&word));
    let mut found = (0..12).filter(begins);
    let at = found.next().filter(|_| found.next().is_none())?;
    Some(at as u16 + 1)
}

/// Says whether a word names a day of the week, in full or by its first two letters or more.
pub fn weekday(word: &str) -> bool {
    let word = plain(word.trim_end_matches('.'));
    word.len() >= 2 && WEEKDAYS.split_ascii_whitespace().any(|day| day.starts_with(&word))
}

/// Says whether a letter may stand in the name of a month.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'à'..='ü' | 'À'..='Ü')
}

/// Gives a word in lower case without accents.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_by_its_names_and_their_beginnings() {
        for (word, month) in [
            ("January", 1),
            ("Sept", 9),
            ("mars", 3),
            ("März", 3),
            ("Mrz", 3),
            ("MÄR", 3),
            ("janv", 1),
            ("févr", 2),
            ("FÉVRIER", 2),
            ("août", 8),
            ("aout", 8),
            ("juil", 7),
            ("Okt", 10),
            ("Dez", 12),
            ("déc", 12),
            ("Jänner", 1),
            ("ene", 1),
            ("setiembre", 9),
            ("dic", 12),
        ] {
            assert_eq!(month_of(word), Some(month), "{word}");
        }
        for word in ["jui", "ma", "", "marzipan", "total", "janvierx", "合计", "é"] {
            assert_eq!(month_of(word), None, "{word}");
        }
    }

    #[test]
    fn no_name_begins_that_of_another_month() {
        for (at, names) in OTHERS.iter().enumerate() {
            for name in names.split(' ').chain([MONTHS[at]]) {
                assert_eq!(month_of(name), Some(at as u16 + 1), "{name}");
            }
        }
    }
}

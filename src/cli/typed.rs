//! The words that are typed for a value where there are several for one, in either script.

use crate::model::Lang;

/// The languages by the names that are typed.
pub const LANGUAGES: [(&str, Lang); 5] =
    [("zh", Lang::Zh), ("zh-Hant", Lang::ZhHant), ("zh-TW", Lang::ZhHant), ("zh-HK", Lang::ZhHant), ("en", Lang::En)];

/// What amounts may count in, by the names that are typed, as powers of ten.
pub const UNITS: [(&str, u32); 10] = [
    ("1", 0),
    ("k", 3),
    ("千", 3),
    ("万", 4),
    ("百万", 6),
    ("million", 6),
    ("亿", 8),
    ("萬", 4),
    ("百萬", 6),
    ("億", 8),
];

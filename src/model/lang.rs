//! The reader's language.

/// Chinese, in simplified or traditional characters, or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    #[serde(rename = "zh")]
    Zh,
    #[serde(rename = "zh-Hant")]
    ZhHant,
    #[serde(rename = "en")]
    En,
}

impl Lang {
    pub const ALL: [Lang; 3] = [Lang::Zh, Lang::ZhHant, Lang::En];

    /// Says whether it is Chinese, in whichever characters.
    pub fn is_chinese(self) -> bool {
        self != Lang::En
    }

    /// Gives its tag as pages and drawings have it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::ZhHant => "zh-Hant",
            Lang::En => "en",
        }
    }

    /// Gives a word that is written with one character in either script.
    pub fn script<T>(self, simplified: T, traditional: T) -> T {
        if self == Lang::ZhHant { traditional } else { simplified }
    }
}

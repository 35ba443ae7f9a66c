//! The code pages of DOS that encoding libraries leave out, because web pages never have them; old trading software does.
//!
//! Each table holds the characters of the bytes 0x80 to 0xFF, as Unicode's mapping tables of Microsoft give them.

/// A code page of one byte a character, ASCII in its lower half.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct CodePage {
    pub name: &'static str,
    /// The characters of the bytes from 0x80 on.
    upper: [char; 128],
}

impl CodePage {
    /// Gives the code page of that name or number, such as `cp850`, `IBM850` or `850`.
    pub fn named(name: &str) -> Option<&'static CodePage> {
        let lower = name.to_ascii_lowercase();
        let number = ["cp", "ibm", "dos", "oem"].iter().find_map(|lead| lower.strip_prefix(lead)).unwrap_or(&lower);
        let number = number.trim_start_matches(['-', '_']);
        CODE_PAGES.into_iter().find(|page| &page.name[2..] == number)
    }

    /// Gives the character of a byte.
    pub fn character(&self, byte: u8) -> char {
        match byte {
            0..0x80 => char::from(byte),
            _ => self.upper[usize::from(byte - 0x80)],
        }
    }
}

/// All of them, for suggestions.
pub(in crate::read) const CODE_PAGES: [&CodePage; 4] = [&CP437, &CP850, &CP852, &CP858];

static CP437: CodePage = CodePage {
    name: "cp437",
    #[rustfmt::skip]
    upper: [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
        'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ',
        'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»',
        '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐',
        '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧',
        '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀',
        'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩',
        '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{A0}',
    ],
};

pub(in crate::read) static CP850: CodePage = CodePage {
    name: "cp850",
    #[rustfmt::skip]
    upper: [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
        'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
        'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
        '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
        '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
        'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
        'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´',
        '\u{AD}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{A0}',
    ],
};

static CP852: CodePage = CodePage {
    name: "cp852",
    #[rustfmt::skip]
    upper: [
        'Ç', 'ü', 'é', 'â', 'ä', 'ů', 'ć', 'ç', 'ł', 'ë', 'Ő', 'ő', 'î', 'Ź', 'Ä', 'Ć',
        'É', 'Ĺ', 'ĺ', 'ô', 'ö', 'Ľ', 'ľ', 'Ś', 'ś', 'Ö', 'Ü', 'Ť', 'ť', 'Ł', '×', 'č',
        'á', 'í', 'ó', 'ú', 'Ą', 'ą', 'Ž', 'ž', 'Ę', 'ę', '¬', 'ź', 'Č', 'ş', '«', '»',
        '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'Ě', 'Ş', '╣', '║', '╗', '╝', 'Ż', 'ż', '┐',
        '└', '┴', '┬', '├', '─', '┼', 'Ă', 'ă', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
        'đ', 'Đ', 'Ď', 'Ë', 'ď', 'Ň', 'Í', 'Î', 'ě', '┘', '┌', '█', '▄', 'Ţ', 'Ů', '▀',
        'Ó', 'ß', 'Ô', 'Ń', 'ń', 'ň', 'Š', 'š', 'Ŕ', 'Ú', 'ŕ', 'Ű', 'ý', 'Ý', 'ţ', '´',
        '\u{AD}', '˝', '˛', 'ˇ', '˘', '§', '÷', '¸', '°', '¨', '˙', 'ű', 'Ř', 'ř', '■', '\u{A0}',
    ],
};

static CP858: CodePage = CodePage {
    name: "cp858",
    #[rustfmt::skip]
    upper: [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
        'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
        'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
        '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
        '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
        'ð', 'Ð', 'Ê', 'Ë', 'È', '€', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
        'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´',
        '\u{AD}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{A0}',
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_their_usual_forms() {
        for name in ["cp850", "CP850", "ibm850", "IBM-850", "850"] {
            assert_eq!(CodePage::named(name).map(|page| page.name), Some("cp850"), "{name}");
        }
        assert_eq!(CodePage::named("cp1252"), None);
    }

    #[test]
    fn bytes_become_the_characters_of_their_page() {
        // From the published tables: 0x82 is é in both; 0xE1 is ß in both; 0xD5 is ı in 850, € in 858 and a line in 437.
        assert_eq!(CP850.character(0x82), 'é');
        assert_eq!(CP437.character(0xE1), 'ß');
        assert_eq!((CP850.character(0xD5), CP858.character(0xD5), CP437.character(0xD5)), ('ı', '€', '╒'));
        assert_eq!(CP852.character(0x88), 'ł');
    }
}

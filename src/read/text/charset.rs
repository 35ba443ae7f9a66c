//! The encoding of a text file: from its bytes by a ladder, each step surer than the next, or by name.
//!
//! mark → zero bytes (UTF-16) → strict UTF-8 → GB18030 or Big5, by known headers or plausible Han → single-byte pages by
//! statistics. Nearly every byte string is valid GB18030, a German file in code page 850 too; so validity alone decides
//! nothing there. What was chosen is always said.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::codepages::{CODE_PAGES, CP850, CodePage};
use crate::model::Field;
use crate::model::problem::{ByWhat, Found, ReadProblem};

/// How the characters of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::read) enum Charset {
    Encoding(&'static Encoding),
    CodePage(&'static CodePage),
}

impl Charset {
    pub const UTF_8: Charset = Charset::Encoding(UTF_8);

    /// Gives the encoding of a name that a user wrote.
    pub fn named(name: &str) -> Result<Charset, ReadProblem> {
        if let Some(page) = CodePage::named(name) {
            return Ok(Charset::CodePage(page));
        }
        let plain: String = name.trim().to_ascii_lowercase();
        let number = plain.strip_prefix("cp").unwrap_or(&plain).trim_start_matches('-');
        let label = match number {
            "936" | "cn" => "gbk",
            "950" => "big5",
            "932" => "shift_jis",
            "949" => "euc-kr",
            "65001" => "utf-8",
            "1200" => "utf-16le",
            "1201" => "utf-16be",
            "866" => "ibm866",
            "latin1" | "latin-1" => "iso-8859-1",
            _ => plain.as_str(),
        };
        let windows = format!("windows-{number}");
        [label, &label.replace('_', "-"), &windows]
            .into_iter()
            .find_map(|label| Encoding::for_label_no_replacement(label.as_bytes()))
            .map(Charset::Encoding)
            .ok_or_else(|| ReadProblem::UnknownEncoding { name: name.to_string(), similar: similar(&plain) })
    }

    /// Gives the name to show.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Encoding(encoding) => encoding.name(),
            Charset::CodePage(page) => page.name,
        }
    }

    /// Decodes as [`Charset::decode`] does, without a copy where the bytes are UTF-8 as they stand.
    pub fn decoded(self, mut bytes: Vec<u8>) -> String {
        if !self.is_utf8() || bytes.starts_with(b"\xEF\xBB\xBF") {
            return self.decode(&bytes);
        }
        match simdutf8::compat::from_utf8(&bytes).map_err(|wrong| (wrong.valid_up_to(), wrong.error_len())) {
            Ok(_) => {}
            Err((valid, None)) => bytes.truncate(valid),
            Err(_) => return self.decode(&bytes),
        }
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Tells UTF-8, which needs no decoding.
    pub fn is_utf8(self) -> bool {
        self == Charset::UTF_8
    }

    /// Tells an encoding and the one that it extends: GBK and GB18030.
    pub fn reads_as_much(self, other: Charset) -> bool {
        let chinese = |charset| charset == Charset::Encoding(GBK) || charset == Charset::Encoding(GB18030);
        self == other || chinese(self) && chinese(other)
    }

    /// Decodes bytes that may end amid a character; what cannot be decoded becomes U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Charset::CodePage(page) => bytes.iter().map(|&byte| page.character(byte)).collect(),
            Charset::Encoding(encoding) => {
                let mut decoder = encoding.new_decoder_with_bom_removal();
                let mut text =
                    String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
                let (..) = decoder.decode_to_string(bytes, &mut text, false);
                text
            }
        }
    }
}

/// The names that are suggested for one that is not known.
const SUGGESTED: [&str; 16] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "gb18030",
    "gbk",
    "big5",
    "shift_jis",
    "euc-kr",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
];

fn similar(name: &str) -> Option<String> {
    SUGGESTED
        .into_iter()
        .chain(CODE_PAGES.iter().map(|page| page.name))
        .map(|known| (strsim::damerau_levenshtein(known, name), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= (name.chars().count() / 3).max(1))
        .map(|(_, known)| known.to_string())
}

/// Gives the encoding that a mark at the beginning names.
pub(super) fn marked(bytes: &[u8]) -> Option<Charset> {
    Encoding::for_bom(bytes).map(|(encoding, _)| Charset::Encoding(encoding))
}

/// Gives the encoding that a page or an XML document declares in its first lines, unless its bytes are surely others: systems
/// declare what they do not write.
pub(super) fn declared(sample: &[u8]) -> Option<(Charset, ByWhat)> {
    let start = sample[..sample.len().min(4096)].trim_ascii_start();
    let lower = start.to_ascii_lowercase();
    if !lower.starts_with(b"<") || sample.contains(&0) {
        return None;
    }
    let behind = |key: &[u8]| memchr::memmem::find(&lower, key).map(|at| lower[at + key.len()..].trim_ascii_start());
    let label = behind(b"<?xml").and_then(|_| behind(b"encoding=")).or_else(|| behind(b"charset="))?;
    let label = label.trim_ascii_start().strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    let charset = Charset::named(std::str::from_utf8(&label[..end.unwrap_or(label.len())]).ok()?).ok()?;
    if let Charset::Encoding(encoding) = charset {
        if encoding == UTF_16LE || encoding == UTF_16BE || encoding == UTF_8 && !is_utf8(sample) {
            return None;
        }
        if encoding != UTF_8 && !sample.is_ascii() && std::str::from_utf8(sample).is_ok() {
            return None;
        }
        if !East::read(encoding, sample).fits() {
            return None;
        }
        // The name that programs write where nobody thought of one.
        if encoding == WINDOWS_1252
            && let Some((other, by @ (ByWhat::Headers | ByWhat::Characters))) = choose(sample)
        {
            return Some((other, by));
        }
    }
    Some((charset, ByWhat::Declared))
}

/// Chooses the encoding of a sample, which may end amid a character; none for bytes that are no text.
pub(super) fn choose(sample: &[u8]) -> Option<(Charset, ByWhat)> {
    let encoding = |encoding, by| Some((Charset::Encoding(encoding), by));
    if let Some(charset) = marked(sample) {
        return Some((charset, ByWhat::Mark));
    }
    if sample.contains(&0) {
        return utf16(sample).and_then(|found| encoding(found, ByWhat::Zeros));
    }
    if is_utf8(sample) {
        return encoding(UTF_8, ByWhat::Characters);
    }
    let (simplified, traditional) = (East::read(GB18030, sample), East::read(BIG5, sample));
    match (simplified.headers(), traditional.headers()) {
        (0, 0) => {}
        (gb, big5) if big5 > gb => return encoding(BIG5, ByWhat::Headers),
        _ => return encoding(GB18030, ByWhat::Headers),
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == GBK || guess == GB18030 {
        match simplified.plausible() {
            true => encoding(GB18030, ByWhat::Characters),
            false => encoding(WINDOWS_1252, ByWhat::Statistics),
        }
    } else if guess == BIG5 {
        match traditional.plausible() {
            true => encoding(BIG5, ByWhat::Characters),
            false => encoding(WINDOWS_1252, ByWhat::Statistics),
        }
    } else if !simplified.whole && simplified.plausible() {
        // The detector gives up on an encoding at the first byte that is not valid in it.
        encoding(GB18030, ByWhat::Characters)
    } else if is_dos(sample) {
        Some((Charset::CodePage(&CP850), ByWhat::Statistics))
    } else {
        encoding(guess, ByWhat::Statistics)
    }
}

/// Words why bytes are no text: a few zeros amid it, or none of it.
pub(super) fn zero(sample: &[u8]) -> ReadProblem {
    let zeros = memchr::memchr_iter(0, sample).count();
    let first = sample.iter().position(|byte| *byte == 0);
    match first.filter(|_| zeros * 1000 <= sample.len() || zeros <= 2) {
        Some(at) if choose(&sample.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>()).is_some() => {
            ReadProblem::ZeroByte { at: at as u64, zeros: zeros as u64 }
        }
        _ => ReadProblem::NotATable { found: Found::Binary, begins: None },
    }
}

/// Tells Western text of DOS, which the detector does not know: its é, ü, ä, ç, ê, ó, ú and ñ are marks and currency signs in the
/// Windows pages, which never stand amid a word; the letters of the Windows pages are lines and boxes there.
fn is_dos(sample: &[u8]) -> bool {
    let amid = |around: &&[u8]| around[0].is_ascii_alphabetic() && around[2].is_ascii_lowercase();
    let (mut dos, mut windows) = (0_usize, 0_usize);
    for around in sample.windows(3).filter(amid) {
        dos += usize::from(matches!(around[1], 0x81 | 0x82 | 0x84 | 0x87 | 0x88 | 0xA2..=0xA4));
        windows += usize::from(around[1] >= 0xC0);
    }
    dos > 4 * windows
}

/// Tells UTF-8, whose last character may be cut. A few characters that a system broke, against many that are whole, do not
/// make it another encoding: reading tells their place.
fn is_utf8(sample: &[u8]) -> bool {
    if simdutf8::basic::from_utf8(sample).is_ok() {
        return true;
    }
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none());
    broken == 0 || broken == 1 && cut || whole > 20 * broken
}

/// Tells UTF-16 without a mark by its zero bytes: ASCII characters have one, always on the same side.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let start = &sample[..sample.len().min(65_536) & !1];
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let pairs = start.len() / 2;
    let encoding = match (first * 20 > pairs, second * 20 > pairs) {
        (false, true) if first == 0 => UTF_16LE,
        (true, false) if second == 0 => UTF_16BE,
        _ => return None,
    };
    // In a text of one byte a character, most pairs are two such; in UTF-16 both bytes look so in some Han characters alone.
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\r' | b'\n' | b'\t');
    if start.chunks_exact(2).filter(|pair| plain(pair[0]) && plain(pair[1])).count() * 2 > pairs {
        return None;
    }
    let (_, broken) = encoding.decode_without_bom_handling(start);
    let only_cut = || encoding.decode_without_bom_handling(&start[..start.len().saturating_sub(2)]).1;
    (!broken || !only_cut()).then_some(encoding)
}

/// A sample read in a Chinese encoding.
struct East {
    encoding: &'static Encoding,
    /// Nothing where too many bytes are not valid in it; a few may be, as for UTF-8.
    text: Option<String>,
    whole: bool,
}

impl East {
    fn read(encoding: &'static Encoding, sample: &[u8]) -> East {
        // A sample may end amid a character: cut behind the last ASCII control, which is never part of one.
        let end = sample.iter().rposition(|byte| *byte < 0x20).map_or(sample.len(), |at| at + 1);
        let text = encoding.decode_without_bom_handling(&sample[..end]).0;
        let (mut all, mut broken) = (0_usize, 0_usize);
        for character in text.chars().filter(|c| !c.is_ascii()) {
            all += 1;
            broken += usize::from(character == char::REPLACEMENT_CHARACTER);
        }
        let text = (all > 20 * broken).then(|| text.into_owned());
        East { encoding, text, whole: broken == 0 }
    }

    /// Tells that nearly all bytes are valid in it.
    fn fits(&self) -> bool {
        self.whole || self.text.is_some()
    }

    fn headers(&self) -> usize {
        self.text.as_deref().map_or(0, known_headers)
    }

    /// Tells a text whose characters beyond ASCII are nearly all common Han or the marks that go with them.
    ///
    /// In a European text the same bytes stand alone between ASCII letters, and become rare characters with them.
    fn plausible(&self) -> bool {
        let Some(text) = &self.text else { return false };
        let (mut common, mut all) = (0_usize, 0_usize);
        for character in text.chars().filter(|c| !c.is_ascii()).take(20_000) {
            all += 1;
            let mut bytes = [0; 4];
            let (pair, ..) = self.encoding.encode(character.encode_utf8(&mut bytes));
            // The rows of marks and of frequent characters: 3,755 in GB 2312, 5,401 in Big5.
            common += usize::from(match pair.as_ref() {
                [0xA1..=0xA9 | 0xB0..=0xD7, 0xA1..=0xFE] => self.encoding == GB18030,
                [0xA1..=0xC6, _] => self.encoding == BIG5,
                _ => false,
            });
        }
        all > 0 && common * 10 >= all * 9
    }
}

/// Counts known headers with Han characters in the first lines.
pub(super) fn known_headers(text: &str) -> usize {
    let known = |cell: &str| {
        let folded = folded(cell);
        !folded.is_ascii() && Field::ALL.iter().any(|field| field.headers().contains(&folded.as_str()))
    };
    text.lines()
        .take(40)
        .flat_map(|line| line.split([',', ';', '\t', '|', ' ', '<', '>']))
        .filter(|cell| known(cell))
        .count()
}

/// Folds a header as [`Field::headers`] are given: lower case, without spaces, quotes, `_`, `-`, `.` and what is in brackets.
fn folded(cell: &str) -> String {
    let cell = cell.trim().trim_matches('"');
    let end = cell.find(['(', '（', '[', '【']).unwrap_or(cell.len());
    cell[..end].chars().filter(|c| !c.is_whitespace() && !"_-.\"".contains(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(bytes: &[u8]) -> (&'static str, ByWhat) {
        let (charset, by) = choose(bytes).unwrap();
        (charset.name(), by)
    }

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn marks_and_valid_utf8_come_first() {
        assert_eq!(chosen(b"\xEF\xBB\xBFa,b"), ("UTF-8", ByWhat::Mark));
        assert_eq!(chosen(b"\xFF\xFEa\0,\0"), ("UTF-16LE", ByWhat::Mark));
        assert_eq!(chosen("客户,金额\n".as_bytes()), ("UTF-8", ByWhat::Characters));
        assert_eq!(chosen(&"客户,金额\n".as_bytes()[..14 - 2]), ("UTF-8", ByWhat::Characters));
    }

    #[test]
    fn a_broken_character_among_many_leaves_utf8_what_it_is() {
        let mut text = "深圳市恒达电子有限公司,12.50\n".repeat(10).into_bytes();
        text.extend_from_slice(b"\xE6\xB7,1\n");
        assert_eq!(chosen(&text), ("UTF-8", ByWhat::Characters));
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        let little: Vec<u8> = "客户\t金额\r\n张三\t12\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "客户\t金额\r\n张三\t12\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(chosen(&little), ("UTF-16LE", ByWhat::Zeros));
        assert_eq!(chosen(&big), ("UTF-16BE", ByWhat::Zeros));
        assert_eq!(choose(b"\0\x01\x02\0\0\0\x03abc\0\0"), None);
        // One zero in a small text of one byte a character.
        let text = b"Customer,Amount\nAc\0me,1\n";
        assert_eq!(choose(text), None);
        assert_eq!(zero(text), ReadProblem::ZeroByte { at: 18, zeros: 1 });
        assert_eq!(zero(&[0; 50]), ReadProblem::NotATable { found: Found::Binary, begins: None });
        let han: Vec<u8> = "客户\t金额\r\n敁敁敁敁敁敁\t12\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(chosen(&han), ("UTF-16LE", ByWhat::Zeros));
    }

    #[test]
    fn chinese_is_known_by_its_headers_or_its_characters() {
        let simplified = "客户名称,订单日期,金额\n深圳市恒达电子有限公司,2025-01-02,12.50\n";
        assert_eq!(chosen(&encoded(GB18030, simplified)), ("gb18030", ByWhat::Headers));
        let traditional = "客戶名稱,訂單日期,金額\n台北電子股份有限公司,2025-01-02,12.50\n";
        assert_eq!(chosen(&encoded(BIG5, traditional)), ("Big5", ByWhat::Headers));
        let no_header = "深圳市恒达电子有限公司,2025-01-02,12.50\n宁波海川五金,2025-02-03,99\n";
        assert_eq!(chosen(&encoded(GB18030, no_header)), ("gb18030", ByWhat::Characters));
    }

    #[test]
    fn a_broken_character_among_many_leaves_chinese_what_it_is() {
        for header in ["客户名称,金额\n", ""] {
            let mut text = encoded(GB18030, &format!("{header}{}", "深圳市恒达电子有限公司,12.50\n".repeat(10)));
            text.extend_from_slice(b"\xC4,1\n");
            assert_eq!(chosen(&text).0, "gb18030");
        }
    }

    #[test]
    fn european_names_are_not_taken_for_chinese() {
        // "Müller", "Saint-Rémy" in windows-1252; both are valid GB18030 too.
        let german = b"name,city\nM\xFCller GmbH,K\xF6ln\nGr\xFCn,D\xFCsseldorf\n";
        assert_eq!(chosen(german), ("windows-1252", ByWhat::Statistics));
        // The same in code page 850.
        let dos = b"name,city\nM\x81ller GmbH,K\x94ln\nGr\x81n,D\x81sseldorf\n";
        assert_eq!(chosen(dos), ("cp850", ByWhat::Statistics));
        // A Windows text without accents, with the apostrophe that is a letter of DOS.
        assert_eq!(chosen(b"name\nAnna\x92s Decorations\nKelly\x92s\n"), ("windows-1252", ByWhat::Statistics));
    }

    #[test]
    fn names_are_known_in_their_usual_forms() {
        let name = |name| Charset::named(name).map(Charset::name);
        assert_eq!(name("GBK"), Ok("GBK"));
        assert_eq!(name("cp936"), Ok("GBK"));
        assert_eq!(name("utf8"), Ok("UTF-8"));
        assert_eq!(name("cp1252"), Ok("windows-1252"));
        assert_eq!(name("cp850"), Ok("cp850"));
        let similar = Some("gb18030".to_string());
        assert_eq!(name("gb18300"), Err(ReadProblem::UnknownEncoding { name: "gb18300".into(), similar }));
        assert_eq!(name("foo"), Err(ReadProblem::UnknownEncoding { name: "foo".into(), similar: None }));
    }
}

//! Whether a text file can be in the encoding that `--encoding` names.
//!
//! What is named is obeyed, unless the bytes rule it out: then every name would be broken, and columns be listed that nobody
//! can read. A few bytes that do not fit are no contradiction; they become U+FFFD, and are told once the rows are read.

use std::io::Read;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::charset::{self, Charset};
use super::decode::{self, BadBytes};
use crate::model::problem::{ByWhat, ReadProblem};

/// Characters beyond ASCII, a Han character counted twice, that no other encoding writes as valid UTF-8 by chance.
const CERTAIN: usize = 8;

/// Refuses an encoding that a sample rules out; with the row, 1-based, where one is to blame.
pub(super) fn check(asked: Charset, sample: &[u8]) -> Result<(), (ReadProblem, Option<u32>)> {
    let wrong = |found: Option<Charset>, at: Option<u64>| {
        let row = at.map(|at| sample[..at as usize].iter().filter(|&&byte| byte == b'\n').count() as u32 + 1);
        let found = found.map(|found| found.name().to_string());
        Err((ReadProblem::WrongEncoding { asked: asked.name().to_string(), found, at }, row))
    };
    let chosen = charset::choose(sample);
    let found = chosen.map(|(found, _)| found).filter(|found| *found != asked);
    let wide = asked == Charset::Encoding(UTF_16LE) || asked == Charset::Encoding(UTF_16BE);
    // A sample may end amid a character.
    let end = sample.iter().rposition(|byte| *byte < 0x20).map_or(sample.len(), |at| at + 1);
    match chosen {
        // Line ends and separators have a zero byte in UTF-16, and nowhere else.
        Some((_, ByWhat::Zeros)) if found.is_some() => return wrong(found, None),
        _ if wide && !sample.contains(&0) => return wrong(found, None),
        _ if wide || sample.is_ascii() => return Ok(()),
        Some((found, ByWhat::Characters)) if found.is_utf8() && !asked.is_utf8() && is_certain(sample) => {
            return wrong(Some(found), None);
        }
        Some((_, ByWhat::Headers))
            if found.is_some_and(|found| !found.reads_as_much(asked))
                && charset::known_headers(&asked.decode(sample)) == 0 =>
        {
            return wrong(found, first_bad(asked, &sample[..end]));
        }
        _ => {}
    }
    let text = asked.decode(&sample[..end]);
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    if broken * 20 > beyond { wrong(found, first_bad(asked, &sample[..end])) } else { Ok(()) }
}

fn is_certain(sample: &[u8]) -> bool {
    let valid = |text: &str| text.chars().map(|c| c.len_utf8().min(3) - 1).sum::<usize>();
    sample.utf8_chunks().map(|chunk| valid(chunk.valid())).sum::<usize>() >= CERTAIN
}

/// Gives the first byte that an encoding cannot hold.
fn first_bad(asked: Charset, sample: &[u8]) -> Option<u64> {
    if asked.is_utf8() {
        return std::str::from_utf8(sample).err().map(|error| error.valid_up_to() as u64);
    }
    let mut text = String::new();
    let error = decode::utf8(sample, asked, false).ok()?.read_to_string(&mut text).err()?;
    error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()).map(|bad| bad.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "客户,日期,金额\n甲,2025-01-05,100\n乙,2025-04-05,200\n";

    fn told(name: &str, bytes: &[u8]) -> Option<(Option<String>, Option<u64>, Option<u32>)> {
        match check(Charset::named(name).unwrap(), bytes) {
            Err((ReadProblem::WrongEncoding { found, at, .. }, row)) => Some((found, at, row)),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    fn is(found: &str) -> Option<(Option<String>, Option<u64>, Option<u32>)> {
        Some((Some(found.into()), None, None))
    }

    #[test]
    fn what_the_bytes_rule_out_is_refused_with_what_they_are() {
        let gbk = encoding_rs::GBK.encode(TEXT).0.into_owned();
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told("utf-16", b"customer,date\na,2025-01-05\n"), is("UTF-8"));
        assert_eq!(told("utf-16", TEXT.as_bytes()), is("UTF-8"));
        assert_eq!(told("utf-16", &gbk), is("gb18030"));
        assert_eq!(told("gbk", TEXT.as_bytes()), is("UTF-8"));
        assert_eq!(told("cp850", TEXT.as_bytes()), is("UTF-8"));
        assert_eq!(told("utf-8", &wide), is("UTF-16LE"));
        assert_eq!(told("utf-16be", &wide), is("UTF-16LE"));
        assert_eq!(told("windows-1252", &gbk), is("gb18030"));
        assert_eq!(told("big5", &gbk).unwrap().0.as_deref(), Some("gb18030"));
        assert_eq!(told("utf-8", &gbk), Some((Some("gb18030".into()), Some(0), Some(1))));
        assert_eq!(told("utf-8", b"name\nM\xFCller\n"), Some((Some("windows-1252".into()), Some(6), Some(2))));
    }

    #[test]
    fn what_can_be_is_obeyed() {
        let gbk = encoding_rs::GBK.encode(TEXT).0.into_owned();
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told("gbk", &gbk), None);
        assert_eq!(told("gb18030", &gbk), None);
        assert_eq!(told("utf-8", TEXT.as_bytes()), None);
        assert_eq!(told("utf-16le", &wide), None);
        for name in ["gbk", "cp850", "utf-8", "windows-1252"] {
            assert_eq!(told(name, b"customer,date\na,2025-01-05\n"), None, "{name}");
        }
        // 联通 in GBK is valid UTF-8 too.
        assert_eq!(told("gbk", b"a,\xC1\xAA\xCD\xA8\n"), None);
        assert_eq!(told("cp850", b"name\nM\x81ller\n"), None);
        let mut one = TEXT.repeat(5).into_bytes();
        one.extend_from_slice(b"\xE6\xB7,1\n");
        assert_eq!(told("utf-8", &one), None);
    }
}

//! Bytes of any encoding → UTF-8, as a stream, so that no file is ever held whole.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::charset::Charset;
use super::codepages::CodePage;

/// Bytes decoded at a time.
const STEP: usize = 1 << 16;

/// Gives the file's text as UTF-8, without a mark. UTF-8 itself passes unchecked.
///
/// `lenient` replaces what cannot be decoded by U+FFFD; otherwise it is an error of the kind `InvalidData` that carries
/// [`BadBytes`].
pub(super) fn utf8<'r, R: Read + Send + 'r>(
    mut bytes: R,
    charset: Charset,
    lenient: bool,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    if charset.is_utf8() {
        let mut start = Vec::new();
        bytes.by_ref().take(3).read_to_end(&mut start)?;
        if start == b"\xEF\xBB\xBF" {
            start.clear();
        }
        return Ok(Box::new(io::Cursor::new(start).chain(bytes)));
    }
    checked(bytes, charset, lenient)
}

/// Gives the file's text as UTF-8, without a mark, and known to be so.
pub(in crate::read) fn checked<'r, R: Read + Send + 'r>(
    bytes: R,
    charset: Charset,
    lenient: bool,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    let from = match charset {
        Charset::CodePage(page) => From::CodePage(page),
        Charset::Encoding(encoding) => From::Encoding { encoding, decoder: encoding.new_decoder_with_bom_removal() },
    };
    Ok(Box::new(Decoding {
        bytes,
        from,
        lenient,
        raw: Vec::new(),
        taken: 0,
        text: String::new(),
        given: 0,
        done: false,
        broken: None,
    }))
}

/// The first bytes, from 0, that an encoding cannot hold.
#[derive(Debug, thiserror::Error)]
#[error("bytes at {at} that the encoding cannot hold")]
pub(super) struct BadBytes {
    pub at: u64,
}

enum From {
    CodePage(&'static CodePage),
    Encoding { encoding: &'static Encoding, decoder: Decoder },
}

struct Decoding<R> {
    bytes: R,
    from: From,
    lenient: bool,
    raw: Vec<u8>,
    /// Bytes that were decoded before those in `raw`.
    taken: u64,
    text: String,
    /// Bytes of `text` that were handed out.
    given: usize,
    done: bool,
    /// What could not be decoded behind `text`.
    broken: Option<BadBytes>,
}

impl<R: Read> Decoding<R> {
    /// Decodes the next bytes into `text`.
    fn step(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        self.raw.clear();
        self.bytes.by_ref().take(STEP as u64).read_to_end(&mut self.raw)?;
        self.done = self.raw.len() < STEP;
        match &mut self.from {
            From::CodePage(page) => self.text.extend(self.raw.iter().map(|&byte| page.character(byte))),
            From::Encoding { decoder, encoding } => {
                let mut rest = self.raw.as_slice();
                loop {
                    self.text.reserve(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(STEP));
                    let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut self.text, self.done);
                    let at = self.taken + (self.raw.len() - rest.len() + read) as u64;
                    rest = &rest[read..];
                    match result {
                        DecoderResult::InputEmpty => break,
                        DecoderResult::OutputFull => {}
                        DecoderResult::Malformed(length, after) if self.lenient => {
                            let _ = (length, after);
                            self.text.push(char::REPLACEMENT_CHARACTER);
                        }
                        DecoderResult::Malformed(length, after) => {
                            let at = at.saturating_sub(u64::from(length) + u64::from(after));
                            // The text before is handed out first, so that its reader knows where it is.
                            self.broken = Some(BadBytes { at });
                            return Ok(());
                        }
                    }
                }
                debug_assert!(rest.is_empty(), "{} is decoded whole", encoding.name());
            }
        }
        self.taken += self.raw.len() as u64;
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.done && self.broken.is_none() {
                return Ok(0);
            }
            match self.broken.take() {
                Some(broken) => return Err(io::Error::new(io::ErrorKind::InvalidData, broken)),
                None => self.step()?,
            }
        }
        let ready = &self.text.as_bytes()[self.given..];
        let length = ready.len().min(into.len());
        into[..length].copy_from_slice(&ready[..length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], name: &str, lenient: bool) -> io::Result<String> {
        let mut text = String::new();
        utf8(bytes, Charset::named(name).unwrap(), lenient)?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn text_is_the_same_however_it_was_written() {
        let long = "客户,金额\n".repeat(20_000);
        for name in ["gb18030", "big5", "utf-16le", "utf-16be"] {
            let bytes: Vec<u8> = match name {
                "utf-16le" => long.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                "utf-16be" => long.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                "big5" => encoding_rs::BIG5.encode("客戶").0.repeat(50_000),
                _ => encoding_rs::GB18030.encode(&long).0.into_owned(),
            };
            let expected = if name == "big5" { "客戶".repeat(50_000) } else { long.clone() };
            assert!(text(&bytes, name, false).unwrap() == expected, "{name}");
        }
        assert_eq!(text(b"\xEF\xBB\xBFa", "utf-8", false).unwrap(), "a");
        assert_eq!(text(b"a", "utf-8", false).unwrap(), "a");
        assert_eq!(text(b"Fr\x82d\x82ric", "cp850", false).unwrap(), "Frédéric");
    }

    #[test]
    fn bytes_that_cannot_be_decoded_are_told_with_their_place() {
        let error = text(b"ab\xB0\xA1\xFF,", "gbk", false).unwrap_err();
        let bad = error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()).unwrap();
        assert_eq!(bad.at, 4);
        assert_eq!(text(b"ab\xB0\xA1\xFF,", "gbk", true).unwrap(), "ab啊\u{FFFD},");
    }
}

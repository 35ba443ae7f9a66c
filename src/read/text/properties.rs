//! What must hold for any bytes taken as a text; for the fuzz targets, and for the tests that keep what they found.

use std::io::{self, Read};

use encoding_rs::UTF_8;

use super::blocks::Blocks;
use super::charset::{self, Charset};
use super::decode;
use super::records::{self, Dialect};
use crate::read::Cell;

const COMMAS: Dialect = Dialect { separator: b',', quotes: true, end: b'\n' };

/// The encoding chosen has a name that names it, valid UTF-8 stays UTF-8, and a stream in small pieces decodes to what its bytes
/// decode to at once.
pub fn encoding(bytes: &[u8]) {
    let Some((charset, _)) = charset::choose(bytes) else { return };
    assert_eq!(Charset::named(charset.name()).ok(), Some(charset), "{}", charset.name());
    if charset::marked(bytes).is_none() && !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok() {
        assert!(charset.is_utf8(), "valid UTF-8 became {}", charset.name());
    }
    let mut streamed = String::new();
    let steps = Steps { bytes, step: 1 };
    let read = decode::checked(steps, charset, true).and_then(|mut stream| stream.read_to_string(&mut streamed));
    assert!(read.is_ok(), "{read:?}");
    let whole = match charset {
        Charset::Encoding(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
        Charset::CodePage(page) => bytes.iter().map(|&byte| page.character(byte)).collect(),
    };
    assert_eq!(streamed, whole, "{}", charset.name());
    let strict = decode::utf8(bytes, charset, false).and_then(|mut stream| io::read_to_string(&mut stream));
    if let (Ok(strict), false) = (strict, charset == Charset::Encoding(UTF_8)) {
        assert_eq!(strict, whole, "{}", charset.name());
    }
}

/// Records are those of the `csv` crate, however the text is cut into blocks.
pub fn csv(text: &str) {
    // The crate ends a record at a lone carriage return too, and takes off a mark.
    if text.replace("\r\n", "\n").contains('\r') || text.starts_with('\u{feff}') {
        return;
    }
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let expected: Vec<Vec<String>> =
        reader.records().map_while(Result::ok).map(|record| record.iter().map(String::from).collect()).collect();
    let found = rows(text);
    let closed = !records::cut(text.as_bytes(), COMMAS).open;
    if closed {
        let found: Vec<&Vec<String>> = found.iter().map(|(_, cells)| cells).collect();
        assert!(found.iter().copied().eq(expected.iter()), "{found:?}\n{expected:?}");
    }
    for size in [1, 3, 17, 64] {
        let mut blocks = Blocks::new(text.as_bytes(), COMMAS, size);
        let (mut block, mut pieces, mut before) = (Vec::new(), Vec::new(), 0);
        let mut whole = true;
        loop {
            match blocks.next(&mut block) {
                Ok(None) => break,
                Ok(Some(_)) => {
                    let text = String::from_utf8_lossy(&block).into_owned();
                    pieces.extend(rows(&text).into_iter().map(|(row, cells)| (row + before, cells)));
                    before += records::each(&text, COMMAS, |_, _| Ok::<(), ()>(())).unwrap_or(0);
                }
                Err(_) => {
                    whole = false;
                    break;
                }
            }
        }
        assert_eq!(whole, closed, "blocks of {size}: a quote that is open in the text is open in its blocks");
        // A DOS end of text is no record.
        if whole && !text.ends_with('\u{1a}') {
            assert_eq!(pieces, found, "blocks of {size}");
        }
    }
}

fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
    let mut rows = Vec::new();
    let count = records::each(text, COMMAS, |row, cells| {
        let texts = cells.iter().map(|cell| match cell {
            Cell::Text(text) => (*text).to_owned(),
            _ => String::new(),
        });
        rows.push((row, texts.collect()));
        Ok::<(), ()>(())
    });
    assert!(rows.last().is_none_or(|(row, _)| Ok(*row) < count.map_err(|()| 0)), "a row beyond the last");
    rows
}

/// Gives few bytes at a time.
struct Steps<'b> {
    bytes: &'b [u8],
    step: usize,
}

impl Read for Steps<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.step = self.step % 7 + 1;
        let length = self.step.min(self.bytes.len()).min(into.len());
        let (now, later) = self.bytes.split_at(length);
        into[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

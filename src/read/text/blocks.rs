//! A stream of text → blocks of whole records, a few megabytes each, so that they can be read side by side.

use std::io::Read;

use super::records::{self, Dialect};

/// A record longer than this is no row of a table, or a quotation mark that never closes.
pub(super) const LONGEST: usize = 32 << 20;

/// What DOS programs write behind the last record.
const END_OF_TEXT: u8 = 0x1A;

/// Why no further block can be given.
#[derive(Debug)]
pub(super) enum Stop {
    Io(std::io::Error),
    /// A quotation mark opens in the block's row, counted from 0, and does not close.
    OpenQuote(u32),
    /// The block's first row is longer than any row of a table.
    LongRow,
}

/// Cuts a stream into blocks.
pub(super) struct Blocks<R> {
    reader: R,
    dialect: Dialect,
    size: usize,
    /// What was read beyond the last block.
    rest: Vec<u8>,
    done: bool,
    given: usize,
    /// Where the next block begins in the decoded text, in bytes.
    offset: u64,
}

/// A block's number and its first byte's place in the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    pub number: usize,
    pub offset: u64,
}

impl<R: Read> Blocks<R> {
    pub fn new(reader: R, dialect: Dialect, size: usize) -> Blocks<R> {
        Blocks { reader, dialect, size, rest: Vec::new(), done: false, given: 0, offset: 0 }
    }

    /// Skips the first line.
    pub fn skip_line(&mut self) -> std::io::Result<()> {
        let mut byte = [0];
        while self.reader.read(&mut byte)? == 1 && byte[0] != self.dialect.end {}
        Ok(())
    }

    /// Gives the number of the block that would come next.
    pub fn upcoming(&self) -> usize {
        self.given
    }

    /// Puts the next records into `block`; nothing is left where it gives none.
    pub fn next(&mut self, block: &mut Vec<u8>) -> Result<Option<Ticket>, Stop> {
        block.clear();
        block.append(&mut self.rest);
        let mut wanted = self.size;
        loop {
            if !self.done && block.len() < wanted {
                block.reserve_exact(wanted - block.len());
                let missing = wanted - block.len();
                let read = self.reader.by_ref().take(missing as u64).read_to_end(block).map_err(Stop::Io)?;
                self.done = read < missing;
                if self.done && block.last() == Some(&END_OF_TEXT) {
                    block.pop();
                }
            }
            if block.is_empty() {
                return Ok(None);
            }
            let cut = records::cut(block, self.dialect);
            let end = match cut.at {
                _ if self.done && !cut.open => block.len(),
                None if cut.open && (self.done || block.len() > LONGEST) => return Err(Stop::OpenQuote(0)),
                None if block.len() > LONGEST => return Err(Stop::LongRow),
                Some(end) if self.done && end < block.len() => return Err(Stop::OpenQuote(self.rows(&block[..end]))),
                Some(end) => end,
                None => {
                    wanted = block.len() + self.size;
                    continue;
                }
            };
            self.rest.extend_from_slice(&block[end..]);
            block.truncate(end);
            let ticket = Ticket { number: self.given, offset: self.offset };
            self.given += 1;
            self.offset += end as u64;
            return Ok(Some(ticket));
        }
    }

    /// Counts the rows of bytes, for the place of an error.
    fn rows(&self, bytes: &[u8]) -> u32 {
        records::each(&String::from_utf8_lossy(bytes), self.dialect, |_, _| Ok::<(), ()>(())).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect { separator: b',', quotes: true, end: b'\n' };

    #[test]
    fn blocks_end_with_records_and_lose_nothing() {
        let text = "a,b\n1,\"x\n\ny\"\n2,zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n3,\"\"\"\"\nlast";
        for size in 1..text.len() + 2 {
            let mut blocks = Blocks::new(text.as_bytes(), COMMAS, size);
            let (mut block, mut all, mut number) = (Vec::new(), Vec::new(), 0);
            while let Some(ticket) = blocks.next(&mut block).unwrap() {
                assert_eq!(ticket, Ticket { number, offset: all.len() as u64 });
                all.extend_from_slice(&block);
                assert!(block.ends_with(b"\n") && !block.ends_with(b"x\n") || all.len() == text.len(), "{size}");
                number += 1;
            }
            assert_eq!(String::from_utf8(all).unwrap(), text, "{size}");
        }
    }

    #[test]
    fn a_quote_that_never_closes_is_told_with_its_row() {
        let mut blocks = Blocks::new("a,b\n1,2\n3,\"x\n4,5\n".as_bytes(), COMMAS, 1 << 10);
        assert!(matches!(blocks.next(&mut Vec::new()), Err(Stop::OpenQuote(2))));
    }
}

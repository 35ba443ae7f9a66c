//! A part of the package, inflated → blocks that end with a whole element, read side by side.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use memchr::memmem;

use super::markup::attribute;
use super::{Irregular, Stop};

/// What may stand before the first element, and the longest element: more is no table.
const LONGEST: usize = 64 << 20;

/// Cuts a part into blocks.
pub(super) struct Blocks<R> {
    reader: R,
    size: usize,
    /// The end tag that a block ends with, and the one behind the last element.
    element: &'static [u8],
    list: &'static [u8],
    /// What stands before the list.
    pub preamble: String,
    rest: Vec<u8>,
    done: bool,
}

impl<R: Read> Blocks<R> {
    /// Cuts a sheet into blocks of rows.
    pub fn of_sheet(reader: R, size: usize) -> Result<Blocks<R>, Irregular> {
        Blocks::of(reader, size, b"<sheetData", [b"</row>", b"</sheetData>"])
    }

    /// Cuts the shared texts into blocks.
    pub fn of_strings(reader: R, size: usize) -> Result<Blocks<R>, Irregular> {
        Blocks::of(reader, size, b"<sst", [b"</si>", b"</sst>"])
    }

    fn of(
        mut reader: R,
        size: usize,
        start: &'static [u8],
        [element, list]: [&'static [u8]; 2],
    ) -> Result<Blocks<R>, Irregular> {
        let mut rest = Vec::new();
        let mut searched = 0;
        let (at, end) = loop {
            let read = reader.by_ref().take(1 << 16).read_to_end(&mut rest)?;
            let at = memmem::find(&rest[searched..], start).map(|at| searched + at);
            searched = at.unwrap_or(rest.len().saturating_sub(start.len()));
            let end = at.and_then(|at| Some(at + memchr::memchr(b'>', &rest[at..])?));
            match at.zip(end) {
                Some(found) => break found,
                None if read == 0 || rest.len() > LONGEST => return Err(Irregular),
                None => {}
            }
        };
        // Such as `<sheetDataOf…`, or a list that is empty.
        let tag = &rest[at + start.len()..end];
        let done = tag.last() == Some(&b'/');
        if !matches!(tag.first(), None | Some(b' ' | b'\r' | b'\n' | b'\t' | b'/')) || quoted_end(tag) {
            return Err(Irregular);
        }
        // Walks over all attributes, each of which must be one.
        attribute(text(tag.strip_suffix(b"/").unwrap_or(tag))?, "")?;
        let preamble = text(&rest[..at])?.to_owned();
        rest.drain(..=end);
        Ok(Blocks { reader, size, element, list, preamble, rest, done })
    }

    /// Puts the next elements into `block`; there is none where the list has ended.
    pub fn next(&mut self, block: &mut Vec<u8>) -> Result<Option<()>, Irregular> {
        block.clear();
        if self.done {
            return Ok(None);
        }
        block.append(&mut self.rest);
        let (mut wanted, mut searched) = (self.size, 0);
        loop {
            let missing = wanted.saturating_sub(block.len());
            block.reserve_exact(missing);
            let read = self.reader.by_ref().take(missing as u64).read_to_end(block)?;
            if let Some(end) = memmem::find(&block[searched..], self.list) {
                block.truncate(searched + end);
                self.done = true;
                return Ok(Some(()));
            }
            if read < missing {
                return Err(Irregular);
            }
            if let Some(cut) = memmem::rfind(&block[searched..], self.element) {
                let cut = searched + cut + self.element.len();
                self.rest.extend_from_slice(&block[cut..]);
                block.truncate(cut);
                return Ok(Some(()));
            }
            if block.len() > LONGEST {
                return Err(Irregular);
            }
            searched = block.len().saturating_sub(self.list.len());
            wanted = block.len() * 2;
        }
    }
}

/// Says whether a tag ends within a quoted value.
fn quoted_end(tag: &[u8]) -> bool {
    tag.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 || tag.contains(&b'\'')
}

/// Gives bytes as text.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Irregular> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| Irregular)
}

/// Hands blocks to all cores and gives what became of them in their order.
pub(super) fn side_by_side<R: Read + Send, T: Send>(
    blocks: Blocks<R>,
    work: &(dyn Fn(&str) -> Result<T, Stop> + Sync),
) -> Result<Vec<T>, Stop> {
    let (blocks, stopped) = (Mutex::new((0, blocks)), AtomicBool::new(false));
    let done: Mutex<Vec<(usize, Result<T, Stop>)>> = Mutex::new(Vec::new());
    let worker = || {
        let mut bytes = Vec::new();
        while !stopped.load(Ordering::Relaxed) {
            let (number, next) = {
                let (given, blocks) = &mut *blocks.lock().unwrap_or_else(PoisonError::into_inner);
                *given += 1;
                (*given, blocks.next(&mut bytes))
            };
            let result = match next {
                Ok(None) => break,
                Ok(Some(())) => text(&bytes).map_err(Stop::from).and_then(work),
                Err(irregular) => Err(irregular.into()),
            };
            if result.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    };
    rayon::scope(|scope| (0..rayon::current_num_threads()).for_each(|_| scope.spawn(|_| worker())));
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

//! Who reads which bytes of a text file: a share for each core, and for a core that has nothing left, the second half of what
//! another has before it.
//!
//! So all cores end together, whatever holds one of them up, and few shares are made: each costs tables of its own.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::plain::{CHUNK, LONGEST, filled};

/// Less than so much is not worth dividing.
const WORTH: u64 = 1 << 24;

/// The bytes that one reader takes, from where a line begins to where one ends.
pub(super) struct Share {
    /// Where they begin.
    pub start: u64,
    /// What is not claimed yet.
    left: Mutex<Range<u64>>,
}

impl Share {
    fn new(range: Range<u64>) -> Arc<Share> {
        Arc::new(Share { start: range.start, left: Mutex::new(range) })
    }

    fn left(&self) -> MutexGuard<'_, Range<u64>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Claims the next bytes, as many as there are and at most so many, and says whether they are the last.
    pub fn claim(&self, most: u64) -> (u64, bool) {
        let mut left = self.left();
        let claimed = most.min(left.end - left.start);
        left.start += claimed;
        (claimed, left.is_empty())
    }

    fn bytes_left(&self) -> u64 {
        let left = self.left();
        left.end - left.start
    }

    /// Gives up what lies behind a place, where it has not come so far.
    fn give(&self, from: u64) -> Option<Range<u64>> {
        let mut left = self.left();
        (left.start < from && from < left.end).then(|| from..std::mem::replace(&mut left.end, from))
    }
}

/// All shares of a file.
pub(super) struct Shares<'a> {
    path: PathBuf,
    /// The cell by which a share begins: where it is another than before.
    begins: &'a (dyn Fn(&[u8]) -> Option<Vec<u8>> + Sync),
    /// Those that nobody has taken yet, and all that were taken.
    all: Mutex<(Vec<Arc<Share>>, Vec<Arc<Share>>)>,
}

impl<'a> Shares<'a> {
    /// Divides a file among the cores.
    pub fn new(
        path: &Path,
        range: Range<u64>,
        begins: &'a (dyn Fn(&[u8]) -> Option<Vec<u8>> + Sync),
    ) -> io::Result<Shares<'a>> {
        let shares = Shares { path: path.to_path_buf(), begins, all: Mutex::default() };
        let cores = rayon::current_num_threads() as u64;
        let mut borders = vec![range.start];
        for core in 1..cores {
            let at = range.start + (range.end.saturating_sub(range.start)) / cores * core;
            if at > borders.last().copied().unwrap_or(0) + CHUNK as u64 {
                borders.extend(shares.border(at)?.filter(|border| *border < range.end));
            }
        }
        borders.push(range.end.max(range.start));
        borders.dedup();
        let waiting = borders.windows(2).map(|border| Share::new(border[0]..border[1])).rev().collect();
        *shares.all() = (waiting, Vec::new());
        Ok(shares)
    }

    fn all(&self) -> MutexGuard<'_, (Vec<Arc<Share>>, Vec<Arc<Share>>)> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a share to read: one that waits, or the second half of the longest.
    pub fn take(&self) -> io::Result<Option<Arc<Share>>> {
        loop {
            let longest = {
                let (waiting, taken) = &mut *self.all();
                if let Some(share) = waiting.pop() {
                    taken.push(Arc::clone(&share));
                    return Ok(Some(share));
                }
                taken.iter().max_by_key(|share| share.bytes_left()).map(Arc::clone)
            };
            let Some(longest) = longest else { return Ok(None) };
            let (from, to) = {
                let left = longest.left();
                (left.start, left.end)
            };
            if to - from < WORTH {
                return Ok(None);
            }
            let Some(border) = self.border(from + (to - from) / 2)? else { return Ok(None) };
            // In the meantime it may have been read so far, or been divided; then there is less to divide.
            if let Some(range) = longest.give(border) {
                let share = Share::new(range);
                self.all().1.push(Arc::clone(&share));
                return Ok(Some(share));
            }
        }
    }

    /// Gives where a share can begin behind a place: at a line whose cell is another than before; nothing where none comes soon.
    fn border(&self, at: u64) -> io::Result<Option<u64>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(at))?;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = filled(&mut file, &mut chunk)?;
            let whole = read < chunk.len() || chunk.len() >= LONGEST;
            let mut lines = chunk[..read].split_inclusive(|&byte| byte == b'\n');
            let mut place = at + lines.next().map_or(0, |line| line.len() as u64);
            let mut before = None;
            for line in lines.filter(|line| line.ends_with(b"\n")) {
                let now = (self.begins)(line);
                if before.is_some() && before != now {
                    return Ok(Some(place));
                }
                before = now;
                place += line.len() as u64;
            }
            if whole {
                return Ok(None);
            }
            file.seek(SeekFrom::Start(at))?;
            chunk.resize(LONGEST, 0);
        }
    }
}

//! How much of the machine reading may take: memory, cells, time.
//!
//! A small file can ask for all of it: a packed sheet of zeros, a cell in the last column of every row. The program sets the
//! limits once, before it reads; whatever is read afterwards keeps them, also files beside the orders. Without them (as in
//! tests of the library) the usual ones hold, and nothing is read in a process of its own.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::problem::{Limit, ReadProblem};

/// What the user allows; the usual where nothing is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of memory.
    pub memory: Option<u64>,
    /// Cells of a sheet, the empty ones before a filled one too.
    pub cells: Option<u64>,
    /// Seconds in which the process that reads a file must give something.
    pub seconds: Option<u64>,
    /// The program that reads in a process of its own what the library reads; nothing to read it in this one.
    pub program: Option<PathBuf>,
}

static LIMITS: OnceLock<Limits> = OnceLock::new();

/// Bytes of all files that were opened.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// The least that may be taken, and how much for each byte of the files.
const MEMORY: (u64, u64) = (1 << 30, 16);
const CELLS: u64 = 200_000_000;
/// How many times its size a part of a package may unpack to, and the share of the memory up to which it does not matter. Sheets
/// unpack to some 5 to 15 times their size; a thousand times is all that can be.
const DENSE: (u64, u64) = (100, 4);
/// The least, and how much for each million bytes of the file.
const SECONDS: (u64, u64) = (5, 2);

/// Sets the limits of this program; the first call counts.
pub fn limit(limits: Limits) {
    let _ = LIMITS.set(limits);
}

fn given<T>(of: impl Fn(&Limits) -> Option<T>) -> Option<T> {
    LIMITS.get().and_then(of)
}

/// Counts a file that was opened, since the more there is to read the more may be kept of it.
pub(super) fn opened(bytes: u64) {
    OPENED.fetch_add(bytes, Ordering::Relaxed);
}

/// Gives the bytes that this process, and each that reads for it, may take.
pub(super) fn memory() -> u64 {
    let usual = || OPENED.load(Ordering::Relaxed).saturating_mul(MEMORY.1).max(MEMORY.0);
    given(|limits| limits.memory).unwrap_or_else(usual)
}

/// Gives the cells that a sheet may have.
pub(super) fn cells() -> u64 {
    given(|limits| limits.cells).unwrap_or(CELLS)
}

/// Gives the seconds in which reading a file of so many bytes must give something.
pub(super) fn seconds(bytes: u64) -> u64 {
    given(|limits| limits.seconds).unwrap_or(SECONDS.0 + bytes / 1_000_000 * SECONDS.1)
}

/// Gives the program that reads apart.
pub(super) fn program() -> Option<&'static Path> {
    LIMITS.get().and_then(|limits| limits.program.as_deref())
}

/// What is left of the limits while a file is read.
pub(super) struct Budget {
    memory: u64,
    cells: u64,
    taken: AtomicU64,
    unpacked: AtomicU64,
    over: OnceLock<ReadProblem>,
}

impl Budget {
    /// Begins with the limits of this program.
    pub fn new() -> Budget {
        Budget::of(memory(), cells())
    }

    /// Begins with these.
    pub fn of(memory: u64, cells: u64) -> Budget {
        Budget { memory, cells, taken: AtomicU64::new(0), unpacked: AtomicU64::new(0), over: OnceLock::new() }
    }

    /// Takes cells; says whether there were so many left.
    pub fn cells(&self, cells: u64) -> bool {
        let taken = self.taken.fetch_add(cells, Ordering::Relaxed) + cells;
        self.within(taken, self.cells, Limit::Cells, self.cells)
    }

    /// Begins to count anew, for another sheet.
    pub fn renew(&self) {
        self.taken.store(0, Ordering::Relaxed);
        self.unpacked.store(0, Ordering::Relaxed);
    }

    /// Takes bytes that were unpacked; a part may have twice the memory, since it is never held whole.
    pub fn unpacked(&self, bytes: u64) -> bool {
        let unpacked = self.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.within(unpacked, self.memory.saturating_mul(2), Limit::Unpacked, self.memory)
    }

    /// Says whether this process has not taken more memory than it may; where the system does not tell, it has not.
    pub fn resident(&self) -> bool {
        // What is taken before the next look counts too.
        self.within(resident(), self.memory - self.memory / 8, Limit::Memory, self.memory)
    }

    fn within(&self, taken: u64, most: u64, limit: Limit, given: u64) -> bool {
        if taken > most {
            let _ = self.over.set(ReadProblem::Over { limit, most: given });
        }
        taken <= most
    }

    /// Gives the limit that was reached.
    pub fn over(&self) -> Option<ReadProblem> {
        self.over.get().cloned()
    }

    /// Says whether a part of so many bytes may unpack to so many: the larger ones no denser than any table.
    fn dense(&self, packed: u64, unpacked: u64) -> bool {
        let most = packed.saturating_mul(DENSE.0).max(self.harmless());
        self.within(unpacked, most, Limit::Dense, self.memory)
    }

    /// Gives the bytes that a part may unpack to whatever its size.
    pub fn harmless(&self) -> u64 {
        self.memory / DENSE.1
    }

    /// Unpacks a part of so many bytes to no more than there may be.
    pub fn unpacking<R: Read>(&self, reader: R, packed: u64) -> Unpacking<'_, R> {
        Unpacking { budget: self, reader, packed, unpacked: 0 }
    }
}

/// Gives the bytes of memory that this process holds.
fn resident() -> u64 {
    let statm = if cfg!(target_os = "linux") { std::fs::read_to_string("/proc/self/statm").ok() } else { None };
    let pages = statm.and_then(|statm| statm.split(' ').nth(1)?.parse::<u64>().ok());
    // Pages of 4 KiB, as nearly all machines have; where they are larger, the limit is wider.
    pages.unwrap_or(0) * 4096
}

/// A part of a package that is being unpacked.
pub(super) struct Unpacking<'b, R> {
    budget: &'b Budget,
    reader: R,
    packed: u64,
    unpacked: u64,
}

impl<R: Read> Read for Unpacking<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.unpacked += read as u64;
        let within = self.budget.unpacked(read as u64) && self.budget.dense(self.packed, self.unpacked);
        if within { Ok(read) } else { Err(io::Error::other("too much")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_beyond_a_limit_is_told_with_the_limit() {
        let budget = Budget::of(1_000, 10);
        assert!(budget.cells(10) && budget.over().is_none());
        assert!(!budget.cells(1));
        assert_eq!(budget.over(), Some(ReadProblem::Over { limit: Limit::Cells, most: 10 }));
        let budget = Budget::of(1_000, 10);
        assert_eq!(io::copy(&mut budget.unpacking([0; 2_000].as_slice(), 20), &mut io::sink()).ok(), Some(2_000));
        assert!(io::copy(&mut budget.unpacking([0; 1].as_slice(), 1), &mut io::sink()).is_err());
        assert_eq!(budget.over(), Some(ReadProblem::Over { limit: Limit::Unpacked, most: 1_000 }));
        let budget = Budget::of(1_000, 10);
        assert_eq!(io::copy(&mut budget.unpacking([0; 1_001].as_slice(), 11), &mut io::sink()).ok(), Some(1_001));
        assert!(
            io::copy(&mut budget.unpacking([0; 999].as_slice(), 9), &mut io::sink()).is_err(),
            "100 times its size"
        );
        assert_eq!(budget.over(), Some(ReadProblem::Over { limit: Limit::Dense, most: 1_000 }));
        let budget = Budget::of(1_000, 10);
        assert_eq!(io::copy(&mut budget.unpacking([0; 250].as_slice(), 1), &mut io::sink()).ok(), Some(250), "small");
        if cfg!(target_os = "linux") {
            assert!(!Budget::of(1, 1).resident() && Budget::of(1 << 50, 1).resident());
        }
    }
}

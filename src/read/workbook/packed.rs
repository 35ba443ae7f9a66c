//! A package for the library → refused where a part of it unpacks to more than any workbook holds.
//!
//! The library walks through gigabytes of nothing for as long as it may. What a part unpacks to is counted first, since what the
//! package says of it may be false; only parts that could be too large at all are unpacked for that.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use memchr::memmem;
use zip::ZipArchive;

use super::rows::ROWS;
use crate::model::problem::{Excess, ReadProblem};
use crate::read::limits::Budget;

/// How many times its size a part can unpack to at most.
const PACKED: u64 = 1032;

/// How a row begins, also behind the prefix of a namespace.
const ROW: [&[u8]; 2] = [b"<row", b":row"];

/// Refuses a package with a part that unpacks to too much, or to more rows than a sheet has; what is no sound package is left for
/// the library to say.
pub(super) fn bounded(path: &Path) -> Result<(), ReadProblem> {
    let Some(mut archive) = File::open(path).ok().and_then(|file| ZipArchive::new(BufReader::new(file)).ok()) else {
        return Ok(());
    };
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let packed = part.compressed_size();
        let budget = Budget::new();
        if packed.saturating_mul(PACKED) > budget.harmless() {
            // Where a picture stands is told by rows too.
            let counts = part.name().is_ok_and(|name| !name.contains("drawing"));
            let mut rows = Rows(0);
            // What ends early is damaged, which the library says.
            let _ =
                io::copy(&mut budget.unpacking(part, packed), &mut io::BufWriter::with_capacity(1 << 16, &mut rows));
            if let Some(over) = budget.over() {
                return Err(over);
            }
            if counts && rows.0 > u64::from(ROWS) {
                return Err(ReadProblem::TooMuch { of: Excess::Rows, most: u64::from(ROWS) });
            }
        }
    }
    Ok(())
}

/// Counts rows until there are more than a sheet has.
struct Rows(u64);

impl Write for Rows {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += ROW.iter().map(|row| memmem::find_iter(bytes, row).count() as u64).sum::<u64>();
        if self.0 > u64::from(ROWS) { Err(io::Error::other("more rows than a sheet has")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

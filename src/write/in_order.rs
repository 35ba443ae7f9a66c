//! Stretches of a file that are made side by side and written in their order.
//!
//! A stretch is written as soon as those before it are, by whoever made it while its bytes are still in the core's cache, and its
//! room is used again: a file of any size takes the memory of a few stretches. Nobody waits: one who is far ahead leaves, and does
//! something else.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

/// How many stretches are handed out before those who left are asked again.
const TURN: usize = 64;

/// How many stretches may wait for those before them.
const WAITING: usize = 8;

/// What is made and not written.
struct Desk<W> {
    /// Nothing while somebody writes.
    file: Option<W>,
    waiting: BTreeMap<usize, Vec<u8>>,
    /// The stretch that comes next in the file.
    next: usize,
    /// Room of stretches that are written.
    rooms: Vec<Vec<u8>>,
    failed: Option<io::Error>,
}

/// Writes so many stretches; `make` adds the bytes of one.
pub fn write(
    file: &mut (impl io::Write + Send),
    many: usize,
    make: impl Fn(usize, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    let desk =
        Mutex::new(Desk { file: Some(file), waiting: BTreeMap::new(), next: 0, rooms: Vec::new(), failed: None });
    let handed = AtomicUsize::new(0);
    for start in (0..many).step_by(TURN) {
        let end = (start + TURN).min(many);
        let hands = rayon::current_num_threads().min(end - start);
        (0..hands).into_par_iter().for_each(|_| take(&desk, &handed, end, &make));
        if let Some(error) = hold(&desk).failed.take() {
            return Err(error);
        }
        // Each one who left took a number beyond the end.
        handed.store(end, Ordering::Relaxed);
    }
    Ok(())
}

/// Makes stretches until there are none before `end`, or too many wait.
fn take<W: io::Write>(
    desk: &Mutex<Desk<W>>,
    handed: &AtomicUsize,
    end: usize,
    make: &(impl Fn(usize, &mut Vec<u8>) + Sync),
) {
    let mut room = Vec::new();
    loop {
        let at = handed.fetch_add(1, Ordering::Relaxed);
        if at >= end {
            return;
        }
        make(at, &mut room);
        let mut held = hold(desk);
        held.waiting.insert(at, std::mem::take(&mut room));
        while let Some((mut file, bytes)) = held.turn() {
            drop(held);
            let written = file.write_all(&bytes);
            held = hold(desk);
            held.back(file, bytes, written);
        }
        if held.failed.is_some() || held.waiting.len() >= WAITING {
            return;
        }
        room = held.rooms.pop().unwrap_or_default();
    }
}

fn hold<W>(desk: &Mutex<Desk<W>>) -> MutexGuard<'_, Desk<W>> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<W> Desk<W> {
    /// Gives the file and what comes next in it, where both are there.
    fn turn(&mut self) -> Option<(W, Vec<u8>)> {
        let bytes = if self.file.is_some() { self.waiting.remove(&self.next)? } else { return None };
        let file = self.file.take()?;
        Some((file, bytes))
    }

    fn back(&mut self, file: W, mut bytes: Vec<u8>, written: io::Result<()>) {
        bytes.clear();
        self.rooms.push(bytes);
        self.next += 1;
        match written {
            Ok(()) => self.file = Some(file),
            Err(error) => self.failed = Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(at: usize, bytes: &mut Vec<u8>) {
        // The first of each eight takes longest, so that others wait for it.
        if at.is_multiple_of(8) {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        bytes.extend_from_slice(format!("{at}\n").as_bytes());
    }

    #[test]
    fn stretches_stand_in_their_order_whoever_made_them() {
        for many in [0, 1, 63, 64, 65, 1_000] {
            let expected: String = (0..many).map(|at| format!("{at}\n")).collect();
            for threads in [1, 2, 16] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let mut bytes = Vec::new();
                pool.install(|| write(&mut bytes, many, number)).unwrap();
                assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{many} by {threads}");
            }
        }
    }

    #[test]
    fn a_file_that_takes_no_more_is_said() {
        struct Full(usize);
        impl io::Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let refused = write(&mut Full(100), 1_000, number);
        assert_eq!(refused.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
    }
}

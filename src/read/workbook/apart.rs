//! A workbook that the library reads in a process of its own, the same program once more.
//!
//! The library parses what anybody may have written. A panic in it can be caught; an allocation that aborts, an overflowing stack or
//! a loop without end cannot. In a process apart, with limits on memory and time, all of these are errors like any other.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::guard::Broken;
use super::rows::Stopped;
use super::serve::{self, BROKEN, COMMAND, DONE, HIDDEN, MERGED, ROWS, SHEET, SHEET_BROKEN};
use super::wire::Unpack;
use super::{Area, Kind};
use crate::model::problem::Limit;
use crate::read::{RowSink, SheetHead, limits};

/// Bytes of its complaints that are kept.
const COMPLAINTS: u64 = 4096;

/// The process and what it sends.
pub(super) struct Apart {
    child: Child,
    asks: Option<ChildStdin>,
    frames: Receiver<Vec<u8>>,
    complaints: Option<JoinHandle<String>>,
    memory: u64,
    seconds: u64,
}

impl Apart {
    /// Starts the process on a workbook of so many bytes.
    pub fn start(program: &Path, path: &Path, kind: Kind, bytes: u64) -> io::Result<Apart> {
        let (memory, seconds) = (limits::memory(), limits::seconds(bytes));
        let numbers = [serve::format_number(kind.format), u64::from(kind.bare), memory, limits::cells(), seconds];
        let mut child = Command::new(program)
            .arg(COMMAND)
            .args(numbers.map(|number| number.to_string()))
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (asks, out, err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (sender, frames) = mpsc::sync_channel(4);
        std::thread::spawn(move || {
            let Some(mut out) = out else { return };
            while let Some(frame) = frame(&mut out) {
                if sender.send(frame).is_err() {
                    break;
                }
            }
        });
        let complaints = std::thread::spawn(move || {
            let mut words = Vec::new();
            if let Some(mut err) = err {
                let _ = (&mut err).take(COMPLAINTS).read_to_end(&mut words);
                let _ = io::copy(&mut err, &mut io::sink());
            }
            String::from_utf8_lossy(&words).into_owned()
        });
        Ok(Apart { child, asks, frames, complaints: Some(complaints), memory, seconds })
    }

    /// Gives how long an answer may take by the clock. The time that it takes of the processor is limited where it is made;
    /// where others use the processor too, a sound file must not be refused for it.
    fn patience(&self) -> Duration {
        Duration::from_secs(self.seconds.saturating_mul(if cfg!(target_os = "linux") { 6 } else { 1 }))
    }

    /// Gives the sheets with their first rows, or what is wrong with one.
    pub fn heads(&mut self) -> Result<Vec<(SheetHead, Option<Broken>)>, Broken> {
        let mut heads = Vec::new();
        let started = Instant::now();
        loop {
            let frame = self.frame()?;
            // Ten thousand sheets may take long though each of them gives something soon.
            if started.elapsed() > self.patience() {
                self.end();
                return Err(self.over(Limit::Time));
            }
            let Some((tag, rest)) = frame.split_first() else { return Err(garbled()) };
            let mut unpack = Unpack(rest);
            match *tag {
                SHEET => heads.push((unpack.head().ok_or_else(garbled)?, None)),
                SHEET_BROKEN => {
                    let head = unpack.head().ok_or_else(garbled)?;
                    heads.push((head, Some(unpack.broken().ok_or_else(garbled)?)));
                }
                DONE => return Ok(heads),
                _ => return Err(unpack.broken().unwrap_or_else(garbled)),
            }
        }
    }

    /// Hands all rows of a sheet to a sink; `told` hears of the rows and, of as many as there seem to be, the share done.
    pub fn rows<S: RowSink>(
        &mut self,
        name: &str,
        hint: u64,
        sink: &mut S,
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<(), Stopped> {
        self.ask(ROWS, name)?;
        let mut rows = 0;
        loop {
            let frame = self.frame()?;
            let Some((tag, rest)) = frame.split_first() else { return Err(garbled().into()) };
            let mut unpack = Unpack(rest);
            match *tag {
                ROWS => {
                    let mut cells = Vec::with_capacity(64);
                    while !unpack.0.is_empty() {
                        let row = unpack.row(&mut cells).ok_or_else(garbled)?;
                        sink.row(row, &cells).map_err(Stopped::Sink)?;
                        rows += 1;
                    }
                    told(rows, (rows as f64 / hint.max(1) as f64).min(1.0));
                }
                DONE => return Ok(()),
                BROKEN => return Err(unpack.broken().unwrap_or_else(garbled).into()),
                _ => return Err(garbled().into()),
            }
        }
    }

    /// Gives the merged cells of a sheet.
    pub fn merged(&mut self, name: &str) -> Result<Vec<Area>, Broken> {
        self.ask(MERGED, name)?;
        let frame = self.frame()?;
        let Some((tag, rest)) = frame.split_first() else { return Err(garbled()) };
        let mut unpack = Unpack(rest);
        if *tag != MERGED {
            return Err(unpack.broken().unwrap_or_else(garbled));
        }
        let count = unpack.number().ok_or_else(garbled)?;
        let mut edge = || unpack.number().and_then(|edge| u32::try_from(edge).ok()).ok_or_else(garbled);
        (0..count).map(|_| Ok((edge()?, edge()?, edge()?, edge()?))).collect()
    }

    /// Gives the hidden rows of a sheet, from 0.
    pub fn hidden(&mut self, name: &str) -> Result<Vec<u32>, Broken> {
        self.ask(HIDDEN, name)?;
        let frame = self.frame()?;
        let Some((&HIDDEN, rest)) = frame.split_first() else { return Err(garbled()) };
        let mut unpack = Unpack(rest);
        let count = unpack.number().ok_or_else(garbled)?;
        (0..count).map(|_| unpack.number().and_then(|row| u32::try_from(row).ok()).ok_or_else(garbled)).collect()
    }

    fn ask(&mut self, what: u8, name: &str) -> Result<(), Broken> {
        let mut bytes = vec![what];
        bytes.extend_from_slice(&(name.len() as u32).to_le_bytes());
        bytes.extend_from_slice(name.as_bytes());
        match self.asks.as_mut().map(|asks| asks.write_all(&bytes).and_then(|()| asks.flush())) {
            Some(Ok(())) => Ok(()),
            _ => Err(self.ended()),
        }
    }

    /// Waits for the next frame, no longer than it may take.
    fn frame(&mut self) -> Result<Vec<u8>, Broken> {
        match self.frames.recv_timeout(self.patience()) {
            Ok(frame) => Ok(frame),
            Err(RecvTimeoutError::Timeout) => {
                self.end();
                Err(self.over(Limit::Time))
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
        }
    }

    fn over(&self, limit: Limit) -> Broken {
        let most = if limit == Limit::Time { self.seconds } else { self.memory };
        Broken::Over(limit, most)
    }

    /// Says why the process has ended by itself.
    fn ended(&mut self) -> Broken {
        self.asks = None;
        let status = self.child.wait().ok();
        let words = self.complaints.take().and_then(|complaints| complaints.join().ok()).unwrap_or_default();
        let memory =
            ["memory allocation of", "failed to spawn thread", "Cannot allocate memory", "error while loading"];
        match status.and_then(signal) {
            _ if memory.iter().any(|sign| words.contains(sign)) => self.over(Limit::Memory),
            // The processor's time is used up; the system took the memory back.
            Some(24) => self.over(Limit::Time),
            Some(9) => self.over(Limit::Memory),
            _ => Broken::Crashed,
        }
    }

    fn end(&mut self) {
        self.asks = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.end();
    }
}

fn garbled() -> Broken {
    Broken::Crashed
}

fn frame(out: &mut impl Read) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    out.read_exact(&mut length).ok()?;
    let length = u32::from_le_bytes(length);
    let mut frame = Vec::with_capacity((length as usize).min(1 << 20));
    out.take(u64::from(length)).read_to_end(&mut frame).ok()?;
    (frame.len() == length as usize).then_some(frame)
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

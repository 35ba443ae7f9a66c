//! The process that reads apart: limits itself, opens one workbook with the library, and answers.
//!
//! The words of its command line say what to open and how much it may take. It sends the heads of all sheets, then reads
//! requests from its input, one a line of bytes, until that is closed. Answers are frames: their length in four bytes, a tag, what
//! [`super::wire`] makes of it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::guard::{Broken, guarded};
use super::wire::Pack;
use super::{Held, Kind, Opened, rows};
use crate::model::Failure;
use crate::model::problem::{Limit, ReadProblem};
use crate::read::{Cell, Format, RowSink};

/// The hidden command.
pub(super) const COMMAND: &str = "__read";

/// The tags of answers.
pub(super) const SHEET: u8 = b's';
pub(super) const SHEET_BROKEN: u8 = b'x';
pub(super) const ROWS: u8 = b'r';
pub(super) const MERGED: u8 = b'm';
pub(super) const HIDDEN: u8 = b'h';
pub(super) const BROKEN: u8 = b'b';
pub(super) const DONE: u8 = b'd';

/// Bytes of a frame of rows.
const FRAME: usize = 1 << 18;

/// Answers as the process that reads apart, where the command line asks for that.
pub fn serve(mut words: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    if words.next()? != COMMAND {
        return None;
    }
    let mut number = |_| words.next()?.to_str()?.parse::<u64>().ok();
    let (Some(format), Some(bare), Some(memory), Some(cells), Some(seconds)) =
        (number(0), number(1), number(2), number(3), number(4))
    else {
        return Some(ExitCode::from(2));
    };
    let path = PathBuf::from(words.next()?);
    let format = match format {
        0 => Format::Xlsx,
        1 => Format::Xlsb,
        2 => Format::Ods,
        _ => Format::Xls,
    };
    limited(memory);
    let mut server = Server { out: io::stdout(), cells, seconds };
    Some(match server.serve(&path, Kind { format, bare: bare == 1 }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

/// Gives the number by which a format is named on the command line.
pub(super) fn format_number(format: Format) -> u64 {
    match format {
        Format::Xlsx => 0,
        Format::Xlsb => 1,
        Format::Ods => 2,
        _ => 3,
    }
}

/// Takes no more memory than that, and leaves no image behind.
#[cfg(target_os = "linux")]
fn limited(memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    let _ = setrlimit(Resource::As, most(memory));
    let _ = setrlimit(Resource::Core, most(0));
}

#[cfg(not(target_os = "linux"))]
fn limited(_: u64) {}

/// Takes no more of the processor for the next answer than so many seconds.
#[cfg(target_os = "linux")]
fn hurried(seconds: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let taken = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let most = taken.saturating_add(seconds).saturating_add(1);
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(most), maximum: None });
}

#[cfg(not(target_os = "linux"))]
fn hurried(_: u64) {}

struct Server {
    out: io::Stdout,
    cells: u64,
    seconds: u64,
}

impl Server {
    fn serve(&mut self, path: &Path, kind: Kind) -> io::Result<()> {
        hurried(self.seconds);
        let file = File::open(path)?;
        let mut opened = match Held::library(file, kind) {
            Ok(opened) => opened,
            Err(broken) => return self.broken(&broken),
        };
        for sheet in opened.work_sheets() {
            let mut pack = Pack::default();
            let head = opened.sheet_head(&sheet);
            pack.0.push(if head.1.is_some() { SHEET_BROKEN } else { SHEET });
            pack.head(&head.0);
            if let Some(broken) = &head.1 {
                pack.broken(broken);
            }
            self.send(&pack)?;
        }
        self.send(&Pack(vec![DONE]))?;
        let mut input = io::stdin().lock();
        loop {
            let mut ask = [0; 5];
            if input.read_exact(&mut ask).is_err() {
                return Ok(());
            }
            let length = u32::from_le_bytes([ask[1], ask[2], ask[3], ask[4]]);
            let mut name = String::new();
            (&mut input).take(u64::from(length)).read_to_string(&mut name)?;
            hurried(self.seconds);
            match ask[0] {
                ROWS => self.rows(&mut opened, &name)?,
                HIDDEN => self.hidden(&opened, (path, kind), &name)?,
                _ => self.merged(&mut opened, (path, kind), &name)?,
            }
        }
    }

    fn rows(&mut self, opened: &mut Opened, name: &str) -> io::Result<()> {
        let mut sink =
            Sending { pack: Pack(vec![ROWS]), out: io::stdout(), left: self.cells, most: self.cells, over: None };
        let read = opened.rows(name, &mut sink, &|_, _| {});
        let over = sink.over.take();
        sink.flush()?;
        match (read, over) {
            (_, Some(over)) => self.broken(&over),
            (Ok(()), None) => self.send(&Pack(vec![DONE])),
            (Err(rows::Stopped::Broken(broken)), None) => self.broken(&broken),
            // Nobody listens any more.
            (Err(rows::Stopped::Sink(_)), None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn hidden(&mut self, opened: &Opened, (path, kind): (&Path, Kind), name: &str) -> io::Result<()> {
        match guarded(|| Ok::<_, Broken>(opened.shape(path, kind, name))) {
            Err(broken) => self.broken(&broken),
            Ok(shape) => {
                let mut pack = Pack(vec![HIDDEN]);
                pack.number(shape.hidden.len() as u64);
                shape.hidden.into_iter().for_each(|row| pack.number(u64::from(row)));
                self.send(&pack)
            }
        }
    }

    fn merged(&mut self, opened: &mut Opened, (path, kind): (&Path, Kind), name: &str) -> io::Result<()> {
        match guarded(|| opened.merged(path, kind, name)) {
            Err(broken) => self.broken(&broken),
            Ok(areas) => {
                let mut pack = Pack(vec![MERGED]);
                pack.number(areas.len() as u64);
                for area in areas {
                    for edge in <[u32; 4]>::from(area) {
                        pack.number(u64::from(edge));
                    }
                }
                self.send(&pack)
            }
        }
    }

    fn broken(&mut self, broken: &Broken) -> io::Result<()> {
        let mut pack = Pack(vec![BROKEN]);
        pack.broken(broken);
        self.send(&pack)
    }

    fn send(&mut self, pack: &Pack) -> io::Result<()> {
        send(&self.out, &pack.0)
    }
}

fn send(out: &io::Stdout, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(|_| io::Error::other("a frame too long"))?;
    let mut out = out.lock();
    out.write_all(&length.to_le_bytes())?;
    out.write_all(frame)?;
    out.flush()
}

/// Sends rows in frames.
struct Sending {
    pack: Pack,
    out: io::Stdout,
    left: u64,
    most: u64,
    over: Option<Broken>,
}

impl Sending {
    fn flush(&mut self) -> io::Result<()> {
        if self.pack.0.len() > 1 {
            send(&self.out, &self.pack.0)?;
            self.pack.0.truncate(1);
        }
        Ok(())
    }
}

impl RowSink for Sending {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        let stop = || Failure::new(crate::model::Place::default(), ReadProblem::NoInput);
        match self.left.checked_sub(cells.len() as u64) {
            Some(left) => self.left = left,
            None => {
                self.over = Some(Broken::Over(Limit::Cells, self.most));
                return Err(stop());
            }
        }
        self.pack.row(row, cells);
        if self.pack.0.len() >= FRAME {
            self.flush().map_err(|_| stop())?;
        }
        Ok(())
    }
}

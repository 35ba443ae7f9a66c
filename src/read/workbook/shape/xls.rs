//! xls: the ROW records of a sheet ([MS-XLS] 2.4.221).

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::Shape;

/// The records that matter: where a sheet begins, a row, the beginning and the end of a part.
const BOUND_SHEET: u16 = 0x0085;
const ROW: u16 = 0x0208;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// The bit of a row that is hidden, by hand or by a filter.
const HIDDEN: u8 = 0x20;

/// Reads the hidden rows of the sheet at a place in the workbook's order.
pub(super) fn read(file: File, place: usize) -> io::Result<Shape> {
    let mut container = cfb::CompoundFile::open(BufReader::new(file))?;
    let name = if container.is_stream("Workbook") { "Workbook" } else { "Book" };
    let mut stream = BufReader::new(container.open_stream(name)?);
    let (mut data, mut starts) = (Vec::new(), Vec::new());
    loop {
        match next(&mut stream, &mut data)? {
            END => break,
            BOUND_SHEET => starts.extend(data.first_chunk().map(|start| u32::from_le_bytes(*start))),
            _ => {}
        }
    }
    let start = starts.get(place).ok_or(io::ErrorKind::NotFound)?;
    stream.seek(SeekFrom::Start(u64::from(*start)))?;
    let (mut depth, mut shape) = (0, Shape::default());
    loop {
        match next(&mut stream, &mut data)? {
            BEGIN => depth += 1,
            END if depth <= 1 => return Ok(shape),
            // The end of a chart within the sheet.
            END => depth -= 1,
            ROW if depth == 1 && data.get(12).is_some_and(|bits| bits & HIDDEN != 0) => {
                shape.hidden.push(u32::from(u16::from_le_bytes([data[0], data[1]])));
            }
            _ => {}
        }
    }
}

/// Reads a record and gives its kind.
fn next(stream: &mut impl Read, data: &mut Vec<u8>) -> io::Result<u16> {
    let mut head = [0; 4];
    stream.read_exact(&mut head)?;
    data.resize(usize::from(u16::from_le_bytes([head[2], head[3]])), 0);
    stream.read_exact(data)?;
    Ok(u16::from_le_bytes([head[0], head[1]]))
}

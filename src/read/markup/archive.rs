//! A web archive (MHTML), which some systems name `.xls`: the pages in it, taken out, are read as any other page.
//!
//! One level of parts is looked at, line by line: what is in memory is a line, and what is written is never longer than the file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempPath;

/// Bytes of a line, and lines of a part's head.
const LINE: u64 = 32 << 20;
const HEAD: usize = 200;

/// How the bytes of a part are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Plain,
    QuotedPrintable,
    Base64,
}

/// What the head of a part says.
#[derive(Debug, Default)]
struct Said {
    kind: String,
    written: String,
}

impl Said {
    /// Gives a parameter of the kind: `boundary="x"`.
    fn parameter(&self, name: &str) -> Option<&str> {
        // Lower case keeps every byte where it is, for what is ASCII.
        let lower = self.kind.to_ascii_lowercase();
        let at = lower.match_indices(name).map(|(at, _)| at).find(|&at| {
            let before = lower[..at].trim_end();
            before.ends_with(';') && lower[at + name.len()..].trim_start().starts_with('=')
        })?;
        let value = self.kind[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        match value.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => value.split([';', ' ', '\t']).next(),
        }
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.trim_start().get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
    }

    fn written(&self) -> Written {
        match self.written.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => Written::QuotedPrintable,
            "base64" => Written::Base64,
            _ => Written::Plain,
        }
    }
}

/// Takes the pages out of an archive, one behind the other, into a private temporary file; nothing where there is none.
pub(in crate::read) fn pages(file: &mut File) -> io::Result<Option<TempPath>> {
    file.seek(SeekFrom::Start(0))?;
    let mut lines = Lines { reader: BufReader::new(file), line: Vec::new() };
    let Some(said) = lines.head()? else { return Ok(None) };
    let mut out = tempfile::Builder::new().prefix("mingxi-").tempfile()?;
    let mut found = false;
    if said.is("text/html") {
        write_charset(&mut out, &said)?;
        lines.body(said.written(), None, &mut out)?;
        found = true;
    }
    let boundary = said.parameter("boundary").filter(|_| said.is("multipart/")).map(|text| format!("--{text}"));
    if let Some(boundary) = boundary {
        let mut on = lines.body(Written::Plain, Some(boundary.as_bytes()), &mut io::sink())?;
        while on {
            let Some(said) = lines.head()? else { break };
            on = if said.is("text/html") {
                write_charset(&mut out, &said)?;
                found = true;
                lines.body(said.written(), Some(boundary.as_bytes()), &mut out)?
            } else {
                lines.body(Written::Plain, Some(boundary.as_bytes()), &mut io::sink())?
            };
        }
    }
    Ok(found.then(|| out.into_temp_path()))
}

/// Begins a page with the encoding that its head names, in the words of a page.
fn write_charset(out: &mut impl Write, said: &Said) -> io::Result<()> {
    let charset = said
        .parameter("charset")
        .filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    match charset {
        Some(name) => writeln!(out, "<html><meta charset=\"{name}\">"),
        None => writeln!(out, "<html>"),
    }
}

struct Lines<'f> {
    reader: BufReader<&'f mut File>,
    line: Vec<u8>,
}

impl Lines<'_> {
    /// Reads the next line; says whether there is one.
    fn next(&mut self) -> io::Result<bool> {
        self.line.clear();
        (&mut self.reader).take(LINE).read_until(b'\n', &mut self.line)?;
        Ok(!self.line.is_empty())
    }

    /// Reads the head of a part, to the blank line below it.
    fn head(&mut self) -> io::Result<Option<Said>> {
        let mut said = Said::default();
        let mut field: Option<bool> = None;
        for _ in 0..HEAD {
            if !self.next()? {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&self.line).trim_end().to_owned();
            if line.is_empty() {
                return Ok(Some(said));
            }
            // A line that begins with a blank goes on with the one above.
            if !line.starts_with([' ', '\t']) {
                let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
                field = match name.as_str() {
                    "content-type" => Some(true),
                    "content-transfer-encoding" => Some(false),
                    _ => None,
                };
            }
            let value = if line.starts_with([' ', '\t']) {
                &line[..]
            } else {
                line.split_once(':').map_or("", |(_, value)| value)
            };
            match field {
                Some(true) => said.kind.push_str(value.trim_start_matches('\t')),
                Some(false) => said.written.push_str(value),
                None => {}
            }
        }
        Ok(None)
    }

    /// Writes what stands up to the next boundary, or the end; says whether another part follows.
    fn body(&mut self, written: Written, boundary: Option<&[u8]>, out: &mut impl Write) -> io::Result<bool> {
        let mut left = Vec::new();
        while self.next()? {
            if let Some(rest) = boundary.and_then(|boundary| self.line.strip_prefix(boundary)) {
                return Ok(!rest.starts_with(b"--"));
            }
            match written {
                Written::Plain => out.write_all(&self.line)?,
                Written::QuotedPrintable => out.write_all(&quoted_printable(&self.line))?,
                Written::Base64 => {
                    left.extend(self.line.iter().filter(|byte| !byte.is_ascii_whitespace()));
                    let whole = left.len() / 4 * 4;
                    let bytes = STANDARD
                        .decode(&left[..whole])
                        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
                    out.write_all(&bytes)?;
                    left.drain(..whole);
                }
            }
        }
        Ok(false)
    }
}

/// Gives the bytes of a line in which `=E4` is a byte, and a `=` at the end joins it to the next (RFC 2045, 6.7).
fn quoted_printable(line: &[u8]) -> Vec<u8> {
    let end = line.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    let (text, soft) = match line[..end].strip_suffix(b"=") {
        Some(text) => (text, true),
        None => (&line[..end], false),
    };
    let mut bytes = Vec::with_capacity(line.len());
    let mut at = 0;
    while at < text.len() {
        let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (text[at], digit(at + 1), digit(at + 2)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    if !soft {
        bytes.push(b'\n');
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(archive: &str) -> Option<String> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(archive.as_bytes()).unwrap();
        pages(&mut file).unwrap().map(|path| std::fs::read_to_string(path).unwrap())
    }

    #[test]
    fn pages_are_taken_out_of_their_parts_however_they_are_written() {
        let archive = "From: <Saved by ERP>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
            \tboundary=\"----=_Next\"\r\n\r\nThis is a web archive.\r\n\r\n------=_Next\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td class=3Dx>=BF=CD=BB=A7</td>=\r\n<td>1 =\r\n2</td>\r\n------=_Next\r\n\
            Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_Next\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nPHRhYmxl\r\nPjwvdGFi\r\nbGU+\r\n------=_Next--\r\n<p>after</p>\r\n";
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(archive.as_bytes()).unwrap();
        let bytes = std::fs::read(pages(&mut file).unwrap().unwrap()).unwrap();
        let expected: &[u8] = b"<html><meta charset=\"gb2312\">\n<table><tr><td class=x>\xBF\xCD\xBB\xA7</td><td>1 2</td>\n<html>\n<table></table>";
        assert_eq!(bytes, expected);
    }

    #[test]
    fn what_is_no_archive_has_no_pages() {
        assert_eq!(taken("MIME-Version: 1.0\r\n"), None);
        assert_eq!(taken("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n<table>"), None);
        let html = "MIME-Version: 1.0\nContent-Type: text/html\n\n<table></table>";
        assert_eq!(taken(html).as_deref(), Some("<html>\n<table></table>"));
        assert_eq!(taken("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"\"\n\nx\n--\nno"), None);
    }
}

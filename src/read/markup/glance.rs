//! Whether a long file holds one table and no more, without cutting it all into tags.
//!
//! Once a table's first rows are known, nothing but another table, or a missing end, could change what opening says. Both show in the
//! bytes: if the name stands in as many start tags as were read, there is none further. What looks so in a comment only makes
//! the file be read to its end as any other.

use std::io::{self, Read};

/// Bytes read at a time, and bytes kept before them, in which a name with its prefix begins.
const STEP: usize = 1 << 18;
const KEPT: usize = 64;

/// How often an element begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags {
    pub starts: u64,
    pub ends: u64,
}

/// Counts the tags of elements, each by its name in lower case with the letter in it that is rarest in texts.
pub(super) fn count<const N: usize>(mut reader: impl Read, names: [(&[u8], u8); N]) -> io::Result<[Tags; N]> {
    let mut tags = [Tags::default(); N];
    let mut bytes: Vec<u8> = Vec::with_capacity(STEP + 2 * KEPT);
    let mut from = 0;
    loop {
        let before = bytes.len();
        reader.by_ref().take(STEP as u64).read_to_end(&mut bytes)?;
        let ended = bytes.len() == before;
        // A name at the end may go on in the next step.
        let to = if ended { bytes.len() } else { bytes.len().saturating_sub(KEPT).max(from) };
        for ((name, rare), tags) in names.iter().zip(&mut tags) {
            let offset = name.iter().position(|byte| byte == rare).unwrap_or(0);
            for at in memchr::memchr2_iter(*rare, rare.to_ascii_uppercase(), &bytes[from..to]) {
                let Some(start) = (from + at).checked_sub(offset) else { continue };
                match tag(&bytes, start, name) {
                    Some(true) => tags.ends += 1,
                    Some(false) => tags.starts += 1,
                    None => {}
                }
            }
        }
        if ended {
            return Ok(tags);
        }
        let kept = to.saturating_sub(KEPT);
        bytes.drain(..kept);
        from = to - kept;
    }
}

/// Tells a tag of that name whose name begins there, and whether it is an end tag.
fn tag(bytes: &[u8], start: usize, name: &[u8]) -> Option<bool> {
    let end = start + name.len();
    if !bytes.get(start..end)?.eq_ignore_ascii_case(name) {
        return None;
    }
    if bytes.get(end).is_some_and(|next| !next.is_ascii_whitespace() && !b"/>".contains(next)) {
        return None;
    }
    // A namespace may stand before.
    let before = bytes[..start].iter().rposition(|byte| !byte.is_ascii_alphanumeric() && *byte != b':')?;
    match bytes[before] {
        b'<' => Some(false),
        b'/' if before > 0 && bytes[before - 1] == b'<' => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Trickle<'t>(&'t [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(into.len()).min(7);
            into[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn tags_are_counted_wherever_they_lie() {
        let page = "<TABLE border=1><tr><td>table tables <tablet> <b>Bob</b></td></tr></Table\n><table>< table></x:table><!-- <table> -->";
        let tables = Tags { starts: 3, ends: 2 };
        assert_eq!(count(page.as_bytes(), [(b"table", b'b'), (b"body", b'y')]).unwrap(), [tables, Tags::default()]);
        assert_eq!(count(Trickle(page.as_bytes()), [(b"table", b'b')]).unwrap(), [tables]);
        let mut long = vec![b' '; STEP * 2 + 100];
        for at in [0, STEP - 9, STEP - KEPT - 3, STEP - 1, 2 * STEP - 70, 2 * STEP + 90] {
            long[at..at + 7].copy_from_slice(b"<Table>");
        }
        assert_eq!(count(long.as_slice(), [(b"table", b'b')]).unwrap(), [Tags { starts: 6, ends: 0 }]);
    }
}

//! XML of the plain kind: tags, values and texts; no comment, no section, no entity of its own.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::Irregular;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// The name, what stands behind it, and whether the element is empty.
    Start(&'t str, &'t str, bool),
    End(&'t str),
    Text(&'t str),
}

/// Walks through a text.
pub(super) struct Pieces<'t>(pub &'t str);

impl<'t> Pieces<'t> {
    /// Begins with the root element, which must have that name.
    pub fn of(text: &'t str, root: &str) -> Result<Pieces<'t>, Irregular> {
        let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii_start();
        if let Some(declaration) = rest.strip_prefix("<?xml") {
            let (declaration, behind) = declaration.split_once("?>").ok_or(Irregular)?;
            let lower = declaration.to_ascii_lowercase();
            if lower.contains("encoding") && !lower.contains("\"utf-8\"") && !lower.contains("'utf-8'") {
                return Err(Irregular);
            }
            rest = behind.trim_ascii_start();
        }
        let mut pieces = Pieces(rest);
        match pieces.next()? {
            Some(Piece::Start(name, ..)) if name == root => Ok(pieces),
            _ => Err(Irregular),
        }
    }

    /// Gives the next piece.
    pub fn next(&mut self) -> Result<Option<Piece<'t>>, Irregular> {
        let Some(inner) = self.0.strip_prefix('<') else {
            if self.0.is_empty() {
                return Ok(None);
            }
            let end = memchr(b'<', self.0.as_bytes()).unwrap_or(self.0.len());
            let (text, rest) = self.0.split_at(end);
            self.0 = rest;
            return Ok(Some(Piece::Text(text)));
        };
        if inner.starts_with(['!', '?']) {
            return Err(Irregular);
        }
        let end = tag_end(inner.as_bytes()).ok_or(Irregular)?;
        let (tag, rest) = (&inner[..end], &inner[end + 1..]);
        if memchr(b'<', tag.as_bytes()).is_some() {
            return Err(Irregular);
        }
        self.0 = rest;
        if let Some(name) = tag.strip_prefix('/') {
            return Ok(Some(Piece::End(name.trim_ascii_end())));
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        Ok(Some(Piece::Start(name, &tag[name.len()..], empty)))
    }
}

/// Gives the place of the `>` that ends a tag, outside its quoted values.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        match bytes[found] {
            b'>' => return Some(found),
            quote => at = found + 2 + memchr(quote, &bytes[found + 1..])?,
        }
    }
}

/// Gives the value of an attribute, decoded.
pub(super) fn attribute<'t>(attributes: &'t str, wanted: &str) -> Result<Option<Cow<'t, str>>, Irregular> {
    let mut rest = attributes.trim_ascii_start();
    while !rest.is_empty() {
        let (name, behind) = rest.split_once('=').ok_or(Irregular)?;
        let behind = behind.trim_ascii_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\'')).ok_or(Irregular)?;
        let (value, behind) = behind[1..].split_once(quote).ok_or(Irregular)?;
        let name = name.trim_ascii_end();
        if name.is_empty() || name.contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !":_-.".contains(c))
        {
            return Err(Irregular);
        }
        if name == wanted {
            if value.contains(['\r', '\n', '\t']) {
                return Err(Irregular);
            }
            return decoded(value).map(Some);
        }
        rest = behind.trim_ascii_start();
    }
    Ok(None)
}

/// Replaces references by the characters that they stand for.
pub(super) fn decoded(text: &str) -> Result<Cow<'_, str>, Irregular> {
    match memchr2(b'&', b'\r', text.as_bytes()) {
        None => return Ok(Cow::Borrowed(text)),
        Some(at) if text.as_bytes()[at] == b'\r' || text.contains('\r') => return Err(Irregular),
        Some(_) => {}
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        whole.push_str(before);
        let (reference, behind) = behind.split_once(';').ok_or(Irregular)?;
        whole.push(character(reference).ok_or(Irregular)?);
        rest = behind;
    }
    whole.push_str(rest);
    Ok(Cow::Owned(whole))
}

fn character(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = reference.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number).filter(|&c| c != '\0')?
        }
    })
}

/// Says whether a text holds characters in the way of `_x000D_`, by which Excel writes what XML cannot.
pub(super) fn is_escaped(text: &str) -> bool {
    let escape =
        |bytes: &[u8]| bytes[..2] == *b"_x" && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit);
    memchr(b'_', text.as_bytes()).is_some() && text.as_bytes().windows(7).any(escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_values_and_texts_are_told_apart() {
        let mut pieces =
            Pieces::of("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x='1>2'>t<b/></a >", "a").unwrap();
        assert_eq!(pieces.next(), Ok(Some(Piece::Text("t"))));
        assert_eq!(pieces.next(), Ok(Some(Piece::Start("b", "", true))));
        assert_eq!(pieces.next(), Ok(Some(Piece::End("a"))));
        assert_eq!(pieces.next(), Ok(None));
        for irregular in ["<x:a/>", "<!-- --><a/>", "<?xml encoding=\"GBK\"?><a/>", "<a", "", "<a <b/>"] {
            assert!(Pieces::of(irregular, "a").is_err(), "{irregular}");
        }
    }

    #[test]
    fn references_stand_for_characters_and_unknown_ones_are_irregular() {
        assert_eq!(decoded("a &amp;&lt;b&gt; &#27973;&#x6C5F;").unwrap(), "a &<b> 浅江");
        assert!(decoded("&nbsp;").is_err() && decoded("a & b").is_err() && decoded("a\rb").is_err());
        assert_eq!(attribute(r#" r="A1" s = '2&quot;'"#, "s").unwrap().unwrap(), "2\"");
        assert_eq!(attribute(r#" r="A1""#, "t"), Ok(None));
        assert!(is_escaped("a_x000D_b") && !is_escaped("a_xyz_b") && !is_escaped("_x00"));
    }
}

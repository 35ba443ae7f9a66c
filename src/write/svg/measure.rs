//! How wide text is, without a font: Chinese characters one em, Latin ones by a table of the common sans-serif widths.
//!
//! Labels are placed, cut and staggered by these widths, the same on every machine.

use unicode_width::UnicodeWidthChar;

/// Widths of the characters from space to `~`, in thousandths of an em, as Helvetica and Arial have them.
const LATIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Gives a character's width, in thousandths of an em.
fn thousandths(c: char) -> u64 {
    let width = match c {
        // A little wider than Helvetica, so that labels fit in the other fonts of the page too.
        'A'..='Z' | 'a'..='z' => LATIN[c as usize - 32] * 26 / 25,
        ' '..='~' => LATIN[c as usize - 32],
        '\u{2212}' => 584,
        '\u{2026}' | '\u{2190}'..='\u{21ff}' => 1000,
        _ => match c.width() {
            Some(2) => 1000,
            Some(0) | None => 0,
            _ => 600,
        },
    };
    u64::from(width)
}

/// Gives the width in pixels at a font size; bold Latin text is 6 % wider.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    pixels(text.chars().map(thousandths).sum(), size, bold)
}

fn pixels(thousandths: u64, size: f64, bold: bool) -> f64 {
    let stretch = if bold { 1.06 } else { 1.0 };
    thousandths as f64 / 1000.0 * size * stretch
}

/// Cuts a name in the middle so that it fits; names differ more at their ends than in the middle.
pub fn cut(text: &str, room: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    // What stands before each place, so that no length that is tried is measured anew: names may be very long.
    let mut before = vec![0];
    // Where the text before a place ends, and where the one from a place on begins, without the spaces there.
    let (mut ends, mut starts) = (vec![0], vec![chars.len(); chars.len() + 1]);
    for (at, &c) in chars.iter().enumerate() {
        before.push(before[at] + thousandths(c));
        ends.push(if c.is_whitespace() { ends[at] } else { at + 1 });
    }
    for (at, c) in chars.iter().enumerate().rev() {
        starts[at] = if c.is_whitespace() { starts[at + 1] } else { at };
    }
    for keep in (2..chars.len()).rev() {
        let head = (keep * 6).div_ceil(10);
        let (end, start) = (ends[head], starts[chars.len() - (keep - head)]);
        let both = before[end] + thousandths('…') + before[chars.len()] - before[start];
        if pixels(both, size, bold) <= room {
            return chars[..end].iter().chain(&['…']).chain(&chars[start..]).collect();
        }
    }
    "…".to_owned()
}

/// Breaks a sentence into lines that fit: at spaces, after punctuation, and between Chinese characters.
pub fn lines(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.len() - 1;
        let joined = format!("{}{piece}", lines[last]);
        if lines[last].is_empty() || width(joined.trim_end(), size, bold) <= room {
            lines[last] = joined;
        } else {
            lines.push(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The smallest parts between which a line may break; closing punctuation stays with what stands before it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = true;
    for c in text.chars() {
        let wide = c.width() == Some(2);
        let closing = "，。；：、！？）》」』％·".contains(c);
        match pieces.last_mut() {
            Some(last) if closing || !(open || wide) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = c == ' ' || (wide && !"（《「『".contains(c));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_chinese_characters_as_one_em() {
        assert_eq!(width("收入", 12.0, false), 24.0);
        assert!((width("100", 10.0, false) - 16.68).abs() < 1e-9);
    }

    #[test]
    fn cuts_long_names_in_the_middle_and_leaves_short_ones() {
        assert_eq!(cut("Vida Sport, Ltd", 200.0, 12.0, false), "Vida Sport, Ltd");
        let short = cut("Scandinavian Gift Ideas and Collectables Holding", 120.0, 12.0, false);
        assert!(short.starts_with("Scand") && short.ends_with("ng") && short.contains('…'), "{short}");
        assert!(width(&short, 12.0, false) <= 120.0);
        assert_eq!(cut("anything", 1.0, 12.0, false), "…");
        // Spaces at the cut go: six tenths of what is kept stand before it.
        assert_eq!(cut("abc    xyzxyz    jkl", 50.0, 12.0, false), "abc…jkl");
    }

    #[test]
    fn a_name_of_a_million_characters_is_cut_like_any_other() {
        let name = format!("Nord{}Werk", "汉".repeat(1_000_000));
        // Twenty characters of 12 pixels in 240: four letters narrower than that, the sign of the cut as wide.
        let short = cut(&name, 240.0, 12.0, false);
        assert!(short.starts_with("Nord汉") && short.ends_with("汉Werk"), "{short}");
        let (count, px) = (short.chars().count(), width(&short, 12.0, false));
        assert!((22..=26).contains(&count) && px <= 240.0 && px > 227.0, "{count} characters, {px} pixels");
    }

    #[test]
    fn breaks_lines_between_words_and_never_before_punctuation() {
        assert_eq!(lines("one two three", 40.0, 12.0, false), ["one", "two", "three"]);
        let zh = lines("收入增长，客户减少。", 60.0, 12.0, false);
        assert!(zh.iter().all(|line| !line.starts_with(['，', '。'])), "{zh:?}");
        assert_eq!(zh.concat(), "收入增长，客户减少。");
    }
}

//! A table that a page has in several parts, one for each page of paper: the parts are one table.
//!
//! A part either begins with the header of the first, or has none and figures where the first has figures. Parts that the page names
//! are told apart by it, and stay tables of their own. Small tables between, such as a title or a page's number, do not part
//! the others.

use super::gather::Head;
use crate::read::OwnedCell;

/// Rows at the beginning of a part among which its header stands, below titles.
const ABOVE: usize = 6;

/// Rows of a part that are looked at.
const LOOKED_AT: usize = 40;

/// The most rows of a table between two parts.
const BETWEEN: u64 = 3;

/// Gathers the filled tables, by their numbers, so that those of one group are parts of one table.
pub(super) fn parts(heads: &[Head]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for number in (0..heads.len()).filter(|&number| heads[number].count > 0) {
        let head = &heads[number];
        if let Some(group) = open.filter(|&group| is_part(&heads[groups[group][0]], head)) {
            groups[group].push(number);
            continue;
        }
        if open.is_none() || head.count > BETWEEN {
            open = Some(groups.len());
        }
        groups.push(vec![number]);
    }
    groups
}

fn is_part(first: &Head, more: &Head) -> bool {
    if more.name.is_some() && more.name != first.name {
        return false;
    }
    let Some(header) = header(first) else { return false };
    let top = |head: &Head| head.rows.len().min(ABOVE);
    let again = more.rows[..top(more)].iter().any(|(_, cells)| *cells == first.rows[header].1);
    again || goes_on(&first.rows[header + 1..], &more.rows)
}

/// Gives the place of the row that can be a header: texts alone, at least two, above a row with a figure.
fn header(head: &Head) -> Option<usize> {
    let rows = &head.rows[..head.rows.len().min(ABOVE + 1)];
    let figures = |cells: &[OwnedCell]| cells.iter().any(is_figure);
    (0..rows.len().saturating_sub(1)).find(|&at| {
        let filled = rows[at].1.iter().filter(|cell| **cell != OwnedCell::Empty).count();
        filled >= 2 && !figures(&rows[at].1) && figures(&rows[at + 1].1)
    })
}

/// Says whether rows have as many columns as those before, and figures where those have nothing else.
fn goes_on(before: &[(u32, Vec<OwnedCell>)], more: &[(u32, Vec<OwnedCell>)]) -> bool {
    let width = |rows: &[(u32, Vec<OwnedCell>)]| rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let (before, more) = (&before[..before.len().min(LOOKED_AT)], &more[..more.len().min(LOOKED_AT)]);
    if width(before) < 3 || width(before) != width(more) {
        return false;
    }
    let filled = |rows: &[(u32, Vec<OwnedCell>)], column: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
        cells.filter(|cell| **cell != OwnedCell::Empty).map(is_figure).collect::<Vec<bool>>()
    };
    let columns = (0..width(before)).map(|column| (filled(before, column), filled(more, column)));
    let (mut figures, mut same) = (0, true);
    for (ours, theirs) in columns {
        if !ours.is_empty() && ours.iter().all(|figure| *figure) {
            figures += 1;
            same &= !theirs.is_empty() && theirs.iter().all(|figure| *figure);
        }
    }
    same && figures >= 2
}

/// Says whether a cell is a number, a day, or a text that begins as one.
fn is_figure(cell: &OwnedCell) -> bool {
    match cell {
        OwnedCell::Text(text) => {
            let text = text.trim_start_matches(|c: char| "-+(¥￥$€£".contains(c) || c.is_whitespace());
            text.starts_with(|c: char| c.is_ascii_digit())
        }
        OwnedCell::Number(_) | OwnedCell::Serial(_) | OwnedCell::Iso(_) | OwnedCell::Duration(_) => true,
        _ => false,
    }
}

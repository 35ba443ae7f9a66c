//! A report for a terminal: the finding, the tables, what qualifies them, then the lines that account for every row.
//!
//! Everything is ASCII, Han or full-width but for the blocks of bars and sparklines, which stand in the last column only, with
//! room for twice their width: a terminal that draws them double breaks no column. Colour says nothing that words and signs do
//! not.

mod bars;
mod paint;
mod pivot;
mod table;
mod wrap;

pub use wrap::wrap;

use self::paint::{Paint, Style};
use super::safe;
use crate::report::{Block, Report, Table, TableRole, Text};

/// What the reader's terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// The terminal's width; nothing into a pipe, where names stay whole and tables in one piece.
    pub width: Option<usize>,
    pub color: bool,
    /// Bars and sparklines of ASCII characters.
    pub ascii: bool,
}

impl TextStyle {
    /// How wide sentences run.
    fn sentence(self) -> usize {
        self.width.unwrap_or(80).clamp(20, 80)
    }
}

/// Lays a report out.
pub fn text(report: &Report, style: &TextStyle) -> String {
    let mut page = Page { out: String::new(), style: *style, paint: Paint { on: style.color }, below_table: false };
    if let Some(alert) = &report.alert {
        page.sentence(alert);
        page.gap();
    }
    page.verdict(&report.verdict);
    if !report.numbered {
        report.findings.iter().for_each(|finding| page.sentence(finding));
    }
    for (at, section) in report.sections.iter().enumerate() {
        let shown: Vec<&Block> = section.blocks.iter().filter(|block| shows(report, block)).collect();
        if at > 0 && !shown.is_empty() && report.command != "report" {
            page.gap();
            page.sentence(&Text::plain(section.finding.clone()));
        }
        if report.command != "report" {
            section.lead.iter().for_each(|lead| page.sentence(lead));
        }
        for block in shown {
            match block {
                Block::Table(table) => page.table(table, report),
                Block::Note(note) => page.note(note),
                Block::Chart(_) => {}
            }
        }
    }
    if report.numbered && !report.findings.is_empty() {
        page.gap();
        for (at, finding) in report.findings.iter().enumerate() {
            page.numbered(at + 1, finding);
        }
    }
    if !report.notices.is_empty() {
        page.gap();
        report.notices.iter().for_each(|notice| page.sentence(notice));
    }
    page.out
}

/// Lays out the three lines that close a report on stdout.
pub fn account(report: &Report, style: &TextStyle) -> String {
    let paint = Paint { on: style.color };
    let lines = table::headless(&report.account, report.decimals, report.lang);
    lines.iter().map(|line| paint.apply(Style::Dim, line) + "\n").collect()
}

/// Says whether a block stands in the text: a report for people who have the page shows its key figures only.
pub(super) fn shows(report: &Report, block: &Block) -> bool {
    match block {
        Block::Chart(_) => false,
        Block::Note(_) => report.command != "report",
        Block::Table(table) if report.command == "report" => table.role == TableRole::Primary,
        Block::Table(table) => !matches!(table.role, TableRole::ChartData | TableRole::Form),
    }
}

/// The page so far.
struct Page {
    out: String,
    style: TextStyle,
    paint: Paint,
    /// Whether the last line is a table's.
    below_table: bool,
}

impl Page {
    /// Leaves an empty line, unless the page begins here or one is there.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn line(&mut self, style: Style, line: &str) {
        self.out.push_str(&self.paint.apply(style, line));
        self.out.push('\n');
    }

    fn verdict(&mut self, verdict: &Text) {
        let text = verdict.to_string();
        let first = first_sentence(&text);
        let mut left = first;
        for line in wrapped(&text, self.style.sentence()) {
            // Wrapping drops the space at a line's end, so what is left is measured without spaces.
            let length = line.chars().filter(|c| !c.is_whitespace()).count();
            let strong: String = if left >= length {
                line.clone()
            } else {
                let mut seen = 0;
                line.chars()
                    .take_while(|c| {
                        seen += usize::from(!c.is_whitespace());
                        seen <= left
                    })
                    .collect()
            };
            let strong = strong.trim_end();
            self.out.push_str(&self.paint.apply(Style::Bold, strong));
            self.out.push_str(&line[strong.len()..]);
            self.out.push('\n');
            left = left.saturating_sub(length);
        }
    }

    fn sentence(&mut self, text: &Text) {
        for line in wrapped(&text.to_string(), self.style.sentence()) {
            self.line(Style::Plain, &line);
        }
        self.below_table = false;
    }

    /// Prints a note: below a table it follows at once, between sentences too.
    fn note(&mut self, text: &Text) {
        if self.below_table && !text.to_string().starts_with('*') {
            self.gap();
        }
        self.sentence(text);
    }

    fn numbered(&mut self, number: usize, text: &Text) {
        let head = format!("{number}  ");
        let mut lead = head.clone();
        for line in text.to_string().lines() {
            // A line that is set in stays so where it goes on.
            let words = line.trim_start_matches(' ');
            let inset = line.len() - words.len();
            for line in wrapped(words, self.style.sentence() - head.len() - inset) {
                self.line(Style::Plain, &format!("{lead}{}{line}", " ".repeat(inset)));
                lead = " ".repeat(head.len());
            }
        }
    }

    fn table(&mut self, table: &Table, report: &Report) {
        self.gap();
        if !table.finding.is_empty() && report.command != "report" {
            self.sentence(&Text::plain(table.finding.clone()));
        }
        let (lines, left) = match table.role {
            TableRole::Pivot(shape) => pivot::lines(table, shape, report.decimals, report.lang, &self.style),
            _ => (table::lines(table, report.decimals, report.lang, &self.style), None),
        };
        for line in lines {
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.below_table = true;
        left.iter().for_each(|left| self.note(&Text::plain(left.as_str())));
        for note in &table.notes {
            self.note(note);
        }
    }
}

/// Wraps each line of a text that comes from wording and data; a line that is set in stays so where it goes on.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let line = |line: &str| {
        let words = line.trim_start_matches(' ');
        let inset = &line[..line.len() - words.len()];
        let lines = wrap(&safe(words), width - inset.len().min(width / 2));
        lines.into_iter().map(|line| format!("{inset}{line}")).collect::<Vec<String>>()
    };
    text.lines().flat_map(line).collect()
}

/// Gives the length of the first sentence, in characters that are not white space.
fn first_sentence(text: &str) -> usize {
    let mut seen = 0;
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            return seen;
        }
        seen += usize::from(!c.is_whitespace());
        let ends = c == '。'
            || (c == '.'
                && (previous.is_alphanumeric() || matches!(previous, '%' | ')'))
                && chars.peek().is_none_or(|&next| next.is_whitespace()));
        if ends {
            let rest: String = chars.clone().collect();
            let next = rest.trim_start().chars().next();
            let abbreviation = ends_with_abbreviation(text, seen);
            if c == '。' || (!abbreviation && next.is_none_or(|n| n.is_uppercase() || n.is_numeric() || n == '"')) {
                return seen;
            }
        }
        previous = c;
    }
    seen
}

/// Says whether the text, after so many visible characters, ends with an abbreviation of a company's form.
fn ends_with_abbreviation(text: &str, visible: usize) -> bool {
    let mut left = visible;
    let head: String = text
        .chars()
        .take_while(|c| {
            let go = left > 0;
            left -= usize::from(go && !c.is_whitespace());
            go
        })
        .collect();
    ["Co.", "Ltd.", "Inc.", "Corp.", "No.", "St.", "Mr.", "Mrs.", "Dr."].iter().any(|end| {
        head.ends_with(end) && head[..head.len() - end.len()].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_neither_at_a_decimal_nor_at_a_company() {
        let first = |text: &str| {
            let length = first_sentence(text);
            text.chars().filter(|c| !c.is_whitespace()).take(length).collect::<String>()
        };
        assert_eq!(first("Revenue rose by 905,378.65 (+81.6%). A broad rise."), "Revenueroseby905,378.65(+81.6%).");
        assert_eq!(first("It had 5.9%. The line is 20%."), "Ithad5.9%.");
        assert_eq!(first("AV Stores, Co. Fell by 3. None rose."), "AVStores,Co.Fellby3.");
        assert_eq!(first("收入 5.5。增加。"), "收入5.5。");
        assert_eq!(first("No end"), "Noend");
    }
}

//! A worksheet being filled: its page setup, head, headings and sentences.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Url, Worksheet, XlsxError};

use super::long::Long;
use super::look::{GAIN_INK, INK, INK2, LOSS_INK, Look, Size};
use crate::report::words::book::Words;
use crate::report::{Text, Tone};

/// What all sheets share.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub look: Look,
    pub words: &'static Words,
    /// What the footer says at the left: period and company.
    pub footer: &'a str,
    /// The name of the summary sheet, to which all others lead back.
    pub summary: &'a str,
    /// Registers of so many rows are written beside the library.
    pub long: usize,
}

/// One sheet.
pub struct Sheet<'a> {
    pub ws: Worksheet,
    pub name: String,
    pub setting: Setting<'a>,
    widths: Vec<u32>,
    heights: BTreeMap<u32, f64>,
    /// The rows at which a page may begin: the first ones of charts and tables.
    blocks: Vec<u32>,
    /// Tables that a formula can name: the table's id and its cells with the headings.
    pub named: Vec<(&'static str, (u32, u16), (u32, u16))>,
    /// The register whose rows the sheet lacks until it is packed.
    pub long: Option<Long<'a>>,
}

/// The usual height of a row, in points.
const ROW: f64 = 16.5;

/// The pixels of columns that landscape A4 holds between the margins at full size. Excel has a third more room; programs
/// without Calibri lay the same columns out that much wider, and nothing may be cut there either.
pub const PAGE: u32 = 765;

/// Gives the print scale, in percent, at which so many pixels of columns fit one page.
pub fn scale(pixels: u32) -> u16 {
    (PAGE * 100 / pixels.max(1)).clamp(36, 78) as u16
}

/// The width of a column that nobody set, in pixels.
const USUAL: u32 = 64;

impl<'a> Sheet<'a> {
    /// Starts an empty sheet on landscape A4, one page wide, rows of 16.5 points.
    pub fn new(ws: Worksheet, name: &str, setting: Setting<'a>, tab: u32) -> Result<Sheet<'a>, XlsxError> {
        let mut sheet = Sheet {
            ws,
            name: name.to_owned(),
            setting,
            widths: Vec::new(),
            heights: BTreeMap::new(),
            blocks: Vec::new(),
            named: Vec::new(),
            long: None,
        };
        let ws = &mut sheet.ws;
        ws.set_name(name)?.set_tab_color(tab).set_screen_gridlines(false).set_landscape().set_paper_size(9);
        ws.set_margins(0.45, 0.45, 0.5, 0.6, 0.3, 0.3).set_print_fit_to_pages(1, 0).set_default_row_height(ROW);
        let tone = "&8&K6B7580";
        let (footer, name) = (escaped(setting.footer), escaped(name));
        let page = setting.words.page;
        ws.set_footer(format!("&L{tone}{footer}&C{tone}{name}&R{tone}{page}"));
        Ok(sheet)
    }

    /// Gives the sheet's look.
    pub fn look(&self) -> Look {
        self.setting.look
    }

    /// Sets the widths of columns from the first, in pixels.
    pub fn widths(&mut self, widths: &[u32]) -> Result<(), XlsxError> {
        let body = self.look().text(Size::Body);
        for (at, &width) in widths.iter().enumerate() {
            self.ws.set_column_width_pixels(at as u16, width)?.set_column_format(at as u16, &body)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Sets a row's height, in points.
    pub fn height(&mut self, row: u32, points: f64) -> Result<(), XlsxError> {
        self.heights.insert(row, points);
        self.ws.set_row_height(row, points)?;
        Ok(())
    }

    /// Gives the height that a row was set to, in points.
    pub fn row_height(&self, row: u32) -> Option<f64> {
        self.heights.get(&row).copied()
    }

    /// Remembers that a page may begin at a row.
    pub fn block(&mut self, row: u32) {
        self.blocks.push(row);
    }

    /// Sets scale and page breaks so that columns up to `last_column` fit one page and blocks are not cut, where they fit one.
    ///
    /// Excel ignores breaks under “fit to width”, so the scale is worked out here.
    pub fn paginate(&mut self, last_row: u32, last_column: u16) -> Result<(), XlsxError> {
        // A4 landscape between the margins: 10.79 by 7.17 inches.
        let page_height = 7.17 * 72.0;
        let scale = f64::from(scale(self.left(last_column + 1))) / 100.0;
        let page = page_height / scale * 0.97;
        let height = |row: u32| self.heights.get(&row).copied().unwrap_or(ROW);
        let mut ends = self.blocks.clone();
        ends.sort_unstable();
        ends.dedup();
        ends.push(last_row + 1);
        let mut used: f64 = (0..ends[0]).map(height).sum();
        let mut breaks = Vec::new();
        for pair in ends.windows(2) {
            let block: f64 = (pair[0]..pair[1]).map(height).sum();
            // The empty row below a block may fall off the page.
            if used + block - ROW > page && used > 0.0 {
                breaks.push(pair[0]);
                used = 0.0;
            }
            used = if block > page { block % page } else { used + block };
        }
        breaks.retain(|&row| row > 0);
        self.ws.set_print_scale((scale * 100.0).round() as u16).set_page_breaks(&breaks)?;
        self.ws.set_print_area(0, 0, last_row, last_column)?;
        Ok(())
    }

    /// Gives a column's width, in pixels.
    pub fn width(&self, column: u16) -> u32 {
        self.widths.get(usize::from(column)).copied().unwrap_or(USUAL)
    }

    /// Gives where a column begins, in pixels.
    pub fn left(&self, column: u16) -> u32 {
        (0..usize::from(column)).map(|at| self.widths.get(at).copied().unwrap_or(USUAL)).sum()
    }

    /// Gives the first column that begins at or after so many pixels.
    pub fn column_at(&self, pixels: u32) -> u16 {
        let (mut at, mut left) = (0_usize, 0);
        while left < pixels && at < 400 {
            left += self.widths.get(at).copied().unwrap_or(USUAL);
            at += 1;
        }
        at as u16
    }

    /// Writes title and subtitle in the first two rows, and the way back to the summary.
    pub fn head(&mut self, title: &str, subtitle: &str, column: u16, back: (u32, u16)) -> Result<(), XlsxError> {
        let look = self.look();
        self.height(0, 30.0)?;
        self.height(1, 18.0)?;
        self.ws.write_string_with_format(0, column, cut(title), &look.text(Size::Head).set_bold())?;
        self.ws.write_string_with_format(1, column, cut(subtitle), &look.note())?;
        let (words, summary) = (self.setting.words, self.setting.summary);
        self.link(back.0, back.1, summary, 1, words.back, &look.link())
    }

    /// Writes a link to a row of a sheet.
    pub fn link(
        &mut self,
        row: u32,
        column: u16,
        sheet: &str,
        to: u32,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let target = format!("internal:'{}'!A{to}", sheet.replace('\'', "''"));
        self.ws.write_url_with_options(row, column, Url::new(target), text, sheet, Some(format))?;
        Ok(())
    }

    /// Writes a sentence, its emphasis as runs of a rich text.
    pub fn sentence(&mut self, row: u32, column: u16, text: &Text, size: Size, cell: &Format) -> Result<(), XlsxError> {
        let look = self.look();
        let pieces: Vec<(Format, &str)> = text
            .0
            .iter()
            .filter(|(_, piece)| !piece.is_empty())
            .map(|(tone, piece)| {
                let run = look.text(size);
                let run = match tone {
                    Tone::Plain => run,
                    Tone::Strong => run.set_bold(),
                    Tone::Gain => run.set_font_color(GAIN_INK),
                    Tone::Loss => run.set_font_color(LOSS_INK),
                    Tone::Dim => run.set_font_color(INK2),
                };
                (run, piece.as_str())
            })
            .collect();
        match pieces.as_slice() {
            [] => self.ws.write_blank(row, column, cell)?,
            [(_, only)] => self.ws.write_string_with_format(row, column, cut(only), cell)?,
            // Emphasis is the least that such a text needs.
            many if many.iter().map(|(_, piece)| piece.len()).sum::<usize>() > CELL => {
                let whole = text.to_string();
                self.ws.write_string_with_format(row, column, cut(&whole), cell)?
            }
            many => {
                let runs: Vec<(&Format, &str)> = many.iter().map(|(format, piece)| (format, *piece)).collect();
                self.ws.write_rich_string_with_format(row, column, &runs, cell)?
            }
        };
        Ok(())
    }

    /// Colours the numbers of a range by their sign, in the exact blue and vermilion.
    pub fn signs(&mut self, first: (u32, u16), last: (u32, u16)) -> Result<(), XlsxError> {
        let gain = Format::new().set_font_color(GAIN_INK);
        let loss = Format::new().set_font_color(LOSS_INK);
        for (rule, format) in
            [(ConditionalFormatCellRule::GreaterThan(0), gain), (ConditionalFormatCellRule::LessThan(0), loss)]
        {
            let sign = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            self.ws.add_conditional_format(first.0, first.1, last.0, last.1, &sign)?;
        }
        Ok(())
    }

    /// Gives the format of a sheet's heading bar at the top, for blank cells beside the text.
    pub fn top_rule(&self) -> Format {
        self.look().note().set_border_top(rust_xlsxwriter::FormatBorder::Thick).set_border_top_color(INK)
    }
}

/// Gives a text as header and footer take it.
fn escaped(text: &str) -> String {
    let text: String = text.chars().take(60).collect();
    text.replace('&', "&&")
}

/// The most that a cell holds, in the units of UTF-16: Excel counts a character beyond the first 65,536 as two.
pub const CELL: usize = 32_767;

/// Gives a text that fits a cell; a longer one ends with “…”.
pub fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL {
        return Cow::Borrowed(text);
    }
    let fits = |most: usize| {
        let mut units = 0;
        text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > most
        })
    };
    match fits(CELL).and_then(|_| fits(CELL - 1)) {
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_excel_holds_counted_as_excel_counts() {
        let units = |text: &str| text.encode_utf16().count();
        for full in ["L".repeat(32_767), "汉".repeat(32_767), format!("{}x", "😀".repeat(16_383))] {
            assert_eq!(cut(&full), full, "a text of exactly the limit is whole");
        }
        let long = "汉".repeat(40_000);
        assert_eq!(cut(&long), format!("{}…", "汉".repeat(32_766)));
        // Two units each: half of one would not be a text.
        assert_eq!(cut(&"😀".repeat(20_000)), format!("{}…", "😀".repeat(16_383)));
        assert_eq!(units(&cut(&format!("x{}", "😀".repeat(20_000)))), 32_766);
        assert_eq!(units(&cut(&"😀".repeat(16_384))), 32_767);
    }
}

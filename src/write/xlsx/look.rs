//! Fonts, sizes and colours of the workbook, so that all sheets look like one.
//!
//! The font stands in every format and every chart text; the Normal style stays Calibri 11, so that a column pixel is a pixel.

use rust_xlsxwriter::{ChartFont, Format, FormatAlign, FormatBorder};

use crate::model::Lang;

pub const INK: u32 = 0x1B2026;
pub const INK2: u32 = 0x56606B;
pub const INK3: u32 = 0x6B7580;
pub const RULE: u32 = 0xD5D9DE;
pub const GRID: u32 = 0xE6E9EC;
pub const AXIS: u32 = 0x8A939D;
pub const SURFACE: u32 = 0xF6F7F9;
pub const GAIN: u32 = 0x0072B2;
pub const GAIN_INK: u32 = 0x00639B;
pub const LOSS: u32 = 0xD55E00;
pub const LOSS_INK: u32 = 0xB04C00;
pub const TOTAL: u32 = 0x3B424B;
pub const OTHER: u32 = 0xAAB2BB;
pub const OTHER2: u32 = 0xD3D8DD;
/// Palest blue and orange, for data bars: numbers stay readable on them.
pub const BAR_GAIN: u32 = 0xBBDCEF;
pub const BAR_LOSS: u32 = 0xF6CDAE;
/// The ground of moves up and down in a migration matrix.
pub const GAIN_SOFT: u32 = 0xE3F0F8;
pub const LOSS_SOFT: u32 = 0xFBE8DA;
/// The ground, the rule and the headings of cells that people fill in.
pub const INPUT: u32 = 0xFFF8E1;
pub const INPUT_RULE: u32 = 0xE3CF94;
pub const INPUT_INK: u32 = 0x5C4A00;
pub const HEAT: [u32; 3] = [0xF4F9FC, 0xB5D7EC, 0x5BA8D5];

/// What a text is, which decides its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The report's title and key figures.
    Title,
    /// A sheet's title and the verdict.
    Head,
    /// A chart's or table's title.
    Label,
    Body,
    /// Headings of columns, notes, chart text.
    Small,
}

/// The reader's language as the workbook shows it.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub lang: Lang,
    pub decimals: u8,
}

impl Look {
    /// Gives the font; both come with Office on Windows and Mac.
    pub fn face(self) -> &'static str {
        match self.lang {
            Lang::Zh => "Microsoft YaHei",
            Lang::ZhHant => "Microsoft JhengHei",
            Lang::En => "Calibri",
        }
    }

    /// Gives a size in points.
    pub fn points(self, size: Size) -> f64 {
        let zh = match size {
            Size::Title => 20.0,
            Size::Head => 14.0,
            Size::Label => 11.0,
            Size::Body => 10.0,
            Size::Small => 9.0,
        };
        match (self.lang, size) {
            (Lang::Zh | Lang::ZhHant, _) => zh,
            (Lang::En, Size::Title) => zh + 2.0,
            (Lang::En, _) => zh + 1.0,
        }
    }

    /// Gives a format of that size in ink.
    pub fn text(self, size: Size) -> Format {
        Format::new()
            .set_font_name(self.face())
            .set_font_size(self.points(size))
            .set_font_color(INK)
            .set_align(FormatAlign::VerticalCenter)
    }

    /// Gives the small grey of subtitles and notes.
    pub fn note(self) -> Format {
        self.text(Size::Small).set_font_color(INK2)
    }

    /// Gives the bold heading above a chart or table.
    pub fn label(self) -> Format {
        self.text(Size::Label).set_bold()
    }

    /// Gives the blue of links.
    pub fn link(self) -> Format {
        self.text(Size::Small).set_font_color(GAIN_INK)
    }

    /// Gives a column heading: small, bold, above an ink line.
    pub fn heading(self, align: FormatAlign) -> Format {
        self.text(Size::Small)
            .set_font_color(INK2)
            .set_bold()
            .set_align(align)
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(INK)
    }

    /// Gives chart text of that size and colour.
    pub fn chart_font(self, size: Size, color: u32, bold: bool) -> ChartFont {
        let mut font = ChartFont::new();
        font.set_name(self.face()).set_size(self.points(size)).set_color(color);
        if bold {
            font.set_bold();
        } else {
            font.unset_bold();
        }
        font
    }

    /// Gives the pixels that a text needs at body size; Chinese counts double.
    pub fn pixels(self, text: &str, size: Size) -> u32 {
        let units = unicode_width::UnicodeWidthStr::width(text) as f64;
        let per_point = match self.lang {
            Lang::Zh | Lang::ZhHant => 0.74,
            Lang::En => 0.64,
        };
        (units * self.points(size) * per_point).ceil() as u32
    }
}

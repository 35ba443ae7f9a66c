//! The book as people keep it: a title above the header, subtotals and blank lines, a sheet of notes, dates typed as text.

use mingxi::model::Day;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::book::{Flaw, Line, Status};
use super::tables::{Cell, Table};

/// The wording of one book.
pub struct Words {
    zh: bool,
    title: &'static str,
    exported: &'static str,
    sheet: &'static str,
    header: [&'static str; 14],
    total: &'static str,
    status: [&'static str; 4],
    bad_amount: &'static str,
    notes_first: bool,
    notes_sheet: &'static str,
    notes: [&'static str; 4],
}

/// The Chinese book.
pub const ZH: Words = Words {
    zh: true,
    title: "宁波云帆进出口有限公司 销售订单明细表",
    exported: "导出日期：2025-09-30　　制表：王芳",
    sheet: "订单明细",
    header: [
        "订单号",
        "下单日期",
        "客户名称",
        "国家",
        "业务员",
        "产品",
        "数量",
        "单位",
        "单价",
        "金额",
        "币种",
        "发货日期",
        "状态",
        "备注",
    ],
    total: "合计",
    status: ["已完成", "待发货", "已取消", "退货"],
    bad_amount: "见附件",
    notes_first: false,
    notes_sheet: "说明",
    notes: [
        "本表由业务系统导出，金额为美元。",
        "退货以负数行登记，日期为退货日期。",
        "2024 年 7 月起，李强的客户转由陈静负责。",
        "「样品」为寄样，金额为样品费。",
    ],
};

/// The English book.
pub const EN: Words = Words {
    zh: false,
    title: "Ningbo Yunfan Import & Export Co., Ltd. - Sales orders",
    exported: "Exported 2025-09-30 by Wang Fang",
    sheet: "Orders",
    header: [
        "Order No.",
        "Order Date",
        "Customer",
        "Country",
        "Salesperson",
        "Product",
        "Quantity",
        "Unit",
        "Unit Price",
        "Amount (USD)",
        "Currency",
        "Ship Date",
        "Status",
        "Remarks",
    ],
    total: "Total",
    status: ["Completed", "Open", "Cancelled", "Return"],
    bad_amount: "see attachment",
    notes_first: true,
    notes_sheet: "Notes",
    notes: [
        "Exported from the order system; amounts are in US dollars.",
        "Returns are negative rows on the day of the return.",
        "From July 2024 on, Li Qiang's customers are with Chen Jing.",
        "\"Sample\" lines are sample fees.",
    ],
};

impl Words {
    fn of<'a>(&self, pair: (&'a str, &'a str)) -> &'a str {
        if self.zh { pair.0 } else { pair.1 }
    }

    fn customer(&self, line: &Line) -> String {
        let name = self.of((line.customer.zh, line.customer.en));
        match line.flaw {
            Some(Flaw::NoCustomer) => String::new(),
            Some(Flaw::WideSpace) => format!("{name}\u{3000}"),
            Some(Flaw::TwoSpaces) if self.zh => format!(" {name}"),
            Some(Flaw::TwoSpaces) => name.replacen(' ', "  ", 1),
            _ => name.to_string(),
        }
    }

    fn status(&self, status: Status) -> &'static str {
        self.status[match status {
            Status::Done => 0,
            Status::Open => 1,
            Status::Cancelled => 2,
            Status::Credit => 3,
        }]
    }

    fn remark(&self, line: &Line) -> String {
        match line.status {
            Status::Credit if self.zh => "质量问题，部分退货".to_string(),
            Status::Credit => "Quality claim, partial return".to_string(),
            _ => String::new(),
        }
    }

    fn subtotal(&self, year: i32) -> String {
        if self.zh { format!("{year} 年小计") } else { format!("Subtotal {year}") }
    }
}

/// Writes cents as `1234.50`.
fn plain(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

fn units(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// What a spreadsheet's SUM makes of the lines: words are not added.
fn sum<'a>(lines: impl Iterator<Item = &'a Line>) -> i64 {
    lines.filter(|line| line.flaw != Some(Flaw::BadAmount)).map(|line| line.amount).sum()
}

fn year(line: &Line) -> i32 {
    line.day.ymd().0
}

/// Makes a workbook.
pub fn workbook(lines: &[Line], words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 9, 30)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made).set_author("make_orders"));
    if words.notes_first {
        notes(book.add_worksheet(), words)?;
    }
    orders(book.add_worksheet(), lines, words)?;
    if !words.notes_first {
        notes(book.add_worksheet(), words)?;
    }
    book.save_to_buffer()
}

fn notes(sheet: &mut Worksheet, words: &Words) -> Result<(), XlsxError> {
    sheet.set_name(words.notes_sheet)?.set_column_width(0, 70)?;
    for (row, note) in words.notes.iter().enumerate() {
        sheet.write(row as u32, 0, *note)?;
    }
    Ok(())
}

fn orders(sheet: &mut Worksheet, lines: &[Line], words: &Words) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let money = Format::new().set_num_format("#,##0.00");
    sheet.set_name(words.sheet)?;
    sheet.merge_range(0, 0, 0, 13, words.title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write(1, 0, words.exported)?;
    for (column, header) in words.header.iter().enumerate() {
        sheet.write_with_format(3, column as u16, *header, &bold)?;
    }
    for (column, width) in [(0, 13), (1, 12), (2, 36), (5, 24), (9, 13), (11, 12)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 4;
    for (at, line) in lines.iter().enumerate() {
        order_line(sheet, row, line, words, &date, &money)?;
        row += 1;
        let this = year(line);
        if lines.get(at + 1).is_none_or(|next| year(next) != this) {
            sheet.write_with_format(row, 2, words.subtotal(this), &bold)?;
            let total = sum(lines.iter().filter(|line| year(line) == this));
            sheet.write_with_format(row, 9, units(total), &money)?;
            row += 2;
        }
    }
    sheet.write_with_format(row, 0, words.total, &bold)?;
    sheet.write_with_format(row, 9, units(sum(lines.iter())), &money)?;
    Ok(())
}

fn order_line(
    sheet: &mut Worksheet,
    row: u32,
    line: &Line,
    words: &Words,
    date: &Format,
    money: &Format,
) -> Result<(), XlsxError> {
    sheet.write(row, 0, &line.number)?;
    match line.flaw {
        Some(Flaw::BadDate) => sheet.write(row, 1, bad_date(line.day))?,
        Some(Flaw::TextDate) => sheet.write(row, 1, slashed(line.day))?,
        _ => sheet.write_with_format(row, 1, excel_day(line.day)?, date)?,
    };
    for (column, text) in [
        (2, words.customer(line)),
        (3, words.of(line.customer.land).to_string()),
        (4, words.of(line.owner).to_string()),
        (5, words.of((line.product.zh, line.product.en)).to_string()),
        (7, words.of(line.product.unit).to_string()),
        (10, "USD".to_string()),
        (12, words.status(line.status).to_string()),
        (13, words.remark(line)),
    ] {
        if !text.is_empty() {
            sheet.write(row, column, text)?;
        }
    }
    sheet.write(row, 6, line.quantity as f64)?;
    sheet.write_with_format(row, 8, units(line.price), money)?;
    match line.flaw {
        Some(Flaw::BadAmount) => sheet.write(row, 9, words.bad_amount)?,
        _ => sheet.write_with_format(row, 9, units(line.amount), money)?,
    };
    if let Some(shipped) = line.shipped {
        sheet.write_with_format(row, 11, excel_day(shipped)?, date)?;
    }
    Ok(())
}

fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = day.ymd();
    ExcelDateTime::from_ymd(year as u16, month, day)
}

/// A day as it is typed by hand: `2024/3/5`.
fn slashed(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year}/{month}/{day}")
}

/// A slip of the hand: month and day run into a day that no calendar has.
fn bad_date(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{year}/{month}/32")
}

/// Makes the text file: the Chinese book without its titles, the header repeated where a new year begins.
pub fn gbk(lines: &[Line]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let words = &ZH;
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = [
        "客户名称",
        "下单日期",
        "订单号",
        "产品",
        "数量",
        "单价",
        "金额",
        "业务员",
        "国家",
        "发货日期",
        "状态",
        "币种",
    ];
    for (at, line) in lines.iter().enumerate() {
        if at == 0 || year(line) != year(&lines[at - 1]) {
            writer.write_record(header)?;
        }
        let shipped = line.shipped.map(slashed).unwrap_or_default();
        let ordered = if line.flaw == Some(Flaw::BadDate) { bad_date(line.day) } else { slashed(line.day) };
        let bad = line.flaw == Some(Flaw::BadAmount);
        let amount = if bad { words.bad_amount.to_string() } else { plain(line.amount) };
        writer.write_record([
            words.customer(line).as_str(),
            &ordered,
            &line.number,
            line.product.zh,
            &line.quantity.to_string(),
            &plain(line.price),
            &amount,
            line.owner.0,
            line.customer.land.0,
            &shipped,
            words.status(line.status),
            "USD",
        ])?;
    }
    writer.write_record(["合计", "", "", "", "", "", &plain(sum(lines.iter())), "", "", "", "", ""])?;
    let text = String::from_utf8(writer.into_inner()?)?;
    let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
    if lost { Err("a name does not fit GBK".into()) } else { Ok(bytes.into_owned()) }
}

/// Makes the workbook of the tables beside the orders, a sheet each.
pub fn beside(tables: &[Table], zh: bool) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 9, 30)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made).set_author("make_orders"));
    let of = |pair: (&'static str, &'static str)| if zh { pair.0 } else { pair.1 };
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let money = Format::new().set_num_format("#,##0.00");
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(of(table.name))?;
        let mut row = 0;
        if let Some(title) = table.title {
            sheet.write_with_format(0, 0, of(title), &Format::new().set_bold().set_font_size(14))?;
            row = 2;
        }
        for (column, heading) in (0..).zip(&table.headings) {
            sheet.write_with_format(row, column, of(*heading), &bold)?;
            sheet.set_column_width(column, if column == 0 { 34 } else { 15 })?;
        }
        for cells in &table.rows {
            row += 1;
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Blank => continue,
                    Cell::Text(pair) => sheet.write(row, column, of(*pair))?,
                    Cell::Own(text) => sheet.write(row, column, text.as_str())?,
                    Cell::Day(day) => sheet.write_with_format(row, column, excel_day(*day)?, &date)?,
                    Cell::Money(cents) => sheet.write_with_format(row, column, units(*cents), &money)?,
                    Cell::Number(number) => sheet.write(row, column, *number as f64)?,
                };
            }
        }
    }
    book.save_to_buffer()
}

/// Makes the follow-up log: a text that any program opens, with the mark by which a spreadsheet knows its encoding.
pub fn log(table: &Table, zh: bool) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let of = |pair: (&'static str, &'static str)| if zh { pair.0 } else { pair.1 };
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(table.headings.iter().map(|heading| of(*heading)))?;
    for cells in &table.rows {
        writer.write_record(cells.iter().map(|cell| match cell {
            Cell::Blank => String::new(),
            Cell::Text(pair) => of(*pair).to_owned(),
            Cell::Own(text) => text.clone(),
            Cell::Day(day) => day.to_string(),
            Cell::Money(cents) => plain(*cents),
            Cell::Number(number) => number.to_string(),
        }))?;
    }
    Ok(writer.into_inner()?)
}

//! Lines that have as many cells each, taken column by column: what one line waits for, the next need not.
//!
//! The same as taking each line by itself, which is what all tables do that are more than lines as they stand. What a line is,
//! where it is no order line, only its cells together say; that is asked of the few whose date or order number is none.

use std::sync::Arc;

use super::date_column::Pushed;
use super::footer;
use super::sink::{Column, Plan, Sink, is_blank};
use crate::model::Failure;
use crate::read::EvenLines;

impl Plan {
    /// Says whether the rows of the sheet are lines as they stand, looked at by themselves.
    fn takes_columns(&self) -> bool {
        self.window.is_none() && self.shape.is_none() && self.compared.is_none() && self.join.get().is_none()
    }
}

impl Sink {
    /// Takes lines of which the first has that row's number.
    pub(super) fn take_even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), Failure> {
        let plan = Arc::clone(&self.plan);
        if !plan.takes_columns() {
            return lines.one_by_one(row, self);
        }
        self.follow(row, lines.count() as u32);
        if let Some(widest) = plan.widest.filter(|widest| *widest < lines.width()) {
            let beyond = |line: usize| (widest..lines.width()).any(|column| !is_blank(lines.cell(line, column)));
            let before = self.len() as u32;
            self.over.extend((0..lines.count()).filter(|line| beyond(*line)).map(|line| before + line as u32));
        }
        let mut undated: Vec<(usize, Pushed)> = Vec::new();
        for (at, ((_, index, _), column)) in plan.columns.iter().zip(&mut self.columns).enumerate() {
            let cells = lines.column(*index);
            match column {
                Column::Text(column) => cells.for_each(|cell| column.push(cell)),
                Column::Number(column) => cells.for_each(|cell| column.push(cell)),
                Column::Date(column) => {
                    for (line, cell) in cells.enumerate() {
                        let pushed = column.push(cell);
                        if at == 0 && pushed != Pushed::Date {
                            undated.push((line, pushed));
                        }
                    }
                }
            }
        }
        let mut undated = undated.into_iter().peekable();
        for line in 0..lines.count() {
            let date = undated.next_if(|(at, _)| *at == line).map_or(Pushed::Date, |(_, pushed)| pushed);
            let order = plan.order.map(|index| !is_blank(lines.cell(line, index)));
            if date != Pushed::Date || order == Some(false) {
                self.mark(&lines.cells(line), date, order == Some(true));
            } else if order.is_none() {
                self.mark_named_total(|index| lines.cell(line, index));
            }
            let has_figure = plan.figures.iter().any(|index| footer::is_figure(lines.cell(line, *index)));
            self.count_row(!has_figure && footer::is_footer(&lines.cells(line), &plan.mapped, &plan.figures));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::layout::lay_out;
    use crate::model::{InputOptions, Place, Wants};
    use crate::read::{Cell, OwnedCell, RowSink, SheetHead};

    /// Gives all that a sink took of the lines, by columns and by rows.
    fn taken(header: &str, lines: &[String]) -> [String; 2] {
        let cells = |line: &str| line.split(',').map(|cell| OwnedCell::Text(cell.into())).collect();
        let rows = [header, "甲,2024-01-05,S1,1.50", "乙,2024-01-06,S2,2.50"].into_iter().zip(1..);
        let rows: Vec<(u32, Vec<OwnedCell>)> = rows.map(|(line, row)| (row, cells(line))).collect();
        let head = SheetHead { name: None, hidden: false, rows, rows_hint: 9, epoch_1904: false };
        let layout = lay_out(&head, &InputOptions::default(), &Place::default()).unwrap();
        let plan = Plan::new(&layout, (&[], &[]), &InputOptions::default(), Wants::ALL, false);
        assert!(plan.takes_columns());
        let plan = Arc::new(plan);
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let ends: Vec<u32> = text.match_indices([',', '\n']).map(|(at, _)| at as u32).collect();
        let lines = EvenLines::new(&text, &ends, header.split(',').count());
        let told = |take: &dyn Fn(&mut Sink)| {
            let mut sink = Sink::new(Arc::clone(&plan));
            sink.row(0, &[Cell::Text("above")]).unwrap();
            take(&mut sink);
            sink.end();
            sink.told()
        };
        [told(&|sink| sink.even(2, &lines).unwrap()), told(&|sink| lines.one_by_one(2, sink).unwrap())]
    }

    #[test]
    fn lines_taken_by_columns_are_those_taken_one_by_one() {
        let line = |at: usize| match at * 7919 % 29 {
            0 => ",,,".into(),
            1 => format!("合计,,,{at}.00"),
            2 => format!(",,,{at}"),
            3 => "客户,日期,单号,金额".into(),
            4 => "制表人：张三,,审核：,".into(),
            5 => format!("甲,,S{at},5"),
            6 => format!("乙,2024-01-05,,{at}.5"),
            7 => "合计,2024-01-05,S9,7".into(),
            8 => "标题,,,".into(),
            9 => format!("丙,05/01/2024,S{at},\"1,5\"").replace("\"1,5\"", "USD 5\r"),
            10 => "丁, 2024-01-06 10:00 ,S1,n/a\r".into(),
            _ => format!("客户{},2024-0{}-15,S{},{}.25", at % 17, 1 + at % 9, at / 3, at * 31),
        };
        let lines: Vec<String> = (0..3_000).map(line).collect();
        let [columns, rows] = taken("客户,日期,单号,金额", &lines);
        assert!(rows.contains("Total") && rows.contains("Header") && rows.contains("Blank"));
        assert_eq!(columns, rows);
        let unnumbered: Vec<String> = lines.iter().map(|line| line.replacen(",S", ",产品", 1)).collect();
        let [columns, rows] = taken("客户,日期,产品,金额", &unnumbered);
        assert_eq!(columns, rows);
    }
}

//! One block of a sheet with its columns by what they mean.

use super::date_column::DateColumn;
use super::layout::Layout;
use super::number_column::NumberColumn;
use super::sheet::{Chosen, Folded};
use super::sink::{Column, Key, Sink};
use super::text_column::TextColumn;
use crate::model::Field;

/// A block of a sheet.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub chosen: &'a Chosen,
    pub sink: &'a Sink,
    pub first_row: u32,
    /// The first place below the header.
    pub skip: usize,
}

impl<'a> View<'a> {
    /// Looks at a block of a sheet.
    pub fn new(sheet: &'a Folded, block: usize) -> View<'a> {
        let skip = sheet.skip(block);
        let block = &sheet.blocks[block];
        View { chosen: &sheet.chosen, sink: &block.sink, first_row: block.first_row, skip }
    }

    /// Gives what the sheet's columns mean.
    pub fn layout(&self) -> &'a Layout {
        &self.chosen.layout
    }

    /// Gives a stored column.
    pub fn column(&self, key: Key) -> Option<&'a Column> {
        Some(&self.sink.columns[self.chosen.plan.place(key)?])
    }

    /// Gives a text column.
    pub fn texts(&self, key: Key) -> Option<&'a TextColumn> {
        match self.column(key)? {
            Column::Text(column) => Some(column),
            _ => None,
        }
    }

    /// Gives a column of numbers.
    pub fn numbers(&self, field: Field) -> Option<&'a NumberColumn> {
        match self.column(Key::Field(field))? {
            Column::Number(column) => Some(column),
            _ => None,
        }
    }

    /// Gives a column of dates.
    pub fn dates(&self, field: Field) -> Option<&'a DateColumn> {
        match self.column(Key::Field(field))? {
            Column::Date(column) => Some(column),
            _ => None,
        }
    }

    /// Gives how many of its rows below the header are no order lines.
    pub fn marks(&self) -> usize {
        let marks = &self.sink.marks;
        marks.len() - marks.partition_point(|(row, _)| (*row as usize) < self.skip)
    }

    /// Gives a row's number as the spreadsheet shows it.
    pub fn row(&self, place: usize) -> u32 {
        self.first_row.saturating_add(self.sink.number(place))
    }

    /// Gives the letters of the column in which what a line holds of a field stands.
    pub fn letters(&self, index: usize, place: usize) -> String {
        let given = self.layout().crosstab.as_ref().is_some_and(|tab| tab.is_given(index));
        match self.sink.cross.stands.get(place).filter(|_| given) {
            Some(stands) => super::header::letters(*stands as usize),
            None => self.layout().letters(index),
        }
    }

    /// Gives the field whose column says who the customer is.
    pub fn identity(&self) -> Field {
        match self.layout().of(Field::CustomerId) {
            Some(_) => Field::CustomerId,
            None => Field::Customer,
        }
    }

    /// Gives what stood in a stored field's cell.
    pub fn standing(&self, field: Field, place: usize) -> Option<String> {
        Some(match self.column(Key::Field(field))? {
            Column::Text(column) => column.standing(place).into(),
            Column::Date(column) => column.standing(place),
            Column::Number(column) => column.standing(place),
        })
    }
}

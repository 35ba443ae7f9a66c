//! One report has one currency: which it is, or why there is none.

use super::convert::Unconverted;
use super::currency::Currencies;
use super::orders::Settling;
use super::rows::Rows;
use super::table::Table;
use crate::model::problem::CleanProblem;
use crate::model::{Failure, Feature, Field, Money, Place, Problem};

impl<T: Table> Settling<'_, T> {
    pub(super) fn currency(
        &self,
        currencies: &Currencies,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<String>, Failure> {
        let found = currencies.found();
        let place = self.place();
        if let Some(wanted) = &self.input.currency
            && found.is_empty()
            && !currencies.no_rows()
        {
            let kind = CleanProblem::NoSuchCurrency { wanted: wanted.clone(), there: currencies.others() };
            return Err(Failure::new(place, kind));
        }
        let named: Vec<&(String, Money)> = found.iter().filter(|(name, _)| !name.is_empty()).collect();
        match named.as_slice() {
            _ if self.rates.is_some() && named.len() != 1 => Ok(self.rates.map(|rates| rates.base.clone())),
            [] => Ok(None),
            [(name, _)] => {
                if let Some((_, amount)) = found.iter().find(|(name, _)| name.is_empty()) {
                    let kind = CleanProblem::UnnamedCurrency { currency: name.clone(), amount: *amount };
                    problems.push(Problem::warning(place, kind));
                }
                Ok(Some(self.rates.map_or(name, |rates| &rates.base).clone()))
            }
            _ => {
                let by_column = self.sheets.iter().any(|sheet| sheet.chosen.layout.of(Field::Currency).is_some());
                Err(Failure::new(place, CleanProblem::MixedCurrencies { totals: found, by_column }))
            }
        }
    }

    /// Says where amounts could not be converted: at the row's date, or in the file of rates.
    pub(super) fn unconverted(&self, failed: Unconverted, rows: &Rows) -> Failure {
        let (row, mut kind) = (failed.row, *failed.kind);
        if let CleanProblem::NoCurrency { by_column, documents, .. } = &mut kind {
            *by_column = self.sheets.iter().any(|sheet| sheet.chosen.layout.of(Field::Currency).is_some());
            let mut features = self.sheets.iter().flat_map(|sheet| &sheet.chosen.layout.features);
            *documents = features.find_map(|feature| match feature {
                Feature::BooksCurrency { currency, .. } => Some(currency.clone()),
                _ => None,
            });
        }
        let file = || Place::file(self.rates.map_or(String::new(), |rates| rates.file.clone()));
        let of = match &kind {
            CleanProblem::NoCurrency { .. } => Field::Currency,
            _ => Field::Date,
        };
        let place = match (row.map(|row| rows.at(row)), &kind) {
            (Some((source, row)), _) => self.place_at(source, row, of),
            (None, CleanProblem::TooMuch { .. }) => self.place(),
            (None, _) => file(),
        };
        Failure::new(place, kind)
    }
}

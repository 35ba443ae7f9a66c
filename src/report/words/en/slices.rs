//! The bridge by slice.

use super::En;
use crate::analyse::{Bridge, Slice, Slices};
use crate::report::words::{SliceWords, Terms};
use crate::report::{Text, tell};

impl SliceWords for En {
    fn slices_nav(&self, by: &str) -> String {
        format!("By {by}")
    }

    fn no_slice(&self) -> &'static str {
        "(blank)"
    }

    fn slices_none(&self, by: &str) -> String {
        format!("No slices: no column holds {by}")
    }

    fn slices_finding(&self, _: &str, found: &Slices, most: Option<(&str, &Slice)>) -> String {
        let Some((name, slice)) = most else { return "No slice moved".to_owned() };
        let moved = found.whole.transfers_in;
        let first = format!("{name} moved most: {}", self.0.signed(slice.lines.change()));
        if moved.is_zero() { first } else { format!("{first}; {} changed slice", self.0.amount(moved)) }
    }

    fn slices_verdict(&self, by: &str, bridge: &Bridge, found: &Slices, most: Option<(&str, &Slice)>) -> Text {
        let end = most.map_or_else(String::new, |(name, slice)| {
            format!(" {name} moved most, {}.", self.0.signed(slice.lines.change()))
        });
        tell![
            format!("By {by}, the change of "),
            self.0.delta(bridge.change()),
            format!(" from {} to {} lies in {} slices.{end}", bridge.period0, bridge.period1, found.slices.len())
        ]
    }

    fn slices_share_verdict(&self, by: &str, found: &Slices, most: Option<(&str, &Slice)>) -> Text {
        let end = most.map_or_else(String::new, |(name, slice)| {
            let share = slice.share.share.map_or_else(String::new, |share| format!(", {}", self.0.share(share)));
            format!(": the largest is {name} with {}{share}", self.0.amount(slice.share.amount))
        });
        Text::plain(format!("By {by} there are {} slices{end}.", found.slices.len()))
    }

    fn slices_chart(&self, found: &Slices) -> String {
        let rose = found.slices.iter().filter(|slice| slice.lines.change().is_positive()).count();
        let fell = found.slices.iter().filter(|slice| slice.lines.change().is_negative()).count();
        match (rose, fell) {
            (0, 0) => "None moved".to_owned(),
            (rose, 0) => format!("{rose} rose, none fell"),
            (0, fell) => format!("{fell} fell, none rose"),
            (rose, fell) => format!("{rose} rose, {fell} fell"),
        }
    }

    fn slice_most(&self) -> &'static str {
        "Moved most"
    }

    fn slices_chart_subtitle(&self, by: &str, found: &Slices, currency: Option<&str>) -> String {
        format!("Change by {by}{}, {} → {}; beside it the rate", self.unit(currency), found.period0, found.period1)
    }

    fn slices_lines_finding(&self, by: &str, number: usize) -> String {
        if number == 1 {
            format!("One {by} holds the whole bridge")
        } else {
            format!("{number} bridges that add up to the whole")
        }
    }

    fn slices_lines_subtitle(&self, found: &Slices, currency: Option<&str>) -> String {
        format!(
            "A customer counts as what it is in the whole, with the rows it has in the slice{}, {} → {}",
            self.unit(currency),
            found.period0,
            found.period1
        )
    }

    fn slices_share_finding(&self, by: &str) -> String {
        format!("How each {by} hangs on its customers")
    }

    fn slices_share_subtitle(&self, months: i32, currency: Option<&str>) -> String {
        format!("The last {months} months{}; CR and HHI over customers above zero in the slice", self.unit(currency))
    }

    fn slices_top_finding(&self, by: &str) -> String {
        format!("Who moved each {by} most")
    }

    fn slices_changed_finding(&self, _: &str, number: usize) -> String {
        format!("{} changed slice", self.customers(number))
    }

    fn slices_changed_subtitle(&self, by: &str) -> String {
        format!("Active in both periods, no {by} in both")
    }

    fn other_slices(&self, number: usize) -> String {
        self.others(number)
    }

    fn transfers_in(&self) -> &'static str {
        "Transfers in"
    }

    fn transfers_out(&self) -> &'static str {
        "Transfers out"
    }

    fn slice_from(&self) -> &'static str {
        "From"
    }

    fn slice_to(&self) -> &'static str {
        "To"
    }

    fn slice_largest(&self) -> &'static str {
        "Largest customer"
    }

    fn slice_largest_change(&self) -> &'static str {
        "Its change"
    }

    fn slices_note(&self, found: &Slices) -> Text {
        if found.whole.transfers_in.is_zero() {
            return Text::default();
        }
        Text::plain(format!(
            "Transfers: {} that customers of both periods had less of in one slice and more of in another; together they are nothing.",
            self.0.amount(found.whole.transfers_in)
        ))
    }
}

//! ABC classes of the window, and who moved between them since a year before (rule 8).

use std::collections::BTreeMap;

use super::concentration::Window;
use super::{Classes, Concentration};
use crate::model::companion::Master;
use crate::model::{Money, Orders, Period, Tally, Texts};

/// Gives the classes of a window, and the moves from those of the window a year before where there is one.
pub fn classes(
    period: Period,
    now: (&Window, &Concentration),
    before: Option<(Period, &Window, &Concentration)>,
) -> Classes {
    let customers = now.0.nets.len();
    let class = class_of_each(customers, now.1);
    let class_before =
        before.map_or_else(|| vec![None; customers], |(.., measured)| class_of_each(customers, measured));
    let mut migration = [[Tally::default(); 4]; 4];
    if let Some((_, window, _)) = before {
        for (customer, (from, to)) in class_before.iter().zip(&class).enumerate() {
            if from.is_some() || to.is_some() {
                let net = |window: &Window| window.nets[customer].unwrap_or(Money::ZERO);
                migration[place(*from)][place(*to)].add(net(now.0) - net(window));
            }
        }
    }
    let mut sums = [Tally::default(); 4];
    for (customer, class) in class.iter().enumerate() {
        if let Some(net) = now.0.nets[customer] {
            sums[place(*class)].add(net);
        }
    }
    let [a, b, c, _] = sums;
    Classes {
        period,
        before: before.map(|(period, ..)| period),
        a,
        b,
        c,
        class,
        given: Vec::new(),
        class_before,
        migration,
    }
}

impl Classes {
    /// Gives the class of a customer that is in force: the given one where it is A, B or C, else that by money.
    pub fn of(&self, customer: usize) -> Option<char> {
        let given = self.given.get(customer).and_then(|given| letter(given.as_deref()?));
        given.or_else(|| self.class.get(customer).copied().flatten())
    }
}

/// The column of the class among the texts of the rows.
pub const CLASS: &str = "class";

/// Gives what the data call each customer: the master, else its latest row that has a class, ties by text. Empty where neither
/// does.
pub fn given_classes(orders: &Orders, master: Option<&Master>) -> Vec<Option<String>> {
    let mut given = vec![None; orders.clients.len()];
    let mut latest: BTreeMap<u32, (i32, u32)> = BTreeMap::new();
    if let Some(texts) = orders.texts.get(CLASS) {
        let text = |code: u32| texts.values.get(code);
        for (row, (&client, &code)) in orders.client.iter().zip(&texts.codes).enumerate() {
            let day = orders.day[row];
            if code == Texts::NONE || text(code).trim().is_empty() {
                continue;
            }
            let held = latest.entry(client).or_insert((day, code));
            if day > held.0 || (day == held.0 && text(code) < text(held.1)) {
                *held = (day, code);
            }
        }
        for (client, (_, code)) in latest {
            given[client as usize] = Some(text(code).trim().to_owned());
        }
    }
    for (client, row) in master.into_iter().flat_map(Master::by_client) {
        if let (Some(given), Some(class)) = (given.get_mut(client as usize), &row.class) {
            *given = Some(class.trim().to_owned()).filter(|class| !class.is_empty()).or_else(|| given.take());
        }
    }
    given
}

/// Gives A, B or C for each customer with rows in the window; what is not above zero is in C.
fn class_of_each(customers: usize, measured: &Concentration) -> Vec<Option<char>> {
    let mut class = vec![None; customers];
    measured.holders.iter().for_each(|holder| class[holder.customer] = Some(holder.class));
    measured.others.iter().for_each(|(customer, _)| class[*customer] = Some('C'));
    class
}

/// Gives the row or column of a class in the migration matrix.
fn place(class: Option<char>) -> usize {
    match class {
        Some('A') => 0,
        Some('B') => 1,
        Some(_) => 2,
        None => 3,
    }
}

/// Gives A, B or C of a word for a class: `A`, `a级`, `B类客户`, `Class C`; nothing of `VIP`, `B2B`.
pub fn letter(text: &str) -> Option<char> {
    let mut rest = text.trim();
    for word in ["class", "grade", "客户等级", "等级"] {
        if rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            rest = rest[word.len()..].trim_start_matches([' ', ':', '：', '-']);
        }
    }
    let mut chars = rest.chars();
    let letter = match chars.next()? {
        'A' | 'a' | 'Ａ' => 'A',
        'B' | 'b' | 'Ｂ' => 'B',
        'C' | 'c' | 'Ｃ' => 'C',
        _ => return None,
    };
    chars.next().is_none_or(|next| !next.is_ascii_alphanumeric()).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_classes_are_read() {
        for (word, class) in [
            ("A", Some('A')),
            (" b级 ", Some('B')),
            ("Class C", Some('C')),
            ("Ａ类客户", Some('A')),
            ("等级：B", Some('B')),
            ("B2B", None),
            ("CN", None),
            ("VIP", None),
            ("", None),
            ("重点", None),
        ] {
            assert_eq!(letter(word), class, "{word}");
        }
    }
}

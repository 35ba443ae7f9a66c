//! The class by revenue, potential and satisfaction together, where the customer table rates customers.
//!
//! Three points for class A or a high rating, two for B or a middle one, one for C or a low one; the mean of those that are known, from
//! 2.5 on A, from 1.5 on B, else C. A potential that is an amount is high from the least revenue of class A on, middle from that of B
//! on; a satisfaction that is a number is on a scale to 5, 10 or 100, by the largest of the table: high above two thirds, low up to one.

use serde::Serialize;

use super::{Lines, Scene, master, money};
use crate::model::Money;
use crate::model::companion::{Grade, MasterRow, Rating};

/// A customer whose class is another with its ratings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Together {
    #[serde(skip)]
    pub customer: usize,
    /// By revenue, and with the ratings.
    pub class: char,
    pub together: char,
    pub window: Money,
    /// As typed.
    pub potential: Option<String>,
    pub satisfaction: Option<String>,
}

/// Gives how many customers with a class are rated, and those of them whose class is another with their ratings: those that rise first,
/// then by revenue.
pub fn together(scene: &Scene<'_>, lines: Lines) -> (usize, Vec<Together>) {
    let master = master(scene);
    let scale = scale(master.values().copied());
    let (mut rated, mut found) = (0, Vec::new());
    for one in &scene.standings.customers {
        let Some((class, row)) = one.class.zip(master.get(&(one.customer as u32))) else { continue };
        let potential = row.potential.as_ref().and_then(|rating| rating.grade.or_else(|| by_lines(rating, lines)));
        let satisfaction =
            row.satisfaction.as_ref().and_then(|rating| rating.grade.or_else(|| by_scale(rating, scale)));
        let points = [potential, satisfaction].map(|grade| grade.map(points_of));
        if points.iter().all(Option::is_none) {
            continue;
        }
        rated += 1;
        let own = match class {
            'A' => 3,
            'B' => 2,
            _ => 1,
        };
        let known = points.iter().flatten().count() as u32 + 1;
        let sum = own + points.iter().flatten().sum::<u32>();
        let together = match () {
            () if 2 * sum >= 5 * known => 'A',
            () if 2 * sum >= 3 * known => 'B',
            () => 'C',
        };
        let text = |rating: &Option<Rating>| rating.as_ref().map(|rating| rating.text.clone());
        let (potential, satisfaction) = (text(&row.potential), text(&row.satisfaction));
        if together != class {
            let (customer, window) = (one.customer, money(one.window));
            found.push(Together { customer, class, together, window, potential, satisfaction });
        }
    }
    // 'A' comes before 'B'.
    found.sort_by_key(|one| (one.together > one.class, std::cmp::Reverse(one.window), one.customer));
    (rated, found)
}

fn points_of(grade: Grade) -> u32 {
    match grade {
        Grade::High => 3,
        Grade::Middle => 2,
        Grade::Low => 1,
    }
}

fn by_lines(rating: &Rating, lines: Lines) -> Option<Grade> {
    let (amount, a, b) = (rating.number?, lines.a?, lines.b.or(lines.a)?);
    Some(match () {
        () if amount >= a => Grade::High,
        () if amount >= b => Grade::Middle,
        () => Grade::Low,
    })
}

/// Gives the end of the scale on which satisfaction is told as numbers; nothing where they are on none.
fn scale<'a>(rows: impl Iterator<Item = &'a MasterRow>) -> Option<i64> {
    let numbers = rows.filter_map(|row| row.satisfaction.as_ref()?.number);
    let most = numbers.max()?;
    [5, 10, 100].into_iter().find(|end| most <= Money::from_raw(end * Money::PER_UNIT))
}

fn by_scale(rating: &Rating, scale: Option<i64>) -> Option<Grade> {
    let (number, end) = (rating.number?.raw(), scale? * Money::PER_UNIT);
    Some(match () {
        () if 3 * number > 2 * end => Grade::High,
        () if 3 * number > end => Grade::Middle,
        () => Grade::Low,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(number: i64) -> Rating {
        let number = Some(Money::from_raw(number * Money::PER_UNIT));
        Rating { text: String::new(), grade: None, number }
    }

    #[test]
    fn numbers_are_read_by_the_class_lines_and_by_the_scale_of_the_table() {
        let lines =
            Lines { a: Some(Money::from_raw(900 * Money::PER_UNIT)), b: Some(Money::from_raw(90 * Money::PER_UNIT)) };
        let by = |number| by_lines(&rating(number), lines);
        assert_eq!([900, 899, 90, 89].map(by), [Grade::High, Grade::Middle, Grade::Middle, Grade::Low].map(Some));
        assert_eq!(by_lines(&rating(900), Lines::default()), None);
        let row = |number| MasterRow { satisfaction: Some(rating(number)), ..MasterRow::default() };
        let rows = |numbers: &[i64]| scale(numbers.iter().map(|number| row(*number)).collect::<Vec<_>>().iter());
        assert_eq!(
            [rows(&[5, 1]), rows(&[6]), rows(&[11, 100]), rows(&[101]), rows(&[])],
            [Some(5), Some(10), Some(100), None, None]
        );
        // Thirds of 5 end at 1.67 and 3.33.
        let grades = [1, 2, 3, 4, 5].map(|number| by_scale(&rating(number), Some(5)).map(points_of));
        assert_eq!(grades, [1, 2, 2, 3, 3].map(Some));
    }
}

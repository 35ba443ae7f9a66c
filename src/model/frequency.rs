//! How often customers are to be contacted: by class, and by status.

/// An interval in days: due from the one, late from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: i32,
    pub to: i32,
}

/// The intervals between contacts while there is a reason for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frequency {
    pub a: Interval,
    pub b: Interval,
    pub c: Interval,
    /// By status: such customers are due without any other reason, too; not looked at where nothing is given.
    pub won: Option<Interval>,
    pub engaged: Option<Interval>,
    pub shared: Option<Interval>,
}

impl Default for Frequency {
    /// A every day until it is done, B every 3 days, C every 7 to 10.
    fn default() -> Frequency {
        let days = |from, to| Interval { from, to };
        Frequency { a: days(1, 1), b: days(3, 3), c: days(7, 10), won: None, engaged: None, shared: None }
    }
}

impl Frequency {
    /// Reads `A=1,B=3,C=7-10,engaged=14` over what it holds.
    pub fn with(mut self, text: &str) -> Option<Frequency> {
        for part in text.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()) {
            let (name, days) = part.split_once('=')?;
            let interval = Interval::parse(days.trim())?;
            match name.trim().to_lowercase().as_str() {
                "a" => self.a = interval,
                "b" => self.b = interval,
                "c" => self.c = interval,
                "won" | "成交" => self.won = Some(interval),
                "engaged" | "紧密" | "緊密" => self.engaged = Some(interval),
                "shared" | "普通" => self.shared = Some(interval),
                _ => return None,
            }
        }
        Some(self)
    }

    /// Gives the interval of a class; that of C without one.
    pub fn of_class(&self, class: Option<char>) -> Interval {
        match class {
            Some('A') => self.a,
            Some('B') => self.b,
            _ => self.c,
        }
    }
}

impl Interval {
    fn parse(text: &str) -> Option<Interval> {
        let day = |text: &str| text.trim().parse::<i32>().ok().filter(|days| (1..=3_660).contains(days));
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let interval = Interval { from: day(from)?, to: day(to)? };
        (interval.from <= interval.to).then_some(interval)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_by_class_and_status_and_a_wrong_one_is_refused() {
        let every = Frequency::default().with("B=5, c=7-14, engaged=30").unwrap();
        assert_eq!(every.of_class(Some('A')), Interval { from: 1, to: 1 });
        assert_eq!(every.of_class(Some('B')), Interval { from: 5, to: 5 });
        assert_eq!(every.of_class(None), Interval { from: 7, to: 14 });
        assert_eq!((every.engaged, every.won), (Some(Interval { from: 30, to: 30 }), None));
        for wrong in ["D=3", "A", "A=", "A=0", "A=7-3", "A=x"] {
            assert_eq!(Frequency::default().with(wrong), None, "{wrong}");
        }
    }
}

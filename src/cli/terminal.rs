//! The terminal: its colours, its width, its language; problems on stderr, results on stdout.

use std::io::{self, IsTerminal, Write};

use super::settings::{Color, Manner};
use crate::model::problem::Kind;
use crate::model::{Failure, Lang, Place, Problem, Severity};
use crate::report::words::{self, Message, en, said, zh, zh_hant};
use crate::write::{TextStyle, safe};

/// Speaks to the reader.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub lang: Lang,
    pub manner: Manner,
    out: bool,
    err: bool,
}

impl Terminal {
    /// Looks at what stdout and stderr are.
    pub fn new(lang: Lang, manner: Manner) -> Terminal {
        Terminal { lang, manner, out: io::stdout().is_terminal(), err: io::stderr().is_terminal() }
    }

    /// Says whether a line on stderr may be rewritten in place.
    pub fn shows_progress(&self) -> bool {
        self.err && !self.manner.quiet && !is_dumb()
    }

    /// Says whether stdout is a screen.
    pub fn is_screen(&self) -> bool {
        self.out
    }

    /// Gives what stdout can show; a file can show what a pipe can.
    pub fn text_style(&self, into_file: bool) -> TextStyle {
        let width = (self.out && !into_file).then(|| {
            terminal_size::terminal_size_of(io::stdout()).map_or(80, |(width, _)| usize::from(width.0)).max(40)
        });
        TextStyle { width, color: !into_file && self.colored(self.out), ascii: self.manner.ascii || needs_ascii() }
    }

    fn colored(&self, terminal: bool) -> bool {
        match self.manner.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb(),
        }
    }

    /// Prints a result. A reader that has seen enough and closed the pipe is no error.
    pub fn result(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done,
        }
    }

    /// Prints a line on stderr that is no problem, unless only errors are wanted.
    pub fn aside(&self, text: &str) {
        if !self.manner.quiet {
            self.complain(text);
        }
    }

    /// Prints problems: errors always, warnings unless quiet, notes where every decision is wanted.
    pub fn problems(&self, problems: &[Problem]) {
        for problem in problems {
            let shown = match problem.severity {
                Severity::Error => true,
                Severity::Warning => !self.manner.quiet,
                Severity::Note => self.manner.verbose && !self.manner.quiet,
            };
            if shown {
                let settings = matches!(problem.kind, Kind::Settings(_));
                self.message(problem.severity, &problem.place, settings, &words::message(problem, self.lang));
            }
        }
    }

    /// Prints what stopped the run.
    pub fn failure(&self, failure: &Failure) {
        let problem = &failure.0;
        let settings = matches!(problem.kind, Kind::Settings(_));
        let mut message = words::message(problem, self.lang);
        if matches!(problem.kind, Kind::Identity { .. }) {
            message = message.hint(said!(self.lang, cli::REPORT_BUG));
        }
        self.message(Severity::Error, &problem.place, settings, &message);
    }

    /// Prints an error that has no place.
    pub fn error(&self, message: &Message) {
        self.message(Severity::Error, &Place::default(), false, message);
    }

    fn message(&self, severity: Severity, place: &Place, settings: bool, message: &Message) {
        let (head, place, hint) = match self.lang {
            Lang::En => (en::cli::severity(severity), en::cli::place(place, settings), en::cli::HINT),
            Lang::Zh => (zh::cli::severity(severity), zh::cli::place(place, settings), zh::cli::HINT),
            Lang::ZhHant => {
                (zh_hant::cli::severity(severity), zh_hant::cli::place(place, settings), zh_hant::cli::HINT)
            }
        };
        let color = self.colored(self.err);
        let paint = |code: &str, text: &str| {
            if color { format!("\u{1b}[1;{code}m{text}\u{1b}[0m") } else { text.to_owned() }
        };
        let head = match severity {
            Severity::Error => paint("31", head),
            Severity::Warning => paint("33", head),
            // A decision is one plain line: where, and what was decided.
            Severity::Note => String::new(),
        };
        let mut lines = format!("{head}{}{}\n", safe(&place), safe(&message.text));
        for detail in message.detail.iter().flat_map(|detail| detail.lines()) {
            lines.push_str(&format!("  {}\n", safe(detail)));
        }
        if let Some(text) = message.hint.as_deref().filter(|_| severity != Severity::Note || self.manner.verbose) {
            // On a terminal the hint stands apart; in a log it belongs to its line.
            let gap = if self.err { "\n" } else { "" };
            lines.push_str(&format!("{gap}{}{}\n", paint("36", hint), safe(text)));
        }
        self.complain(lines.trim_end_matches('\n'));
    }

    fn complain(&self, text: &str) {
        // Nobody is left to be told where stderr is closed.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Says whether blocks cannot be drawn: the locale is not UTF-8, or the terminal has no font for them.
fn needs_ascii() -> bool {
    if cfg!(windows) {
        return false;
    }
    let term = std::env::var("TERM").is_ok_and(|term| term == "dumb" || term == "linux");
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"].iter();
    let locale = variables.filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    term || !locale.unwrap_or_default().to_lowercase().replace('-', "").contains("utf8")
}

/// Gives the language of the system, English where it is none of ours.
pub fn system_language() -> Lang {
    let locale = sys_locale::get_locale().unwrap_or_default();
    language_of(&locale)
}

/// Gives the language of a locale; traditional characters where its script or its region writes them.
fn language_of(locale: &str) -> Lang {
    let lower = locale.to_lowercase();
    let parts: Vec<&str> = lower.split(['-', '_', '.', '@']).collect();
    match parts.as_slice() {
        ["zh", rest @ ..] if rest.contains(&"hans") => Lang::Zh,
        ["zh", rest @ ..] if rest.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo")) => Lang::ZhHant,
        ["zh", ..] => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_that_write_traditional_characters_are_spoken_to_in_them() {
        for (locale, lang) in [
            ("zh_TW.UTF-8", Lang::ZhHant),
            ("zh-HK", Lang::ZhHant),
            ("zh_MO", Lang::ZhHant),
            ("zh-Hant-CN", Lang::ZhHant),
            ("zh-Hans-HK", Lang::Zh),
            ("zh_CN.UTF-8", Lang::Zh),
            ("zh_SG", Lang::Zh),
            ("zh", Lang::Zh),
            ("en_HK.UTF-8", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(language_of(locale), lang, "{locale}");
        }
    }
}

//! One line on stderr that says how far reading has come, after half a second, on a terminal only; erased at the end.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::model::{Lang, Progress};
use crate::report::words::{en, zh, zh_hant};

/// Reading is not spoken of before it has taken this long.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows how far reading has come.
pub struct Reading {
    lang: Lang,
    began: Instant,
    bar: Option<ProgressBar>,
}

impl Reading {
    /// Begins to read; shows nothing where there is no terminal.
    pub fn new(lang: Lang, shown: bool) -> Reading {
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
            bar.set_style(ProgressStyle::with_template("{wide_msg}").unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Reading { lang, began: Instant::now(), bar }
    }
}

impl Progress for Reading {
    fn reading(&self, file: &str, nth: usize, of: usize, rows: u64, share: f64) {
        let Some(bar) = &self.bar else { return };
        if self.began.elapsed() < PATIENCE {
            return;
        }
        // A long path would push the figures off the line.
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
        bar.set_message(match self.lang {
            Lang::En => en::cli::reading(file, nth, of, rows, share),
            Lang::Zh => zh::cli::reading(file, nth, of, rows, share),
            Lang::ZhHant => zh_hant::cli::reading(file, nth, of, rows, share),
        });
        bar.tick();
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

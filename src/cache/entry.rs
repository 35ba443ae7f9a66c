//! One entry: the facts, the account and what was said, as bytes.
//!
//! A line that says what it is, then three pieces, each after its length and its hash: a head as JSON, which begins with the
//! contents of the files, the facts, and the lines of customers, which most commands need not read. What is not whole is no entry.

use std::io::Read;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Asked;
use crate::clean::{Cleaned, Understood};
use crate::cube::{Bytes, Cube};
use crate::model::{Audit, CreditsMoved, Day, Money, Orders, Problem, Source, SourceAudit, Span, Tally};
use crate::read::Sealed;

/// The first line of an entry.
const FIRST: &[u8; 35] = b"mingxi: facts of files read before\n";

/// The room that a piece gets at once.
const MOST: u64 = 64 << 20;

/// What is known of files that need not be read.
#[derive(Clone, Debug)]
pub struct Known {
    /// As reading gives it, but for the rows: those that count, and those set aside.
    pub cleaned: Cleaned,
    /// What reading and cleaning had to say.
    pub problems: Vec<Problem>,
    pub cube: Cube,
}

#[derive(Serialize, Deserialize)]
struct Head {
    /// Size and hash of each file.
    inputs: Vec<(u64, String)>,
    /// Whether the facts alone make a book.
    folds: bool,
    today: Option<Day>,
    settled: Option<Day>,
    span: Span,
    currency: Option<String>,
    decimals: u8,
    sources: Vec<Source>,
    accounts: Vec<SourceAudit>,
    wrong: Option<Tally>,
    faults: Tally,
    absolute: Money,
    credits: Option<CreditsMoved>,
    understood: Vec<Understood>,
    aliases: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl Head {
    /// Says whether it can speak of these files, by their sizes, and of this day.
    fn may_answer(&self, asked: &Asked) -> bool {
        let settled = |today: Option<Day>| self.settled.zip(today).is_some_and(|(settled, today)| settled <= today);
        let day = self.today == asked.today || (settled(self.today) && settled(asked.today));
        day && asked.inputs.iter().map(|input| input.bytes).eq(self.inputs.iter().map(|(bytes, _)| *bytes))
    }

    /// Says whether it speaks of these files, by all their bytes.
    fn is_of(&self, inputs: &[Sealed]) -> bool {
        inputs.par_iter().zip(&self.inputs).all(|(input, (_, hash))| input.hash().as_ref() == Some(hash))
    }
}

/// Gives an entry's bytes; nothing where what is known cannot be kept, or the files are no longer what was read.
pub fn write(asked: &Asked, cleaned: &Cleaned, problems: &[Problem], cube: &Cube) -> Option<Vec<u8>> {
    let Cleaned { orders, audit, understood, problems: _, refused, aliases, settled } = cleaned;
    let Audit { sources, rows: _, wrong, faults, absolute, conversion, lookups, credits } = audit;
    if refused.is_some() || conversion.is_some() || orders.local.is_some() || !lookups.is_empty() {
        return None;
    }
    let Bytes { facts, lines } = cube.to_bytes()?;
    let inputs: Option<_> = asked.inputs.iter().map(|input| Some((input.bytes, input.hash()?))).collect();
    let head = Head {
        inputs: inputs?,
        folds: cube.folds(),
        today: asked.today,
        settled: *settled,
        span: orders.span.clone(),
        currency: orders.currency.clone(),
        decimals: orders.decimals,
        sources: orders.sources.clone(),
        accounts: sources.clone(),
        wrong: *wrong,
        faults: *faults,
        absolute: *absolute,
        credits: credits.clone(),
        understood: understood.clone(),
        aliases: aliases.clone(),
        problems: problems.to_vec(),
    };
    let head = serde_json::to_vec(&head).ok()?;
    let mut bytes = FIRST.to_vec();
    for piece in [head, facts, lines] {
        bytes.extend((piece.len() as u64).to_le_bytes());
        bytes.extend(blake3::hash(&piece).as_bytes());
        bytes.extend(piece);
    }
    asked.inputs.iter().all(|input| input.stands()).then_some(bytes)
}

/// Takes an entry; nothing where it is damaged, or answers another question.
pub fn read(mut entry: impl Read + Send, asked: &Asked, whole: bool) -> Option<Known> {
    let mut first = [0; FIRST.len()];
    entry.read_exact(&mut first).ok()?;
    (first == *FIRST).then_some(())?;
    let head: Head = serde_json::from_slice(&piece(&mut entry)?).ok()?;
    head.may_answer(asked).then_some(())?;
    let cube = || {
        let facts = piece(&mut entry)?;
        let lines = if whole || !head.folds { Some(last_piece(&mut entry)?) } else { None };
        Cube::of_bytes(&facts, lines.as_deref(), &head.span)
    };
    // The files are hashed while the facts are taken from their bytes.
    let (same, cube) = rayon::join(|| head.is_of(&asked.inputs), cube);
    let cube = cube.filter(|_| same)?;
    let Head {
        span, currency, decimals, sources, accounts, wrong, faults, absolute, credits, understood, aliases, ..
    } = head;
    let cleaned = Cleaned {
        orders: Orders { currency, decimals, sources, ..Orders::none(span) },
        audit: Audit { sources: accounts, wrong, faults, absolute, credits, ..Audit::default() },
        understood,
        problems: Vec::new(),
        refused: None,
        aliases,
        settled: head.settled,
    };
    Some(Known { cleaned, problems: head.problems, cube })
}

/// Takes the last piece; nothing where more follows.
fn last_piece(entry: &mut impl Read) -> Option<Vec<u8>> {
    let last = piece(entry)?;
    (entry.read(&mut [0]).ok()? == 0).then_some(last)
}

/// Takes the next piece; nothing where it is cut short or not what was written.
fn piece(entry: &mut impl Read) -> Option<Vec<u8>> {
    let (mut length, mut sum) = ([0; 8], [0; 32]);
    entry.read_exact(&mut length).ok()?;
    entry.read_exact(&mut sum).ok()?;
    let length = u64::from_le_bytes(length);
    // No more room is made than there are bytes to fill it: the length itself may be damaged.
    let mut piece = Vec::with_capacity(usize::try_from(length.min(MOST)).ok()?);
    entry.by_ref().take(length).read_to_end(&mut piece).ok()?;
    (piece.len() as u64 == length && blake3::hash(&piece) == blake3::Hash::from_bytes(sum)).then_some(piece)
}

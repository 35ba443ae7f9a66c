//! What can be wrong with a file before anyone asks what its columns mean.

/// A problem of opening or decoding an input.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum ReadProblem {
    /// Nothing was given to read.
    NoInput,
    /// Nothing has that name; the nearest name there is, if any.
    NotFound { similar: Option<String> },
    /// A folder without table files, or a pattern that nothing matches.
    NoFiles { folder: bool },
    /// The same file was given twice and is read once (a note); the name under which it is read.
    GivenTwice { first: String },
    /// The system refused to read it; its words.
    Unreadable { why: String },
    /// The file holds nothing.
    Empty,
    /// The workbook has so many sheets, and no cell is filled in any.
    EmptySheets { sheets: u64 },
    /// A folder's file that is no table was passed over; whether it is a text without any known header.
    PassedOver { text: bool },
    /// Expected a table, found something else; how it begins, where that helps.
    NotATable { found: Found, begins: Option<String> },
    /// The workbook is protected by a password.
    Password,
    /// The file is damaged; its size and what is wrong.
    Damaged { bytes: u64, damage: Damage },
    /// A quotation mark opens in that row (1-based) and never closes, so that all rows behind it would be one.
    OpenQuote { row: u32 },
    /// More of something than any table has, at that place; the most there may be.
    TooMuch { of: Excess, most: u64 },
    /// More than the run may take, and how much that is: bytes, cells or seconds.
    Over { limit: Limit, most: u64 },
    /// A text with zero bytes in it, which no text has; the first from 0, and how many.
    ZeroByte { at: u64, zeros: u64 },
    /// A device, which gives bytes without end.
    Device,
    /// The process that reads such workbooks cannot be started; the system's words.
    NoReader { why: String },
    /// A web page ends before its table does, behind a whole row; the rows that were read (a warning).
    Unclosed { rows: u64 },
    /// A web page has a table in so many parts, as it is printed, which are read as one (a note).
    Parts { tables: u64 },
    /// There is no such sheet; the sheets that there are, with their rows.
    NoSheet { wanted: String, sheets: Vec<(String, u64)> },
    /// No encoding of that name is known; the nearest that is.
    UnknownEncoding { name: String, similar: Option<String> },
    /// Bytes that the encoding cannot hold; the first place, in bytes from 0.
    BadBytes { encoding: String, at: u64 },
    /// The encoding named by the user cannot be the file's; what it seems to be, and the first byte from 0 that does not fit.
    WrongEncoding { asked: String, found: Option<String>, at: Option<u64> },
    /// Characters that the encoding named by the user could not hold (a warning).
    Replaced { encoding: String, characters: u64 },
    /// The encoding that was chosen for a text file (a note).
    Encoding { name: String, how: ByWhat },
}

/// What a file is that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Found {
    Pdf,
    Picture,
    /// A web page without a table in it.
    WebPage,
    /// A web page with all its parts in one file.
    WebArchive,
    Xml,
    Json,
    RichText,
    /// A zip archive without a workbook in it.
    Archive,
    WordDocument,
    Presentation,
    AppleNumbers,
    /// A document of an older office program that is no workbook.
    OldDocument,
    Database,
    Parquet,
    /// A workbook of Excel 4 or older.
    AncientWorkbook,
    /// Bytes that are no text.
    Binary,
}

/// What is wrong with a damaged file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Damage {
    /// The list of contents that ends a zip file is missing.
    NoContents,
    /// The workbook has no sheet with cells.
    NoSheets,
    /// A web page or an XML spreadsheet ends amid its rows; those that were read.
    CutOff { rows: u64 },
    /// A row or cell of an XML spreadsheet names a place before one already read.
    Index,
    /// The reading library's words.
    Library(String),
    /// The reading library broke down over it.
    Crashed,
}

/// What a table has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Excess {
    Columns,
    Rows,
    /// Cells that a sheet says it has.
    Cells,
    /// Bytes of one row.
    Row,
    /// Tables of one page.
    Tables,
    /// Tables inside tables.
    Depth,
}

/// A limit that the user can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Limit {
    Memory,
    /// The memory, by what a packed part unpacks to.
    Unpacked,
    /// The memory, by a packed part that unpacks to far more times its size than a table does.
    Dense,
    Cells,
    Time,
}

/// By what an encoding was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ByWhat {
    /// `--encoding`, or the settings file.
    Option,
    /// The mark at the file's beginning.
    Mark,
    /// The page or document declares it.
    Declared,
    /// The zero bytes between the characters.
    Zeros,
    /// The headers that become known words in it.
    Headers,
    /// The characters that become plausible in it.
    Characters,
    /// How often bytes stand beside each other.
    Statistics,
}

impl ReadProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            ReadProblem::NotFound { .. }
            | ReadProblem::NoInput
            | ReadProblem::NoFiles { .. }
            | ReadProblem::NoSheet { .. }
            | ReadProblem::BadBytes { .. }
            | ReadProblem::Over { .. }
            | ReadProblem::WrongEncoding { .. }
            | ReadProblem::UnknownEncoding { .. } => 2,
            _ => 1,
        }
    }
}

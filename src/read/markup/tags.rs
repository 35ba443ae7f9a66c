//! Markup → tags, texts and comments, one after the other, as html5gum finds them by the HTML standard.
//!
//! Nothing is kept but the tag at hand: no tree is made, no entity is expanded that the document itself declares, and what
//! is longer than anything meant is cut (attributes, comments) or left to the grammar (texts).

use html5gum::{Emitter, Error, State};

/// Bytes of an attribute's value that are kept, attributes of a tag, bytes of a comment: more is decoration.
const LONGEST_VALUE: usize = 1 << 12;
const ATTRIBUTES: usize = 48;
const LONGEST_COMMENT: usize = 1 << 16;

/// What makes rows of tags and texts.
pub(super) trait Grammar {
    /// What is handed to the driver.
    type Step;
    /// XML: sections of character data are text.
    const XML: bool;
    /// Takes a start tag, and says how the text behind it is to be read where that is not markup.
    fn opened(&mut self, tag: &Tag) -> Option<State>;
    fn closed(&mut self, name: &[u8]);
    fn text(&mut self, text: &[u8]);
    fn comment(&mut self, text: &[u8]);
    /// The file ends.
    fn end(&mut self);
    fn step(&mut self) -> Option<Self::Step>;
}

/// A tag; names are in lower case.
#[derive(Default)]
pub(super) struct Tag {
    pub name: Vec<u8>,
    /// It ends with `/>`.
    pub closes_itself: bool,
    bytes: Vec<u8>,
    /// Where each attribute begins, where its name ends, and where its value ends.
    attributes: Vec<[usize; 3]>,
    full: bool,
}

impl Tag {
    fn begin(&mut self) {
        self.name.clear();
        self.bytes.clear();
        self.attributes.clear();
        (self.closes_itself, self.full) = (false, false);
    }

    /// Gives the value of an attribute, which may be empty.
    pub fn attribute(&self, name: &[u8]) -> Option<&[u8]> {
        self.find(|attribute| attribute == name)
    }

    /// Gives the value of an attribute whatever its namespace is called here.
    pub fn local(&self, name: &[u8]) -> Option<&[u8]> {
        self.find(|attribute| local(attribute) == name)
    }

    /// Gives the attributes with their values.
    pub fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.attributes.iter().map(|[start, end, value]| (&self.bytes[*start..*end], &self.bytes[*end..*value]))
    }

    fn find(&self, is: impl Fn(&[u8]) -> bool) -> Option<&[u8]> {
        let found = self.attributes.iter().find(|[start, end, _]| is(&self.bytes[*start..*end]))?;
        Some(&self.bytes[found[1]..found[2]])
    }
}

/// Gives a name without its namespace.
pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr::memrchr(b':', name).map_or(name, |at| &name[at + 1..])
}

/// Feeds a grammar.
pub(super) struct Tags<G> {
    grammar: G,
    tag: Tag,
    is_end: bool,
    last_start: Vec<u8>,
    comment: Vec<u8>,
}

impl<G> Tags<G> {
    pub fn new(grammar: G) -> Tags<G> {
        Tags { grammar, tag: Tag::default(), is_end: false, last_start: Vec::new(), comment: Vec::new() }
    }
}

fn push(into: &mut Vec<u8>, bytes: &[u8], most: usize) {
    let room = most.saturating_sub(into.len());
    into.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

impl<G: Grammar> Emitter for Tags<G> {
    type Token = G::Step;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.grammar.end();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<G::Step> {
        self.grammar.step()
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.grammar.text(text);
    }

    fn init_start_tag(&mut self) {
        self.tag.begin();
        self.is_end = false;
    }

    fn init_end_tag(&mut self) {
        self.tag.begin();
        self.is_end = true;
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        if self.is_end {
            self.grammar.closed(&self.tag.name);
            return None;
        }
        self.last_start.clear();
        self.last_start.extend_from_slice(&self.tag.name);
        self.grammar.opened(&self.tag)
    }

    fn emit_current_comment(&mut self) {
        self.grammar.comment(&self.comment);
    }

    fn emit_current_doctype(&mut self) {}

    fn set_self_closing(&mut self) {
        self.tag.closes_itself = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        push(&mut self.tag.name, name, LONGEST_VALUE);
    }

    fn push_comment(&mut self, text: &[u8]) {
        push(&mut self.comment, text, LONGEST_COMMENT);
    }

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        let tag = &mut self.tag;
        tag.full = tag.attributes.len() == ATTRIBUTES;
        if !tag.full {
            tag.attributes.push([tag.bytes.len(); 3]);
        }
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        let tag = &mut self.tag;
        if let Some([start, end, value]) = tag.attributes.last_mut().filter(|_| !tag.full) {
            push(&mut tag.bytes, name, *start + LONGEST_VALUE);
            (*end, *value) = (tag.bytes.len(), tag.bytes.len());
        }
    }

    fn push_attribute_value(&mut self, text: &[u8]) {
        let tag = &mut self.tag;
        if let Some([_, end, value]) = tag.attributes.last_mut().filter(|_| !tag.full) {
            push(&mut tag.bytes, text, *end + LONGEST_VALUE);
            *value = tag.bytes.len();
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.tag.name == self.last_start
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        G::XML
    }
}

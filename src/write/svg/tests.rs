//! Charts of every kind, drawn and looked over.

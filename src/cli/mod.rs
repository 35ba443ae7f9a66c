//! Arguments, environment and `mingxi.toml` → settings; the rooms in their order; the terminal; exit codes.
//!
//! Two layers: options as typed ([`args`], [`config`], [`given`]) and settings as meant ([`settings`]). The only room that
//! knows the clock, the locale and whether a terminal is there.

mod args;
mod asked;
mod bug;
mod cache;
mod config;
mod days;
mod each;
mod endings;
mod followed;
mod given;
mod guard;
mod help;
mod init;
mod input;
mod limits;
mod main;
mod named;
mod options;
mod output;
mod periods;
mod pivot;
mod progress;
mod rules;
mod run;
mod settings;
mod shell;
mod state;
mod terminal;
mod together;
mod typed;
mod understand;
mod wants;
mod who;

pub use main::main;

#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| rooms::read::properties::csv(text));

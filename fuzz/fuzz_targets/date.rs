#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| rooms::clean::properties::date(text));

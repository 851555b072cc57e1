//! Every decoder takes whatever it is given: the corpus that fuzzing left, random bytes, and good messages with bytes
//! changed.

use crate::fixtures;
use std::fs;
use std::path::Path;
use vizitas_sync::testing::decoders::DECODERS;
use vizitas_sync::testing::seeded::Seeded;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = fixtures::path("corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn the_corpus_passes() {
    for (target, decoder) in DECODERS {
        let corpus = corpus(target);
        assert!(!corpus.is_empty(), "no corpus for {target}");
        corpus.iter().for_each(|bytes| decoder(bytes));
    }
}

#[test]
fn every_corpus_has_its_decoder() {
    for folder in fs::read_dir(fixtures::path("corpus")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(DECODERS.iter().any(|(target, _)| *target == name), "{name} is nobody's");
    }
}

#[test]
fn every_decoder_has_its_fuzz_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let built = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (target, _) in DECODERS {
        let source = fs::read_to_string(fuzz.join(format!("fuzz_targets/{target}.rs"))).unwrap();
        assert!(source.contains(&format!("decode(\"{target}\"")), "{target}");
        assert!(built.contains(&format!("name = \"{target}\"")), "{target}");
    }
}

#[test]
fn random_bytes_harm_nobody() {
    let chance = Seeded::new(1);
    for (_, decoder) in DECODERS {
        for _ in 0..10_000 {
            let bytes: Vec<u8> = (0..chance.below(200)).map(|_| chance.number() as u8).collect();
            decoder(&bytes);
        }
    }
}

#[test]
fn good_bytes_gone_bad_harm_nobody() {
    let chance = Seeded::new(2);
    for (target, decoder) in DECODERS {
        for good in corpus(target).iter().filter(|good| !good.is_empty()) {
            for _ in 0..200 {
                let mut bytes = good.clone();
                for _ in 0..=chance.below(3) {
                    let at = chance.below(bytes.len() as u64) as usize;
                    bytes[at] = chance.number() as u8;
                }
                bytes.truncate(1 + chance.below(2 * bytes.len() as u64) as usize);
                decoder(&bytes);
            }
        }
    }
}

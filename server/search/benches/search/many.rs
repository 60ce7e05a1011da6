//! The search among very many texts: the given ones, and others made of their sentences, the same ones each time.

use std::{error::Error, time::Duration};

use crate::{
    engine::Engine,
    jiso::Own,
    measure::{Found, Times, asked, found, percentiles, timed},
    texts::{LEAD, Set, Text},
};

/// Signs of a body.
const SHORTEST: usize = 300;
const LONGEST: usize = 1_700;
/// Of a sentence.
const SENTENCE: usize = 8;
const TITLE: usize = 24;
/// So many signs of a question are typed one by one.
const TYPED: usize = 12;

pub struct Large {
    pub set: String,
    pub documents: u64,
    pub found: Found,
    pub times: Times,
    pub typeahead: Times,
    pub build: Duration,
    pub bytes: u64,
}

pub fn measure(set: &Set, documents: usize) -> Result<Large, Box<dyn Error>> {
    eprintln!("{}: {documents} documents", set.name);
    let mut own = Own::start()?;
    let sentences = sentences(set);
    let mut chance = Chance(1);
    let made = (set.texts.len()..documents).map(|number| made(number, set, &sentences, &mut chance));
    let (built, build) = timed(|| own.feed(set.lang(), set.texts.iter().cloned().chain(made)));
    built?;
    let (ranks, times) = asked(&mut own, &set.questions)?;
    let mut typing = Vec::new();
    for question in &set.questions {
        let ends = question.typed.char_indices().skip(1).map(|(at, _)| at).take(TYPED);
        for typed in ends.filter_map(|end| question.typed.get(..end)) {
            let (titles, took) = timed(|| own.typeahead(typed));
            titles?;
            typing.push(took);
        }
    }
    Ok(Large {
        set: set.name.clone(),
        documents: own.index.documents(),
        found: found(ranks.iter()),
        times,
        typeahead: percentiles(typing),
        build,
        bytes: own.bytes()?,
    })
}

fn sentences(set: &Set) -> Vec<&str> {
    let all = set.texts.iter().flat_map(|text| text.body.split_inclusive(['。', '\n', '.']));
    all.map(str::trim).filter(|sentence| sentence.chars().count() >= SENTENCE).collect()
}

fn made(number: usize, set: &Set, sentences: &[&str], chance: &mut Chance) -> Text {
    let wanted = SHORTEST + chance.below(LONGEST - SHORTEST);
    let (mut body, mut signs) = (String::new(), 0);
    while signs < wanted {
        let Some(sentence) = sentences.get(chance.below(sentences.len())) else { break };
        let cut: String = sentence.chars().take(wanted).collect();
        signs += cut.chars().count();
        body.push_str(&cut);
        body.push('\n');
    }
    let title = sentences.get(chance.below(sentences.len())).copied().unwrap_or_default();
    Text {
        id: format!("made-{number}"),
        lang: set.lang(),
        title: title.chars().take(TITLE).collect(),
        lead: body.chars().take(LEAD).collect(),
        body,
    }
}

/// Numbers that look like chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or(0)
    }
}

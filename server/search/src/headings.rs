//! Headings within texts that go on from what was typed: what a text says in one of its parts its title need not name.

use std::collections::{HashMap, HashSet};

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, Suggestion},
};
use tantivy::{
    collector::TopDocs,
    query::{BooleanQuery, Occur},
};

use crate::{
    failure::SearchError,
    index::SearchIndex,
    query::{one_of, readable},
    stored::Stored,
    suggest::{SHOWN, having},
    typed::{self, Place},
};

const MOST: usize = 3;
const CANDIDATES: usize = 16;
/// What more texts have as a heading tells none of them apart: まとめ.
const TEXTS: usize = 3;

/// A heading that goes on from what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub heading: String,
    /// Opens where it stands.
    pub url: String,
    /// Of the text.
    pub title: String,
    pub kind: DocumentKind,
}

/// A heading within its text.
struct Spot {
    place: Place,
    heading: String,
    folded: String,
    block: u32,
}

impl SearchIndex {
    /// The headings in `lang` that `audience` may read and that contain all of what was typed, in the order of titles: a few,
    /// where `titles`, which go on from the same, leave room. Of each text the best one; none that is called as one of `titles`,
    /// and none that many texts have.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest_headings(
        &self,
        audience: &Audience,
        lang: Lang,
        typed: &str,
        titles: &[Suggestion],
    ) -> Result<Vec<Heading>, SearchError> {
        self.read(|| self.below(titles, *audience, lang, typed))
    }

    fn below(&self, titles: &[Suggestion], audience: Audience, lang: Lang, typed: &str) -> Result<Vec<Heading>, SearchError> {
        let room = SHOWN.saturating_sub(titles.len()).min(MOST);
        if room == 0 {
            return Ok(Vec::new());
        }
        let called: HashSet<String> = titles.iter().map(|one| typed::folded(&one.title)).collect();
        let mut seen: HashSet<String> = titles.iter().map(|one| one.url.clone()).collect();
        let (mut out, mut within) = (Vec::new(), Vec::new());
        for way in self.asked(typed) {
            for (place, heading) in self.headings(audience, lang, &way, &called)? {
                match place {
                    Place::Title | Place::Word if seen.insert(heading.url.clone()) => out.push(heading),
                    Place::Title | Place::Word => {}
                    Place::Within => within.push(heading),
                }
            }
            if out.len() >= room {
                break;
            }
        }
        out.extend(within.into_iter().filter(|one| seen.insert(one.url.clone())));
        out.truncate(room);
        Ok(out)
    }

    /// Of each text the best that is not `called` so.
    fn headings(
        &self,
        audience: Audience,
        lang: Lang,
        typed: &str,
        called: &HashSet<String>,
    ) -> Result<Vec<(Place, Heading)>, SearchError> {
        let fields = self.fields();
        let mut all = having(fields.headings, typed);
        if all.is_empty() {
            return Ok(Vec::new());
        }
        all.push((Occur::Must, readable(fields, audience)));
        all.push((Occur::Must, one_of(fields.lang, &[lang.as_str()])));
        let view = self.view();
        let top = view.searcher.search(&BooleanQuery::new(all), &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let mut texts: HashMap<String, usize> = HashMap::new();
        let mut found = Vec::with_capacity(top.len());
        for (_, address) in top {
            let Some(stored) = Stored::read(&view.searcher, address, fields)? else { continue };
            let spots = spots(&stored, typed);
            let different: HashSet<&String> = spots.iter().map(|spot| &spot.folded).collect();
            for folded in different {
                *texts.entry(folded.clone()).or_default() += 1;
            }
            found.push((stored, spots));
        }
        let mut out = Vec::with_capacity(found.len());
        for (stored, spots) in found {
            let is_common = |folded: &String| texts.get(folded).is_some_and(|texts| *texts > TEXTS);
            let telling = spots.into_iter().filter(|spot| !called.contains(&spot.folded) && !is_common(&spot.folded));
            let Some(best) = telling.min_by_key(|spot| (spot.place, spot.heading.chars().count(), spot.block)) else { continue };
            let Stored { url, title, kind, .. } = stored;
            out.push((best.place, Heading { heading: best.heading, url: opened_at(url, best.block), title, kind }));
        }
        out.sort_by_cached_key(|(place, one)| (*place, one.heading.chars().count(), one.heading.clone(), one.url.clone()));
        Ok(out)
    }
}

/// Where a text has what was typed in a heading.
fn spots(stored: &Stored, typed: &str) -> Vec<Spot> {
    // A single sign is within too much.
    let is_single = typed::folded(typed).chars().nth(1).is_none();
    let spot = |(block, heading): (u32, &str)| {
        let place = typed::place(heading, typed).filter(|place| !(is_single && *place == Place::Within))?;
        Some(Spot { place, heading: heading.to_owned(), folded: typed::folded(heading), block })
    };
    stored.headings().filter_map(spot).collect()
}

/// A page opens at its first block anyway, and an address that names a part of a page there.
fn opened_at(url: String, block: u32) -> String {
    if block == 0 || url.contains('#') { url } else { format!("{url}#p-{block}") }
}

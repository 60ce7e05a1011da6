//! Which language of a text is shown.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use jiso::lang::Lang;

use crate::{
    analysis::Shape,
    candidate::Candidate,
    columns::Columns,
    query::{Search, WHOLE_SHARE},
    question::Question,
    weights,
};

impl Search<'_> {
    pub fn is_own(&self, columns: &Columns, candidate: &Candidate) -> bool {
        columns.lang(candidate.address) == Some(self.lang)
    }

    /// Asked in Latin words alone by a reader of Japanese.
    fn is_in_english(&self, question: &Question) -> bool {
        matches!(question, Question::Words(words) if self.lang == Lang::Ja && words.terms.iter().all(|term| term.shape == Shape::Word))
    }

    /// A text in the reader's language counts more, and of several languages of one text only one stays: the reader's, at its own
    /// place where it was found, and otherwise in the place of the other.
    ///
    /// Where something `own` answers, a text that was only found in another language has to have the words that were typed: those
    /// in their place, and a word like "it", stand in many texts that have nothing to do with the question.
    pub fn prefer_language(&self, found: &mut Vec<Candidate>, columns: &Columns, question: &Question, own: bool) {
        let (by_score, grammar) = match question {
            Question::Words(words) => (true, words.is_grammar()),
            Question::Blank | Question::Wordless | Question::Sign(_) => (false, false),
        };
        if by_score {
            // Who asks in the other language finds what answers there, in the reader's version: through other words alone, anything
            // in the reader's language would stand before it.
            let foreign = self.is_in_english(question) && !found.iter().all(|candidate| self.is_own(columns, candidate));
            let counts = |candidate: &Candidate| self.is_own(columns, candidate) && (!foreign || candidate.share >= WHOLE_SHARE);
            for candidate in found.iter_mut().filter(|candidate| counts(candidate)) {
                candidate.score += weights::OWN_LANGUAGE;
            }
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        }
        let own_groups = found.iter().filter(|c| self.is_own(columns, c)).map(|c| columns.group(c.address));
        let own_groups: HashSet<u64, RandomState> = own_groups.collect();
        let mut seen: HashSet<u64, RandomState> = HashSet::with_capacity_and_hasher(found.len(), RandomState::default());
        found.retain_mut(|candidate| {
            let group = columns.group(candidate.address);
            if self.is_own(columns, candidate) {
                return seen.insert(group);
            }
            if own_groups.contains(&group) {
                return false;
            }
            if let Some(version) = columns.version(self.audience, group, self.lang) {
                if own && (candidate.other_words || grammar) {
                    return false;
                }
                candidate.address = version;
            }
            seen.insert(group)
        });
    }
}

//! What may be the answer already.

use jiso::{
    caller::Caller,
    failure::Answer,
    goals::Side,
    id::QuestionId,
    questions::{LIKE_PERCENT, QuestionState, Similar, likeness},
    search::{SearchQuery, plain},
};
use jiso_app::text::questions as t;
use jiso_store::Tx;

use crate::office::Office;

const TEXTS_SHOWN: usize = 3;
const QUESTIONS_SHOWN: usize = 2;
/// So many of a company's questions are looked through.
const LOOKED_THROUGH: i64 = 100;
/// Fewer signs are no question yet.
const SIGNS: usize = 3;

impl Office {
    /// Published texts by the search, and questions of the caller's own company; `own` is the one that is asked.
    pub(super) async fn similar_to(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        typed: &str,
        own: Option<QuestionId>,
    ) -> Answer<Vec<Similar>> {
        let typed = SearchQuery::cut(typed.trim());
        if typed.chars().count() < SIGNS {
            return Ok(Vec::new());
        }
        let mut similar = Vec::new();
        if Side::of(caller.role) == Side::Partner {
            let all = tx.questions_of_company(caller.own_company()?, LOOKED_THROUGH).await?;
            let mut like: Vec<(u32, Similar)> = Vec::new();
            for question in all.into_iter().filter(|one| Some(one.id) != own && one.state != QuestionState::Withdrawn) {
                let percent = likeness(&question.title, &typed);
                if percent >= LIKE_PERCENT {
                    let excerpt = t::state(caller.lang, question.state.as_str()).to_owned();
                    let href = format!("/questions/{}", question.id);
                    like.push((percent, Similar { title: question.title, excerpt, href, question: true }));
                }
            }
            like.sort_by_key(|(percent, _)| std::cmp::Reverse(*percent));
            similar.extend(like.into_iter().take(QUESTIONS_SHOWN).map(|(_, one)| one));
        }
        // Asking goes on while the search does not.
        let Ok(found) = self.find(caller, &SearchQuery::listed(&typed)) else { return Ok(similar) };
        similar.extend(found.hits.into_iter().take(TEXTS_SHOWN).map(|hit| Similar {
            title: plain(&hit.title),
            excerpt: plain(&hit.excerpt),
            href: hit.url,
            question: false,
        }));
        Ok(similar)
    }
}

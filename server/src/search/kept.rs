//! Searches made lately, and saved ones: each person's own, on the server, so that another device has them too.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::Answer,
    search::{
        ForgetSearchForm, KeptSearch, KeptSearches, RECENT_MAX, SAVED_MAX, SaveSearchForm, SearchQuery, Suggested,
        is_worth_keeping, kept_words,
    },
};
use jiso_app::{
    format::dot,
    text::{kits, search as t},
};
use jiso_store::Tx;

use crate::office::Office;

/// One that is made again within an hour is kept already.
const ANEW_SECONDS: i64 = 3_600;
const KEPT_DAYS: i64 = 90;
/// Under the empty search field.
const SUGGESTED: usize = 6;

impl Office {
    /// Whether the person saved this search; keeps it as one of the recent ones, if there is anything to look for. Whoever
    /// searches is answered in any case.
    pub(super) async fn is_saved(&self, tx: &mut Tx, caller: &Caller, query: &SearchQuery) -> Answer<bool> {
        if query.q.trim().is_empty() {
            return Ok(false);
        }
        let (address, now) = (written(query), self.now());
        let all = tx.kept_searches(caller.user).await?;
        let known = all.iter().find(|kept| kept.query == address);
        // Who turns pages or comes back does not wait for a turn to write.
        let lately = known.is_some_and(|kept| now.micros() - kept.at < ANEW_SECONDS * 1_000_000);
        if !lately
            && query.page <= 1
            && is_worth_keeping(&query.q)
            && let Err(failure) = self.keep_recent(caller, &address).await
        {
            tracing::warn!(%failure, "a search is not kept as a recent one");
        }
        Ok(known.is_some_and(|kept| kept.saved))
    }

    async fn keep_recent(&self, caller: &Caller, address: &str) -> Answer<()> {
        let mut tx = self.store.write().await?;
        tx.keep_search(caller.user, address, self.now(), RECENT_MAX).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn kept_by(&self, caller: &Caller) -> Answer<KeptSearches> {
        caller.may(Action::ReadContent)?;
        let all = self.store.read().await?.kept_searches(caller.user).await?;
        let (saved, mut recent): (Vec<_>, Vec<_>) = all.into_iter().partition(|kept| kept.saved);
        // Of before, when whatever was typed was kept.
        recent.retain(|kept| {
            let query = asked(&kept.query);
            is_worth_keeping(&query.q) && written(&query) == kept.query
        });
        let shown = |kept: Vec<jiso_store::search::Kept>| kept.into_iter().map(|kept| shown(caller, &kept.query)).collect();
        Ok(KeptSearches { recent: shown(recent), saved: shown(saved) })
    }

    pub(super) async fn save_this_search(&self, caller: &Caller, form: SaveSearchForm) -> Answer<String> {
        caller.may(Action::ReadContent)?;
        let address = written(&SearchQuery { page: 1, ..form.read()? });
        let mut tx = self.store.write().await?;
        tx.save_search(caller.user, &address, self.now(), SAVED_MAX).await?;
        tx.commit().await?;
        Ok(address)
    }

    pub(super) async fn forget_searches(&self, caller: &Caller, form: ForgetSearchForm) -> Answer<()> {
        caller.may(Action::ReadContent)?;
        let address = form.read()?;
        let mut tx = self.store.write().await?;
        match address {
            Some(address) => tx.forget_search(caller.user, address).await?,
            None => tx.forget_recent_searches(caller.user).await?,
        }
        Ok(tx.commit().await?)
    }

    /// For the field in which nothing is typed yet.
    pub(super) async fn suggest_kept(&self, caller: &Caller) -> Answer<Vec<Suggested>> {
        let KeptSearches { recent, saved } = self.kept_by(caller).await?;
        let line = |note: &'static str| {
            move |kept: KeptSearch| Suggested { title: kept.label, note: note.to_owned(), url: format!("/kits?{}", kept.address) }
        };
        let (saved, recent) =
            (saved.into_iter().map(line(t::saved(caller.lang))), recent.into_iter().map(line(t::recent(caller.lang))));
        Ok(recent.take(SUGGESTED / 2).chain(saved).take(SUGGESTED).collect())
    }

    pub(crate) async fn forget_old_searches(&self, tx: &mut Tx) -> Answer<()> {
        Ok(tx.forget_old_searches(self.now().plus_days(-KEPT_DAYS)).await?)
    }
}

fn written(query: &SearchQuery) -> String {
    let one = SearchQuery { page: 1, listed: false, q: kept_words(&query.q), ..query.clone() };
    form_urlencoded::Serializer::new(String::new()).extend_pairs(one.pairs()).finish()
}

fn asked(address: &str) -> SearchQuery {
    let given: Vec<(String, String)> = form_urlencoded::parse(address.as_bytes()).into_owned().collect();
    SearchQuery::from_url(|name| given.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()))
}

fn shown(caller: &Caller, address: &str) -> KeptSearch {
    let (l, query) = (caller.lang, asked(address));
    let words = [
        query.kind.map(|kind| kits::kind(l, kind.as_str())),
        query.industry.as_deref().map(|industry| kits::industry(l, industry)),
        query.size.as_deref().map(|size| kits::size(l, size)),
        query.phase.as_deref().map(|phase| kits::phase(l, phase)),
        query.competitor.as_deref().map(|competitor| kits::competitor(l, competitor)),
    ];
    let narrowed = words.into_iter().flatten().filter(|word| !word.is_empty()).map(str::to_owned);
    let label = std::iter::once(query.in_short()).chain(narrowed).collect::<Vec<_>>().join(dot(l));
    KeptSearch { address: address.to_owned(), label }
}

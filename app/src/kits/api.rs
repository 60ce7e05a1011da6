//! Server functions: enter, ask the portal, tell the answer.

use jiso::{
    failure::Failure,
    kits::{FavouriteForm, FillForm, KitFilter, KitList, KitSheet, UsedForm},
    search::{KeptSearches, SearchPage, SearchQuery},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

/// The query of `/kits` as it stands in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KitsAddress {
    pub q: String,
    pub kind: String,
    pub industry: String,
    pub size: String,
    pub phase: String,
    pub competitor: String,
    pub list: String,
    pub page: String,
}

impl KitsAddress {
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| value(name).unwrap_or_default();
        Self {
            q: value("q"),
            kind: value("kind"),
            industry: value("industry"),
            size: value("size"),
            phase: value("phase"),
            competitor: value("competitor"),
            list: value("list"),
            page: value("page"),
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        let value = match name {
            "q" => &self.q,
            "kind" => &self.kind,
            "industry" => &self.industry,
            "size" => &self.size,
            "phase" => &self.phase,
            "competitor" => &self.competitor,
            "list" => &self.list,
            "page" => &self.page,
            _ => return None,
        };
        (!value.is_empty()).then(|| value.clone())
    }

    pub fn filter(&self) -> KitFilter {
        KitFilter::from_address(|name| self.value(name))
    }

    /// `None` when nothing is searched for.
    pub fn search(&self) -> Option<SearchQuery> {
        Some(SearchQuery::from_url(|name| self.value(name))).filter(|query| !query.q.trim().is_empty())
    }
}

/// `/kits` lists the kits, or shows what a search found in all texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum KitsView {
    List(KitList, KeptSearches),
    Found(SearchQuery, SearchPage),
    /// The search is not there just now; the list is.
    Unavailable(KitList),
}

#[server(prefix = "/api", endpoint = "kits", input = GetUrl, output = Packed)]
pub async fn kits(asked: KitsAddress) -> Reply<KitsView> {
    let Desk { portal, caller } = enter()?;
    let Some(query) = asked.search() else {
        let kept = portal.search.kept(&caller).await?;
        return Ok(KitsView::List(portal.kits.list(&caller, asked.filter()).await?, kept));
    };
    match portal.search.search(&caller, query.clone()).await {
        Ok(page) => Ok(KitsView::Found(query, page)),
        Err(Failure::Unavailable { .. }) => Ok(KitsView::Unavailable(portal.kits.list(&caller, asked.filter()).await?)),
        Err(failure) => Err(failure.into()),
    }
}

#[server(prefix = "/api", endpoint = "kit", input = GetUrl, output = Packed)]
pub async fn kit(slug: String, form: FillForm) -> Reply<KitSheet> {
    let desk = enter()?;
    Ok(desk.portal.kits.sheet(&desk.caller, &slug, form).await?)
}

#[server(prefix = "/api", endpoint = "keep_favourite", output = Packed)]
pub async fn keep_favourite(form: FavouriteForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (back, told) = (form.back(), if form.wanted() { "kept" } else { "dropped" });
    portal.kits.keep_favourite(&caller, form).await?;
    tell(Instruction::Redirect(format!("{back}done={told}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "note_used", output = Packed)]
pub async fn note_used(form: UsedForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let back = form.back();
    portal.kits.note_used(&caller, form).await?;
    tell(Instruction::Redirect(format!("{back}done=used")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "take_back_use", output = Packed)]
pub async fn take_back_use(form: UsedForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let back = form.back();
    portal.kits.take_back_use(&caller, form).await?;
    tell(Instruction::Redirect(format!("{back}done=use_taken_back")));
    Ok(())
}

//! Server functions: enter, ask the portal, tell where to go.

use jiso::{
    deals::{
        AftercareForm, AppealForm, ApproveForm, Beginning, CardForm, ColleagueForm, ConflictForm, CorrectionForm, DealForm,
        DealSheet, DeclineForm, ExtensionForm, HandOverForm, LoseForm, NewDealSheet, NoteForm, Pipeline, PipelineFilter,
        RegistrationForm, RejectForm, ReturnForm, ReviewDesk, ReviewFilter, ReviewSheet, SplitForm, StageForm, TransferForm,
        Verdict, VerdictQuery, WinForm,
    },
    failure::Failure,
    id::DealId,
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{Fault, GetUrl, Packed, Reply},
};

/// An address that names no deal is that of no page.
fn deal_id(text: &str) -> Reply<DealId> {
    text.parse().map_err(|_| Fault(Failure::NotFound))
}

/// What may stand in an address as it is.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Every change has an address of its own, so that the page is loaded anew after each.
fn to_deal(deal: &str, version: &str, done: &str) -> Instruction {
    Instruction::Redirect(format!("/deals/{deal}?done={done}&after={version}"))
}

fn to_review(deal: &str, version: &str, done: &str) -> Instruction {
    Instruction::Redirect(format!("/console/deals/{deal}?done={done}&after={version}"))
}

#[server(prefix = "/api", endpoint = "deal_pipeline", input = GetUrl, output = Packed)]
pub async fn deal_pipeline(filter: PipelineFilter) -> Reply<Pipeline> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.pipeline(&caller, filter).await?)
}

#[server(prefix = "/api", endpoint = "new_deal", input = GetUrl, output = Packed)]
pub async fn new_deal(again: String, target: Option<String>, lead: Option<String>) -> Reply<NewDealSheet> {
    let Desk { portal, caller } = enter()?;
    let target = target.and_then(|id| id.parse().ok()).map(Beginning::Target);
    let lead = lead.and_then(|id| id.parse().ok()).map(Beginning::Lead);
    let begin = again.parse().ok().map(Beginning::Again).or(target).or(lead).unwrap_or(Beginning::Blank);
    Ok(portal.deals.new_sheet(&caller, begin).await?)
}

#[server(prefix = "/api", endpoint = "deal", input = GetUrl, output = Packed)]
pub async fn deal(id: String) -> Reply<DealSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.sheet(&caller, deal_id(&id)?).await?)
}

/// While a customer is typed. A post, so that what is typed is in no address and no log.
#[server(prefix = "/api", endpoint = "deal_verdict", output = Packed)]
pub async fn deal_verdict(form: VerdictQuery) -> Reply<Option<Verdict>> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.verdict(&caller, form).await?)
}

/// By itself, a moment after something was typed.
#[server(prefix = "/api", endpoint = "autosave_deal", output = Packed)]
pub async fn autosave_deal(form: RegistrationForm) -> Reply<Timestamp> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.save_draft(&caller, form).await?)
}

/// By the button.
#[server(prefix = "/api", endpoint = "save_deal_draft", output = Packed)]
pub async fn save_deal_draft(form: RegistrationForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = if form.is_blank() { "/deals" } else { "/deals/new?saved=1" };
    portal.deals.save_draft(&caller, form).await?;
    tell(Instruction::Redirect(to.into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "register_deal", output = Packed)]
pub async fn register_deal(form: RegistrationForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.deals.register(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{id}?registered=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "correct_deal", output = Packed)]
pub async fn correct_deal(form: CorrectionForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "corrected");
    portal.deals.correct(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "appeal_deal", output = Packed)]
pub async fn appeal_deal(form: AppealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "appealed");
    portal.deals.appeal(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_deal", output = Packed)]
pub async fn withdraw_deal(form: DealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "withdrawn");
    portal.deals.withdraw(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "extend_deal", output = Packed)]
pub async fn extend_deal(form: DealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "extended");
    portal.deals.extend(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "ask_extension", output = Packed)]
pub async fn ask_extension(form: ExtensionForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "extension_asked");
    portal.deals.ask_extension(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "hand_over_deal", output = Packed)]
pub async fn hand_over_deal(form: HandOverForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "handed_over");
    portal.deals.hand_over(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "move_deal", output = Packed)]
pub async fn move_deal(form: StageForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "moved");
    portal.deals.move_stage(&caller, form).await?;
    tell(to);
    Ok(())
}

/// From a card of the board, to which it comes back.
#[server(prefix = "/api", endpoint = "move_card", output = Packed)]
pub async fn move_card(form: CardForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let owner = if form.owner == "mine" { "mine" } else { "all" };
    let to = format!("/deals?view=board&owner={owner}&done=moved&after={}.{}", plain(&form.deal), plain(&form.version));
    portal.deals.move_card(&caller, form).await?;
    tell(Instruction::Redirect(to));
    Ok(())
}

#[server(prefix = "/api", endpoint = "note_on_deal", output = Packed)]
pub async fn note_on_deal(form: NoteForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.key);
    let deal = portal.deals.note_on_deal(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=noted&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "add_colleague", output = Packed)]
pub async fn add_colleague(form: ColleagueForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.colleague);
    let deal = portal.deals.add_colleague(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=colleague_added&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "remove_colleague", output = Packed)]
pub async fn remove_colleague(form: ColleagueForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.colleague);
    let deal = portal.deals.remove_colleague(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=colleague_removed&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "win_deal", output = Packed)]
pub async fn win_deal(form: WinForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "won");
    portal.deals.win(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "lose_deal", output = Packed)]
pub async fn lose_deal(form: LoseForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_deal(&form.deal, &form.version, "lost");
    portal.deals.lose(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "deals_to_review", input = GetUrl, output = Packed)]
pub async fn deals_to_review(filter: ReviewFilter) -> Reply<ReviewDesk> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.review_desk(&caller, filter).await?)
}

#[server(prefix = "/api", endpoint = "deal_to_review", input = GetUrl, output = Packed)]
pub async fn deal_to_review(id: String) -> Reply<ReviewSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.deals.review_sheet(&caller, deal_id(&id)?).await?)
}

#[server(prefix = "/api", endpoint = "take_up_deal", output = Packed)]
pub async fn take_up_deal(form: DealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "taken_up");
    portal.deals.take_up(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "approve_deal", output = Packed)]
pub async fn approve_deal(form: ApproveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "approved");
    portal.deals.approve(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "return_deal", output = Packed)]
pub async fn return_deal(form: ReturnForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "returned");
    portal.deals.return_for_info(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "reject_deal", output = Packed)]
pub async fn reject_deal(form: RejectForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "rejected");
    portal.deals.reject(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "mark_deal_conflicted", output = Packed)]
pub async fn mark_deal_conflicted(form: ConflictForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "conflicted");
    portal.deals.mark_conflicted(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "grant_extension", output = Packed)]
pub async fn grant_extension(form: DealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "extension_granted");
    portal.deals.grant_extension(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "decline_extension", output = Packed)]
pub async fn decline_extension(form: DeclineForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "extension_declined");
    portal.deals.decline_extension(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "transfer_deal", output = Packed)]
pub async fn transfer_deal(form: TransferForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let version = form.version.clone();
    let there = portal.deals.transfer(&caller, form).await?;
    tell(to_review(&there.to_string(), &version, "transferred"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "split_deal", output = Packed)]
pub async fn split_deal(form: SplitForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let version = form.version.clone();
    let part = portal.deals.split(&caller, form).await?;
    tell(to_review(&part.to_string(), &version, "split"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "release_deal", output = Packed)]
pub async fn release_deal(form: DealForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let to = to_review(&form.deal, &form.version, "released");
    portal.deals.release(&caller, form).await?;
    tell(to);
    Ok(())
}

#[server(prefix = "/api", endpoint = "note_aftercare", output = Packed)]
pub async fn note_aftercare(form: AftercareForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = format!("{}{}", form.what, form.undo);
    let deal = portal.deals.note_aftercare(&caller, form).await?;
    tell(to_review(&deal.to_string(), &after, "aftercare_noted"));
    Ok(())
}

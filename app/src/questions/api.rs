//! Server functions: enter, ask the portal, tell the answer.

use jiso::questions::{AcceptForm, AskForm, AskSheet, AwayForm, PostForm, QuestionForm, QuestionSheet, QuestionsSheet, Similar};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "questions", input = GetUrl, output = Packed)]
pub async fn questions() -> Reply<QuestionsSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.questions.list(&caller).await?)
}

#[server(prefix = "/api", endpoint = "question", input = GetUrl, output = Packed)]
pub async fn question(id: String) -> Reply<QuestionSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.questions.sheet(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "question_to_ask", input = GetUrl, output = Packed)]
pub async fn question_to_ask(about: String) -> Reply<AskSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.questions.before_asking(&caller, &about).await?)
}

#[server(prefix = "/api", endpoint = "similar_questions", input = GetUrl, output = Packed)]
pub async fn similar_questions(typed: String) -> Reply<Vec<Similar>> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.questions.similar(&caller, &typed).await?)
}

#[server(prefix = "/api", endpoint = "ask_question", output = Packed)]
pub async fn ask_question(form: AskForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let question = portal.questions.ask(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=asked")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "answer_question", output = Packed)]
pub async fn answer_question(form: PostForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    // The same done once more is another address, so that the page is read anew.
    let after = form.idempotency_key.clone();
    let question = portal.questions.answer(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=answered&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "follow_up_question", output = Packed)]
pub async fn follow_up_question(form: PostForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.idempotency_key.clone();
    let question = portal.questions.follow_up(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=followed_up&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "accept_answer", output = Packed)]
pub async fn accept_answer(form: AcceptForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let question = portal.questions.accept(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=accepted")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_question", output = Packed)]
pub async fn withdraw_question(form: QuestionForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let question = portal.questions.withdraw(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=withdrawn")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "take_question", output = Packed)]
pub async fn take_question(form: QuestionForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let question = portal.questions.take(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=taken")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "question_to_faq", output = Packed)]
pub async fn question_to_faq(form: QuestionForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let question = portal.questions.make_faq(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions/{question}?done=faq")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "set_away", output = Packed)]
pub async fn set_away(form: AwayForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after: String = form.until.chars().filter(char::is_ascii_digit).take(8).collect();
    portal.questions.set_away(&caller, form).await?;
    tell(Instruction::Redirect(format!("/questions?done=away&after={after}")));
    Ok(())
}

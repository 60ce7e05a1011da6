//! Server functions: enter, ask the portal, tell the answer.

use jiso::{
    activity::Origin,
    learning::{LearnSheet, LessonOutcome, LessonSheet, ModuleSheet, PositionForm, QuizForm, QuizResult, ReadForm},
};
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "modules", input = GetUrl, output = Packed)]
pub async fn modules() -> Reply<LearnSheet> {
    let desk = enter()?;
    Ok(desk.portal.learning.modules(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "module", input = GetUrl, output = Packed)]
pub async fn module(module: String) -> Reply<ModuleSheet> {
    let desk = enter()?;
    Ok(desk.portal.learning.module(&desk.caller, &module).await?)
}

/// `from` is the address's, see [`Origin::of_link`].
#[server(prefix = "/api", endpoint = "lesson", input = GetUrl, output = Packed)]
pub async fn lesson(module: String, lesson: String, from: String) -> Reply<LessonSheet> {
    let desk = enter()?;
    Ok(desk.portal.learning.lesson(&desk.caller, &module, &lesson, Origin::of_link(&from)).await?)
}

#[server(prefix = "/api", endpoint = "keep_position", output = Packed)]
pub async fn keep_position(form: PositionForm) -> Reply<LessonOutcome> {
    let desk = enter()?;
    Ok(desk.portal.learning.keep_position(&desk.caller, form).await?)
}

#[server(prefix = "/api", endpoint = "mark_read", output = Packed)]
pub async fn mark_read(form: ReadForm) -> Reply<LessonOutcome> {
    let desk = enter()?;
    Ok(desk.portal.learning.mark_read(&desk.caller, form).await?)
}

#[server(prefix = "/api", endpoint = "answer_quiz", output = Packed)]
pub async fn answer_quiz(form: QuizForm) -> Reply<QuizResult> {
    let desk = enter()?;
    Ok(desk.portal.learning.answer_quiz(&desk.caller, form).await?)
}

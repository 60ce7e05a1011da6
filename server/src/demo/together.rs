//! What the two sides do about each other: goals they share, a step that is asked for, a kit that has had its time.

use jiso::{
    activity::Origin,
    caller::Caller,
    failure::{Answer, Failure},
    goals::{Counted, GoalAnswerForm, GoalForm, Goals, Side},
    kits::{FillForm, Kits},
    lang::Lang,
    partners::Partners,
    publishing::{DocumentKind, EditForm, NewDocumentForm, PublishForm, Publishing},
};

use super::{
    cast::{LEAD, Who},
    play::Play,
};

impl Play<'_> {
    pub(super) async fn propose_goal(&self, number: usize, counted: Counted, target: u32, days: i32) -> Answer<()> {
        let (manager, Some(company)) = (self.manager_of(number)?, self.companies.get(&number)) else { return Ok(()) };
        let form = GoalForm {
            idempotency_key: self.office.new_id::<()>().to_string(),
            company: company.to_string(),
            counted: counted.as_str().into(),
            target: target.to_string(),
            by: self.now().day().plus(days).to_string(),
            why: self.words.goals.get(counted.as_str()).cloned().unwrap_or_default(),
            ..GoalForm::default()
        };
        self.office.propose(&manager, form).await.map(drop)
    }

    /// The lead follows the link in the vendor's letter.
    pub(super) async fn agree_on_goal(&self, number: usize) -> Answer<()> {
        let lead = self.people.get(&Who { company: number, person: LEAD });
        let (Some(lead), Some(company)) = (lead, self.companies.get(&number)) else { return Ok(()) };
        let goals = self.office.store.read().await?.goals_of(*company).await?;
        let Some(goal) = goals.iter().find(|goal| goal.waits_for(Side::Partner)) else { return Ok(()) };
        let asked = Caller { came: Origin::Requested, ..lead.clone() };
        self.office.agree(&asked, GoalAnswerForm { goal: goal.id.to_string() }).await.map(drop)
    }

    pub(super) async fn ask(&self, number: usize) -> Answer<()> {
        let (manager, Some(company)) = (self.manager_of(number)?, self.companies.get(&number)) else { return Ok(()) };
        Partners::ask(&self.office, &manager, *company).await
    }

    /// The lead opens a kit because somebody of the vendor asked.
    pub(super) async fn do_as_asked(&self, number: usize, kit: usize) -> Answer<()> {
        let kits = &self.syllabus.kits;
        let lead = self.people.get(&Who { company: number, person: LEAD });
        let (Some(lead), Some(slug)) = (lead, kits.get(kit % kits.len().max(1))) else { return Ok(()) };
        let form = FillForm { from: Origin::REQUEST.into(), ..FillForm::default() };
        Kits::sheet(&self.office, lead, slug, form).await.map(drop)
    }

    /// An editor writes a script that may be used for so many days.
    pub(super) async fn publish_script(&self, industry: &str, days: i32) -> Answer<()> {
        let editor = self.cast.vendor.iter().position(|person| person.role == jiso::caller::Role::ContentEditor);
        let editor = editor.and_then(|place| self.vendor.get(place)).ok_or(Failure::NotFound)?;
        let (title, summary, body) = &self.words.season_script;
        let document = self.office.new_document(
            editor,
            NewDocumentForm {
                kind: DocumentKind::Script.as_str().into(),
                slug: "season-call".into(),
                lang: Lang::Ja.as_str().into(),
                title: title.clone(),
                ..NewDocumentForm::default()
            },
        );
        let document = document.await?;
        let sheet = Publishing::sheet(&self.office, editor, document, None).await?;
        let form = EditForm {
            summary: summary.clone(),
            minutes: "5".into(),
            industries: vec![industry.into()],
            sizes: vec!["small".into(), "medium".into()],
            phases: vec!["retention".into()],
            owner: self.words.season_owner.clone(),
            valid_until: self.now().day().plus(days).to_string(),
            body: body.clone(),
            ..sheet.form
        };
        let base = self.office.save_draft(editor, form).await?.to_string();
        self.office.publish(editor, PublishForm { document: document.to_string(), base }).await
    }
}

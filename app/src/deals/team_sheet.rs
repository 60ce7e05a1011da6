use jiso::deals::DealTeam;
use leptos::prelude::*;

use super::api::{AddColleague, NoteOnDeal, RemoveColleague};
use crate::{
    forms::{FormProblems, HiddenField, PostForm, SelectField, Submit, TextArea, use_form},
    frame::lang,
    text::deals as t,
    ui::{Choice, More, Sheet},
};

/// A note of those who work on a deal.
#[component]
pub fn NoteSheet(deal: String, key: String) -> impl IntoView {
    let l = lang();
    let form = use_form::<NoteOnDeal>();
    let refused = form.failure().get_untracked().is_some();
    view! {
        <section class="sheet" id="note">
            <More summary=t::note_title(l) open=refused>
                <PostForm form class="form" anchor="note">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="deal" value=deal/>
                    <HiddenField name="key" value=form.value("key", key)/>
                    <TextArea name="text" id="note-text" label=t::note_text(l) hint=t::note_hint(l) rows=3
                        value=form.value("text", "") problem=form.problem("text")/>
                    <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::note_send(l)/></div>
                </PostForm>
            </More>
        </section>
    }
}

/// Who works on a deal, and for who decides it, who else shall.
#[component]
pub fn TeamSheet(deal: String, owner: String, team: DealTeam) -> impl IntoView {
    let l = lang();
    let (add, remove) = (use_form::<AddColleague>(), use_form::<RemoveColleague>());
    let failed = add.failure().get_untracked().is_some();
    let DealTeam { colleagues, others, may_choose, .. } = team;
    let of = deal.clone();
    let rows = colleagues
        .into_iter()
        .map(|one| {
            let (of, name) = (of.clone(), one.name.clone());
            let act = may_choose.then(|| {
                view! {
                    <PostForm form=remove anchor="team">
                        <HiddenField name="deal" value=of/>
                        <HiddenField name="colleague" value=one.id.to_string()/>
                        <Submit class="btn quiet small" pending=remove.pending() label=t::team_remove(l, name)/>
                    </PostForm>
                }
            });
            view! { <li><div><h3>{one.name}</h3><p class="quiet">{t::team_colleague(l)}</p></div>{act}</li> }
        })
        .collect_view();
    let choices: Vec<Choice> = others.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    let form = (!choices.is_empty()).then(|| {
        view! {
            <More summary=t::team_add(l) open=failed>
                <PostForm form=add class="form" anchor="team">
                    <p class="quiet">{t::team_add_text(l)}</p>
                    <FormProblems failure=add.failure()/>
                    <HiddenField name="deal" value=deal/>
                    <SelectField name="colleague" id="team-colleague" label=t::team_who(l) none=t::team_none(l) options=choices
                        value=add.value("colleague", "") problem=add.problem("colleague")/>
                    <div class="form-actions"><Submit class="btn" pending=add.pending() label=t::team_send(l)/></div>
                </PostForm>
            </More>
        }
    });
    view! {
        <Sheet title=t::team_title(l) id="team">
            <ul class="rows">
                <li><div><h3>{owner}</h3><p class="quiet">{t::team_owner(l)}</p></div></li>
                {rows}
            </ul>
            <p class="quiet">{t::team_private(l)}</p>
            <FormProblems failure=remove.failure()/>
            {form}
        </Sheet>
    }
}

//! Fields that several forms about a visit have.

use jiso::{
    lang::Lang,
    time::{Day, Timestamp},
    visits::SLOTS,
};
use leptos::prelude::*;

use crate::{
    forms::{FormState, TextField},
    text::visits as t,
};

/// The hour with which a form begins.
const FIRST_TIME: &str = "10:00";

/// Up to three times; `first` stands in the first pair at the beginning, or `named`, what has been named before.
pub fn time_fields<S: 'static>(l: Lang, form: FormState<S>, first: Day, named: &[Timestamp]) -> AnyView {
    let fields = (1..=SLOTS).map(|place| {
        let (day, time) = (format!("day{place}"), format!("time{place}"));
        let before = named.get(place - 1);
        let start_day = before.map_or_else(|| if place == 1 { first.to_string() } else { String::new() }, |at| at.day().to_string());
        let start_time = before.map_or_else(
            || if place == 1 { FIRST_TIME.to_owned() } else { String::new() },
            |at| format!("{:02}:{:02}", at.minute_of_day() / 60, at.minute_of_day() % 60),
        );
        let n = place.to_string();
        view! {
            <div class="pair">
                <TextField name=day.clone() kind="date" optional={place > 1} label=t::slot_day(l, &n) value=form.value(&day, start_day) problem=form.problem(day.clone())/>
                <TextField name=time.clone() kind="time" optional={place > 1} label=t::slot_time(l, &n) value=form.value(&time, start_time) problem=form.problem(time.clone())/>
            </div>
        }
    });
    fields.collect_view().into_any()
}

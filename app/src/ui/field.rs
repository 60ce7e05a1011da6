use leptos::prelude::*;

/// An optional text: empty means none.
pub(super) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// What a form shows around one control: its name, its problem, its hint.
struct Around {
    id: String,
    label: String,
    mark: Option<String>,
    hint: Option<String>,
    problem: Signal<Option<String>>,
}

impl Around {
    fn described_by(&self) -> String {
        match self.hint {
            Some(_) => format!("{0}-problem {0}-hint", self.id),
            None => format!("{}-problem", self.id),
        }
    }

    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let problem = self.problem;
        move || problem.with(Option::is_some).then_some("true")
    }

    fn view(self, control: AnyView) -> impl IntoView {
        let Self { id, label, mark, hint, problem } = self;
        let hint_id = format!("{id}-hint");
        view! {
            <div class="field">
                <label for=id.clone()>{label} {mark.map(|mark| view! { <small>{mark}</small> })}</label>
                {control}
                {problem_line(&id, problem)}
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            </div>
        }
    }
}

/// The message under a control: always there, so that it is announced when it fills.
pub(super) fn problem_line(id: &str, problem: Signal<Option<String>>) -> impl IntoView + use<> {
    view! {
        <p class="problem" id=format!("{id}-problem") aria-live="polite">
            {move || problem.get()}
        </p>
    }
}

/// The id of the control called `name`; error summaries link to it.
pub fn field_id(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 2);
    id.push_str("f-");
    id.extend(name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }));
    id
}

/// One line of text, or whatever `kind` names: `email`, `password`, `date`, `number`, `search`, `url`, `tel`.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
    /// The word for "required" or "optional" beside the label.
    #[prop(optional, into)]
    mark: String,
    #[prop(optional)] required: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional, into)] autocomplete: String,
    #[prop(optional, into)] inputmode: String,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] min: String,
    #[prop(optional, into)] max: String,
    #[prop(optional, into)] step: String,
    #[prop(optional)] maxlength: Option<u32>,
    /// A sign before the control, such as a currency.
    #[prop(optional, into)]
    before: String,
    /// A sign after the control, such as a unit.
    #[prop(optional, into)]
    after: String,
    /// The id of a `datalist`.
    #[prop(optional, into)]
    list: String,
    /// Taken from `name` unless two forms of a page share it.
    #[prop(optional, into)]
    id: String,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let hint = given(hint);
    let mark = given(mark);
    let autocomplete = given(autocomplete);
    let inputmode = given(inputmode);
    let placeholder = given(placeholder);
    let min = given(min);
    let max = given(max);
    let step = given(step);
    let before = given(before);
    let after = given(after);
    let list = given(list);
    let id = given(id);
    let id = id.unwrap_or_else(|| field_id(&name));
    let around = Around { id: id.clone(), label, mark, hint, problem };
    let input = view! {
        <input
            type=kind
            id=id
            name=name
            value=value
            required=required
            readonly=readonly
            autocomplete=autocomplete
            inputmode=inputmode
            placeholder=placeholder
            min=min
            max=max
            step=step
            maxlength=maxlength.map(|n| n.to_string())
            list=list
            aria-invalid=around.invalid()
            aria-describedby=around.described_by()
            on:input=move |event| {
                if let Some(typed) = on_input {
                    typed.run(event_target_value(&event));
                }
            }
        />
    };
    let control = if before.is_some() || after.is_some() {
        view! {
            <div class="affix">
                {before.map(|sign| view! { <span>{sign}</span> })} {input}
                {after.map(|sign| view! { <span>{sign}</span> })}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    around.view(control)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] mark: String,
    #[prop(optional)] required: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let hint = given(hint);
    let mark = given(mark);
    let placeholder = given(placeholder);
    let id = given(id);
    let id = id.unwrap_or_else(|| field_id(&name));
    let around = Around { id: id.clone(), label, mark, hint, problem };
    let control = view! {
        <textarea
            id=id
            name=name
            required=required
            rows=rows.to_string()
            placeholder=placeholder
            maxlength=maxlength.map(|n| n.to_string())
            aria-invalid=around.invalid()
            aria-describedby=around.described_by()
            on:input=move |event| {
                if let Some(typed) = on_input {
                    typed.run(event_target_value(&event));
                }
            }
            inner_html=escaped(&value)
        ></textarea>
    };
    around.view(control.into_any())
}

/// A file; the browser lets no page fill it in.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What it offers to choose, such as `.pdf,.csv`.
    #[prop(into)]
    accept: String,
    #[prop(into)] id: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let around = Around { id: id.clone(), label, mark: None, hint: given(hint), problem };
    let control = view! {
        <input
            type="file"
            id=id
            name=name
            accept=accept
            required=true
            aria-invalid=around.invalid()
            aria-describedby=around.described_by()
        />
    };
    around.view(control.into_any())
}

/// Leptos writes the children of a `textarea` unescaped, so typed markup would become the page's.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One of a closed set, for sets too long for [`super::Choices`].
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<super::Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] mark: String,
    #[prop(optional)] required: bool,
    /// The line shown while nothing is chosen.
    #[prop(optional, into)]
    none: String,
    #[prop(optional, into)] autocomplete: String,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let hint = given(hint);
    let mark = given(mark);
    let none = given(none);
    let autocomplete = given(autocomplete);
    let id = given(id);
    let id = id.unwrap_or_else(|| field_id(&name));
    let around = Around { id: id.clone(), label, mark, hint, problem };
    let control = view! {
        <select
            id=id
            name=name
            required=required
            autocomplete=autocomplete
            aria-invalid=around.invalid()
            aria-describedby=around.described_by()
            on:change=move |event| {
                if let Some(chosen) = on_change {
                    chosen.run(event_target_value(&event));
                }
            }
        >
            {none.map(|text| view! { <option value="">{text}</option> })}
            {options
                .into_iter()
                .map(|option| {
                    let selected = option.value == value;
                    view! {
                        <option value=option.value selected=selected>
                            {option.label}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    };
    around.view(control.into_any())
}

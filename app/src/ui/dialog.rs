use leptos::html;
use leptos::prelude::*;

use super::{Icon, Look};

/// A button and the dialog it opens. The markup alone opens and closes it in browsers that know
/// `command`; hydrated, the click does it in all of them.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    /// What the button says.
    #[prop(into)]
    open_label: String,
    #[prop(into)] title: String,
    #[prop(into)] close_label: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = format!("{id}-title");
    view! {
        <button
            type="button"
            class=look.class(small)
            command="show-modal"
            commandfor=id.clone()
            on:click=move |event| {
                if let Some(dialog) = dialog.get_untracked() {
                    event.prevent_default();
                    // Fails only when it is open already, which is what was asked for.
                    let _ = dialog.show_modal();
                }
            }
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {open_label}
        </button>
        <dialog id=id node_ref=dialog aria-labelledby=title_id>
            <form method="dialog" class="sheet-head">
                <h2 id=title_id.clone()>{title}</h2>
                <button type="submit" class="btn quiet small">
                    <Icon name="x" />
                    {close_label}
                </button>
            </form>
            {children()}
        </dialog>
    }
}

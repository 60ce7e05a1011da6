//! The rendering of one page, kept apart from that of all others.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use leptos::prelude::Owner;

/// Leptos keeps the owner of what is being rendered in the thread, and looks there again after it has waited. Meanwhile another page
/// may have been rendered on this thread, or this page may have moved to another: its links then went to nobody, or, with its nonce,
/// into another page. So each step of a rendering begins with the owner with which the one before it ended.
pub struct Alone<F> {
    rendering: Pin<Box<F>>,
    owner: Option<Owner>,
}

impl<F: Future> Alone<F> {
    pub fn new(rendering: F) -> Self {
        Self { rendering: Box::pin(rendering), owner: None }
    }
}

impl<F: Future> Future for Alone<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let others = exchange(mem::take(&mut self.owner));
        let polled = self.rendering.as_mut().poll(context);
        self.owner = exchange(others);
        polled
    }
}

/// Gives the thread an owner, and answers the one it had.
fn exchange(owner: Option<Owner>) -> Option<Owner> {
    let before = Owner::current();
    match owner {
        Some(owner) => owner.set(),
        None => before.iter().cloned().for_each(Owner::unset),
    }
    before
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;
    use leptos::prelude::{provide_context, use_context};
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn each_finds_its_own_after_it_has_waited() {
        let page = |number: usize| {
            Alone::new(async move {
                let owner = Owner::new_root(None);
                provide_context(number);
                for _ in 0..number {
                    yield_now().await;
                    assert_eq!(use_context::<usize>(), Some(number));
                }
                owner.unset_with_forced_cleanup();
                yield_now().await;
                assert_eq!(use_context::<usize>(), None);
            })
        };
        join_all((1..9).map(page)).await;
        assert!(Owner::current().is_none(), "nothing stays in the thread");
    }
}

//! How a first screenful is laid out: the best of all texts, then the best of the others by kind, so that who wants a script sees
//! one however well the lessons answer.

use super::DocumentKind;

/// Of all kinds, in front of the groups.
pub const BEST: usize = 3;
/// Of one kind, in its group.
pub const OF_A_KIND: usize = 3;
/// Fewer are one list: they are seen at a glance.
const FEW: usize = 6;

/// The groups after the first [`BEST`] of a list, as places in it; `kinds` is what each of the list is, best first. The kind that
/// the question named comes first, then the one whose best is the better one. None where one list says the same.
pub fn groups(kinds: &[DocumentKind], named: Option<DocumentKind>) -> Vec<(DocumentKind, Vec<usize>)> {
    let one_kind = kinds.windows(2).all(|two| matches!(two, [a, b] if a == b));
    if kinds.len() < FEW || one_kind {
        return Vec::new();
    }
    let mut groups: Vec<(DocumentKind, Vec<usize>)> = Vec::new();
    for (place, kind) in kinds.iter().enumerate().skip(BEST) {
        match groups.iter_mut().find(|(known, _)| known == kind) {
            Some((_, places)) if places.len() < OF_A_KIND => places.push(place),
            Some(_) => {}
            None => groups.push((*kind, vec![place])),
        }
    }
    groups.sort_by_key(|(kind, _)| named != Some(*kind));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentKind::{Case, Faq, Lesson, Script};

    #[test]
    fn the_best_come_first_then_each_kind_by_its_best() {
        let kinds = [Lesson, Lesson, Faq, Lesson, Script, Lesson, Lesson, Lesson, Case, Script];
        assert_eq!(groups(&kinds, None), [(Lesson, vec![3, 5, 6]), (Script, vec![4, 9]), (Case, vec![8])]);
    }

    #[test]
    fn the_kind_that_was_named_comes_first() {
        let kinds = [Lesson, Lesson, Faq, Lesson, Script, Lesson, Lesson, Lesson, Case, Script];
        assert_eq!(groups(&kinds, Some(Case)), [(Case, vec![8]), (Lesson, vec![3, 5, 6]), (Script, vec![4, 9])]);
        assert_eq!(groups(&kinds, Some(DocumentKind::Play)), groups(&kinds, None), "of a kind that is not there");
    }

    #[test]
    fn few_texts_or_texts_of_one_kind_are_one_list() {
        assert_eq!(groups(&[], None), []);
        assert_eq!(groups(&[Lesson, Script, Case, Faq, Lesson], Some(Case)), []);
        assert_eq!(groups(&[Script; 40], None), []);
    }

    #[test]
    fn a_kind_that_is_among_the_best_only_has_no_group() {
        assert_eq!(groups(&[Case, Lesson, Lesson, Lesson, Lesson, Lesson], None), [(Lesson, vec![3, 4, 5])]);
    }
}

/// Whose turn a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<T> {
    /// Nobody by name: the administrators see to it.
    pub holder: Option<T>,
    /// In place of the person whom the topic names.
    pub stands_in: bool,
}

/// Somebody the programme names, as far as the portal knows such a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<T> {
    pub who: T,
    pub away: bool,
}

/// The person of the topic; the substitute while the person is away or unknown; after both the administrators.
pub fn route<T: Copy>(person: Option<Named<T>>, substitute: Option<Named<T>>, administrator: Option<T>) -> Turn<T> {
    let here = |named: Option<Named<T>>| named.filter(|named| !named.away).map(|named| named.who);
    match here(person) {
        Some(who) => Turn { holder: Some(who), stands_in: false },
        None => Turn { holder: here(substitute).or(administrator), stands_in: true },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_goes_to_whoever_is_there() {
        let here = |who| Some(Named { who, away: false });
        let away = |who| Some(Named { who, away: true });
        for (person, substitute, administrator, holder, stands_in) in [
            (here(1), here(2), Some(3), Some(1), false),
            (away(1), here(2), Some(3), Some(2), true),
            (None, here(2), Some(3), Some(2), true),
            (away(1), away(2), Some(3), Some(3), true),
            (away(1), None, Some(3), Some(3), true),
            (None, None, None, None, true),
        ] {
            assert_eq!(route(person, substitute, administrator), Turn { holder, stands_in }, "{person:?} {substitute:?}");
        }
    }
}

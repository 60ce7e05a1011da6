//! English as everybody writes it: words that are right whether a text has them or not, and regular endings.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

/// A word is not made shorter than this by taking an ending away.
const SHORTEST: usize = 3;

/// Words that hold others together. Nobody means one of them who typed something else.
const FUNCTION: &str = "
    a about above across after again against all almost along already also although always am among an and another any anyone
    anything are around as at away back be because been before behind being below beside between beyond both but by can cannot
    could did do does doing done down during each either else enough even ever every everyone everything few first for from get
    gets getting go goes going gone got had has have having he hence her here hers herself him himself his how however i if in
    into is it its itself just last least less let like many may me might mine more most much must my myself near neither never
    next no nobody none nor not nothing now of off often on once one only onto or other others our ours out over own perhaps
    quite rather same second several shall she should since so some someone something sometimes soon still such than that the
    their theirs them themselves then there these they thing things third this those though through thus to together too toward
    towards two under until up upon us very via was we well were what whatever when whenever where whether which while who whom
    whose why will with within without would yes yet you your yours yourself";

/// Words of an office and of its programs.
const EVERYDAY: &str = "
    able accept access account act action active add address admin agent agree allow amount answer app apply approve area ask
    assign attach audit author average backup bank base begin best better big bill board book box brand break bring browser
    budget build business button buy calendar call cancel card care case cause change charge chart chat check choose city claim
    class clean clear click client clinic close cloud code collect come comment common company compare complete confirm connect
    contact content contract control copy correct cost count country course cover create credit current customer cut data
    database date day deal decide default delete deliver demo department desk detail device different discount discuss do
    document domain download draft drive drop due early earn easy edit effect email employee empty end enter entry error event
    example exchange expect expense expire explain export extend factor fail fair fast favourite feature fee feel field figure
    file fill filter final find fine finish fix flow folder follow form format forward free friend full function future gain
    general give goal gold good great group grow guide half hand handle happen hard head health hear help hide high hold holiday
    home hospital hotel hour house idea image import improve include income increase industry inform input inside install
    interest invite invoice issue item job join keep key kind know label language large late launch law lead learn leave legal
    lesson letter level license licence limit line link list listen little live local lock log login logo logout long look lose
    low mail main make manage manager manual mark market match matter mean measure meet member memo menu message method minute
    mistake mobile model money month move name need network new news note notice number offer office official open option order
    outcome owner page paper part partner party pass password past pause pay payment people percent period person phase phone
    pick picture place plan play please point policy possible post present press price print private problem process product
    profile profit program programme project promise proposal protect prove provide public publish purchase push put quarter
    question quick quiz quote range rank rate read ready real reason receive recent record reduce refund register reject release
    remind remove rename renew repair repeat replace reply report request require research reserve reset resolve rest restore
    restrict result return review reward right role room rule run safe sale sales save say scale scan schedule school score
    screen script search secret section sector secure security see select sell send serve server service set setting share sheet
    shop short show sign silver simple site size small software sort source speak special spend staff stage standard start state
    status stay step stock stop storage store story submit success support sure survey switch system table take talk target task
    tax team tell template term test text thank think ticket time tip title today tool top topic total track trade train
    transfer travel trial trouble try turn type undo unit unlock update upgrade upload use user valid value vendor version video
    view visit voice wait want warn watch way week wish word work world worth write wrong year yesterday zone";

static WORDS: LazyLock<[HashSet<&'static str>; 2]> =
    LazyLock::new(|| [FUNCTION, EVERYDAY].map(|all| all.split_whitespace().collect()));

/// Regular endings, and what stood in their place.
const ENDINGS: [(&str, &str); 10] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
];

pub fn is_function(word: &str) -> bool {
    let [function, _] = &*WORDS;
    function.contains(word)
}

/// Also with a regular ending.
pub fn is_everyday(word: &str) -> bool {
    let [function, everyday] = &*WORDS;
    function.contains(word) || without_ending(word).iter().any(|plain| everyday.contains(plain.as_str()))
}

/// Whether two words are one but for regular endings, as stored and stores are.
pub fn is_same_but_for_ending(one: &str, other: &str) -> bool {
    one == other || !without_ending(one).is_disjoint(&without_ending(other))
}

/// A word, and all that it may be with an ending added to.
fn without_ending(word: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::from([word.to_owned()]);
    for (ending, instead) in ENDINGS {
        let Some(plain) = word.strip_suffix(ending).filter(|plain| plain.len() >= SHORTEST) else { continue };
        out.insert(format!("{plain}{instead}"));
        // Stopped, planning.
        if matches!(ending, "ed" | "ing")
            && let [.., before, last] = plain.as_bytes()
            && before == last
            && plain.len() > SHORTEST
        {
            out.extend(plain.get(..plain.len() - 1).map(str::to_owned));
        }
    }
    out
}

/// With every letter that is written twice written once.
pub fn undoubled(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_from_other_words() {
        for (one, other) in
            [("stored", "stores"), ("storing", "store"), ("plan", "planning"), ("policies", "policy"), ("reply", "replied")]
        {
            assert!(is_same_but_for_ending(one, other), "{one} {other}");
        }
        for (one, other) in [("referal", "reference"), ("rest", "reset"), ("stored", "story"), ("annual", "manual")] {
            assert!(!is_same_but_for_ending(one, other), "{one} {other}");
        }
    }

    #[test]
    fn everybody_knows_everyday_words() {
        for word in ["reset", "where", "stored", "passwords", "resetting", "invoices"] {
            assert!(is_everyday(word), "{word}");
        }
        for word in ["referal", "anual", "secuirty", "stord", "wher"] {
            assert!(!is_everyday(word), "{word}");
        }
    }

    #[test]
    fn letters_written_twice_are_one() {
        assert_eq!(undoubled("committee"), undoubled("comite"));
        assert_eq!(undoubled("refferal"), undoubled("referral"));
    }
}

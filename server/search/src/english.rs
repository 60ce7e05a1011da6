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
    able accept access account acquire acquisition act action active add address admin adopt adoption agent agree allow amount
    annual answer app apply approval approve area ask assign attach audit author average backup bank base begin best better big
    bill board book box brand break bring browser budget build business button buy calendar call cancel card care case cause
    change charge chart chat check choose churn city claim class clean clear click client clinic close cloud code collect come
    comment commission common company compare comparison competitor complete compliance confirm connect contact content contract
    control copy correct cost count country course cover create credit current customer cut dashboard data database date day
    deadline deal decide default delay delete deliver demo department desk detail device different discount discuss dispute
    distribute distribution distributor do document domain download draft drive drop due early earn easy edit effect efficiency
    efficient eligible email employee empty end enter entry error escalate escalation estimate evaluate evaluation event example
    exchange expect expense expire explain export extend factor fail fair fast favourite feature fee feedback feel field figure
    file fill filter final find fine finish fix flow folder follow forecast form format forward free friend full function future
    gain general give goal gold good great group grow guarantee guide half hand handle happen hard head headquarters health hear
    help hide high hold holiday home hospital hotel hour house idea image implement implementation import improve include income
    increase industry inform input inside install installation integrate integration interest inventory invite invoice issue item
    job join keep key kind know label language large late launch law lead learn leave legal lesson letter level licence license
    limit line link list listen little live local lock log login logo logout long look lose low mail main maintain maintenance
    make manage manager manual margin mark market match matter mean measure meet member memo menu message method milestone minute
    mistake mobile model money month move name need negotiate negotiation network new news note notice number objection obligation
    offer office official onboard open operate operation option order outcome outsource overcome overdue overview owner page paper
    part partner party pass password past pause pay payment payroll penalty people percent period person persuade phase phone pick
    picture pipeline place plan play please point policy possible post present presentation press price print private problem
    process procure procurement product profile profit program programme project promise proposal prospect protect prove provide
    public publish purchase push put quantity quarter question quick quiz quota quote range rank rate read ready real reason
    rebate receipt receive recent record recruit reduce referral refund register registration reimburse reimbursement reject
    release remind remove rename renew renewal repair repeat replace reply report request require research reserve reset resolve
    responsibility responsible rest restore restrict result retail retailer retain retention return revenue review reward right
    role room rule run safe sale sales save say scale scan schedule school score screen script search secret section sector secure
    security see select sell seminar send serve server service set setting share sheet ship shipment shop short shortage show sign
    silver simple site size small software sort source speak special spend staff stage standard start state status stay step stock
    stop storage store story strategic strategy submit subscribe subscription success supplier supply support sure survey switch
    system table take talk target task tax team tell template tender term terminate termination territory test text thank think
    ticket time tip title today tool top topic total track trade train transfer translate translation travel trial trouble try
    turn type undo unit unlock update upgrade upload use user valid value vendor version video view visit voice wait want warn
    warranty watch way week wholesale wish word work workflow workshop world worth write wrong year yesterday zone";

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

/// Whether two words are one but for being of one thing or of several, as stores and store are, and stored is not.
pub fn is_same_but_for_number(one: &[u8], other: &[u8]) -> bool {
    let (one, several) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let without = several.strip_suffix(b"s");
    one == several
        || without.is_some_and(|plain| plain == one || plain.strip_suffix(b"e") == Some(one))
        || several.strip_suffix(b"ies").is_some_and(|plain| one.strip_suffix(b"y") == Some(plain))
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
    fn one_is_told_from_several() {
        let same = |one: &str, other: &str| is_same_but_for_number(one.as_bytes(), other.as_bytes());
        for (one, other) in [("store", "stores"), ("boxes", "box"), ("policy", "policies"), ("data", "data")] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [("stored", "stores"), ("sort", "sorting"), ("ies", "data")] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn everybody_knows_everyday_words() {
        for word in ["reset", "where", "stored", "passwords", "resetting", "invoices", "retention", "overcome", "onboarding"] {
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

//! What is asked for.

/// One kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Home,
    Learn,
    Lesson,
    Kits,
    Find,
    /// What is proposed while one types into the search.
    Suggest,
    Deals,
    Progress,
    Leaderboard,
    /// Whether a customer is taken, asked while the name is typed.
    Verdict,
    Register,
    /// The deals of a company that has as many open ones as [`crate::crowd::DEALS`].
    Pipeline,
    /// The page on which a proposal is written, and the same as a file to hand out.
    Proposal,
    Pdf,
}

impl Target {
    pub const ALL: [Self; 14] = [
        Self::Home,
        Self::Learn,
        Self::Lesson,
        Self::Kits,
        Self::Find,
        Self::Suggest,
        Self::Deals,
        Self::Progress,
        Self::Leaderboard,
        Self::Verdict,
        Self::Register,
        Self::Pipeline,
        Self::Proposal,
        Self::Pdf,
    ];

    /// `{}` is the proposal.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Learn => "/learn",
            Self::Lesson => "/learn/first-customer/who-buys",
            Self::Kits => "/kits",
            Self::Find => "/kits?q=%E8%A6%8B%E7%A9%8D",
            Self::Suggest => "/api/suggest?typed=%E8%A6%8B%E7%A9%8D",
            Self::Deals => "/deals",
            Self::Pipeline => "/deals?owner=all",
            Self::Progress => "/progress",
            Self::Leaderboard => "/leaderboard",
            Self::Verdict => "/api/deal_verdict",
            Self::Register => "/deals/new",
            Self::Proposal => "/proposals/{}",
            Self::Pdf => "/proposals/{}/pdf",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Find => "/kits?q=見積",
            Self::Suggest => "typeahead 見積",
            Self::Pipeline => "pipeline of 5,000 deals",
            Self::Verdict => "verdict while typing",
            Self::Register => "POST /deals/new",
            Self::Proposal => "a proposal, to write",
            Self::Pdf => "a proposal as PDF",
            other => other.path(),
        }
    }
}

/// Names begin in as many ways as real ones do: a claim is compared with those that begin alike.
fn customer(number: usize) -> String {
    let letter = |n: usize| char::from_u32(0x4e00 + u32::try_from(n % 5_000).unwrap_or(0)).unwrap_or('測');
    format!("{}{}商店{number:x}", letter(number * 7), letter(number * 13 + 1_000))
}

/// The registration of a customer nobody knows.
pub fn registration(number: usize, close: &str) -> String {
    let fields = [
        ("_action", "/api/register_deal".to_owned()),
        ("form[idempotency_key]", format!("bench-{number:020}")),
        ("form[customer]", customer(number)),
        ("form[industry]", "retail".into()),
        ("form[size]", "small".into()),
        ("form[product]", "standard".into()),
        ("form[amount]", "864000".into()),
        ("form[expected_close]", close.into()),
        ("form[need]", "店舗からの問い合わせが本部に集中し、回答が遅れている。".into()),
    ];
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What is asked while a customer's name is typed, and nobody knows.
pub fn typed(number: usize) -> String {
    let fields = [
        ("form[customer]", customer(number)),
        ("form[corporate_number]", String::new()),
        ("form[domain]", String::new()),
        ("form[product]", "standard".into()),
    ];
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

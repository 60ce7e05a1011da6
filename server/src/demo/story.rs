//! What becomes of a company. Each story ends in a state of its own, and between them all states there are.

/// Named by how it stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    // On the way in
    JustSigned,
    Preparing,
    NotStarted,
    FirstStepHeavy,
    BenefitUnseen,
    NoGoal,
    ProductUnclear,
    BuyerUnclear,
    QuietBeginner,
    // On the way to the first order
    Persona,
    Activating,
    WaitingForVendor,
    CustomerUnclear,
    NoFirstMeeting,
    MeetingWithoutProposal,
    ProposalWithoutOrder,
    NoFirstSuccess,
    SoleSeller,
    QuietSeller,
    // Selling
    Thriving,
    SoleChampion,
    ChampionLeft,
    TierUnreachable,
    MaterialOutdated,
    Resting,
    Dormant,
}

/// Story, signed so many days ago, people; in the order of the partners in `words.toml`.
pub const STORIES: [(Story, i64, usize); 40] = {
    use Story::{
        Activating, BenefitUnseen, BuyerUnclear, ChampionLeft, CustomerUnclear, Dormant, FirstStepHeavy, JustSigned,
        MaterialOutdated, MeetingWithoutProposal, NoFirstMeeting, NoFirstSuccess, NoGoal, NotStarted, Persona, Preparing,
        ProductUnclear, ProposalWithoutOrder, QuietBeginner, QuietSeller, Resting, SoleChampion, SoleSeller, Thriving,
        TierUnreachable, WaitingForVendor,
    };
    [
        (Persona, 128, 6),
        (Activating, 70, 5),
        (Thriving, 170, 6),
        (Thriving, 720, 9),
        (NoFirstMeeting, 130, 5),
        (Preparing, 12, 4),
        (Thriving, 690, 8),
        (NotStarted, 10, 3),
        (Thriving, 640, 8),
        (CustomerUnclear, 85, 5),
        (Resting, 520, 7),
        (BuyerUnclear, 48, 5),
        (Thriving, 560, 9),
        (SoleChampion, 450, 5),
        (Activating, 95, 5),
        (JustSigned, 4, 3),
        (Thriving, 500, 9),
        (Dormant, 580, 6),
        (WaitingForVendor, 80, 5),
        (NoGoal, 20, 4),
        (Thriving, 430, 8),
        (NoFirstSuccess, 240, 6),
        (TierUnreachable, 400, 6),
        (BenefitUnseen, 24, 4),
        (Thriving, 365, 8),
        (SoleSeller, 260, 5),
        (Activating, 110, 6),
        (ProductUnclear, 22, 5),
        (Thriving, 330, 8),
        (Dormant, 700, 6),
        (ProposalWithoutOrder, 120, 5),
        (JustSigned, 5, 3),
        (Thriving, 300, 7),
        (QuietSeller, 200, 5),
        (MeetingWithoutProposal, 160, 5),
        (FirstStepHeavy, 26, 4),
        (Thriving, 250, 7),
        (QuietBeginner, 75, 5),
        (ChampionLeft, 600, 5),
        (MaterialOutdated, 660, 8),
    ]
};

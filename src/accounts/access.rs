//! Who may do what: one table, compared with an expected one by `server/tests/access.rs`.

use crate::caller::Role;

/// Everything a signed-in person may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read lessons, kits, news and answers of one's audience; search them.
    ReadContent,
    /// Take lessons and have them counted.
    Learn,
    /// Register, correct, move and withdraw deals of one's own company.
    WorkDeals,
    /// Let another person of one's own company go on with a deal.
    HandOverDeals,
    /// See points, tier and ranks of one's own company.
    SeeProgress,
    /// Invite colleagues into one's own company.
    InviteColleagues,
    /// Decide on registrations.
    ReviewDeals,
    /// See every partner company; invite new ones.
    ManagePartners,
    /// Write and publish content.
    EditContent,
    /// See and invite the vendor's own people, of every role.
    InviteStaff,
    /// Change the portal's settings.
    Administer,
    /// Read the programme's rules and their versions, draft changes and try them on what has happened.
    StudyProgramme,
    /// Make a draft of the programme the version that holds.
    PublishProgramme,
    /// Say thank you to those one works with.
    Thank,
    /// Praise any partner, choose the partner of the month.
    Recognise,
    /// Propose, agree to and end the goals that both sides share.
    AgreeGoals,
    /// Arrange visits together, and work on the steps of a first order.
    WorkTogether,
    /// Ask the vendor, answer colleagues, and say what solved it.
    AskQuestions,
    /// Answer partners, and make frequent questions of it.
    AnswerQuestions,
    /// Say who the key people of a company are, agree on a pact with its champion, and hand over the work of who has left.
    ShapeTeam,
    /// Make lists of target accounts, and offer leads.
    OfferTargets,
    /// See what was searched for and not found, and say which words mean the same.
    TendSearch,
    /// Make proposals of one's own company's deals, write them and send them.
    WriteProposals,
    /// Read and print proposals.
    ReadProposals,
    /// Publish the plays to which both sides of a visit consent.
    PublishPlays,
    /// See which content stood before which deals, and what they won.
    TraceContent,
}

impl Action {
    pub const ALL: [Self; 26] = [
        Self::ReadContent,
        Self::Learn,
        Self::WorkDeals,
        Self::HandOverDeals,
        Self::SeeProgress,
        Self::InviteColleagues,
        Self::ReviewDeals,
        Self::ManagePartners,
        Self::EditContent,
        Self::InviteStaff,
        Self::Administer,
        Self::StudyProgramme,
        Self::PublishProgramme,
        Self::Thank,
        Self::Recognise,
        Self::AgreeGoals,
        Self::WorkTogether,
        Self::AskQuestions,
        Self::AnswerQuestions,
        Self::ShapeTeam,
        Self::OfferTargets,
        Self::TendSearch,
        Self::WriteProposals,
        Self::ReadProposals,
        Self::PublishPlays,
        Self::TraceContent,
    ];
}

/// Deny by default: what is not listed is not allowed.
pub const fn allowed(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::PartnerRep => {
            matches!(
                action,
                A::ReadContent
                    | A::Learn
                    | A::WorkDeals
                    | A::SeeProgress
                    | A::Thank
                    | A::WorkTogether
                    | A::AskQuestions
                    | A::WriteProposals
                    | A::ReadProposals
            )
        }
        Role::PartnerLead => {
            matches!(
                action,
                A::ReadContent
                    | A::Learn
                    | A::WorkDeals
                    | A::HandOverDeals
                    | A::SeeProgress
                    | A::InviteColleagues
                    | A::Thank
                    | A::AgreeGoals
                    | A::WorkTogether
                    | A::AskQuestions
                    | A::ShapeTeam
                    | A::WriteProposals
                    | A::ReadProposals
            )
        }
        Role::PartnerManager => {
            matches!(
                action,
                A::ReadContent
                    | A::ReviewDeals
                    | A::ManagePartners
                    | A::StudyProgramme
                    | A::Thank
                    | A::Recognise
                    | A::AgreeGoals
                    | A::WorkTogether
                    | A::AnswerQuestions
                    | A::ShapeTeam
                    | A::OfferTargets
                    | A::TendSearch
                    | A::ReadProposals
                    | A::PublishPlays
                    | A::TraceContent
            )
        }
        Role::ContentEditor => {
            matches!(
                action,
                A::ReadContent
                    | A::EditContent
                    | A::Thank
                    | A::AnswerQuestions
                    | A::TendSearch
                    | A::PublishPlays
                    | A::TraceContent
            )
        }
        Role::Administrator => {
            matches!(
                action,
                A::ReadContent
                    | A::ReviewDeals
                    | A::ManagePartners
                    | A::EditContent
                    | A::InviteStaff
                    | A::Administer
                    | A::StudyProgramme
                    | A::PublishProgramme
                    | A::Thank
                    | A::Recognise
                    | A::AgreeGoals
                    | A::WorkTogether
                    | A::AnswerQuestions
                    | A::ShapeTeam
                    | A::OfferTargets
                    | A::TendSearch
                    | A::ReadProposals
                    | A::PublishPlays
                    | A::TraceContent
            )
        }
    }
}

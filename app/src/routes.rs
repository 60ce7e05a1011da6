//! Every page and its URL. Every page but the home is a lazy route: its code travels when it is needed.

use codee::binary::PostcardCodec;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    accounts::{AcceptPage, ForgotPage, MePage, ResetPage, SetupPage, SignInPage, TeamPage},
    boards::{BoardPage, BoardsPage, CustomerPage, PlanPage},
    deals::{DealPage, DeskPage, PipelinePage, RegisterPage, ReviewPage},
    demo::{DemoPage, MailPage, WidgetsPage},
    frame::{Assets, Frame, NotFoundPage, Visit},
    goals::GoalsPage,
    home::HomePage,
    key_persons::{PartnerPeoplePage, PeoplePage},
    kits::{KitPage, KitsPage},
    leaderboards::LeaderboardPage,
    leads::{LeadDeskPage, LeadsPage},
    learning::{LearnPage, LessonPage, ModulePage},
    news::{NewsItemPage, NewsPage},
    notifications::{ActPage, NotificationsPage},
    partners::{CompanyPage, NewPartnerPage, PartnerPage, PartnersPage},
    plays::{NewPlayPage, VisitPlayPage},
    programme::{DraftPage, ProgrammePage, PublishPage, VersionsPage, WhatIfPage},
    progress::ProgressPage,
    proposals::{LetterPage, NewProposalPage, ProposalPage, ReadProposalPage},
    publishing::{ContentPage, EditorPage, HistoryPage, NewDocumentPage},
    questions::{AskPage, QuestionPage, QuestionsPage},
    recognition::{AwardsPage, RecognitionDeskPage, RecognitionPage},
    scripts::{PlayPage, ScriptDeskPage},
    search::{SearchesPage, SynonymsPage},
    targets::{TargetDeskPage, TargetKitPage, TargetListPage, TargetsPage},
    trace::TracePage,
    visits::{RequestVisitPage, VisitPage, VisitsPage},
};

/// The app's root, the same on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visit = SharedValue::<_, PostcardCodec>::new_with_encoding(|| use_context::<Visit>().unwrap_or_default()).into_inner();
    provide_context(Assets { base: visit.assets.clone() });
    provide_context(StoredValue::new(visit));
    let whole = SsrMode::Async;
    view! {
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage transition=false>
                    <Route path=path!("/") view=HomePage ssr=whole.clone()/>
                    <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/forgot") view={Lazy::<ForgotPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/reset/:token") view={Lazy::<ResetPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/invite/:token") view={Lazy::<AcceptPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/setup/:token") view={Lazy::<SetupPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/deals") view={Lazy::<PipelinePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/deals/new") view={Lazy::<RegisterPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/deals/:id") view={Lazy::<DealPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/boards") view={Lazy::<BoardsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/boards/:id") view={Lazy::<BoardPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/boards/:id/customer") view={Lazy::<CustomerPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/plans/:secret") view={Lazy::<PlanPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/proposals/new") view={Lazy::<NewProposalPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/proposals/:id") view={Lazy::<ProposalPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/proposals/:id/read") view={Lazy::<ReadProposalPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/letters/:secret") view={Lazy::<LetterPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/leads") view={Lazy::<LeadsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/targets") view={Lazy::<TargetsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/targets/:id/kit") view={Lazy::<TargetKitPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/visits") view={Lazy::<VisitsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/visits/new") view={Lazy::<RequestVisitPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/visits/:id") view={Lazy::<VisitPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/plays/new") view={Lazy::<NewPlayPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/plays/:id") view={Lazy::<VisitPlayPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/deals") view={Lazy::<DeskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/deals/:id") view={Lazy::<ReviewPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/me") view={Lazy::<MePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/learn") view={Lazy::<LearnPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/learn/:module") view={Lazy::<ModulePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/learn/:module/:lesson") view={Lazy::<LessonPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/kits") view={Lazy::<KitsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/kits/:slug") view={Lazy::<KitPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/kits/:slug/play") view={Lazy::<PlayPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/news") view={Lazy::<NewsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/news/:slug") view={Lazy::<NewsItemPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/act/:token") view={Lazy::<ActPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/notifications") view={Lazy::<NotificationsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/questions") view={Lazy::<QuestionsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/questions/new") view={Lazy::<AskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/questions/:id") view={Lazy::<QuestionPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/progress") view={Lazy::<ProgressPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/goals") view={Lazy::<GoalsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/leaderboard") view={Lazy::<LeaderboardPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/recognition") view={Lazy::<RecognitionPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/company") view={Lazy::<CompanyPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/people") view={Lazy::<PeoplePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/partners") view={Lazy::<PartnersPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/partners/new") view={Lazy::<NewPartnerPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/partners/:id") view={Lazy::<PartnerPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/partners/:id/people") view={Lazy::<PartnerPeoplePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/content") view={Lazy::<ContentPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/content/new") view={Lazy::<NewDocumentPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/content/:id") view={Lazy::<EditorPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/content/:id/history") view={Lazy::<HistoryPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/scripts") view={Lazy::<ScriptDeskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/trace") view={Lazy::<TracePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/programme") view={Lazy::<ProgrammePage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/programme/history") view={Lazy::<VersionsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/programme/edit") view={Lazy::<DraftPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/programme/publish") view={Lazy::<PublishPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/programme/what-if") view={Lazy::<WhatIfPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/recognition") view={Lazy::<RecognitionDeskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/recognition/awards") view={Lazy::<AwardsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/leads") view={Lazy::<LeadDeskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/targets") view={Lazy::<TargetDeskPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/targets/:id") view={Lazy::<TargetListPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/searches") view={Lazy::<SearchesPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/synonyms") view={Lazy::<SynonymsPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/console/team") view={Lazy::<TeamPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/demo") view={Lazy::<DemoPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/demo/mail") view={Lazy::<MailPage>::new()} ssr=whole.clone()/>
                    <Route path=path!("/demo/widgets") view={Lazy::<WidgetsPage>::new()} ssr=whole.clone()/>
                </Routes>
            </Frame>
        </Router>
    }
}

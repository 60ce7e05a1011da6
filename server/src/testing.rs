//! The whole portal on a fresh database with a standing clock: what the HTTP tests work with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc, clippy::disallowed_methods)]

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use arc_swap::ArcSwap;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use clap::Parser;
use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::{Caller, Role},
    failure::Failure,
    id::{CompanyId, UserId},
    lang::Lang,
    time::{Day, Timestamp},
};
use jiso_app::wire::{Fault, unpack};
use jiso_search::SearchIndex;
use jiso_store::{Store, accounts::User, partners::Company, testing};
use serde::de::DeserializeOwned;
use tower::ServiceExt;

use crate::{
    config::Settings,
    content::{self, Folder},
    http::{self, Web},
    jobs::{
        Work,
        follower::Follower,
        mail::{Mail, Outbox},
    },
    limits::Limits,
    markdown::Rendered,
    objects::Objects,
    office::{Chance, Clock, Office},
    programme,
    proposals::PaperDesk,
    wiring,
};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

/// Monday 2026-11-16, 10:00 in Japan.
pub fn monday_morning() -> Timestamp {
    Day::from_ymd(2026, 11, 16).unwrap().at_minute(600)
}

/// A portal with two partner companies and a vendor's team.
pub struct TestPortal {
    pub office: Office,
    pub router: Router,
    pub work: Work,
    pub settings: Settings,
    pub aoba: CompanyId,
    pub minato: CompanyId,
    /// Rep of Aoba.
    pub rep: Caller,
    /// Lead of Aoba.
    pub lead: Caller,
    /// Rep of Minato, a rival.
    pub rival: Caller,
    pub manager: Caller,
    pub editor: Caller,
    pub admin: Caller,
}

/// An answer with its body read.
pub struct Answered {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answered {
    /// What a server function answered.
    pub fn read<T: DeserializeOwned>(&self) -> T {
        unpack(&self.bytes).unwrap_or_else(|_| panic!("{} {}", self.status, self.body))
    }

    /// What a server function refused with.
    pub fn failure(&self) -> Failure {
        self.read::<Fault>().0
    }

    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
    }
}

/// One portal on each database.
pub async fn portals() -> Vec<TestPortal> {
    let mut portals = Vec::new();
    for store in testing::stores().await {
        portals.push(TestPortal::on(store).await);
    }
    portals
}

/// A portal on SQLite, where the database does not matter.
pub async fn portal() -> TestPortal {
    TestPortal::on(testing::sqlite().await).await
}

/// An office on each database, with the starter content and without anybody in it.
pub async fn empty_offices() -> Vec<Office> {
    let mut offices = Vec::new();
    for store in testing::stores().await {
        let (office, settings) = empty_office(store);
        bring_content(&office, &settings).await;
        offices.push(office);
    }
    offices
}

/// Records what happened, with all that follows from it.
pub async fn happens(office: &Office, activity: Activity) {
    let mut tx = office.store.write().await.unwrap();
    office.record(&mut tx, activity).await.unwrap();
    tx.commit().await.unwrap();
}

/// An office on a database file, with the system's clock and chance.
pub async fn office_at(file: &Path) -> Office {
    let store = Store::open(&jiso_store::StoreOptions::Sqlite { file: file.to_owned() }).await.unwrap();
    let (office, _) = empty_office(store);
    Office { clock: Clock::System, chance: Chance::from_system(), ..office }
}

fn empty_office(store: Store) -> (Office, Settings) {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut settings = Line::parse_from(["jiso", "--demo"]).settings;
    settings.data = testing::fresh_folder("portal");
    settings.content.clone_from(&content);
    let office = Office {
        store,
        clock: Clock::standing_at(monday_morning()),
        chance: Chance::from_seed(7),
        programme: Arc::new(ArcSwap::from_pointee(programme::read(&content.join("programme.toml")).unwrap())),
        limits: Arc::new(Limits::default()),
        versions: Arc::default(),
        standings: Arc::default(),
        boards: Arc::default(),
        steps: Arc::default(),
        tiers: Arc::default(),
        texts: Arc::default(),
        rendered: Rendered::default(),
        index: None,
        live: Arc::default(),
        objects: Objects::open(&settings).unwrap(),
        papers: PaperDesk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fonts")),
        origin: "http://portal.test".into(),
    };
    (office, settings)
}

async fn bring_content(office: &Office, settings: &Settings) {
    static STARTER: OnceLock<Folder> = OnceLock::new();
    let starter = STARTER.get_or_init(|| content::check(&settings.content).unwrap_or_else(|e| panic!("{e}")).folder);
    let mut tx = office.store.write().await.unwrap();
    content::import(&mut tx, starter, office.now(), &office.chance).await.unwrap();
    tx.commit().await.unwrap();
}

impl TestPortal {
    pub async fn on(store: Store) -> Self {
        // What the server warns of is printed beside the test that fails.
        _ = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_test_writer().try_init();
        let (mut office, settings) = empty_office(store);
        office.index = Some(Arc::new(SearchIndex::open(&settings.data.join("search")).unwrap()));
        let aoba = company(&office, "青葉商会").await;
        let minato = company(&office, "みなと情報").await;
        let rep = person(&office, "佐藤 健", "rep@aoba.example", Role::PartnerRep, Some(aoba)).await;
        let lead = person(&office, "鈴木 恵", "lead@aoba.example", Role::PartnerLead, Some(aoba)).await;
        let rival = person(&office, "高橋 翼", "rep@minato.example", Role::PartnerRep, Some(minato)).await;
        let manager = person(&office, "田村 真", "manager@vendor.example", Role::PartnerManager, None).await;
        let editor = person(&office, "伊藤 文", "editor@vendor.example", Role::ContentEditor, None).await;
        let admin = person(&office, "渡辺 統", "admin@vendor.example", Role::Administrator, None).await;
        let work = Work { office: office.clone(), outbox: Outbox::from_settings(&settings).unwrap() };
        let web = Web::new(office.clone(), wiring::portal(&office, &settings), &settings, "pkg");
        let router = http::router(web, &settings);
        Self { office, router, work, settings, aoba, minato, rep, lead, rival, manager, editor, admin }
    }

    /// Brings the starter content into the database.
    pub async fn import_content(&self) {
        bring_content(&self.office, &self.settings).await;
    }

    /// Moves the clock.
    pub fn at(&self, to: Timestamp) {
        self.office.clock.set(to);
    }

    /// A page, as `who` sees it; `None` is nobody.
    pub async fn get(&self, who: Option<&Caller>, path: &str) -> Answered {
        let request = self.request(who, "GET", path).await.body(Body::empty()).unwrap();
        self.ask(request).await
    }

    /// A plain form, posted to its own page. Names are those of the form's fields, `customer` for `form[customer]`.
    pub async fn post(&self, who: Option<&Caller>, path: &str, action: &str, fields: &[(&str, &str)]) -> Answered {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("_action", &format!("/api/{action}"));
        for (name, value) in fields {
            body.append_pair(&wire(name), value);
        }
        self.post_body(who, path, body.finish()).await
    }

    /// A plain form as the browser encodes it.
    pub async fn post_body(&self, who: Option<&Caller>, path: &str, body: String) -> Answered {
        let request = self.request(who, "POST", path).await;
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// A form that is no server function's.
    pub async fn send(&self, who: Option<&Caller>, path: &str, body: &str) -> Answered {
        let request = self.request(who, "POST", path).await;
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// The same portal, run for real.
    #[must_use]
    pub fn without_demo(mut self) -> Self {
        self.settings.demo = false;
        self.built_again()
    }

    /// The portal with the browser's half in a folder.
    #[must_use]
    pub fn with_site(mut self, site: PathBuf) -> Self {
        self.settings.site = site;
        self.built_again()
    }

    fn built_again(mut self) -> Self {
        let web = Web::new(self.office.clone(), wiring::portal(&self.office, &self.settings), &self.settings, "pkg");
        self.router = http::router(web, &self.settings);
        self
    }

    /// A server function, as a hydrated page calls it.
    pub async fn call(&self, who: Option<&Caller>, action: &str, fields: &[(&str, &str)]) -> Answered {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            body.append_pair(&wire(name), value);
        }
        let request = self.request(who, "POST", &format!("/api/{action}")).await;
        let request = request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/x-postcard");
        self.ask(request.body(Body::from(body.finish())).unwrap()).await
    }

    /// A reading server function, as a hydrated page calls it.
    pub async fn call_get(&self, who: Option<&Caller>, path: &str) -> Answered {
        let request = self.request(who, "GET", path).await.header(header::ACCEPT, "application/x-postcard");
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn ask(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        // As it is read: a space is a space, whether a line may end there or not.
        let body = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
        Answered { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Does every waiting job and hands out the mails they wrote, oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        while self.work.one().await.unwrap() {}
        let folder = self.settings.data.join("mail");
        let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|f| f.path()).collect();
        files.sort();
        files.iter().map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).collect()
    }

    /// Lets a partner's person do something, without the page it is done on.
    pub async fn happen(&self, who: &Caller, kind: ActivityKind, subject: Subject) {
        let activity = Activity {
            id: self.office.new_id(),
            at: self.office.now(),
            company: who.company.unwrap(),
            user: Some(who.user),
            kind,
            origin: Origin::SelfStarted,
            subject,
            amount: (kind == ActivityKind::DealWon).then_some(864_000),
        };
        happens(&self.office, activity).await;
    }

    /// Lets the search index see what was committed, as the follower does soon after every commit.
    pub async fn follow(&self) {
        let index = self.office.index.clone().unwrap();
        Follower { store: self.office.store.clone(), index }.catch_up().await.unwrap();
    }

    async fn request(&self, who: Option<&Caller>, method: &str, path: &str) -> axum::http::request::Builder {
        let builder = Request::builder().method(method).uri(path).header(header::HOST, "portal.test");
        match who {
            Some(caller) => builder.header(header::COOKIE, format!("jiso_session={}", self.session(caller.user).await)),
            None => builder,
        }
    }

    /// The cookie of a signed-in person, for tests that speak to a real port.
    pub async fn cookie(&self, who: &Caller) -> String {
        format!("jiso_session={}", self.session(who.user).await)
    }

    async fn session(&self, user: UserId) -> String {
        // All of it: of people who came in one moment, ids differ in their last bits only.
        let id = tower_sessions::session::Id(i128::from_be_bytes(user.uuid().into_bytes())).to_string();
        let data = format!("{{\"user\":\"{user}\"}}");
        let mut tx = self.office.store.write().await.unwrap();
        tx.save_session(&id, Some(user), &data, self.office.now().plus_days(3_650)).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// `_action` is no field of a form: a button names it.
fn wire(name: &str) -> String {
    if name.starts_with('_') {
        return name.to_owned();
    }
    let (head, list) = name.strip_suffix("[]").map_or((name, ""), |head| (head, "[]"));
    head.split('.').fold("form".to_owned(), |wire, part| format!("{wire}[{part}]")) + list
}

/// A reseller in manufacturing whose contract began a month ago.
pub async fn company(office: &Office, name: &str) -> CompanyId {
    let now = office.now();
    let id = office.new_id();
    let company = Company {
        id,
        name: name.into(),
        kana: None,
        corporate_number: None,
        partner_type: "reseller".into(),
        industry: "manufacturing".into(),
        contract_day: now.plus_days(-30).day(),
        manager: None,
        named_on_boards: true,
        created_at: now.plus_days(-30),
    };
    let mut tx = office.store.write().await.unwrap();
    tx.insert_company(&company).await.unwrap();
    let joined = Activity {
        id: office.new_id(),
        at: now.plus_days(-30),
        company: id,
        user: None,
        kind: ActivityKind::CompanyJoined,
        origin: Origin::Vendor,
        subject: Subject::None,
        amount: None,
    };
    office.record(&mut tx, joined).await.unwrap();
    office.enter_tiers(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Somebody who reads Japanese and whose password is the e-mail address.
pub async fn person(office: &Office, name: &str, email: &str, role: Role, company: Option<CompanyId>) -> Caller {
    let user = User {
        id: office.new_id(),
        email: email.into(),
        name: name.into(),
        role,
        company,
        company_name: None,
        lang: Lang::Ja,
        named_on_boards: true,
        password_hash: office.hash_password(email.into()).await.unwrap(),
        created_at: office.now(),
    };
    let mut tx = office.store.write().await.unwrap();
    tx.insert_user(&user).await.unwrap();
    tx.commit().await.unwrap();
    user.caller()
}

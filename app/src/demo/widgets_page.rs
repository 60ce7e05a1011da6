//! Every widget in its states, light beside dark: the page to open when a widget or a style changes.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::frame::{NotFoundPage, title, visit};
use crate::ui::{
    Avatar, BarChart, Button, ButtonLink, Check, Choice, Choices, Clock, Crumbs, Dialog, Diff, DiffLine, Empty, Explain, Facets,
    Facts, Field, LineChart, LinkItem, Look, More, NextAction, Notice, PageHead, Pager, PathLine, PathStep, Point, Problems,
    Reward, Ring, Select, Sheet, Skeleton, StepState, Steps, TabsLine, Tag, TextArea, Tone, Track, TrackStop,
};

/// The design page.
pub struct WidgetsPage;

#[lazy_route]
impl LazyRoute for WidgetsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        if visit().demo { view! { <Widgets/> }.into_any() } else { view! { <NotFoundPage/> }.into_any() }
    }
}

#[component]
fn Widgets() -> impl IntoView {
    view! {
        {title("Widgets")}
        <div class="page">
            <PageHead title="Widgets" lede="Every widget in its states, in both themes." />
            <div class="split even">
                <div class="stack" data-theme="light">{theme("light")}</div>
                <div class="stack" data-theme="dark">{theme("dark")}</div>
            </div>
        </div>
    }
}

/// All widgets once; `theme` keeps the names of the two columns apart.
fn theme(theme: &'static str) -> impl IntoView {
    view! {
        {next_action()}
        {marks_and_buttons(theme)}
        {journeys()}
        {form(theme)}
        {lists()}
        {charts()}
        {states(theme)}
    }
}

fn next_action() -> impl IntoView {
    view! {
        <NextAction
            kick=|| view! { "次の一手" <Tag icon="clock">"所要 5分"</Tag> }
            title="丸菱商事さまへ、初回提案の日程を打診する"
            actions=|| {
                view! {
                    <ButtonLink href="#" look=Look::Go icon="mail">"メール文面を開く"</ButtonLink>
                    <ButtonLink href="#">"スクリプトを確認"</ButtonLink>
                }
            }
        >
            <div class="why">
                <p><b>"なぜ今"</b>"案件登録が承認されて2日目です。3日以内に打診した案件は商談に進みやすくなります。"</p>
            </div>
            <p class="tags">
                <Tag tone=Tone::Good>"＋80 pt（仮付与）"</Tag>
                <Tag>"担当 田村さんが同行できます"</Tag>
            </p>
        </NextAction>
    }
}

fn marks_and_buttons(theme: &'static str) -> impl IntoView {
    view! {
        <Sheet title="Tags and buttons" aside=|| view! { <a class="link" href="#">"すべて見る"</a> }>
            <p class="tags">
                <Tag>"下書き"</Tag>
                <Tag tone=Tone::Good>"承認"</Tag>
                <Tag tone=Tone::Wait>"審査中"</Tag>
                <Tag tone=Tone::Hot>"次はここ"</Tag>
                <Tag tone=Tone::Bad>"遅れています"</Tag>
            </p>
            <div class="actions">
                <Button look=Look::Go>"登録する"</Button>
                <Button>"下書きに置く"</Button>
                <Button look=Look::Quiet>"キャンセル"</Button>
                <Button look=Look::Danger icon="trash-2">"消す"</Button>
                <Button small=true>"小さい"</Button>
                <Button small=true busy=true>"送っています"</Button>
                <Button small=true disabled=true>"送信済み"</Button>
                <Dialog
                    id=format!("withdraw-{theme}")
                    open_label="取り下げる"
                    title="この登録を取り下げますか"
                    close_label="閉じる"
                    small=true
                >
                    <p>"保護期間は終わり、ほかの会社が登録できるようになります。"</p>
                </Dialog>
            </div>
            <p class="figure">"960" <small>"pt"</small></p>
            <Explain summary="健康度 72">"直近14日に活動 3件（＋40）、決裁者と接点あり（＋32）。"</Explain>
            <More summary="条件をくわしく">
                <p class="quiet">"過去12か月に取引がないこと。"</p>
            </More>
        </Sheet>
    }
}

fn journeys() -> impl IntoView {
    view! {
        <Sheet title="Journeys and clocks">
            <PathLine steps=samples::steps() />
            <Steps
                label="登録の段階"
                names=["お客様", "商談", "確認"].map(String::from).to_vec()
                here=1
            />
            <Track
                stops=samples::stops()
                value=960
                value_text="960 pt"
                reach=1120
                label="シルバー。ゴールドまであと240ポイント"
            />
            <Track stops=samples::stops() value=0 value_text="0 pt" label="登録したばかり" />
            <Track stops=samples::stops() value=2600 value_text="2,600 pt" label="プラチナ" />
            <ul class="rows">
                <Clock
                    title="案件登録 北浜製作所"
                    href="#"
                    note="審査中 ・ 担当 パートナー営業"
                    remaining="あと1営業日"
                    progress=(1, 2)
                    label="2営業日のうち1営業日経過"
                />
                <Clock
                    title="商談同行"
                    note="約束を1営業日すぎました"
                    remaining="遅れています"
                    tone=Tone::Bad
                    progress=(2, 2)
                    label="約束の時間をすぎました"
                />
                <Clock title="質問への回答" remaining="回答しました" tone=Tone::Good />
            </ul>
            <p class="actions">
                <Ring percent=0 text="0%" label="0パーセント" />
                <Ring percent=60 text="60%" label="60パーセント" />
                <Ring percent=100 text="100%" label="修了" />
                <Ring percent=72 text="72" label="健康度72" big=true />
            </p>
        </Sheet>
    }
}

fn form(theme: &'static str) -> impl IntoView {
    let name = |field: &str| format!("{theme}_{field}");
    let wrong = |text: &str| Signal::stored(Some(text.to_owned()));
    view! {
        <form class="form sheet">
            <Problems
                title="1か所、直すと登録できます"
                problems=vec![(name("customer"), "お客様の会社名".to_owned())]
            />
            <Field
                name=name("customer")
                label="お客様の会社名"
                mark="必須"
                value="北浜製作所"
                required=true
                hint="登記上の名前"
                problem=wrong("法人格（株式会社など）を付けてください。")
            />
            <div class="pair">
                <Field name=name("amount") label="見込金額" before="¥" inputmode="numeric" value="2,400,000" />
                <Field name=name("close") label="受注予定" kind="date" value="2027-02-26" />
                <Field name=name("email") label="メール" kind="email" autocomplete="email" placeholder="name@example.co.jp" />
                <Select name=name("industry") label="業種" options=samples::industries() value="retail" none="選択してください" />
            </div>
            <Choices
                name=name("stage")
                label="いまの段階"
                choices=samples::stages()
                selected=vec!["contact".to_owned()]
            />
            <Choices
                name=name("themes[]")
                label="課題"
                choices=samples::industries()
                many=true
                one_column=true
                problem=wrong("1つ以上選んでください。")
            />
            <TextArea name=name("memo") label="メモ" mark="任意" value="決裁者は<工場長>です。" hint="ベンダーにも見えます。" />
            <Check name=name("visit") label="田村さんに同行を頼む" note="2営業日以内に返事があります" checked=true />
            <div class="form-actions">
                <Button look=Look::Go>"登録する"</Button>
                <span class="quiet">"保存しました 10:12"</span>
            </div>
        </form>
    }
}

fn lists() -> impl IntoView {
    view! {
        <Sheet title="Lists">
            <Crumbs label="現在地" links=vec![LinkItem::new("#", "案件")] here="DR-1042" />
            <TabsLine label="案件" links=samples::tabs() />
            <Facets label="種類" links=samples::tabs() />
            <Facts facts=samples::facts() />
            <Facts facts=samples::facts() lines=true />
            <div class="person">
                <Avatar name="田村 翔" />
                <div>
                    <h3>"田村 翔"</h3>
                    <p class="quiet">"パートナー営業"</p>
                </div>
            </div>
            <ol class="near">
                <li><span>"6"</span><span class="hid">"非公開"</span><span>"1,020"</span><span></span></li>
                <li class="me"><span>"7"</span><span>"東都システムズ"</span><span>"960"</span><span class="up">"▲ 3"</span></li>
                <li><span>"8"</span><span>"みなと情報"</span><span>"915"</span><span class="down">"▼ 1"</span></li>
            </ol>
            <Diff
                label="変更"
                lines=vec![
                    DiffLine::Same("料金は1ユーザーあたり".to_owned()),
                    DiffLine::Removed("月 1,200円".to_owned()),
                    DiffLine::Added("月 1,280円（12月1日から）".to_owned()),
                    DiffLine::Gap,
                ]
            />
            <Pager
                label="ページ"
                previous_label="前へ"
                next_label="次へ"
                previous=None
                next=Some("#".to_owned())
                position="1–20 / 40"
            />
        </Sheet>
    }
}

fn charts() -> impl IntoView {
    let heads = || ("月".to_owned(), "ポイント".to_owned());
    view! {
        <Sheet title="Charts">
            <BarChart points=samples::months() label="ポイントは12か月で20から106へ" table_label="表で見る" heads=heads() />
            <LineChart points=samples::months() top=120 label="20から106へ" table_label="表で見る" heads=heads() />
        </Sheet>
    }
}

fn states(theme: &'static str) -> impl IntoView {
    view! {
        <Notice tone=Tone::Good title="登録できます">
            <p>"この会社の登録はまだありません。"</p>
        </Notice>
        <Notice tone=Tone::Wait title="似た会社があります" />
        <Notice tone=Tone::Bad title="保存できませんでした" />
        <Notice>
            <p>{format!("お知らせ（{theme}）")}</p>
        </Notice>
        <Reward amount="＋80 pt" title="仮付与しました" rule="ルール「案件登録の承認」" />
        <section class="sheet">
            <Empty icon="briefcase" title="最初の案件を登録しましょう" text="会社名だけで、登録できるかがその場でわかります。">
                <ButtonLink href="#">"案件を登録する"</ButtonLink>
            </Empty>
        </section>
        <section class="sheet">
            <Skeleton />
        </section>
    }
}

mod samples {
    use super::{Choice, LinkItem, PathStep, Point, StepState, TrackStop};

    pub fn steps() -> Vec<PathStep> {
        let step = |title: &str, state| PathStep { title: title.to_owned(), state, ..PathStep::default() };
        vec![
            PathStep { note: Some("11月20日 10:12 ・ 佐藤".to_owned()), ..step("申請", StepState::Done) },
            PathStep {
                tag: Some("ボールはベンダーにあります".to_owned()),
                text: Some("11月25日 10:00 までに結論をお伝えします。".to_owned()),
                note: Some("遅れた場合：20 pt をお返しします。".to_owned()),
                ..step("審査", StepState::Here)
            },
            step("承認 → 保護期間 90日", StepState::Ahead),
            step("却下", StepState::Missed),
        ]
    }

    pub fn stops() -> Vec<TrackStop> {
        [("登録", 0, "0"), ("シルバー", 600, "600"), ("ゴールド", 1200, "1,200"), ("プラチナ", 2400, "2,400")]
            .map(|(name, at, mark)| TrackStop { name: name.to_owned(), at, mark: mark.to_owned() })
            .to_vec()
    }

    pub fn industries() -> Vec<Choice> {
        vec![Choice::new("manufacturing", "製造業"), Choice::new("retail", "小売")]
    }

    pub fn stages() -> Vec<Choice> {
        vec![
            Choice::new("contact", "初回接触").note("相手の課題を聞いた"),
            Choice::new("proposal", "提案").note("提案書を渡した"),
            Choice::new("quote", "見積"),
        ]
    }

    pub fn tabs() -> Vec<LinkItem> {
        vec![LinkItem::new("#", "状況").here(true), LinkItem::new("#", "活動").count("12"), LinkItem::new("#", "見積").count("2")]
    }

    pub fn facts() -> Vec<(String, String)> {
        [("見込金額", "¥2,400,000"), ("受注予定", "2027年2月26日"), ("業種・規模", "製造業・120名")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }

    pub fn months() -> Vec<Point> {
        [20, 34, 28, 52, 44, 60, 58, 73, 66, 82, 90, 106]
            .into_iter()
            .zip(["12月", "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月"])
            .map(|(value, label)| Point { label: label.to_owned(), value, text: value.to_string(), ghost: value == 82 })
            .collect()
    }
}

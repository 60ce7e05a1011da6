//! The demo world, made in small.

use jiso_server::{demo::world, testing::portal};

#[tokio::test]
async fn the_world_is_made_without_a_refusal() {
    let portal = portal().await;
    let began = std::time::Instant::now();
    let now = portal.office.now();
    let n = std::env::var("N").map_or(3, |n| n.parse().unwrap());
    let made = world::make(&portal.office, now, n, |p| eprintln!("{p} % {:?}", began.elapsed())).await.unwrap();
    eprintln!("{made:?} {:?}", began.elapsed());
}

//! A killed process loses nothing that was acknowledged and invents nothing (REQ-A9, REQ-A12).

mod audit;
mod citizen;
mod dice;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use self::audit::Books;
use self::citizen::Citizen;
use self::dice::Dice;
use crate::house::{Engine, House, on_both_engines};
use crate::people;
use crate::server::Server;

/// Kills for each engine.
const KILLS: u64 = 20;
/// People at work at once.
const CLIENTS: u64 = 8;
/// The next kill comes after so many acknowledged deeds, and then within so many milliseconds.
const DEEDS: std::ops::Range<u64> = 30..150;
const MOMENT: std::ops::Range<u64> = 0..25;
/// A machine on which nothing is acknowledged for so long is broken.
const SILENCE: Duration = Duration::from_secs(60);
/// The same kills in each run of the test.
const SEED: u64 = 864;

on_both_engines!(a_process_killed_in_the_middle_of_load_loses_nothing_and_invents_nothing);

async fn a_process_killed_in_the_middle_of_load_loses_nothing_and_invents_nothing(engine: Engine) {
    let house = House::founded(engine).await;
    let mut server = house.serve_without_limits();
    let slots = Arc::new(people::free(&server.client(), "passport-5").await);
    let mut dice = Dice(SEED);
    let mut citizens: Vec<_> = (0..CLIENTS)
        .map(|n| Citizen::new(n, Dice(SEED + 1 + n), Arc::clone(&slots)))
        .collect();
    let (mut acknowledged, mut unheard) = (0, 0);
    for kill in 1..=KILLS {
        let wanted = dice.within(DEEDS);
        let moment = Duration::from_millis(dice.within(MOMENT));
        acknowledged += load_and_kill(&mut server, &mut citizens, wanted, moment).await;
        house.until_alone().await;

        let after_the_kill = Books::read(&house.store().await).await;
        after_the_kill.agree();
        unheard += after_the_kill.unheard_of(&citizens);

        server = house.serve_without_limits();
        let client = server.client();
        for citizen in &mut citizens {
            citizen.asks_again(&client).await;
            citizen.finds_everything(&client).await;
        }
        let books = Books::read(&house.store().await).await;
        books.agree();
        books.hold_exactly(&citizens);
        assert!(
            acknowledged >= kill,
            "kill {kill}: something was acknowledged before each"
        );
    }
    for citizen in &mut citizens {
        citizen.finds_all_ever(&server.client()).await;
    }
    assert!(
        unheard > 0,
        "no kill cut off the answer to a stored booking: nothing was tried"
    );
    if engine == Engine::Sqlite {
        assert!(server.stop().success());
        okno_storage::embedded::check(&house.database_file()).unwrap();
    }
    tell(engine, &citizens, acknowledged, unheard);
}

/// Everybody works until `wanted` deeds are acknowledged and a moment more; then the process dies.
async fn load_and_kill(
    server: &mut Server,
    citizens: &mut Vec<Citizen>,
    wanted: u64,
    moment: Duration,
) -> u64 {
    let deeds = Arc::new(AtomicU64::new(0));
    let at_work: Vec<_> = std::mem::take(citizens)
        .into_iter()
        .map(|citizen| tokio::spawn(citizen.until_silence(server.client(), Arc::clone(&deeds))))
        .collect();
    let enough = async {
        while deeds.load(Ordering::Relaxed) < wanted {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let in_time = tokio::time::timeout(SILENCE, enough).await;
    tokio::time::sleep(moment).await;
    server.kill();
    for one in at_work {
        citizens.push(one.await.unwrap());
    }
    assert!(
        in_time.is_ok(),
        "only {deeds:?} of {wanted} deeds:\n{}",
        server.log()
    );
    deeds.load(Ordering::Relaxed)
}

#[allow(
    clippy::print_stdout,
    reason = "the figures are what a reader of the log wants"
)]
fn tell(engine: Engine, citizens: &[Citizen], acknowledged: u64, unheard: usize) {
    let count = |of: fn(&Citizen) -> usize| citizens.iter().map(of).sum::<usize>();
    println!(
        "{engine:?}: {KILLS} kills, {acknowledged} deeds acknowledged; {} appointments, {} moves, \
         {} cancellations, {} holds; {unheard} were stored although the kill cut off their answer",
        count(Citizen::appointments),
        count(Citizen::moves),
        count(Citizen::cancellations),
        count(|citizen| citizen.holds.len()),
    );
}

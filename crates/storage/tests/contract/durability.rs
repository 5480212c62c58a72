//! What was acknowledged stays; what was refused is not there.

use futures::future::join_all;
use okno_storage::{Options, Store};

use crate::office::{Counts, Office, with_database};
use crate::on_both_databases;

on_both_databases!(
    one_refusal_among_many_takes_back_only_itself,
    a_reopened_store_has_everything
);

async fn one_refusal_among_many_takes_back_only_itself(office: Office) {
    let wide = office.slot_with_places(40).await;
    let full = office.slot_with_places(1).await;
    office.books(1000, &full).await.unwrap();
    // Interleaved so that one group commit holds both kinds.
    let wishes =
        (0..80).map(|person| office.books(person, if person % 2 == 0 { &wide } else { &full }));
    let granted = join_all(wishes)
        .await
        .iter()
        .filter(|answer| answer.is_ok())
        .count();
    assert_eq!(granted, 40);
    assert_eq!(office.counts().await, Counts::exactly(41));
}

async fn a_reopened_store_has_everything(office: Office) {
    let slot = office.slot_with_places(3).await;
    office.books(1, &slot).await.unwrap();
    let again = Store::open(&office.address(), &Options::default())
        .await
        .unwrap();
    let mut reopened = office.clone();
    reopened.store = again;
    assert_eq!(reopened.counts().await, Counts::exactly(1));
    reopened.books(2, &slot).await.unwrap();
    assert_eq!(office.counts().await, Counts::exactly(2));
}

#[test]
fn an_address_keeps_its_options_when_the_database_changes() {
    assert_eq!(
        with_database(
            "postgres://me@localhost:5433/postgres?connect_timeout=3",
            "x"
        ),
        "postgres://me@localhost:5433/x?connect_timeout=3"
    );
    assert_eq!(
        with_database("postgres://me@localhost", "x"),
        "postgres://me@localhost/x"
    );
}

//! What must be told waits in the outbox until it is told.

use futures::future::join_all;
use jiff::ToSpan;
use okno_storage::notification::{self, Settled};

use crate::office::Office;
use crate::on_both_databases;

on_both_databases!(
    /// REQ-6c: every notification carries its due time and its proof.
    a_notification_is_delivered_by_one_worker_and_proved,
    a_worker_that_died_gives_its_letters_back,
);

async fn a_notification_is_delivered_by_one_worker_and_proved(office: Office) {
    let slot = office.slot_with_places(1).await;
    let told = office.books(1, &slot).await.unwrap().notification;
    let (region, now) = (slot.region_id.clone(), office.now);
    let claims = join_all((0..10).map(|_| {
        let region = region.clone();
        office.write(move |tx| {
            let region = region.clone();
            Box::pin(async move {
                let until = now + 2.minutes();
                notification::claim(tx, &region, told.notification_id, now, until).await
            })
        })
    }))
    .await;
    assert_eq!(
        claims.into_iter().filter(|c| matches!(c, Ok(true))).count(),
        1
    );

    let settled = Settled {
        state: "delivered".into(),
        next_try_at: now,
        sent_at: Some(now + 1.second()),
        detail: "250 accepted".into(),
        delivery_id: office.id(),
        done_at: now + 1.second(),
    };
    let at = region.clone();
    let (stored, backlog, late) = office
        .write(move |tx| {
            let (region, settled) = (at.clone(), settled.clone());
            Box::pin(async move {
                notification::settle(tx, &region, told.notification_id, &settled).await?;
                Ok((
                    notification::find(tx, &region, told.notification_id).await?,
                    notification::backlog(tx, &region).await?,
                    notification::late(tx, &region, now + 48.hours()).await?,
                ))
            })
        })
        .await
        .unwrap();
    let stored = stored.unwrap();
    assert_eq!(stored.proof.as_deref(), Some("250 accepted"));
    assert_eq!(stored.sent_at, Some(now + 1.second()));
    assert_eq!((backlog, late), ((0, None), 0));
}

async fn a_worker_that_died_gives_its_letters_back(office: Office) {
    let slot = office.slot_with_places(1).await;
    let told = office.books(1, &slot).await.unwrap().notification;
    let (region, now) = (slot.region_id.clone(), office.now);
    let (claimed, hidden, back, late) = office
        .write(move |tx| {
            let region = region.clone();
            Box::pin(async move {
                let until = now + 2.minutes();
                let claimed =
                    notification::claim(tx, &region, told.notification_id, now, until).await?;
                let hidden = notification::waiting(tx, &region, now + 1.minute(), 10).await?;
                let back = notification::waiting(tx, &region, now + 3.minutes(), 10).await?;
                let late = notification::late(tx, &region, now + 48.hours()).await?;
                Ok((claimed, hidden.len(), back.len(), late))
            })
        })
        .await
        .unwrap();
    assert_eq!((claimed, hidden, back, late), (true, 0, 1, 1));
}

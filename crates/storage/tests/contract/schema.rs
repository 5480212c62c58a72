//! The schema and the statements against both engines.

use okno_storage::{Engine, Options, STATEMENTS, SchemaState, StorageError, Store};

use crate::office::Office;
use crate::on_both_databases;

on_both_databases!(
    a_fresh_database_is_current_after_migration,
    a_value_that_cannot_be_names_its_column,
    work_that_waits_for_something_else_is_refused_or_rolled_back,
);

async fn a_fresh_database_is_current_after_migration(office: Office) {
    assert_eq!(
        office.store.schema_state().await.unwrap(),
        SchemaState::Current
    );
    assert!(office.store.migrate().await.unwrap().applied.is_empty());
}

okno_storage::sql! {
    ODD_NUMBER = "SELECT CAST(-1 AS BIGINT) AS moves";
}

async fn a_value_that_cannot_be_names_its_column(office: Office) {
    let read = office
        .read(|tx| Box::pin(async move { tx.row(&ODD_NUMBER, &[]).await?.get::<u32>("moves") }))
        .await;
    match read {
        Err(StorageError::Impossible { column, .. }) => assert_eq!(column, "moves"),
        other => panic!("{other:?}"),
    }
}

async fn work_that_waits_for_something_else_is_refused_or_rolled_back(office: Office) {
    let at = office.office_id.clone();
    let outcome = office
        .write(move |tx| {
            let at = at.clone();
            Box::pin(async move {
                okno_storage::counter::next(tx, &at, "К", "today").await?;
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                Err::<(), _>(StorageError::Closed)
            })
        })
        .await;
    assert!(outcome.is_err());
    let at = office.office_id.clone();
    let next = office
        .write(move |tx| {
            let at = at.clone();
            Box::pin(async move { okno_storage::counter::next(tx, &at, "К", "today").await })
        })
        .await;
    assert_eq!(next.unwrap(), 1, "the first attempt left nothing behind");
}

/// Every statement of the program is understood by every engine it is for.
#[test]
fn statements_are_understood_by_sqlite() {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection
        .execute_batch(include_str!("../../migrations/sqlite/V1__office.sql"))
        .unwrap();
    let connection = &mut connection;
    for statement in STATEMENTS
        .iter()
        .filter(|s| s.only != Some(Engine::Postgres))
    {
        let prepared = connection.prepare(statement.text_for(Engine::Sqlite));
        assert!(
            prepared.is_ok(),
            "{}: {}",
            statement.name,
            prepared.err().unwrap()
        );
    }
}

#[tokio::test]
async fn statements_are_understood_by_postgres() {
    let office = Office::on_postgres().await;
    let client = office.raw_postgres().await;
    for statement in STATEMENTS.iter().filter(|s| s.only != Some(Engine::Sqlite)) {
        let prepared = client.prepare(statement.text_for(Engine::Postgres)).await;
        assert!(
            prepared.is_ok(),
            "{}: {:?}",
            statement.name,
            prepared.err().unwrap()
        );
    }
}

/// Every key of what belongs to a region leads with the region.
#[test]
fn keys_lead_with_the_region() {
    // Reference tables, and the one table that is keyed by the person.
    const OF_NO_REGION: [&str; 3] = ["identity_claim", "job", "refinery_schema_history"];
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection
        .execute_batch(include_str!("../../migrations/sqlite/V1__office.sql"))
        .unwrap();
    let mut keys = connection
        .prepare(
            "SELECT m.name, (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0)
             FROM sqlite_schema m JOIN pragma_index_list(m.name) i
             WHERE m.type = 'table'",
        )
        .unwrap();
    let found: Vec<(String, String)> = keys
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(found.len() > 20, "the schema was read");
    for (table, first) in found {
        if !OF_NO_REGION.contains(&table.as_str()) {
            assert_eq!(first, "region_id", "a key of {table}");
        }
    }
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("okno.db");
    let address = format!("sqlite://{}", path.display());
    let store = Store::open(&address, &Options::default()).await.unwrap();
    store.migrate().await.unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute(
        "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
         VALUES (9000, 'from_the_future', '2030-01-01T00:00:00Z', '1')",
        (),
    )
    .unwrap();
    match store.migrate().await {
        Err(StorageError::NewerSchema { found, .. }) => assert_eq!(found, 9000),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_address_of_another_kind_says_what_is_wanted() {
    let error = Store::open("mysql://x", &Options::default())
        .await
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("sqlite:// or postgres://"),
        "{error}"
    );
}

//! Putting rows in bulk: one transaction of SQLite, one COPY of PostgreSQL.

use std::path::Path;
use std::pin::pin;

use rusqlite::Connection;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls};

use super::{Row, Table};
use crate::bench::ground::Database;

/// Page cache while filling, in KiB: the claims come in random order.
const CACHE_KIB: i64 = 1024 * 1024;

/// Where rows are put in bulk.
pub(super) enum Shelf {
    Sqlite(Connection),
    Postgres(Client),
}

impl Shelf {
    pub(super) async fn open(database: &Database) -> anyhow::Result<Self> {
        if let Some(file) = database.file() {
            return Ok(Self::Sqlite(fast(file)?));
        }
        let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute("SET synchronous_commit = off").await?;
        Ok(Self::Postgres(client))
    }

    pub(super) async fn put(&mut self, table: &Table, rows: Vec<Row>) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => insert(connection, table, &rows),
            Self::Postgres(client) => copy(client, table, &rows).await,
        }
    }

    /// Everything is on the disk and in its place before anything is measured.
    pub(super) fn close(self) -> anyhow::Result<()> {
        if let Self::Sqlite(connection) = self {
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        }
        Ok(())
    }
}

/// Fast, and not durable until [`Shelf::close`].
fn fast(file: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

fn insert(connection: &mut Connection, table: &Table, rows: &[Row]) -> anyhow::Result<()> {
    let columns = listed(table);
    let places = vec!["?"; columns.len()].join(", ");
    let text = format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        table.name,
        columns.join(", ")
    );
    let tx = connection.transaction()?;
    {
        let mut prepared = tx.prepare(&text)?;
        for row in rows {
            prepared.execute(rusqlite::params_from_iter(row))?;
        }
    }
    Ok(tx.commit()?)
}

async fn copy(client: &Client, table: &Table, rows: &[Row]) -> anyhow::Result<()> {
    let columns = listed(table).join(", ");
    let shape = client
        .prepare(&format!("SELECT {columns} FROM {}", table.name))
        .await?;
    let types: Vec<Type> = shape
        .columns()
        .iter()
        .map(|column| column.type_().clone())
        .collect();
    let text = format!("COPY {} ({columns}) FROM STDIN BINARY", table.name);
    let mut writer = pin!(BinaryCopyInWriter::new(
        client.copy_in(&text).await?,
        &types
    ));
    for row in rows {
        let values: Vec<&(dyn ToSql + Sync)> = row
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        writer.as_mut().write(&values).await?;
    }
    writer.finish().await?;
    Ok(())
}

fn listed(table: &Table) -> Vec<&'static str> {
    table.columns.split_whitespace().collect()
}

//! How values look in SQLite, and the verbs on one connection.

use std::sync::Arc;

use rusqlite::types::{ToSql, ToSqlOutput, Value as Stored, ValueRef};
use rusqlite::{CachedStatement, Connection};

use crate::error::StorageError;
use crate::param::Param;
use crate::row::{Row, Value};
use crate::statement::{Statement, check_all_used};
use crate::tx::Params;

/// The verbs on a SQLite connection; each is done when it returns.
pub(crate) struct SqliteTx {
    pub(crate) connection: Connection,
}

impl SqliteTx {
    pub(crate) fn execute(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<u64, StorageError> {
        let mut prepared = self.bound(statement, params)?;
        Ok(prepared.raw_execute()? as u64)
    }

    pub(crate) fn rows(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Vec<Row>, StorageError> {
        let mut prepared = self.bound(statement, params)?;
        let columns: Arc<[String]> = prepared.column_names().map(str::to_owned).collect();
        let mut found = prepared.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values = (0..columns.len())
                .map(|at| read(statement, &columns[at], row.get_ref(at)?))
                .collect::<Result<_, _>>()?;
            rows.push(Row {
                statement,
                columns: Arc::clone(&columns),
                values,
            });
        }
        Ok(rows)
    }

    fn bound(
        &self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<CachedStatement<'_>, StorageError> {
        let mut prepared = self.connection.prepare_cached(statement.text)?;
        let mut bound = 0;
        for at in 1..=prepared.parameter_count() {
            let name = prepared
                .parameter_name(at)
                .unwrap_or("?")
                .trim_start_matches(':');
            let param = params
                .iter()
                .find(|(known, _)| *known == name)
                .ok_or_else(|| StorageError::Parameter {
                    statement: statement.name,
                    name: name.to_owned(),
                    what: "was not given",
                })?;
            prepared.raw_bind_parameter(at, &param.1)?;
            bound += 1;
        }
        check_all_used(statement, params, bound)?;
        Ok(prepared)
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Param::Null => ToSqlOutput::Owned(Stored::Null),
            Param::Bool(v) => ToSqlOutput::Owned(Stored::Integer((*v).into())),
            Param::Int(v) => ToSqlOutput::Owned(Stored::Integer(*v)),
            Param::Text(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Param::Bytes(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
            Param::Uuid(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v.as_bytes())),
            Param::Instant(v) => ToSqlOutput::Owned(Stored::Integer(v.as_microsecond())),
            Param::Date(v) => ToSqlOutput::Owned(Stored::Text(v.to_string())),
            Param::Json(v) => ToSqlOutput::Owned(Stored::Text(v.to_string())),
        })
    }
}

fn read(
    statement: &'static Statement,
    column: &str,
    value: ValueRef<'_>,
) -> Result<Value, StorageError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        ValueRef::Blob(v) => Value::Bytes(v.to_vec()),
        ValueRef::Text(v) => Value::Text(
            String::from_utf8(v.to_vec())
                .map_err(|_| StorageError::impossible(statement, column, "text not in UTF-8"))?,
        ),
        ValueRef::Real(_) => {
            return Err(StorageError::impossible(statement, column, "a fraction"));
        }
    })
}

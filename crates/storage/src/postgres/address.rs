//! The address of the server, and the settings of every session on it.

use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::SslMode;

use crate::error::StorageError;

/// A statement that runs longer than this is a defect, not patience.
const STATEMENT_TIMEOUT_MS: u32 = 30_000;
/// A row that stays locked this long is better asked for again.
const LOCK_TIMEOUT_MS: u32 = 10_000;
/// Silence on the network is noticed after about this long.
const KEEPALIVE: Duration = Duration::from_secs(5);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads `postgres://…` and adds the settings that the store relies on.
pub(crate) fn parse(url: &str) -> Result<Config, StorageError> {
    let mut config: Config = url
        .parse()
        .map_err(|error: tokio_postgres::Error| StorageError::Address(error.to_string()))?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StorageError::Address(
            "sslmode=require is not supported: reach the server over a local socket, \
             a private network, or a TLS proxy on this machine"
                .into(),
        ));
    }
    let mut settings = config.get_options().unwrap_or_default().to_owned();
    settings.push_str(&format!(
        " -c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} \
         -c timezone=UTC -c default_transaction_isolation=read\\ committed"
    ));
    config.options(settings.trim().to_owned());
    config.application_name("okno");
    config.connect_timeout(CONNECT_TIMEOUT);
    config.keepalives_idle(KEEPALIVE);
    Ok(config)
}

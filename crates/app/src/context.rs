//! Everything a use case needs, handed in once.

use std::sync::Arc;

use jiff::Timestamp;
use okno_identity::entropy::Entropy;
use okno_identity::secrets::MasterSecrets;
use okno_identity::vault::Vault;
use okno_storage::Store;
use uuid::Uuid;

use crate::booking::SlotShelf;
use crate::clock::Clock;
use crate::directory::Directory;
use crate::identifiers::Identifiers;
use crate::rules::Rules;
use crate::signal::Signals;

/// What the house is built of; the binary and the tests hand it in.
pub struct Parts {
    /// Where everything is remembered.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// Keys of this installation.
    pub secrets: MasterSecrets,
    /// Packs and calendars.
    pub rules: Rules,
}

/// The application: one function for each action. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Clock,
    entropy: Entropy,
    secrets: MasterSecrets,
    vault: Vault,
    rules: Rules,
    identifiers: Identifiers,
    directory: Directory,
    slots: SlotShelf,
    signals: Signals,
}

impl App {
    /// Opens the house.
    pub fn new(parts: Parts) -> Self {
        let Parts {
            store,
            clock,
            entropy,
            secrets,
            rules,
        } = parts;
        let inner = Inner {
            vault: Vault::new(secrets.sealing().clone()),
            identifiers: Identifiers::new(entropy.clone()),
            directory: Directory::default(),
            slots: SlotShelf::default(),
            signals: Signals::default(),
            store,
            clock,
            entropy,
            secrets,
            rules,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The clock, for tests and simulations that set it.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// A new identifier.
    pub fn new_id<T: From<Uuid>>(&self, now: Timestamp) -> T {
        self.inner.identifiers.next(now)
    }

    /// Where everything is remembered.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Packs and calendars in force.
    pub fn rules(&self) -> &Rules {
        &self.inner.rules
    }

    /// Keys of this installation.
    pub fn secrets(&self) -> &MasterSecrets {
        &self.inner.secrets
    }

    /// Seals and opens personal fields.
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    /// Randomness.
    pub fn entropy(&self) -> &Entropy {
        &self.inner.entropy
    }

    /// Wake-ups inside this process.
    pub fn signals(&self) -> &Signals {
        &self.inner.signals
    }

    /// Regions, offices and services as last read.
    pub fn directory(&self) -> &Directory {
        &self.inner.directory
    }

    pub(crate) fn slots(&self) -> &SlotShelf {
        &self.inner.slots
    }
}

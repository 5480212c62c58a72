//! Coded grounds in their four lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::case::named;

named! {
    /// The four lists of grounds.
    pub enum GroundList {
        /// Refusal to accept, before consideration (items 7.3 and 10.7).
        AcceptanceRefusal = "acceptance_refusal",
        /// Suspension of consideration (items 5.6 and 7.4).
        Suspension = "suspension",
        /// Discontinuation of consideration (item 7.5).
        Discontinuation = "discontinuation",
        /// Refusal of the service (items 5.6, 7.7 and 10.8).
        Refusal = "refusal",
    }
}

/// A ground as the pack lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundEntry {
    /// The code, unique in the pack (`no-photo`).
    pub id: String,
    /// The list it stands in.
    pub list: GroundList,
    /// The ground in plain words, by language.
    pub title: BTreeMap<String, String>,
    /// How the applicant can put it right, by language; may be empty for a refusal.
    #[serde(default)]
    pub cure: BTreeMap<String, String>,
    /// Act and item it comes from.
    pub source: String,
    /// Whether the sources show it.
    #[serde(default = "yes")]
    pub certain: bool,
}

const fn yes() -> bool {
    true
}

/// A ground that stands in its list. Only [`Grounds::choose`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ground {
    code: String,
    list: GroundList,
}

impl Ground {
    /// The code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The list it was chosen from.
    pub const fn list(&self) -> GroundList {
        self.list
    }
}

/// Why a code is not a ground here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongGround {
    /// The pack does not know the code.
    #[error("{0:?} is not a ground of this service")]
    Unknown(String),
    /// The code stands in another list.
    #[error("ground {code:?} is for {stands_in}, not for {asked}")]
    OtherList {
        /// The code.
        code: String,
        /// Where it stands.
        stands_in: GroundList,
        /// Where it was looked for.
        asked: GroundList,
    },
}

/// All grounds of a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    by_code: BTreeMap<String, GroundEntry>,
}

impl Grounds {
    /// The lists of a pack.
    ///
    /// # Errors
    /// The code that stands there twice: a ground belongs to exactly one list.
    pub fn new(entries: impl IntoIterator<Item = GroundEntry>) -> Result<Self, String> {
        let mut by_code = BTreeMap::new();
        for entry in entries {
            if let Some(twice) = by_code.insert(entry.id.clone(), entry) {
                return Err(twice.id);
            }
        }
        Ok(Self { by_code })
    }

    /// The ground with this code, if it stands in `list`.
    ///
    /// Implements REQ-5.6, REQ-7.3 and REQ-7.7: no ground outside the list.
    ///
    /// # Errors
    /// [`WrongGround`] when the code is unknown or stands in another list.
    pub fn choose(&self, list: GroundList, code: &str) -> Result<Ground, WrongGround> {
        let entry = self
            .by_code
            .get(code)
            .ok_or_else(|| WrongGround::Unknown(code.to_owned()))?;
        if entry.list != list {
            return Err(WrongGround::OtherList {
                code: code.to_owned(),
                stands_in: entry.list,
                asked: list,
            });
        }
        Ok(Ground {
            code: code.to_owned(),
            list,
        })
    }

    /// The whole of one list, by code (items 5.6, 10.7 and 10.8).
    pub fn list(&self, list: GroundList) -> impl Iterator<Item = &GroundEntry> {
        self.by_code
            .values()
            .filter(move |entry| entry.list == list)
    }

    /// What the pack says about a code.
    pub fn get(&self, code: &str) -> Option<&GroundEntry> {
        self.by_code.get(code)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    pub(crate) fn entry(id: &str, list: GroundList) -> GroundEntry {
        GroundEntry {
            id: id.to_owned(),
            list,
            title: BTreeMap::from([("ru".to_owned(), format!("Основание {id}"))]),
            cure: BTreeMap::new(),
            source: "mvd-864/42".to_owned(),
            certain: true,
        }
    }

    /// One ground in each list, named after the list.
    pub(crate) fn one_of_each() -> Grounds {
        Grounds::new(GroundList::ALL.iter().map(|list| entry(list.name(), *list))).unwrap()
    }

    /// REQ-5.6.
    #[test]
    fn words_of_ones_own_are_not_a_ground() {
        let refused = one_of_each().choose(GroundList::Refusal, "I do not like the photo");
        assert_eq!(
            refused,
            Err(WrongGround::Unknown("I do not like the photo".to_owned()))
        );
    }

    /// REQ-5.6, REQ-7.3, REQ-7.7.
    #[test]
    fn a_ground_of_one_list_serves_no_other() {
        let grounds = one_of_each();
        for asked in GroundList::ALL {
            for stands_in in GroundList::ALL {
                let chosen = grounds.choose(*asked, stands_in.name());
                assert_eq!(
                    chosen.is_ok(),
                    asked == stands_in,
                    "{stands_in} for {asked}"
                );
            }
        }
    }

    #[test]
    fn a_code_stands_in_one_list_only() {
        let twice = [
            entry("no-photo", GroundList::AcceptanceRefusal),
            entry("no-photo", GroundList::Refusal),
        ];
        assert_eq!(Grounds::new(twice), Err("no-photo".to_owned()));
    }
}

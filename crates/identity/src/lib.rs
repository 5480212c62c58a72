//! Who is asking: secrets, person keys, sealed personal fields, passwords, tokens, roles.
//!
//! Pure logic and cryptography: no database, no clock. Randomness comes in as an
//! [`Entropy`](entropy::Entropy) that the binary makes, so that a test can replay it.

pub mod entropy;
pub mod fold;
pub mod letter;
pub mod password;
pub mod person_key;
pub mod personal;
pub mod role;
pub mod secrets;
pub mod token;
pub mod vault;

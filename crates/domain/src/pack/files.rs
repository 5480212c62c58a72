//! The files of a pack as they come in, and their checksum.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// The text files of a pack: path inside its folder (forward slashes) to content.
pub type PackFiles = BTreeMap<String, String>;

/// The checksum a case is pinned to: SHA-256 over all paths and contents, in hex.
///
/// Lengths stand before the bytes, so no two different sets of files look alike.
/// Line ends are taken as they are: a pack is its bytes.
pub fn checksum(files: &PackFiles) -> String {
    let mut hash = Sha256::new();
    for (path, content) in files {
        for part in [path, content] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> PackFiles {
        pairs
            .iter()
            .map(|(path, content)| ((*path).to_owned(), (*content).to_owned()))
            .collect()
    }

    #[test]
    fn moving_a_letter_from_the_name_to_the_content_changes_the_checksum() {
        let one = checksum(&files(&[("ab", "c")]));
        let other = checksum(&files(&[("a", "bc")]));
        assert_ne!(one, other);
        assert_eq!(one.len(), 64);
    }
}

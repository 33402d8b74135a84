//! Seen is what a walk saw, in short: if it sees the same again, nothing need be compared file by file.

use blake3::Hasher;

use super::entry::{Entry, What};
use super::{Walk, nanoseconds};
use crate::article::{HALF_DIGEST, name};

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// A digest of every name with its size, its time and what `sources.toml` says of it, and of every skip.
    pub digest: String,
    /// The time of the file that changed last, in nanoseconds since the epoch.
    pub newest: i64,
    /// How many of the names are skips already.
    pub skips: usize,
}

/// Bytes that are hashed at once: one name at a time costs the hasher much more.
const AT_ONCE: usize = 1 << 16;

impl Walk {
    /// What it sees from here on.
    pub fn seen(&self) -> Seen {
        let (mut hasher, mut bytes) = (Hasher::new(), Vec::with_capacity(AT_ONCE));
        let mut seen = Seen {
            newest: i64::MIN,
            ..Seen::default()
        };
        for folder in &self.folders {
            part(&mut bytes, folder.shown.as_bytes());
        }
        for entry in self.entries.as_slice() {
            if bytes.len() >= AT_ONCE {
                hasher.update(&bytes);
                bytes.clear();
            }
            self.note(entry, &mut bytes);
            match entry.what {
                What::File { mtime, .. } => seen.newest = seen.newest.max(nanoseconds(mtime)),
                What::Skip(_) | What::Folder => seen.skips += 1,
            }
        }
        hasher.update(&bytes);
        seen.digest = hasher.finalize().to_hex()[..HALF_DIGEST].to_owned();
        seen
    }

    fn note(&self, entry: &Entry, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&entry.folder.to_le_bytes());
        part(bytes, entry.name.as_encoded_bytes());
        match &entry.what {
            What::File {
                size,
                mtime,
                keeps_extension,
            } => {
                bytes.push(u8::from(*keeps_extension));
                bytes.extend_from_slice(&size.to_le_bytes());
                bytes.extend_from_slice(&mtime.to_le_bytes());
                let sources = &self.folders[entry.folder].sources;
                let facts = match sources.is_empty() {
                    true => None,
                    false => sources.get(&name::shown(&entry.name)),
                };
                part(
                    bytes,
                    facts
                        .map(|facts| facts.digest())
                        .unwrap_or_default()
                        .as_bytes(),
                );
            }
            What::Skip(reason) => part(bytes, reason.as_bytes()),
            What::Folder => {}
        }
    }
}

/// Each part is led by its length, so that no two run into the same bytes.
fn part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&part.len().to_le_bytes());
    bytes.extend_from_slice(part);
}

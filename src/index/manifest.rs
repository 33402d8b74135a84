//! A manifest is the last file of a generation: what the generation is, and what every other file of it must be.
//!
//! Its text is a JSON object, then a line with the object's own checksum, so that a manifest that is cut off or changed
//! is never believed. The checksum line stays the same in every format version to come.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checksum::checksum;

/// The version of everything that lies in a generation. It changes when an older program could not read a newer
/// generation or would read it wrongly.
pub const FORMAT: u32 = 4;

/// The manifest's file name.
pub const NAME: &str = "MANIFEST";

/// See the module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// Version of the program that wrote it; for people.
    pub tool: String,
    /// Hash of the schema.
    pub schema: String,
    /// What the passages were made with: whoever ingests puts the versions of its rules here.
    pub rules: String,
    /// The PATHs that were ingested, as given.
    pub roots: Vec<String>,
    /// The same, absolute, so that "has the corpus changed" can be asked from any folder.
    pub places: Vec<String>,
    /// When the ingest began, in nanoseconds since the epoch: a file that is not older may have changed unseen.
    pub began: i64,
    /// When every file was last compared with its checksum, in nanoseconds since the epoch.
    pub checked: i64,
    /// How many articles have passages or could have.
    pub articles: u64,
    /// How many passages.
    pub passages: u64,
    /// How many files or objects were skipped.
    pub skipped: u64,
    /// For each segment, for each field the sum of the field's lengths as ranking rounds them.
    pub tokens: BTreeMap<String, Vec<u64>>,
    /// The corpus's own `roles.toml`, where it has one.
    pub roles: Option<String>,
    /// Every other file of the generation.
    pub files: Vec<FileRecord>,
}

/// What a file of a generation must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name in the generation's folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The quick checksum of its bytes, which readers compare.
    pub sum: u64,
    /// blake3 of its bytes, in hexadecimal, which `verify` compares.
    pub blake3: String,
}

/// Why a manifest is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It is not what was written.
    Damaged(String),
    /// It is whole, and of another format.
    Format(u32),
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Doubt::Damaged(message) => f.write_str(message),
            Doubt::Format(found) => write!(f, "it has format {found}"),
        }
    }
}

const CHECKSUM: &str = "checksum ";
/// How the last line of format 1 began.
const FIRST_CHECKSUM: &[u8] = b"blake3 ";

/// What a manifest of any format says.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Manifest {
    /// The manifest as it lies on disk.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        Ok(sealed(serde_json::to_vec(self)?))
    }

    /// Reads a manifest and believes it only if its checksum holds.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, Doubt> {
        let damaged = |what: &str| Doubt::Damaged(format!("its MANIFEST {what}"));
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let (object, line) = end
            .map(|end| bytes.split_at(end + 1))
            .ok_or_else(|| damaged("is cut off"))?;
        if line.starts_with(FIRST_CHECKSUM) {
            return Err(Doubt::Format(1));
        }
        if line != checksum_line(object).as_bytes() {
            return Err(damaged("does not match its checksum"));
        }
        let manifest: Manifest = serde_json::from_slice(object).map_err(|error| {
            // What cannot be read may be of another format.
            match serde_json::from_slice(object) {
                Ok(Version { format }) if format != FORMAT => Doubt::Format(format),
                Ok(_) => damaged(&error.to_string()),
                Err(_) => damaged("names no format"),
            }
        })?;
        if manifest.format != FORMAT {
            return Err(Doubt::Format(manifest.format));
        }
        // A name with a slash would lead out of the generation.
        match manifest.files.iter().find(|file| !is_plain(&file.name)) {
            Some(file) => Err(damaged(&format!("names a file {}", file.name))),
            None => Ok(manifest),
        }
    }

    /// Bytes in all files but the manifest itself.
    pub fn size(&self) -> u64 {
        self.files
            .iter()
            .fold(0, |sum, file| sum.saturating_add(file.size))
    }

    /// The record of a file.
    pub fn file(&self, name: &str) -> Option<&FileRecord> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// An object with its checksum behind it.
pub fn sealed(mut object: Vec<u8>) -> Vec<u8> {
    object.push(b'\n');
    let line = checksum_line(&object);
    object.extend_from_slice(line.as_bytes());
    object
}

fn checksum_line(object: &[u8]) -> String {
    format!("{CHECKSUM}{:016x}\n", checksum(object))
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with("..") && !name.contains(['/', '\\', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT,
            tool: "0.1.0".into(),
            schema: "5c".into(),
            rules: "1".into(),
            roots: vec!["corpus".into()],
            places: vec!["/tmp/corpus".into()],
            began: 1,
            checked: 1,
            articles: 1,
            passages: 2,
            skipped: 0,
            tokens: BTreeMap::from([("a".into(), vec![7])]),
            roles: None,
            files: vec![FileRecord {
                name: "meta.json".into(),
                size: 2,
                sum: checksum(b"{}"),
                blake3: blake3::hash(b"{}").to_string(),
            }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = manifest().to_bytes().unwrap();
        assert_eq!(Manifest::parse(&bytes), Ok(manifest()));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_damage() {
        let bytes = manifest().to_bytes().unwrap();
        for at in 0..bytes.len() {
            assert!(matches!(
                Manifest::parse(&bytes[..at]),
                Err(Doubt::Damaged(_))
            ));
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(matches!(Manifest::parse(&flipped), Err(Doubt::Damaged(_))));
            }
        }
    }

    #[test]
    fn another_format_is_named_and_a_way_out_is_refused() {
        let other = Manifest {
            format: 7,
            ..manifest()
        };
        assert_eq!(
            Manifest::parse(&other.to_bytes().unwrap()),
            Err(Doubt::Format(7))
        );
        let mut outside = manifest();
        outside.files[0].name = "../corpus/a.txt".into();
        assert!(matches!(
            Manifest::parse(&outside.to_bytes().unwrap()),
            Err(Doubt::Damaged(_))
        ));
    }
}

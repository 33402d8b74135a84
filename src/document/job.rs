//! A job word is what the name of a role ends in. Cleaning and splitting ask for it, long before roles are known by name.

use super::listed::Listed;

/// Job words.
static JOBS: Listed<66> = Listed::new([
    "accountant",
    "actuary",
    "administrator",
    "adviser",
    "advisor",
    "agent",
    "analyst",
    "architect",
    "assistant",
    "attorney",
    "auditor",
    "bookkeeper",
    "broker",
    "chair",
    "chef",
    "chief",
    "clerk",
    "consultant",
    "controller",
    "coordinator",
    "counsel",
    "counselor",
    "designer",
    "developer",
    "director",
    "editor",
    "engineer",
    "executive",
    "founder",
    "head",
    "inspector",
    "lawyer",
    "lead",
    "librarian",
    "manager",
    "master",
    "nurse",
    "officer",
    "operator",
    "owner",
    "paralegal",
    "partner",
    "pharmacist",
    "physician",
    "planner",
    "practitioner",
    "president",
    "principal",
    "producer",
    "professor",
    "programmer",
    "recruiter",
    "representative",
    "researcher",
    "scientist",
    "secretary",
    "specialist",
    "strategist",
    "supervisor",
    "surgeon",
    "teacher",
    "technician",
    "tester",
    "therapist",
    "treasurer",
    "writer",
]);

/// The word, in any case, singular or plural, ends the names of roles: `Manager`, `engineers`.
pub(crate) fn is_job(word: &str) -> bool {
    JOBS.has(word.strip_suffix(['s', 'S']).unwrap_or(word))
}

/// A text names a job by such a word, or by a short form in capitals: `Product Manager`, `CFO`.
pub(crate) fn names_job(text: &str) -> bool {
    text.split([' ', '(', ')', '/']).any(|word| {
        let is_short_form =
            (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        is_short_form || is_job(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_words_are_found_in_any_form() {
        assert!(is_job("Manager") && is_job("engineers") && !is_job("roadmap"));
    }
}

//! A variant is another way to write a role's name.

/// All ways to write a name: "VP of Sales" is also "Vice President of Sales", "Vice President, Sales", "Sales VP".
pub fn variants(name: Vec<String>) -> Vec<Vec<String>> {
    let Some((title, field)) = name
        .iter()
        .position(|word| word == "of")
        .map(|of| (&name[..of], &name[of + 1..]))
    else {
        return vec![name];
    };
    let titles: &[&[&str]] = match title {
        [vp] if vp == "vp" => &[
            &["vp"],
            &["vice", "president"],
            &["svp"],
            &["evp"],
            &["senior", "vice", "president"],
        ],
        [one] if one == "director" => &[&["director"], &["senior", "director"]],
        _ => return vec![name],
    };
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for title in titles {
        let title = owned(title);
        all.push([&title[..], &["of".to_owned()], field].concat());
        all.push([&title[..], field].concat());
        all.push([field, &title[..]].concat());
    }
    all
}

use super::*;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GB18030, GBK, ISO_2022_JP, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252,
};

/// Prose enough for a guess.
const JAPANESE: &str =
    "会社の最高技術責任者は、技術戦略を決定し、開発チームを率いて、製品の品質に責任を負います。";
const CHINESE: &str = "首席技术官负责公司的技术战略，领导研发团队，并决定哪些系统由公司自己开发，哪些系统从外部购买。";
const RUSSIAN: &str =
    "Технический директор определяет, какие системы компания создаёт сама, а какие покупает.";
const FRENCH: &str =
    "Le directeur général décide de la stratégie ; l’équipe dirigeante l’exécute dès l’été.";

fn page(text: &str, head: &str) -> String {
    format!("<html><head>{head}<title>t</title></head><body><p>{text}</p></body></html>")
}

#[test]
fn declared_encodings_are_believed() {
    for (encoding, text) in [
        (SHIFT_JIS, JAPANESE),
        (EUC_JP, JAPANESE),
        (ISO_2022_JP, JAPANESE),
        (GB18030, CHINESE),
        (GBK, CHINESE),
        (KOI8_R, RUSSIAN),
        (WINDOWS_1251, RUSSIAN),
        (WINDOWS_1252, FRENCH),
    ] {
        for head in [
            format!("<meta charset=\"{}\">", encoding.name()),
            format!(
                "<META http-equiv='Content-Type' content='text/html; charset={}'>",
                encoding.name()
            ),
            format!(
                "<!-- <meta charset=utf-16> --><meta charset = {} />",
                encoding.name().to_lowercase()
            ),
        ] {
            let page = page(text, &head);
            let bytes = encoding.encode(&page).0.into_owned();
            assert_eq!(decode(bytes, Format::Html), page, "{}", encoding.name());
        }
    }
}

#[test]
fn undeclared_encodings_are_guessed() {
    for (encoding, text) in [
        (SHIFT_JIS, JAPANESE),
        (EUC_JP, JAPANESE),
        (ISO_2022_JP, JAPANESE),
        (GBK, CHINESE),
        (WINDOWS_1251, RUSSIAN),
        (WINDOWS_1252, FRENCH),
        (
            EUC_KR,
            "최고 기술 책임자는 회사의 기술 전략을 결정하고 개발팀을 이끌며 제품의 품질을 책임집니다.",
        ),
        (
            BIG5,
            "技術長負責公司的技術策略，領導研發團隊，並決定哪些系統由公司自己開發。",
        ),
    ] {
        let bytes = encoding.encode(text).0.into_owned();
        assert_eq!(decode(bytes, Format::Text), text, "{}", encoding.name());
    }
}

#[test]
fn utf16_is_known_with_and_without_its_mark() {
    let text = page("The chief technology officer decides.", "");
    for mark in ["", "\u{feff}"] {
        let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
        let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decode(little, Format::Html), text);
        assert_eq!(decode(big, Format::Text), text);
    }
}

#[test]
fn utf32_is_known_by_its_mark() {
    let text = "The CTO décide";
    let little = "\u{feff}The CTO décide"
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    let big = "\u{feff}The CTO décide"
        .chars()
        .flat_map(|c| (c as u32).to_be_bytes())
        .collect();
    assert_eq!(decode(little, Format::Text), text);
    assert_eq!(decode(big, Format::Text), text);
}

#[test]
fn a_page_that_lies_about_its_charset_is_read_all_the_same() {
    let utf8 = page(JAPANESE, "<meta charset=iso-8859-1>");
    assert_eq!(decode(utf8.clone().into_bytes(), Format::Html), utf8);
    let latin = page(FRENCH, "<meta charset=utf-8>");
    assert_eq!(
        decode(WINDOWS_1252.encode(&latin).0.into_owned(), Format::Html),
        latin
    );
}

#[test]
fn damaged_utf8_stays_utf8() {
    let mut bytes = format!("{RUSSIAN} ").into_bytes();
    bytes.extend(b"\xff\xfe");
    assert_eq!(
        decode(bytes, Format::Text),
        format!("{RUSSIAN} \u{fffd}\u{fffd}")
    );
    let cut = "The CTO 角色";
    assert_eq!(
        decode(cut.as_bytes()[..cut.len() - 1].to_vec(), Format::Text),
        "The CTO 角\u{fffd}"
    );
}

#[test]
fn marks_and_nuls_go() {
    assert_eq!(decode("\u{feff}ro\0le".into(), Format::Text), "role");
}

#[test]
fn labels_that_mean_nothing_are_not_believed() {
    for head in [
        "<meta charset=x-klingon>",
        "<meta charset=utf-7>",
        "<meta charset>",
        "<meta charset=>",
        "<meta",
    ] {
        let page = page("Ruth décide.", head);
        assert_eq!(decode(page.clone().into_bytes(), Format::Html), page);
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_decode(bytes: Vec<u8>, head in "(<meta charset=[a-z0-9-]{0,12}>)?") {
        let mut all = head.into_bytes();
        all.extend(bytes);
        for format in [Format::Html, Format::Text] {
            let text = decode(all.clone(), format);
            proptest::prop_assert!(!text.contains('\0'));
        }
    }

    #[test]
    fn utf8_decodes_to_itself(text in "[^\0\u{feff}\u{1b}]{0,80}") {
        if utf16(text.as_bytes()).is_none() {
            proptest::prop_assert_eq!(decode(text.clone().into_bytes(), Format::Text), text);
        }
    }
}

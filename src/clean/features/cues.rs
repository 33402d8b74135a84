//! Cues: what the names (class, id, role, itemprop, …) of an element say of what it holds.
//!
//! Families of words that web authors everywhere use, never the names of one site. A cue counts where a part of a name
//! begins (`post-content`), not inside another word (`download` is no `ad`), and those that often stand for a longer word
//! (`share*`: `sharebar`, `sharing`) may go on.

use std::sync::LazyLock;

use crate::clean::finder::{self, Finder};

/// What a name hints at. The number is the bit in a set of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Cue {
    /// Article, story, post.
    Article,
    /// Content, body, text.
    Content,
    /// `articleBody` and its likes: a promise.
    Body,
    /// Title, headline.
    Title,
    /// Summary, dek, standfirst, lead.
    Summary,
    /// Menu, navigation, breadcrumbs.
    Navigation,
    /// Header, masthead, banner.
    Header,
    /// Footer.
    Footer,
    /// Sidebar, aside.
    Sidebar,
    /// Comments, replies.
    Comments,
    /// Related, recommended, popular.
    Related,
    /// Share, social, follow.
    Social,
    /// Adverts, promotion, sponsors.
    Advert,
    /// Newsletter, sign-up, subscribe.
    Newsletter,
    /// Cookie, consent.
    Cookies,
    /// Author, bio.
    Author,
    /// Byline, date, meta.
    Meta,
    /// Caption, credit, figure.
    Caption,
    /// Tags, topics, categories.
    Tags,
    /// Pages, next, previous.
    Pager,
    /// Popup, modal, overlay, alert.
    Overlay,
    /// Paywall, login, account.
    Account,
    /// Cards, teasers, tiles, feeds.
    Card,
    /// Widgets, modules, embeds.
    Widget,
    /// Questions and answers, accordions.
    Faq,
    /// Price, product, cart, review.
    Shop,
    /// Forum, thread, message.
    Forum,
    /// Buttons and what is for screen readers only.
    Button,
    /// Quotations.
    Quote,
    /// Tables of contents.
    Contents,
}

/// How many cues there are.
pub const CUES: usize = Cue::Contents as usize + 1;

/// The parts of names of each cue; `*` at the end stands for any ending.
const PARTS: [(Cue, &str); CUES] = [
    (
        Cue::Article,
        "article* story* post posts entry* blog* news hentry blogpost single main maincontent page",
    ),
    (
        Cue::Content,
        "content* text body copy prose richtext rte wysiwyg markdown paragraph* rich description* detail*",
    ),
    (
        Cue::Body,
        "articlebody article-body article_body article__body articlecontent article-content article_content article__content articletext article-text article_text article__text articlecopy article-copy article_copy article__copy storybody story-body story_body story__body storycontent story-content story_content story__content storytext story-text story_text story__text storycopy story-copy story_copy story__copy entrybody entry-body entry_body entry__body entrycontent entry-content entry_content entry__content entrytext entry-text entry_text entry__text entrycopy entry-copy entry_copy entry__copy postbody post-body post_body post__body postcontent post-content post_content post__content posttext post-text post_text post__text postcopy post-copy post_copy post__copy body-text bodytext body-copy bodycopy richtext",
    ),
    (Cue::Title, "title* headline* heading* hed headlines"),
    (
        Cue::Summary,
        "summary* dek deck standfirst subtitle subtitles subhead* lead lede intro* excerpt* abstract tldr takeaway* highlights",
    ),
    (
        Cue::Navigation,
        "nav* menu* breadcrumb* crumbs sitemap subnav* topnav skip toolbar",
    ),
    (
        Cue::Header,
        "header* masthead* banner* topbar* hero logo brand* top",
    ),
    (
        Cue::Footer,
        "footer* foot colophon bottom contentinfo copyright* legal disclaimer*",
    ),
    (
        Cue::Sidebar,
        "sidebar* aside* rail side complementary secondary rightcol* leftcol* col2 column2",
    ),
    (
        Cue::Comments,
        "comment* disqus* reply replies respond discussion* conversation* coral fyre livefyre",
    ),
    (
        Cue::Related,
        "related* recommend* recirc* popular* trending* latest more* suggested similar outbrain taboola readnext upnext further mostread also recent* discover",
    ),
    (
        Cue::Social,
        "share* sharing* social* follow* facebook twitter linkedin pinterest whatsapp addthis addtoany sharedaddy sns",
    ),
    (
        Cue::Advert,
        "ad ads adv advert* adslot* adunit* dfp gpt* promo* sponsor* adsense affiliate* teads commercial marketing banners cta* partner*",
    ),
    (
        Cue::Newsletter,
        "newsletter* subscribe* subscription* signup* optin* mailchimp mailing email* mc4wp convertkit hubspot leadgen form* wpforms",
    ),
    (
        Cue::Cookies,
        "cookie* consent* gdpr* onetrust* privacy* ccpa",
    ),
    (
        Cue::Author,
        "author* bio* writer* contributor* profile* about vcard avatar",
    ),
    (
        Cue::Meta,
        "byline* date* meta* time* timestamp* published pubdate updated dateline posted info readtime reading",
    ),
    (
        Cue::Caption,
        "caption* credit* figcaption figure* photo* image* img gallery* picture* media* slideshow* carousel* lightbox slider*",
    ),
    (
        Cue::Tags,
        "tag tags taglist tagcloud topics topic keywords categor* label labels section sections kicker eyebrow",
    ),
    (
        Cue::Pager,
        "pager* pagination* paging next prev previous pagenav postnav* adjacent",
    ),
    (
        Cue::Overlay,
        "popup* modal* overlay* dialog* lightbox* alert* notice* notification* toast* tooltip* drawer* flyout* dropdown* offcanvas sticky* flash",
    ),
    (
        Cue::Account,
        "paywall* login* signin* account* register* regwall* subscriber* piano meter* premium* gate* user* member*",
    ),
    (
        Cue::Card,
        "card* teaser* tile* feed* grid* list* item* river stream thumb* archive* loop block* blurb* listing*",
    ),
    (
        Cue::Widget,
        "widget* module* embed* plugin* iframe player* video* audio* podcast* tool* weather stock* ticker* poll* quiz* search*",
    ),
    (
        Cue::Faq,
        "faq* accordion* question* answer* qa toggle* collaps* expand* tab tabs tabpanel panel* details",
    ),
    (
        Cue::Shop,
        "price* product* cart* shop* buy* rating* review* sku offer* deal* store checkout wishlist",
    ),
    (
        Cue::Forum,
        "forum* thread* message* postbody bbcode topic* viewtopic reply lia",
    ),
    (
        Cue::Button,
        "btn* button* link* icon* hidden* visually screenreader sr noprint print* hide* invisible",
    ),
    (Cue::Quote, "quote* blockquote* pullquote* pull callout*"),
    (
        Cue::Contents,
        "toc tableofcontents jump* anchor* outline index ontoc inpage",
    ),
];

/// The finder of all parts; of each pattern its cues, and whether the part may go on after it.
static FINDER: LazyLock<(Finder, Vec<(u32, bool)>)> = LazyLock::new(|| {
    let listed = PARTS
        .iter()
        .flat_map(|(cue, parts)| parts.split(' ').map(move |part| (1 << *cue as u32, part)));
    let patterns: Vec<&str> = listed
        .clone()
        .map(|(_, part)| part.trim_end_matches('*'))
        .collect();
    let meanings = listed
        .map(|(cue, part)| (cue, part.ends_with('*')))
        .collect();
    (finder::any(patterns), meanings)
});

/// The set of cues in an element's names (which are in lower case).
pub fn of(names: &str) -> u32 {
    if names.is_empty() {
        return 0;
    }
    let (finder, meanings) = &*FINDER;
    let bytes = names.as_bytes();
    let mut cues = 0;
    for found in finder.find_overlapping_iter(names) {
        let (cue, goes_on) = meanings[found.pattern().as_usize()];
        let begins = found.start() == 0 || !bytes[found.start() - 1].is_ascii_alphanumeric();
        if begins
            && (goes_on
                || bytes
                    .get(found.end())
                    .is_none_or(|next| !next.is_ascii_alphanumeric()))
        {
            cues |= cue;
        }
    }
    cues
}

/// The set of these cues.
pub const fn set(cues: &[Cue]) -> u32 {
    let (mut set, mut at) = (0, 0);
    while at < cues.len() {
        set |= 1 << cues[at] as u32;
        at += 1;
    }
    set
}

/// Whether a set holds a cue.
pub fn has(cues: u32, cue: Cue) -> bool {
    cues & (1 << cue as u32) != 0
}

"""Entries as nobody writes them: markup, controls, odd dates and addresses in every field."""

from __future__ import annotations

from hypothesis import strategies as st

from publisher.model import Category, Enclosure, Entry, Media, Person, Text

PIECES = st.sampled_from(
    [
        "<b>", "</p>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='java\tscript:x'>y</a>",
        "&lt;", "&#0;", "&amp;#8238;", "\u202e", "\u2066", "\u200b", "\x00", "\x9f", "\ud800", "\ufeff", "e\u0301",
        "\n", " ", "]]>", "<!--", "\U0001f468\u200d\U0001f469", "شاهد", "Fire in Mumbai", "EMBARGOED UNTIL 2999",
        "http://a.example/", "//a.example/x.jpg", "javascript:alert(1)", "data:text/html,x", "file:///etc", "http://[",
        "https://127.0.0.1/", "28-04-2025 08:12 IST", "0001-01-01", "2999-01-01T00:00:00Z", "-1", str(2**70), "abc",
        "image/png", "x@y (Name)",
    ]
)  # fmt: skip
WILD = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=6).map("".join)
TEXTS = st.builds(Text, WILD, st.sampled_from(["text", "html"]))
ENTRIES = st.builds(
    Entry,
    guid=WILD,
    link=WILD,
    origin=WILD,
    title=TEXTS,
    summary=TEXTS,
    content=TEXTS,
    created=WILD,
    updated=WILD,
    expires=WILD,
    language=WILD,
    authors=st.lists(st.builds(Person, WILD, WILD, WILD), max_size=3).map(tuple),
    categories=st.lists(st.builds(Category, WILD, WILD, WILD), max_size=3).map(tuple),
    enclosures=st.lists(st.builds(Enclosure, WILD, WILD, WILD), max_size=2).map(tuple),
    media=st.lists(
        st.builds(
            lambda u, k, w, t: Media(url=u, type=k, width=w, title=t, credit=t, length=w), WILD, WILD, WILD, WILD
        ),
        max_size=2,
    ).map(tuple),
    rights=WILD,
    base=WILD,
    withdrawn=st.booleans(),
)

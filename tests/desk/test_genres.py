"""The rules of genre: a mark that somebody set, where it stands, and nothing without one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.classify.genre_words import (
    BYLINES,
    LABELS,
    MARKS,
    ONLY_IN_BRACKETS,
    STEPS,
    TAILS,
    WIRE_HOSTS,
    WIRES,
)
from publisher.desk.classify.genres import genre_of, genre_of_byline, genre_of_headline, genre_of_label, genre_of_link
from publisher.desk.labels import fold

CASES: Final = Path(__file__).resolve().parents[1] / "cases" / "desk" / "genres" / "headlines.txt"
ROWS: Final = [line.split("|", 1) for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_a_mark_is_told_from_a_word() -> None:
    """A headline has the genre of the mark that is set off in it; the same word within a sentence is none."""
    told = [(expected.removeprefix("-"), *genre_of_headline(headline), headline) for expected, headline in ROWS]
    assert len(told) > 150
    assert [row for row in told if row[1] != row[0] or row[2] not in row[3]] == []


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("The Editorial Board", "opinion"),
        ("Editorial", "opinion"),
        ("Jane Harbour, Opinion Columnist", "opinion"),
        ("Guest columnist Jane Harbour", "opinion"),
        ("Staff opinion", "opinion"),
        ("社説", "opinion"),
        ("Press Release", "press-release"),
        ("PR Newswire", "press-release"),
        ("Business Wire via Harbour News", "press-release"),
        ("Sponsored Content", "sponsored"),
        ("Harbour Brand Studio", "sponsored"),
        ("Staff Reporter", ""),
        ("Editorial Desk", ""),
        ("Jane Harbour, Managing Editor", ""),
        ("Associated Press", ""),
        ("संपादकीय डेस्क", ""),
        ("", ""),
    ],
)
def test_a_byline_tells_the_genre(byline: str, expected: str) -> None:
    """Boards and columnists write opinion, wires of companies press releases; desks and editors report news."""
    assert genre_of_byline(byline)[0] == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://wire.example/opinion/2026/harbour", "opinion"),
        ("https://wire.example/commentisfree/2026/harbour", "opinion"),
        ("https://opinion.wire.example/2026/harbour", "opinion"),
        ("https://wire.example/world/live/harbour-strike", "live"),
        ("https://wire.example/fact-check/harbour", "fact-check"),
        ("https://wire.example/partner-content/harbour", "sponsored"),
        ("https://wire.example/obituaries/jane-harbour", "obituary"),
        ("https://wire.example/entrevistas/puerto", "interview"),
        ("https://www.prnewswire.com/news-releases/harbour-1.html", "press-release"),
        ("https://www.businesswire.com/news/home/2026/en/Harbour", "press-release"),
        ("https://wire.example/podcasts/harbour", "audio"),
        ("https://wire.example/opinion-polls/harbour", ""),
        ("https://wire.example/news/opinion", ""),
        ("https://wire.example/news/live-animals-seized", ""),
        ("https://wire.example/politics/harbour?from=/opinion/x", ""),
        ("https://public-opinion.example/harbour", ""),
        ("", ""),
    ],
)
def test_a_link_tells_the_genre(link: str, expected: str) -> None:
    """A whole step of the path counts, or a host that is all of one kind; never a word of the last step."""
    assert genre_of_link(link)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "ROTTERDAM, April 28, 2026 /PRNewswire/ -- Harbour AG today opened its new quay",
        "ROTTERDAM, April 28, 2026 (GLOBE NEWSWIRE) -- Harbour AG today opened its new quay",
        "ROTTERDAM--(BUSINESS WIRE)--Harbour AG today opened its new quay",
        "Hamburg (ots) - Die Hafen AG hat heute ihren neuen Kai eröffnet",
        "FOR IMMEDIATE RELEASE: Harbour AG today opened its new quay",
    ],
)
def test_the_first_words_of_a_press_release_tell_it(text: str) -> None:
    """What a company paid a wire to send says so where it begins, whatever the link."""
    told = genre_of("Harbour opens new quay", "https://wire.example/live/harbour", "", text)
    assert told is not None
    assert (told.value, told.by) == ("press-release", "text")
    assert genre_of("Harbour opens new quay", "", "", f"{'A quay was opened. ' * 20}{text}") is None


def test_every_mark_is_found_where_it_is_set_off() -> None:
    """Each mark of the tables, in brackets, and each tail before a colon, is told: none is passed over unread."""
    for genre, marks in (*MARKS.items(), *ONLY_IN_BRACKETS.items()):
        for mark in marks.split("|"):
            assert genre_of_headline(f"[{mark}] Harbour opens new quay") == (genre, mark)
            assert genre_of_headline(f"Harbour opens new quay\uff08{mark.title()}\uff09")[0] == genre
    for genre, tails in TAILS.items():
        for tail in tails.split("|"):
            assert genre_of_headline(f"Harbour strike {tail}: quay closed")[0] == genre


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("LIVE BLOG of the strike", "live"), ("Live updates from the quay", "live"), ("EN DIRECT Le port", "live"),
        ("En direct, le port", "live"), ("AO VIVO o porto", "live"), ("EN VIVO el puerto", "live"),
        ("DIRECT. Le port", "live"), ("Nachruf auf Jane Hafen", "obituary"), ("Zum Tod von Jane Hafen", "obituary"),
        ("訃告 張三", "obituary"), ("讣告 张三", "obituary"), ("Jane Harbour obituary", "obituary"),
        ("Entretien avec Jane Duport", "interview"), ("专访张三", "interview"), ("專訪張三", "interview"),
        ("独家专访张三", "interview"), ("Letter to the editor", "opinion"), ("社説　港", "opinion"),
        ("FACT CHECK The quay", "fact-check"), ("Fact check the quay", "fact-check"),
        ("Es falso que el puerto", "fact-check"), ("É falso que o porto", "fact-check"),
        ("É FAKE que o porto", "fact-check"), ("Harbour Nights review – a quay", "review"),
    ],
)  # fmt: skip
def test_a_few_marks_need_nothing_that_sets_them_off(headline: str, expected: str) -> None:
    """What a headline begins with, and how obituaries and reviews are titled, tells the genre without a sign."""
    assert genre_of_headline(headline)[0] == expected


@pytest.mark.parametrize("wire", WIRES)
def test_every_wire_is_found(wire: str) -> None:
    """Each name of a wire among the first words tells a press release."""
    told = genre_of("Harbour opens new quay", "", "", f"ROTTERDAM {wire} Harbour AG opened its quay")
    assert told is not None
    assert (told.value, told.evidence) == ("press-release", (wire,))


@pytest.mark.parametrize("host", sorted(WIRE_HOSTS))
def test_every_host_of_a_wire_is_found(host: str) -> None:
    """A link to a wire tells a press release, with www. or without, whatever follows the host."""
    links = (
        f"https://{host}/harbour",
        f"https://www.{host}/a/harbour",
        f"https://{host.upper()}",
        f"https://{host}?a=1",
    )
    assert {genre_of_link(link) for link in links} == {("press-release", host), ("press-release", f"www.{host}")}


def test_the_surest_mark_decides_and_is_the_evidence() -> None:
    """The headline comes before the byline, the byline before the link; each answer carries its mark."""
    link, byline = "https://wire.example/live/harbour", "The Editorial Board"
    told = [genre_of("Review: the harbour", link, byline), genre_of("The harbour", link, byline), genre_of("", link)]
    assert [one and (one.value, one.by, one.evidence) for one in told] == [
        ("review", "headline", ("Review",)),
        ("opinion", "byline", ("editorial board",)),
        ("live", "link", ("/live/",)),
    ]
    assert [one.confidence for one in told if one] == sorted((one.confidence for one in told if one), reverse=True)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Op-Ed", "opinion"), ("সম্পাদকীয়", "opinion"), ("評論", "opinion"),
        ("Sponsored Content", "sponsored"),
        ("Publirreportaje", "sponsored"), ("Реклама", ""), ("广告", ""), ("Fact-check", "fact-check"),
        ("Podcasts", "audio"),
        ("Видео", "video"), ("Watches", ""), ("Дайджест", "summary"), ("Advertising", ""), ("Live", "live"),
    ],
)  # fmt: skip
def test_a_label_of_a_topic_is_no_genre(label: str, expected: str) -> None:
    """Labels that name a kind of writing count; labels of a subject, such as advertising, do not."""
    assert genre_of_label(fold(label)) == expected


@pytest.mark.parametrize("table", [LABELS, MARKS, TAILS, BYLINES])
def test_a_mark_means_one_genre(table: dict[str, str]) -> None:
    """No mark stands for two genres, and none is empty or written in capitals, which would never be found."""
    listed = [word.strip() for words in table.values() for word in words.split("|")]
    assert len(listed) == len(set(listed))
    assert all(word and word == word.casefold() for word in listed)


def test_a_step_means_one_genre() -> None:
    """No step of a path stands for two genres."""
    listed = [step for steps in STEPS.values() for step in steps.split()]
    assert len(listed) == len(set(listed))


@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_words_have_an_answer(headline: str, link: str, byline: str, text: str) -> None:
    """Whatever is written, the answer is a known genre with its mark, or none."""
    told = genre_of(headline, link, byline, text)
    assert told is None or (told.evidence and 0.5 < told.confidence <= 1)

"""`version` and `updated` move when public content changes, and only then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from publisher.desk.identity import candidates
from publisher.desk.normalize import normalize, revise, withdraw
from publisher.desk.revise import MOST_CORRECTIONS
from publisher.model import Agency, Article, Category, Entry, Judgement, Media, Person, Site, Source, Status, Text

NOW = datetime(2025, 4, 28, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SOURCE = Source(
    id="pti-top",
    agency=Agency(id="pti", name="PTI", credit="PTI", country="IN", timezone="Asia/Kolkata"),
    url="https://pti.example/rss",
    timezone="Asia/Kolkata",
)
FIRE = Entry(
    guid="g1",
    link="https://pti.example/fire?utm_source=rss",
    title=Text("Fire in Mumbai"),
    summary=Text("A fire broke out."),
    content=Text("<p>A fire broke out in an office.</p>"),
    created="28-04-2025 08:12 IST",
    categories=(Category("India"), Category("Fire")),
    media=(Media(url="https://pti.example/i.jpg?v=1", medium="image"),),
)


def read(entry: Entry) -> Article:
    """Normalize an entry a while after the first one was read."""
    article = normalize(entry, candidates(FIRE, SOURCE)[0], SOURCE, Site(), NOW)
    return replace(article, story="story-1")


OLD = read(FIRE)


def test_the_same_again_is_the_same() -> None:
    """An entry that was not touched changes nothing at all."""
    assert revise(OLD, normalize(FIRE, OLD.key, SOURCE, Site(), LATER), LATER) == OLD


@pytest.mark.parametrize(
    "change",
    [
        {"created": "28-04-2025 09:12 IST"},
        {"updated": "28-04-2025 09:12 IST"},
        {"categories": (Category("Fire"), Category("India"))},
        {"link": "https://pti.example/fire?utm_source=other"},
        {"media": (Media(url="https://pti.example/i.jpg?v=2", medium="image"),)},
        {"title": Text("<b>Fire</b>  in Mumbai")},
        {"content": Text('<p class="x">A fire broke out in an office.</p><img src="https://pixel.wp.com/b.gif">')},
    ],
)
def test_what_is_no_new_version(change: dict[str, str]) -> None:
    """A moved date, other category order, another tracking parameter or pixel is nothing that readers see."""
    new = revise(OLD, read(replace(FIRE, **change)), LATER)
    assert (new.version, new.updated, new.corrections) == (1, OLD.updated, ())
    assert (new.content_hash, new.headline, new.image) == (OLD.content_hash, OLD.headline, OLD.image)
    assert new.entry_hash != OLD.entry_hash


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": Text("Blaze in Mumbai")}, ("headline",)),
        ({"content": Text("<p>Two died.</p>")}, ("body",)),
        ({"summary": Text("Two died.")}, ("summary",)),
        ({"link": "https://pti.example/blaze"}, ("url",)),
        ({"authors": (Person("Asha Rao"),)}, ("byline", "authors")),
        ({"media": ()}, ("image",)),
        ({"rights": "© PTI"}, ("rights",)),
        ({"title": Text("Blaze"), "link": "https://pti.example/blaze"}, ("headline", "url")),
    ],
)
def test_what_is_a_new_version(change: dict[str, str], fields: tuple[str, ...]) -> None:
    """A change that readers see makes a version, moves `updated` to our clock, and is written down."""
    new = revise(OLD, read(replace(FIRE, **change)), LATER)
    assert (new.version, new.updated) == (2, LATER)
    assert [(each.version, each.at, each.fields, each.note) for each in new.corrections] == [(2, LATER, fields, "")]
    kept = ("id", "key", "received", "published", "story", "guid", "agency_created")
    assert [getattr(new, name) for name in kept] == [getattr(OLD, name) for name in kept]


def test_another_section_is_a_new_version() -> None:
    """What moves an article to another feed is seen by readers; who decided it is not."""
    judged = replace(OLD, section=Judgement(value="politics", by="source"))
    assert revise(judged, replace(judged, section=Judgement(value="politics", by="label")), LATER).version == 1
    moved = revise(judged, replace(judged, section=Judgement(value="health", by="label")), LATER)
    assert moved.corrections[0].fields == ("section",)


def test_corrections_are_bounded() -> None:
    """A live report that changes all day keeps its newest corrections."""
    article = OLD
    for number in range(MOST_CORRECTIONS + 9):
        article = revise(article, read(replace(FIRE, title=Text(f"Live: {number} dead"))), LATER)
    assert article.version == MOST_CORRECTIONS + 10
    assert len(article.corrections) == MOST_CORRECTIONS
    assert article.corrections[-1].version == article.version


def test_withdrawing() -> None:
    """A withdrawn article stays, with a version, a time and a public note; withdrawing it again changes nothing."""
    gone = withdraw(OLD, LATER, "withdrawn by the agency")
    assert (gone.status, gone.version, gone.updated) == (Status.WITHDRAWN, 2, LATER)
    assert gone.corrections[0].note == "withdrawn by the agency"
    assert withdraw(gone, LATER, "again") is gone


def test_an_entry_that_says_so_withdraws() -> None:
    """A kill notice in the document withdraws the article that we have, even if it holds no text."""
    killed = normalize(Entry(guid="g1", withdrawn=True), OLD.key, SOURCE, Site(), LATER)
    gone = revise(OLD, killed, LATER)
    assert (gone.status, gone.version, gone.headline) == (Status.WITHDRAWN, 2, OLD.headline)
    assert revise(gone, killed, LATER) == gone


def test_a_withdrawn_article_comes_back_only_with_other_words() -> None:
    """The old copy that an agency serves after a kill does not raise it; a rewritten one does."""
    gone = withdraw(OLD, NOW, "withdrawn by the agency")
    assert revise(gone, OLD, LATER).status is Status.WITHDRAWN
    back = revise(gone, read(replace(FIRE, content=Text("<p>Corrected.</p>"))), LATER)
    assert (back.status, back.version, back.id) == (Status.USABLE, 3, OLD.id)


def test_what_nobody_has_seen_needs_no_correction() -> None:
    """An article that was held has no corrections when it is released."""
    held = replace(OLD, status=Status.HELD)
    free = revise(held, read(replace(FIRE, title=Text("Blaze"))), LATER)
    assert (free.status, free.version, free.corrections) == (Status.USABLE, 1, ())

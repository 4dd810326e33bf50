"""A snapshot is the whole index: what is restored from it goes on as if it had never stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from publisher.desk.stories import Index, Report, Rules, read
from publisher.desk.stories.postings import Postings
from publisher.desk.stories.snapshot import LAYOUT
from publisher.desk.stories.story import Told
from tests.world.wild import examples

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
_PLACES: Final = ("Zanzibar", "Callao", "Skopje", "Goma", "Brno", "Poltava", "Galle", "Djerba", "Roubaix", "Arequipa")
_DEEDS: Final = ("ferry", "strike", "bridge", "volcano", "trial", "flood", "festival", "harvest", "tunnel", "library")
_ENDS: Final = ("reopens", "delayed again", "hundreds attend", "inquiry ordered", "7 hurt", "9 hurt")
_FRAMES: Final = ("", "", "", "Evening briefing: ", "Live: ", "Weather alert: ")


def reports(random: Random, count: int) -> list[Report]:
    """Invent reports of a few events: with texts and without, round-ups, frames and repetitions, over some days."""
    made, hours = [], 0.0
    for number in range(count):
        place, deed, other = random.choice(_PLACES), random.choice(_DEEDS), random.choice(_PLACES)
        headline = f"{random.choice(_FRAMES)}{place} {deed} {random.choice(_ENDS)} after {other} talks"
        text = f"The {deed} in {place} was told of by {other} on Monday." if random.random() < 0.6 else ""
        hours += random.choice((0, 0.1, 2, 9))
        at = NOON + timedelta(hours=hours - random.choice((0, 0, 3)))
        made.append(read(f"a{number}", headline, text, "en", at, source=random.choice(("wire", "post", "echo"))))
    return made


@settings(examples(30), phases=[Phase.generate])
@given(st.randoms(use_true_random=False), st.integers(0, 60), st.sampled_from([1, 3, 90]), st.sampled_from([3, 24]))
def test_a_restored_index_answers_as_the_one_that_never_stopped(
    random: Random, before: int, days: int, leading: int
) -> None:
    """Every word of every answer, for days, whether its words are common or not."""
    rules = Rules(memory=days * 86_400, window=86_400, most=20, leading=leading, postings=2 * leading)
    stream = reports(random, before + 40)
    index = Index(rules)
    for one in stream[:before]:
        index.place(one)
    restored = Index.restore(index.snapshot(), rules)
    assert restored is not None
    for one in stream[before:]:
        assert index.place(one) == restored.place(one)


def test_what_editors_ordered_is_kept() -> None:
    """Stories that were told to stay apart, to be together, or to be forgotten."""
    random = Random(3)
    index = Index()
    stories = list(dict.fromkeys(index.place(one).story for one in reports(random, 60)))
    live = [story for story in stories if story in index]
    index.apart(live[0], live[1])
    index.together(live[2], live[3])
    index.forget(live[4])
    restored = Index.restore(index.snapshot())
    assert restored is not None
    assert restored._apart == index._apart == {live[0]: {live[1]}, live[1]: {live[0]}}
    assert live[4] not in restored
    assert [story in restored for story in live] == [story in index for story in live]
    for one in reports(random, 60):
        assert index.place(one) == restored.place(one)


def test_a_snapshot_harms_nobody() -> None:
    """An index of which a snapshot was taken goes on as one of which none was."""
    stream = reports(Random(4), 120)
    index, other = Index(), Index()
    for one in stream:
        assert index.place(one) == other.place(one)
        index.snapshot()


def _of_another_layout(stored: bytes) -> bytes:
    return stored.replace(f"stories {LAYOUT}".encode(), f"stories {LAYOUT + 1}".encode())


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda _: b"", id="nothing"),
        pytest.param(lambda stored: stored[:-9], id="cut off"),
        pytest.param(lambda stored: stored + b"\x00", id="longer"),
        pytest.param(lambda stored: msgspec.msgpack.encode([stored]), id="something else"),
        pytest.param(_of_another_layout, id="another layout"),
    ],
)
def test_a_snapshot_of_something_else_is_none(harm: object) -> None:
    """What is damaged or of another version raises nothing: the index is to be learnt anew."""
    index = Index()
    for one in reports(Random(5), 20):
        index.place(one)
    assert callable(harm)
    assert Index.restore(harm(index.snapshot())) is None


def test_a_common_word_leads_to_the_stories_told_last() -> None:
    """Also after a story is forgotten, and in what is restored."""
    rules, rare, common = Rules(leading=4, postings=5), 16, 32
    told = [Told.opened_by(Report(id=str(number), source="wire"), str(number), number) for number in range(1, 9)]
    postings = Postings(rules)
    for each in told:
        postings.open(each, [rare, common] if each.born in {1, 2, 4} else [common])
    for found_in in (postings, Postings(rules, postings.packed())):
        assert found_in.find([rare, common], [2.0, 1.0], 2.5) == [4]
    postings.forget(told[3])
    assert postings.find([rare, common], [2.0, 1.0], 2.5) == [1, 2]
    assert len(postings) == 6

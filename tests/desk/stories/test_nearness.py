"""A report of a story of many is like one of them, not only like what all of them have in common."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from publisher.desk.stories import Index, Joined, Report, Rules, read
from publisher.desk.stories.learnt import Learnt
from publisher.desk.stories.nearness import are_unlike
from publisher.desk.stories.story import Told

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
BUYBACK: Final = (
    ("Ondara to buy back $3 billion of its shares", "It will cancel the shares by October."),
    (
        "Ondara plans record buyback after selloff",
        "Ondara plans a record buyback worth $3 billion after a selloff of its shares.",
    ),
    (
        "Ondara shares jump on $3 billion buyback plan",
        "Investors in chipmakers welcomed the buyback that Ondara announced.",
    ),
    (
        "Investors cheer Ondara buyback worth $3 billion",
        "Brokers had asked Ondara to spend its cash on a buyback.",
    ),
    (
        "Why Ondara is buying back shares for $3 billion",
        "The chipmaker has more cash than its factories need, and a buyback returns it.",
    ),
)
BONUSES: Final = (
    "Ondara workers vote on bonus deal",
    "The chipmaker agreed with its union on bonuses, after investors asked for restraint.",
)
COUNCIL: Final = "Harbour Slam rowers set up council amid push for higher prizes"
COUNCIL_TEXT: Final = (
    "The four largest regattas of the rowing season announced on Thursday the creation of a council of athletes, which "
    "will look at the calendar, at travel, at the welfare of crews and at prize money. Organisers in Zanzibar, Brno, "
    "Callao and Kettering said in a joint statement that it would meet in October."
)
PURSE: Final = "Zanzibar regatta pays record $8 million purse"
PURSE_TEXT: Final = (
    "Winners of the eights at the Zanzibar regatta will take home half a million each, the largest purse that rowing "
    "has seen, organisers announced on Thursday. Athletes had threatened protests over prize money; crews that lose "
    "their first heat are paid for travel, hotels and meals, and a fund of sponsors insures boats against storms."
)
OTHER_TEXT: Final = (
    "Winners of the eights at the Zanzibar regatta will take home half a million each, whatever they won elsewhere. "
    "Those who lose their first heat are paid for travel, hotels and meals, and a fund of sponsors insures boats "
    "against storms and theft by night."
)
REVIVED: Final = "Appeals court revives Ondara Bank collapse lawsuit despite regulator objection"
UPHELD: Final = "Appeals court upholds harbour settlement despite traders' objections"


def report(name: str, headline: str, text: str = "", hours: int = 0, source: str = "wire") -> Report:
    """Make a report so many hours after noon."""
    return read(name, headline, text, "en", NOON + timedelta(hours=hours), source=source)


def after(rules: Rules) -> Joined:
    """Place the report on the bonuses after those on the buyback, each of another source."""
    index = Index(rules)
    for number, (headline, text) in enumerate(BUYBACK):
        assert index.place(report(f"{number}", headline, text, 0, f"post {number}")).story == "0"
    return index.place(report("bonuses", *BONUSES, 1, "echo"))


def test_what_is_like_many_reports_and_like_none_of_them_is_another_event() -> None:
    """They have a company in common, and what is written of companies. Fewer reports are all looked at as one."""
    joined = after(Rules(like_one=0.4))
    assert (joined.story, joined.near and joined.near.reason) == ("bonuses", "like none of its reports")
    assert after(Rules(like_one=0.3)).story == "0"
    assert after(Rules(like_one=0.4, many=6)).story == "0"


def test_bare_headlines_say_too_little_to_be_like_one() -> None:
    """Where nobody has a text, a word or two is all that a report has in common with another one."""
    index = Index(Rules(like_one=0.9))
    for number, (headline, _) in enumerate(BUYBACK):
        index.place(report(f"{number}", headline, "", 0, f"post {number}"))
    assert index.place(report("later", "Ondara investors ask for record dividend", "", 1, "echo")).story == "0"


def test_two_stories_of_which_no_report_is_like_one_of_the_other_are_two() -> None:
    """Where either has many; two of single reports are judged by all of their words."""
    first, *others = (report(headline, headline, text) for headline, text in BUYBACK)
    many, single, bonuses = (Told.opened_by(one, one.id, 1) for one in (first, first, report("bonuses", *BONUSES)))
    for other in others:
        many.see(other)
    rules, weights = Rules(like_one=0.5), Learnt().weights
    assert are_unlike(rules, many, bonuses, weights)
    assert are_unlike(rules, bonuses, many, weights)
    assert not are_unlike(rules, single, bonuses, weights)
    assert not are_unlike(rules, many, single, weights)


def test_a_report_merges_no_stories_that_are_not_near() -> None:
    """However much of both it tells."""
    index = Index(Rules(like_one=0.4, merging=0.0, merging_names=0.0))
    for number, (headline, text) in enumerate(BUYBACK):
        index.place(report(f"{number}", headline, text, 0, f"post {number}"))
    index.place(report("bonuses", *BONUSES, 1, "echo"))
    joined = index.place(report("both", f"{BONUSES[0]} after {BUYBACK[1][0]}", " ".join(BONUSES), 1, "globe"))
    assert (joined.kind, joined.story, joined.merged) == ("story", "bonuses", ())


def test_more_is_asked_of_a_bare_headline_of_who_told_the_story_before() -> None:
    """A few words that it has again are its formula. Texts, another source, or nobody else who told it, ask no more."""

    def place(
        source: str, *others: str, texts: tuple[str, str] = ("", ""), hours: int = 1, headline: str = UPHELD
    ) -> str:
        index = Index()
        for name in ("wire", *others):
            index.place(report(f"revived {name}", REVIVED, texts[0], 0, name))
        return index.place(report("upheld", headline, texts[1], hours, source)).story

    said = "Judges said creditors may sue over what failed in March."
    assert place("wire", "post") == "upheld"
    assert place("wire", "post", texts=(said, "")) == "upheld"
    assert place("echo", "post") == "revived wire"
    assert place("wire") == "revived wire"
    assert place("wire", "post", hours=8, headline="Appeals court lawsuit: Pelmex") == "revived wire"
    assert place("wire", "post", texts=(said, "Judges said dockers may use half of a pier.")) == "revived wire"


def test_more_is_asked_of_a_source_that_tells_at_length_under_another_headline() -> None:
    """What it writes of one sport has much in common; another source, a short text or the old headline ask no more."""

    def place(source: str, headline: str = PURSE, text: str = PURSE_TEXT, first: str = COUNCIL_TEXT) -> str:
        index = Index()
        index.place(report("council", COUNCIL, first))
        return index.place(report("purse", headline, text, 1, source)).story

    short = COUNCIL_TEXT.replace("in a joint statement that it would meet in October", "so")
    assert place("wire") == "purse"
    assert place("echo") == "council"
    assert place("wire", first=short) == "council"
    assert place("wire", "Harbour Slam rowers get record purse", OTHER_TEXT) == "council"

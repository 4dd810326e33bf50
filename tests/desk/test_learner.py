"""The rules of learning sections: tried on other outlets, trusted when better, the same rows the same model."""

from __future__ import annotations

from typing import Final

import msgspec
import pytest
from msgspec.structs import replace

from publisher.desk.classify.sections import SECTIONS, Learned, decode, judge_section, lexicon_scores
from publisher.desk.classify.sections.learned import FORMAT, MIDDLE, Model, counted, join
from publisher.desk.classify.words import words_of
from publisher.desk.learner import Example, TooFewError, learn
from publisher.desk.learner.figures import EDGES, cautious, reliability
from publisher.desk.learner.mixes import MOST, leaning, usual_mix
from publisher.desk.learner.odds import Said, hear, learn_words, rarities
from publisher.desk.learner.trial import folds

# Words that no lexicon has: what is learned of them is learned here.
HOUSE: Final = {
    "agriculture": ["zorbel", "quandry", "fimbulor", "trazzik"],
    "urban": ["plorbus", "wexlane", "jostrum", "krendil"],
    "society": ["mivvle", "draskot", "yubbern", "olmint"],
}


def examples(outlets: int = 6, each: int = 20, *, house: bool = True) -> list[Example]:
    """Make articles of made-up words, some shared by a label and some of the outlet alone."""
    made = []
    for outlet in range(outlets):
        for label, words in HOUSE.items():
            for number in range(each):
                told = words if house else ["blorb", "snix", "vand", "weez"]
                one, two = told[number % 4], told[(number + 1 + number // 4) % 4]
                text = f"{two} by our reporter{outlet} on page{number % 7}"
                made.append(Example(words_of(f"The {one} report", text), label, f"outlet{outlet}", "en"))
    return made


@pytest.fixture(scope="module", name="model")
def _model() -> Model:
    """Return what is learned of the examples."""
    return learn(examples())


def test_what_beats_the_lexicon_on_other_outlets_is_trusted(model: Model) -> None:
    """The trial tells how the lexicon did and how the learned did, on outlets that it had not learned from."""
    assert model.trusted
    assert model.trial.learned[0] > 0.95 > model.trial.lexicon[0]
    assert model.trial.outlets == 6
    assert [figure.section for figure in model.trial.figures] == sorted(HOUSE)


def test_what_does_not_beat_the_lexicon_is_not_trusted_and_never_asked() -> None:
    """Labels that the words do not tell apart teach nothing; then the lexicon answers alone."""
    model = learn(examples(house=False))
    words = words_of("Parliament votes on zorbel", "")
    assert not model.trusted
    assert judge_section(words, "en", Learned(model)) == judge_section(words, "en")


def test_the_same_examples_make_the_same_bytes(model: Model) -> None:
    """Learning is deterministic, in whatever order the articles come of one outlet after another."""
    assert msgspec.msgpack.encode(learn(examples())) == msgspec.msgpack.encode(model)


def test_a_model_is_read_as_it_was_written(model: Model) -> None:
    """What was encoded is decoded; another format, and what is no model, is refused."""
    assert decode(msgspec.msgpack.encode(model)) == model
    with pytest.raises(ValueError, match="publisher learn"):
        decode(msgspec.msgpack.encode(replace(model, format=FORMAT + 1)))
    with pytest.raises(msgspec.DecodeError):
        decode(b"\xc1 no model")


def test_an_outlet_stands_in_one_fold_whole() -> None:
    """What an outlet teaches is never tried on that outlet; large ones are dealt first, so that folds are even."""
    dealt = list(folds(examples(outlets=7)))
    assert len(dealt) == 5
    assert sorted(outlet for fold in dealt for outlet in fold) == [f"outlet{number}" for number in range(7)]


@pytest.mark.parametrize(
    ("outlets", "each"), [(2, 60), (3, 5)], ids=["two outlets", "few articles"]
)  # fmt: skip
def test_too_little_is_not_learned_from(outlets: int, each: int) -> None:
    """Two outlets prove nothing, nor do few articles; the message says how many it takes."""
    with pytest.raises(TooFewError, match="to learn takes 200 of 3 outlets"):
        learn(examples(outlets, each))


def test_one_section_is_no_choice() -> None:
    """Where all articles are of one section there is nothing to learn."""
    with pytest.raises(TooFewError, match="1 sections"):
        learn([example._replace(label="urban") for example in examples()])


def test_a_learned_word_decides_where_the_lexicon_knows_none(model: Model) -> None:
    """The answer is the operator's section, with the learned words as proof, and sure as such answers are right."""
    section, sure, proofs = judge_section(words_of("Fimbulor and zorbel", "A quandry"), "en", Learned(model))[0]
    assert section == "agriculture"
    assert 0.5 < sure <= 1
    assert {"fimbulor", "zorbel"} & set(proofs)


def test_the_lexicon_speaks_beside_the_learned(model: Model) -> None:
    """A section that the operator's sources never told stays an answer."""
    words = words_of("Quarterback injured before the Super Bowl", "The NFL team lost the game in overtime")
    assert judge_section(words, "en", Learned(model))[0][0] == "sports"


def test_sections_that_are_one_here_are_added_up(model: Model) -> None:
    """Where the operator has one section for science and environment, what speaks for either speaks for it."""
    model = replace(model, names={"science": "planet", "environment": "planet"}, labels=("planet",), share=0.0)
    words = words_of("Climate change threatens coral reef, study finds", "Scientists warn of warming oceans")
    scores = lexicon_scores(words, "en")
    joined = join(scores, [0.0], model, SECTIONS)
    assert joined["planet"] > max(scores)


def test_nothing_known_is_no_answer(model: Model) -> None:
    """Words that neither the lexicon nor the model has prove nothing."""
    assert judge_section(words_of("Qwzx vbnm", ""), "en", Learned(model)) == []


def test_words_of_the_headline_count_twice() -> None:
    """A word of the headline and one of the text, and the pairs of neighbours in each."""
    counts = counted(words_of("Alpha beta", "gamma alpha"))
    assert counts == {"alpha": 3, "beta": 2, "gamma": 1, "alpha beta": 2, "gamma alpha": 1}


def test_a_larger_share_is_never_less_often_right() -> None:
    """Ranges that are out of order are taken together; few answers never make certain."""
    answers = [(0.35, True)] * 30 + [(0.55, False)] * 30 + [(0.995, True)] * 50
    right = reliability(answers)
    assert len(right) == len(EDGES)
    assert list(right) == sorted(right)
    assert right[-1] < 1


def test_a_model_is_small(model: Model) -> None:
    """What is rare is not kept: a word must be in three articles."""
    assert isinstance(model, Model)
    assert all(len(row) == 1 + len(model.labels) for row in model.words.values())
    assert "by" in model.words
    rare = learn([*examples(), Example(words_of("Singular", "Unheard"), "urban", "outlet0", "en")])
    assert "singular" not in rare.words


def said(words: str, place: int, outlet: str) -> Said:
    """Make an article of words that is under one of two labels."""
    return Said(dict.fromkeys(words.split(), 1), {place: 1.0}, outlet)


def odds(told: list[Said], guessed: list[Said] | None = None) -> dict[str, bytes]:
    """Learn words for two labels: how rare, then what they say for the one and for the other."""
    guessed = guessed or []
    rare = rarities([article.counts for article in (*told, *guessed)])
    return learn_words(rare, hear(told, rare, 2), hear(guessed, rare, 2)).words


def test_house_words_of_an_outlet_prove_less_than_words_of_a_subject() -> None:
    """What one outlet writes whatever it writes about says less for its main subject than what all write there."""
    told = [said("hobbyhorse", 0, "one")] * 27 + [said("hobbyhorse", 1, "one")] * 3
    told += [said("plain", 1, "two")] * 27 + [said("plain", 0, "two")] * 3
    for outlet in ("three", "four"):
        told += [said("zorbel", 0, outlet)] * 13 + [said("zorbel wexlane", 1, outlet)] * 2
        told += [said("wexlane", 1, outlet)] * 11
    words = odds(told)
    assert MIDDLE < words["hobbyhorse"][1] < words["zorbel"][1]


def test_an_article_of_a_seldom_label_counts_more() -> None:
    """What all articles have leans to the small section, so that the large ones do not take what is near them."""
    large, small = odds([said("plain", 0, "one")] * 70 + [said("plain", 1, "one")] * 10)["plain"][1:]
    assert large < MIDDLE < small


def test_an_outlet_of_one_section_teaches_too() -> None:
    """Where each outlet writes about one subject only, its words still speak for it."""
    words = odds([said("zorbel", 0, "one")] * 9 + [said("wexlane", 1, "two")] * 9)
    assert words["zorbel"][1] > MIDDLE > words["zorbel"][2]


def test_an_article_that_is_taken_for_two_labels_teaches_a_part_of_each() -> None:
    """What nobody labelled is under each label for as much as it is taken for it."""
    told = [said("zorbel", 0, "one")] * 9 + [said("wexlane", 1, "two")] * 9
    words = odds(told, [Said({"fimbulor": 1}, {0: 0.9, 1: 0.1}, "three")] * 9 + [said("draskot", 1, "three")] * 9)
    assert words["fimbulor"][1] > MIDDLE > words["fimbulor"][2] > words["draskot"][1]


def test_the_words_of_an_outlet_are_learned_though_nobody_tells_its_sections(model: Model) -> None:
    """An unlabelled article teaches by what the others take it for; the trial tells how many there were."""
    untold = [example._replace(label="", outlet="new") for example in examples(1)]
    place = 1 + model.labels.index("agriculture")
    words = [words_of(f"{one} of the uvvel", "uvvel") for one in HOUSE["agriculture"] * 3]
    taught = learn([*examples(), *untold, *[Example(told, "", "new", "en") for told in words]])
    assert "uvvel" not in model.words
    assert taught.words["uvvel"][place] == max(taught.words["uvvel"][1:]) > MIDDLE
    assert taught.trial.untold == len(untold) + len(words)
    assert taught.trial.articles == model.trial.articles
    assert taught.trusted


# What a source is mostly about

MIXED: Final = [*[[0.9, 0.1]] * 8, *[[0.2, 0.8]] * 8]


def test_a_source_leans_to_what_its_articles_are_taken_for() -> None:
    """What more of its articles are taken for than is usual is likelier for the next one; what fewer are, less."""
    first, second = leaning([[0.9, 0.1]] * 30, usual_mix(MIXED))
    assert MOST >= first > 0 > second >= -MOST


def test_a_source_of_the_usual_mix_leans_to_nothing() -> None:
    """Where a source writes as all do, or where nothing of it was read, nothing is added."""
    even = [[0.8, 0.2], [0.2, 0.8]] * 10
    assert leaning(even, usual_mix(even)) == pytest.approx([0, 0], abs=0.01)
    assert leaning([], usual_mix(MIXED)) == [0, 0]


def test_few_articles_lean_less_than_many() -> None:
    """Two articles of one section do not make a magazine of it."""
    few, many = leaning([[0.9, 0.1]] * 2, usual_mix(MIXED)), leaning([[0.9, 0.1]] * 200, usual_mix(MIXED))
    assert 0 < few[0] < many[0]


def test_what_a_source_never_wrote_about_stays_possible() -> None:
    """However many articles of one section were told, another one takes no more than strong words."""
    assert leaning([[1.0, 0.0]] * 5_000, [0.5, 0.5]) == pytest.approx([0.52, -MOST], abs=0.01)


def magazine(of: str, name: str, articles: int = 40) -> list[Example]:
    """Make articles of a source that writes about one label, and nobody tells it."""
    words = HOUSE[of]
    return [
        Example(words_of(f"{words[at % 4]} {words[(at + 1) % 4]}", ""), "", name, "en", name) for at in range(articles)
    ]


def test_an_article_between_two_sections_goes_where_its_source_leans() -> None:
    """The same words are taken for agriculture in one magazine, and for urban affairs in another."""
    either = [
        Example(words_of("Blenzig", f"on page{at % 7}"), label, f"outlet{outlet}", "en")
        for outlet in range(6)
        for label in ("agriculture", "urban")
        for at in range(10)
    ]
    read = [*magazine("agriculture", "fields"), *magazine("urban", "streets")]
    learned = Learned(learn([*examples(), *either, *read]))
    words = words_of("Blenzig", "")
    taken = {source: judge_section(words, "en", learned.of(source))[0][0] for source in ("fields", "streets")}
    assert taken == {"fields": "agriculture", "streets": "urban"}


def test_a_source_that_was_not_read_is_judged_by_words_alone(model: Model) -> None:
    """An unknown source, and one without a name, leans nowhere."""
    learned = Learned(model)
    assert learned.of("unknown") is learned
    assert learned.of("") is learned
    assert not learned.leaning


def test_words_are_needed_whatever_a_source_is_about() -> None:
    """An article without a word that is known is put nowhere, in a magazine of one subject, too."""
    learned = Learned(learn([*examples(), *magazine("urban", "streets")]))
    assert judge_section(words_of("Qwzx vbnm", ""), "en", learned.of("streets")) == []


def test_the_trial_of_the_lexicon_knows_no_leaning() -> None:
    """What the learned must beat is the lexicon as it stands, though magazines of one section are read."""
    called = {"agriculture": "sports", "urban": "business", "society": "politics"}
    subjects = dict(zip([f"outlet{number}" for number in range(6)], [*called] * 2, strict=True))
    told = [
        one._replace(label=called[one.label], source=one.outlet)
        for one in examples(each=40)
        if one.label == subjects[one.outlet]
    ]
    read = learn([*told, *magazine("urban", "streets")])
    assert read.trial.lexicon == learn(told).trial.lexicon
    assert set(read.leanings) == {*subjects, "streets"}


def test_nine_in_ten_is_told_where_nineteen_in_twenty_are_right() -> None:
    """Who publishes what is told as 0.9 or surer errs once in twenty at most; the rest is told as it is."""
    assert [round(cautious(right), 3) for right in (0.3, 0.85, 0.9, 0.95, 1.0)] == [0.3, 0.85, 0.875, 0.9, 1.0]

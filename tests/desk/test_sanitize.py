"""HTML of strangers comes out safe, absolute, bounded, valid and unchanging."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.desk.sanitize import bounds, clean
from publisher.desk.sanitize import html as module
from publisher.desk.sanitize.bounds import LARGEST, without_forbidden
from publisher.desk.sanitize.html import whole_way
from publisher.desk.sanitize.nesting import OUTSIDE
from publisher.desk.sanitize.orderly import orderly
from publisher.desk.sanitize.tidy import _fitted, _settled, _tag_by_tag
from tests.world.doubling import cost_of, is_linear
from tests.world.wild import examples

CASES = Path(__file__).resolve().parents[1] / "cases" / "desk" / "xss"
BASE = "https://news.example/world/story.html"
VECTORS = {
    path.stem: [line for line in path.read_text("utf-8").splitlines() if line.strip()] for path in CASES.glob("*.txt")
}
SAFE = {
    "href": {"http", "https"}, "src": {"http", "https"}, "cite": {"http", "https"}, "alt": None, "title": None,
    "width": None, "height": None, "datetime": None, "colspan": None, "rowspan": None, "lang": None, "dir": None,
}  # fmt: skip
ACTING = "script style iframe object embed form input button select textarea svg math template base link meta video"
DEAD = frozenset(ACTING.split())


def judge(html: str) -> None:
    """Parse HTML as a browser does, strictly, and find nothing that acts, frames, submits or leads astray."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment was left"
        assert element.tag not in DEAD
        for name, value in element.attrib.items():
            assert name in SAFE, f"{name} of {element.tag}"
            schemes = SAFE[name]
            assert schemes is None or urlsplit(value).scheme in schemes, value


@pytest.mark.parametrize("kind", sorted(VECTORS))
def test_attacks(kind: str) -> None:
    """No attack survives, by the judgement of a parser that follows the browsers' rules."""
    for vector in VECTORS[kind]:
        html = vector.encode().decode("unicode_escape") if re.search(r"\\[xutn]", vector) else vector
        found = clean(html, BASE)
        judge(found)
        assert clean(found, BASE) == found, vector


def test_there_are_enough_attacks() -> None:
    """The corpus of attacks is not lost."""
    assert sum(map(len, VECTORS.values())) >= 300


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("plain text", "plain text"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ('<a href="/x">y</a>', '<a href="https://news.example/x">y</a>'),
        ('<a href="#note">y</a>', "y"),
        ('<a href="mailto:a@b.example">y</a>', "y"),
        ('<a href="x?utm_source=rss&id=1" target="_blank">y</a>', '<a href="https://news.example/world/x?id=1">y</a>'),
        (
            '<img src="i.jpg" srcset="j.jpg 2x" alt="A &quot;fire&quot;">',
            '<img src="https://news.example/world/i.jpg" alt="A &quot;fire&quot;">',
        ),
        ('<img src="data:image/gif;base64,R0" data-src="/real.jpg">', '<img src="https://news.example/real.jpg">'),
        ('text<img src="https://a.example/p.gif" width="1" height="1">', "text"),
        ('text<img src="https://feeds.feedburner.com/~r/x/~4/y">', "text"),
        ('text<img src="https://pixel.wp.com/b.gif?host=x">', "text"),
        (
            '<p>news</p><div class="feedflare"><a href="https://feeds.feedburner.com/~ff/x?a=1"><img src="https://f.example/i"></a></div>',
            "<p>news</p>",
        ),
        ('<p>news <a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a></p>', "<p>news </p>"),
        ("<dl><dt>A<dd>B</dl>", "<div><p>A</p><p>B</p></div>"),
        ("<section><h2>A</h2></section>", "<div><h2>A</h2></div>"),
        ("<font color=red>A</font><center>B</center>", "A<div>B</div>"),
        ("<p> </p><p>&nbsp;</p><div><span></span></div>x", "x"),
        ("<form><input name=q></form>x", "x"),
        ('<p>a<img onload="x">b</p>', "<p>ab</p>"),
        ('<table><tr><td>a<img alt="x">b</td></tr></table>', "<table><tbody><tr><td>ab</td></tr></tbody></table>"),
        ('<noscript><a href="/x">Code</a></noscript>', '<a href="https://news.example/x">Code</a>'),
        ('<p>news</p><a href="https://www.facebook.com/sharer/sharer.php?u=x"> <b>Share</b></a>', "<p>news</p>"),
        ("<div><p><b></b></p></div>x", "x"),
        (
            '<td>x</td><table><tr><td colspan="2" onclick="x">y',
            'x<table><tbody><tr><td colspan="2">y</td></tr></tbody></table>',
        ),
        ("<pre>\n\na</pre>", "<pre>a</pre>"),
        ("<pre></p>\na</pre>", "<pre>a</pre>"),
        ("a\x00b\ud800c\ufffed&#1;\u202e", "abcd"),
        ('<time datetime="2025-04-28">x</time>', '<time datetime="2025-04-28">x</time>'),
        ('<p lang="hi" dir="ltr" style="color:red" class="x" id="y">x</p>', '<p lang="hi" dir="ltr">x</p>'),
    ],
)
def test_what_is_kept(html: str, wanted: str) -> None:
    """News survives; what tracks, submits, shares or shows nothing does not."""
    assert clean(html, BASE) == wanted
    judge(wanted)


TAGS = (
    "<p> </p> <b> </b> <i> <a~href=/x> </a> <table> </table> <tr> <td> <ul> </ul> <li> </li> <div> </div> <br> "
    "<img~src=/i.png> <pre> </pre> <h1> </h1> <ol> <blockquote> <span> text &amp; &lt; < > <code> <caption> <font> "
    "<form> <select> <svg> <math> <mi> <style> </style> <script> </script> <!-- --> <ruby> <rt> <figure> <hr> <u> "
    "<em> <template> <noscript> <iframe> <object> <dl> <dd> <title> <body> <td~colspan=2> <li~lang=en> <textarea> "
    "<a~href=javascript:x> <img~src=x~onerror=y>"
)


@given(st.lists(st.sampled_from([piece.replace("~", " ") for piece in TAGS.split()] + [" ", "\n"]), max_size=16))
@example(["<ruby>", "<b>", "text", "<rt>"])
@example(["<ruby>", "<b>", "text", '<rt lang="ja">', "x"])
@examples(400)
def test_any_tangle_of_tags(pieces: list[str]) -> None:
    """However tags are tangled, the result is safe, and cleaning it again changes nothing."""
    found = clean("".join(pieces), BASE)
    assert clean(found, BASE) == found
    judge(found)


SIMPLE = (
    "<p> </p> <p>word</p> <p>&nbsp;</p> <br> <br/> word “quoted” &amp; &lt; &#8217; &rsquo; &#39; "
    "&#160; &hellip; \xa0 \u200b "
    "\u3000 \u2028 \n \t \r \x0c \x85 \u202e \ufeff \U0001f600 & > < <P> <p/> <p~class=x> &#8238; &bogus;"
)


@given(st.lists(st.sampled_from([piece.replace("~", " ") for piece in SIMPLE.split(" ")]), max_size=12))
@examples(400)
def test_paragraphs_need_no_parser(pieces: list[str]) -> None:
    """Mere paragraphs come out as the parser would have them, to the letter."""
    html = "".join(pieces)
    found = orderly(html, BASE)
    assert found is None or found == whole_way(html, BASE)


ORDER = (
    "<p> </p> <p>word</p> <p></p> <div> </div> <div~class=x> <div~class='x'> <b> </b> <i> </i> <em~lang='en'> "
    "</em> <font~color='red'> </font> <article> </article> <center> </center> <h2> </h2> <h3~id='x'> </h3> <ul> "
    "</ul> <li> </li> <blockquote~cite='urn:isbn:1'> <blockquote> </blockquote> <pre> </pre> <hr> <hr/> <br> <br/> "
    "<br~clear='all'> <a> <a~name='x'> <a~href='/x'> <a~href='x.html'> <a~href='#x'> <a~href='http://a.example'> "
    "</a> <a~href='http://a.example/?a=1&copy=2'> <a~href='http://a.example/?a=1&amp;copy=2&utm_source=rss'> "
    "<a~href='http://a.example/?a&not_b=2'> <a~href='mailto:x'> <a~href='javascript:x'> "
    "<a~href='HTTP://A.EXAMPLE/'> <a~href='http://A.example:80/x'> <a~href='http://xn--a.example/x'> "
    "<a~href='http://1.2.3/x'> <a~href='http://a_b/'> "
    "<a~title='&quot;x&#39;y&nbsp;\xa0'~href='http://a.example/it\u2019s'> <a~href='//b.example/x'> <a~href=x> "
    "<a~href> <a~class='x'~href='http://a.example/x'~rel='y'> <a~href='http://a.example/x'~lang='en'> "
    "<a~href='https://www.facebook.com/sharer/sharer.php?u=x'> <a~href='http://a.example/./x'> <a~href='http:x'> "
    "<img> <img~src='/i.png'/> <img~src='http://a.example/i.png'~alt='A~&amp;~B'~width='1'> "
    "<img~src='data:image/gif,x'> <img~alt='x'~src='http://a.example/i.png?x=1&y=2'~width='20'~height='3px'> "
    "<img~src='x:y'~data-src='/z.jpg'> <img~src='http://a.example/i'~src='http://b.example/j'> <img~onload='x'> "
    "</img> <img~src='http://a.example/i'~alt> <iframe~src='x'> </iframe> <noscript> </noscript> <table> <td> "
    "<script> <P> </P> <!--~x~--> <!--> <!--x--y--> <!--x <span~dir='rtl'> <span~style='a:b;c'> </span> "
    "<time~datetime='2025-04-28'> </time> <q~cite='/x'> </q> word text & &amp; &lt; &gt; &nbsp; \xa0 > < &#8217; "
    "&#x2019; &#x1F319; &#8238; &#150; &copy; &copy &bogus; &rsquo; \U0001f600 \u3000 \u200b \r \n \t \x0c \x85 "
    "\ufeff \u202e"
)
WHOLE = ("<p>{}</p>", "<div>{}</div>", '<a href="http://a.example/x">{}</a>', "<ul><li>{}</li></ul>", "<b>{}</b>", "{}")


@given(
    pieces=st.lists(
        st.builds(
            str.format,
            st.sampled_from(WHOLE),
            st.sampled_from([piece.replace("~", " ").replace("'", '"') for piece in ORDER.split(" ")]),
        ),
        max_size=8,
    ),
    around=st.sampled_from(WHOLE),
    single=st.booleans(),
)
@examples(500)
def test_good_order_needs_no_parser(pieces: list[str], around: str, *, single: bool) -> None:
    """What is taken for HTML in good order comes out as the parser would have it, to the letter."""
    html = around.format("".join(pieces))
    html = html.replace('"', "'") if single else html
    found = orderly(html, BASE)
    assert found is None or found == whole_way(html, BASE)


@given(st.text(alphabet="<>/ap b=\"'&;#1!-\n", max_size=24))
@examples(500)
def test_any_signs_in_good_order(text: str) -> None:
    """Whatever signs are put together, the parser would have it so where it is not asked."""
    found = orderly(text, BASE)
    assert found is None or found == whole_way(text, BASE)


@given(number=st.integers(32, 0x1FFFF), hexadecimal=st.booleans())
@examples(500)
def test_any_reference_in_good_order(number: int, *, hexadecimal: bool) -> None:
    """Every reference that is decoded here means what a parser takes it for, in words and in attributes."""
    reference = f"&#x{number:x};" if hexadecimal else f"&#{number};"
    html = f'<p>a{reference}b <a href="/x" title="c{reference}d">e</a></p>'
    found = orderly(html, BASE)
    assert found is None or found == whole_way(html, BASE)


def test_good_order_is_told() -> None:
    """Ordinary HTML does take the short way, whatever its attributes are; what a parser would rearrange does not."""
    html = '<div class="x"><h2>A &amp; B</h2><p>He\u2019s <a href="/x?utm_source=rss" rel="y">here</a>.<br /></p></div>'
    wanted = '<div><h2>A &amp; B</h2><p>He\u2019s <a href="https://news.example/x">here</a>.<br></p></div>'
    assert orderly(html, BASE) == wanted
    lists = "<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>"
    assert orderly(lists, BASE) == lists == whole_way(lists, BASE)
    for html in (
        "<ul><li>a<li>b</li></li></ul>",
        "<p><div>x</div></p>",
        "<b><i>x</b></i>",
        "<p>x",
        "<td>x</td>",
        "<a><a>x</a></a>",
        "<p><hr></p>",
    ):
        assert orderly(html, BASE) is None


def test_what_is_remembered_of_tags_is_bounded() -> None:
    """Strange names and comments are not remembered, and no more than some thousand ways from place to place."""
    for number in range(100):
        orderly(f"<x{number}>a</x{number}><!-- {number} -->", BASE)
    assert not any(tag.startswith(("x", "!")) for tag in OUTSIDE)


def test_paragraphs_are_told() -> None:
    """Ordinary paragraphs take the short way, with references and spaces of every kind."""
    html = "<p>It\xa0was &quot;heavy&quot; &amp; late &#8211; a > b.</p>\n<p>So<br />be it.</p><p> </p>"
    assert orderly(html, BASE) == '<p>It&nbsp;was "heavy" &amp; late – a &gt; b.</p>\n<p>So<br>be it.</p>'
    for html in ("a &copy b", "a &#150; b", "a &#8238; b", "a &bogus; b", "a\rb <b>c</b>"):
        assert orderly(html, BASE) is None


TIDIED = (
    "<p> </p> <b> </b> <i> </i> <div> </div> <li> </li> <ul> </ul> <h1> </h1> <h2> </h2> <a> </a> "
    "<table> </table> <br> <hr> "
    "<a~href='/x'> <a~href='#x'> <a~href='https://www.facebook.com/sharer/sharer.php?u=x'> "
    "<img~src='/i.png'> <span~lang='en'> "
    "</span> <img~src='https://pixel.wp.com/b.gif'> word &nbsp; <pre> </pre> <bdi> </bdi>"
)


@given(st.lists(st.sampled_from([piece.replace("~", " ") for piece in TIDIED.split()] + [" ", "\n"]), max_size=14))
@example(["<p>", "<div>", "<hr>", "<pre>", "</b>", "\n"])
@examples(400)
def test_all_at_once_or_tag_by_tag(pieces: list[str]) -> None:
    """Where what is left can be taken out all at once, the result is that of going tag by tag."""
    fitted = _fitted(nh3.clean("".join(pieces), link_rel=None), BASE)
    at_once, (in_turn, odd) = _settled(fitted), _tag_by_tag(fitted)
    assert at_once is None or at_once == in_turn
    assert at_once is None or not odd or whole_way(at_once, BASE) == at_once


NAMED = (
    "< </ <p> dl DL dt center Center strike tt samp acronym section article header main footer address iframe noscript "
    "Object sECTION ſection x > / ~ applet> embed> dd>"
)


@given(st.lists(st.sampled_from([piece.replace("~", " ") for piece in NAMED.split(" ")]), max_size=8))
@examples(400)
def test_no_element_that_is_spelled_otherwise_is_overlooked(pieces: list[str]) -> None:
    """The quick look for elements that get another name finds them all, in whatever capitals."""
    html = "".join(pieces)
    assert bounds.bound(html) == bounds._NAMED.sub(bounds._spelled, html)


@pytest.mark.parametrize("beside", ["a", "é"])
def test_every_control_is_taken_out(beside: str) -> None:
    """Of ASCII and what follows it nothing stays that no output may hold, whatever stands beside it."""
    kept = {code for code in range(0xA0) if without_forbidden(f"{beside}{chr(code)}") == f"{beside}{chr(code)}"}
    assert kept == {9, 10, 13, *range(32, 127)}
    assert {without_forbidden(f"{beside}{chr(code)}") for code in range(0xA0) if code not in kept} == {beside}


def test_html_that_stays_odd_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another reading does not change is not read again, however odd it is."""
    read: list[str] = []

    def once(html: str, _: str) -> tuple[str, bool]:
        read.append(html)
        return html, True

    monkeypatch.setattr(module, "_once", once)
    assert whole_way("<li><table></table></li>", BASE) == "<li><table></table></li>"
    assert len(read) == 2


@pytest.mark.parametrize("form", ["&#{};", "&#0{};", "&#x{:x};"])
def test_references_are_no_way_in(form: str) -> None:
    """No reference makes a character that is forbidden as it stands."""
    numbers = (*range(0x30), *range(0x7E, 0xA8), *range(0x1FF0, 0x2070), 0xFEFF, 0xFFFE)
    found = {number: clean(f"<p class='x'>a{form.format(number)}b</p>", BASE) for number in numbers}
    assert {number: html for number, html in found.items() if html != without_forbidden(html)} == {}


DOUBLED = (
    '<ul><li> <div> <b><p> <a~href=/x> <table><td> <i> <p~ < <!-- & &amp; </p> <a~" <svg><g> <p>x '
    "<p>x</p> <p></p> <br> <p><br> "
    "<a~href='#'></a> <div><div></div> <img~src=/i> <p~a=1~b=2~c=3> <p~lang= <h1> <h1></h2> <>< <li~x> <noscript> "
    "<dl><dt> \xa0 &#1;"
)


@pytest.mark.parametrize("piece", [piece.replace("~", " ") for piece in DOUBLED.split(" ")])
def test_four_times_the_text_costs_about_four_times(piece: str) -> None:
    """No text, below the bounds where it is cut, costs more than in proportion to its length."""
    one, four = piece * (8_000 // len(piece)), piece * (32_000 // len(piece))
    assert is_linear(lambda: cost_of(lambda: clean(one, BASE)), lambda: cost_of(lambda: clean(four, BASE)))


@pytest.mark.parametrize("tag", ["<b class=x{}>", "<font color={}>", "<i>", "<code lang=x{}>"])
def test_what_is_never_closed_does_not_stand_in_every_paragraph(tag: str) -> None:
    """Elements that a parser opens again in each paragraph cost no more than others, and make no large text."""
    head = "<p>" + "".join(tag.format(number) for number in range(250))
    one, two = (clean(head + "<p>x" * count, BASE) for count in (1_000, 2_000))
    assert len(two) < 2.1 * len(one) < 100_000
    assert two.count("x") == 2_000


AMPERSANDS = ("&", "&a", "&#", "&#x", "&amp;", "&lt", "&copy", " ", "x", "<p>", '<a href="/x?a=1&b=2&">', "</a>", '"')


@given(st.lists(st.sampled_from(AMPERSANDS), max_size=40).map("".join))
def test_many_ampersands_are_read_like_few(text: str) -> None:
    """The detour that many of them take gives to the letter what the straight way gives."""
    straight = whole_way(text, BASE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", 0)
        assert whole_way(text, BASE) == straight


@given(st.text(max_size=200))
@examples(200)
def test_any_text(text: str) -> None:
    """The same for any text at all."""
    found = clean(text, BASE)
    assert clean(found, BASE) == found
    judge(found)


@pytest.mark.parametrize(
    "piece",
    [
        "<ul><li>",
        "<div>",
        "<b><p>",
        "<a href=/x><p>",
        "<table><td>",
        "<p ",
        "<",
        "<!--",
        "&",
        "<svg><g>",
        "<i>",
        "<p>x",
        "</p>",
        '<a "',
    ],
)
def test_time_and_size_are_bounded(piece: str) -> None:
    """A document nested a hundred thousand deep costs no more than a second or two, and comes out small."""
    html, found = piece * (500_000 // len(piece)), list[str]()
    assert cost_of(lambda: found.append(clean(html, BASE))) < 5.0
    assert len(found[0]) < 6 * LARGEST


def test_depth_is_bounded() -> None:
    """Elements deeper than a browser would show lose their tags, never their text."""
    found = clean("<div>" * 5000 + "deep" + "</div>" * 5000)
    assert "deep" in found
    assert len(re.findall("<div>", found)) <= 256


def test_recorded_feeds(recorded_html: list[tuple[str, str]]) -> None:
    """The HTML of real agencies comes out valid, and cleaning it again changes nothing."""
    for html, base in recorded_html:
        found = clean(html, base)
        judge(found)
        assert clean(found, base) == found


@pytest.mark.parametrize("name", ["iframe", "object", "embed", "applet"])
def test_a_frame_takes_no_text_with_it(name: str) -> None:
    """Of frames and objects only the tags go: the text after one that is never closed is kept."""
    assert clean(f"<p>safe <{name} src='https://e.example/'> description</p>").split() == ["<p>safe", "description</p>"]

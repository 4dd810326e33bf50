"""Links, commands and paths that stand in README, CHANGELOG and docs/ lead to something that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from publisher.cli import main

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
}
CONTEXT: Final = click.Context(main)
VERBS: Final = frozenset(main.list_commands(CONTEXT))
TARGETS: Final = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
FENCE: Final = re.compile(r"^```.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK: Final = re.compile(r"(?:^    .*\n)+", re.MULTILINE)
SPAN: Final = re.compile(r"`([^`]+)`")
PUBLIC: Final = frozenset(
    {".", "cd", "crontab", "curl", "journalctl", "nginx", "pip", "python", "sqlite3", "systemctl"}
)


def prose(page: str) -> str:
    """Return a page without its code."""
    return SPAN.sub("", BLOCK.sub("\n", FENCE.sub("\n", page)))


def code(page: str) -> Iterator[str]:
    """Yield every line of code on a page: of blocks, and between backticks in the text."""
    for block in FENCE.findall(page):
        yield from block.splitlines()
    rest = FENCE.sub("\n", page)
    for block in BLOCK.findall(rest):
        yield from map(str.strip, block.splitlines())
    for span in SPAN.findall(BLOCK.sub("\n", rest)):
        yield " ".join(span.split())


LINES: Final = [(name, line) for name, page in PAGES.items() for line in code(page)]


def anchors(page: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[str, str]]:
    """Return each relative link with the page it stands on."""
    found = [(name, link) for name, page in PAGES.items() for link in re.findall(r"\]\(([^)\s]+)\)", prose(page))]
    return [(name, link) for name, link in found if "://" not in link]


def leads_somewhere(name: str, link: str) -> bool:
    """Tell whether a link of a page names a file of the repository and, behind #, one of its headings."""
    path, _, anchor = link.partition("#")
    target = ((ROOT / name).parent / path if path else ROOT / name).resolve()
    if not (target.is_file() and target.is_relative_to(ROOT)):
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


def test_every_link_leads_somewhere() -> None:
    """A relative link names a file of the repository and, behind #, one of its headings."""
    assert [(name, link) for name, link in links() if not leads_somewhere(name, link)] == []


BENCHMARKS: Final = set(re.findall(r'"(--[a-z]+)"', (ROOT / "benchmarks" / "__main__.py").read_text("utf-8")))


def options_of(verb: str) -> set[str]:
    """Return the options of a verb of the command line and of those below it; none of a verb that does not exist."""
    command = main.get_command(CONTEXT, verb)
    below = command.commands.values() if isinstance(command, click.Group) else ()
    parameters = [parameter for each in (command, *below) if each for parameter in each.get_params(CONTEXT)]
    return {option for parameter in parameters for option in parameter.opts}


def told(line: str) -> tuple[list[str], str] | None:
    """Return the verbs that a line of code gives to `publisher` (`a | b` names two), and what follows them."""
    found = re.search(r"(?:^|[\s/=])publisher +([a-z]+(?: \| [a-z]+)*)(.*)", line)
    if found:
        return found[1].split(" | "), found[2]
    verb, _, rest = line.partition(" ")
    return ([verb], rest) if verb in VERBS and rest.startswith("--") else None


def test_every_verb_in_the_docs_exists() -> None:
    """Whoever types `publisher VERB` as a page has it meets no unknown command."""
    named = {(page, verb) for page, line in LINES if (call := told(line)) for verb in call[0]}
    assert [(page, verb) for page, verb in sorted(named) if verb not in VERBS] == []


def test_every_verb_is_in_the_docs() -> None:
    """No verb has to be found by chance; the list in CHANGELOG does not count."""
    named = {verb for page, line in LINES if page != "CHANGELOG.md" and (call := told(line)) for verb in call[0]}
    assert VERBS - named == set()


def test_every_option_in_the_docs_exists() -> None:
    """An option that stands behind a verb is one of this verb; one that stands alone is one of some verb."""
    everyone = set().union(BENCHMARKS, *map(options_of, VERBS))
    wrong = []
    for page, line in LINES:
        call = told(line)
        if call:
            known = set().union(*map(options_of, call[0]))
            wrong += [
                (page, line, word) for word in re.findall(r"(?<!\S)--?[a-z][a-z-]*", call[1]) if word not in known
            ]
        elif re.match(r"--[a-z]", line) and line.split()[0] not in everyone:
            wrong.append((page, line, line.split()[0]))
    assert wrong == []


def test_every_make_verb_in_the_docs_exists() -> None:
    """Whoever types `make VERB` as a page has it meets no missing target."""
    named = {(page, found[1]) for page, line in LINES if (found := re.match(r"make ([a-z]+)", line))}
    assert [(page, verb) for page, verb in sorted(named) if verb not in TARGETS] == []


def test_every_make_verb_is_in_the_docs() -> None:
    """Every verb of the Makefile is named on some page."""
    named = {found[1] for _, line in LINES if (found := re.match(r"make ([a-z]+)", line))}
    assert set(TARGETS) - named == set()


def test_no_page_names_a_place_on_one_machine() -> None:
    """A path that exists on the writer's machine alone helps nobody; nor does one outside of the repository."""
    private = re.compile(r"(?<![\w.])/(?:Users|home|mnt|private|root|tmp|work)\b|(?:^|[\s(`])\.\./(?!\w+\.md)|\bC:\\")
    wrong = [(name, line) for name, page in PAGES.items() for line in page.splitlines() if private.search(line)]
    assert wrong == []


def test_every_command_is_ours_or_public() -> None:
    """A command with options is a verb of ours, a target of the Makefile, or a tool that everybody can get."""
    commands = [(name, line) for name, line in LINES if re.search(r"\s--?[a-z]", line) and re.match(r"[\w./*]", line)]
    assert [(name, line) for name, line in commands if not (told(line) or line.split()[0] in {*PUBLIC, "make"})] == []


def test_every_page_named_in_the_code_exists() -> None:
    """A docstring, a message or a comment that sends the reader to docs/ sends him to a page."""
    sources = [*ROOT.glob("publisher/**/*.py"), *ROOT.glob("demo/*.py"), ROOT / "sources.yaml", ROOT / "pyproject.toml"]
    named = {page for path in sources for page in re.findall(r"\bdocs/[\w.-]+\w", path.read_text("utf-8"))}
    assert [page for page in sorted(named) if not (ROOT / page).is_file()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    """The README, or a page that it links to, links to every page of docs/."""
    to = {(name, link.partition("#")[0]) for name, link in links()}
    first = {Path(link).name for name, link in to if name == "README.md"}
    second = {Path(link).name for name, link in to if Path(name).name in first}
    assert {Path(name).name for name in PAGES if name.startswith("docs/")} - first - second == set()

"""One issue in all the formats its feed is published in."""

from __future__ import annotations

from publisher.model import Config, Issue, Rendition
from publisher.press.formats import Format, UnknownFormat, formats_of
from publisher.press.fragments import Fragments
from publisher.press.plates import Before, plates_of


def render(issue: Issue, config: Config, fragments: Fragments) -> tuple[Rendition, ...]:
    """Render a feed in each of its formats, in the order of `formats_of`.

    The bytes follow from the issue and the configuration alone: not from the clock, nor from what `fragments` holds.
    An article that cannot be rendered is left out and named in `fragments.refused`; the others are published.
    Raises UnknownFormat where the feed asks for a format that is not there.
    """
    wanted = _wanted(issue, config)
    return tuple(
        Rendition(
            path=f"{issue.feed.id}.{one.suffix}", media_type=one.media_type, body=one.render(issue, config, fragments)
        )
        for one in wanted
    )


def reprint(issue: Issue, config: Config, fragments: Fragments, before: Before) -> tuple[tuple[Rendition, ...], bytes]:
    """Render a feed as `render` does, with what stands in its last issue; return its plates for the next one, too."""
    galley = fragments.lay(issue, config, before)
    files = render(issue, config, fragments)
    return files, plates_of(files, galley.proofs, galley.laid)


def _wanted(issue: Issue, config: Config) -> list[Format]:
    formats = formats_of(config)
    if unknown := [suffix for suffix in issue.feed.formats if suffix not in formats]:
        message = f"feed {issue.feed.id}: no format {', '.join(unknown)}; there are {', '.join(formats)}"
        raise UnknownFormat(message)
    return [formats[suffix] for suffix in formats if suffix in issue.feed.formats]

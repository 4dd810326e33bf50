"""The nouns of the program made out of a file that has been checked."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.config.address import without_feed_scheme
from publisher.config.checks import expand, is_secret, secrets_in
from publisher.config.shape import AgencyShape, ExclusionShape, FeedShape, Root, SelectionShape, SourceShape
from publisher.model import (
    Agency,
    Config,
    Edition,
    Exclusion,
    Feed,
    HoldBelow,
    Pin,
    Rights,
    Section,
    Selection,
    Site,
    Source,
)


def build(root: Root, environ: Mapping[str, str]) -> Config:
    """Make the Config; what a source leaves out is taken from its agency, editions are resolved into countries."""
    agencies = {id_: _agency(id_, shape) for id_, shape in root.agencies.items()}
    return Config(
        site=Site(**root.site.model_dump()),
        agencies=agencies,
        sources={id_: _source(id_, shape, agencies[shape.agency], environ) for id_, shape in root.sources.items()},
        sections={
            id_: Section(id=id_, title=shape.title, topics=tuple(shape.topics), aliases=tuple(shape.aliases))
            for id_, shape in root.sections.items()
        },
        editions={
            id_: Edition(id=id_, title=shape.title, countries=tuple(shape.countries))
            for id_, shape in root.editions.items()
        },
        feeds=tuple(_feed(shape, root) for shape in root.feeds),
        keep=root.keep,
        story_window=root.story_window,
        classifiers=tuple(root.classifiers),
        formats=dict(root.formats),
        labels=dict(root.labels),
        feeds_dir=root.feeds_dir,
        data_dir=root.data_dir,
        database=root.database,
        together=tuple(root.together),
        hold_below=HoldBelow(**root.hold_below.model_dump()),
    )


def _agency(id_: str, shape: AgencyShape) -> Agency:
    values = shape.model_dump(exclude={"rights", "credit"})
    return Agency(id=id_, credit=shape.credit or shape.name, rights=Rights(**shape.rights.model_dump()), **values)


def _source(id_: str, shape: SourceShape, agency: Agency, environ: Mapping[str, str]) -> Source:
    return Source(
        id=id_,
        agency=agency,
        url=without_feed_scheme(expand(shape.url, environ)),
        timezone=shape.timezone or agency.timezone,
        language=shape.language or agency.language,
        secret=is_secret(shape.url),
        hidden=secrets_in(shape.url, environ),
        **shape.model_dump(exclude={"agency", "url", "timezone", "language"}),
    )


def _feed(shape: FeedShape, root: Root) -> Feed:
    values = shape.model_dump(exclude={"select", "formats", "pins", "per_agency"})
    return Feed(
        selection=_selection(shape.select, root),
        formats=tuple(shape.formats),
        per_agency=shape.per_agency or 0,
        pins=tuple(Pin(article=pin.article, until=pin.until) for pin in shape.pins),
        **values,
    )


def _selection(shape: SelectionShape, root: Root) -> Selection:
    return Selection(
        **_sets(shape, root),
        keywords=tuple(shape.keywords),
        min_length=shape.min_length or 0,
        syndicate=shape.syndicate,
        but=Exclusion(**_sets(shape.but, root), keywords=tuple(shape.but.keywords)),
    )


def _sets(shape: SelectionShape | ExclusionShape, root: Root) -> dict[str, frozenset[str]]:
    """Return what a selection or its `not` has a set of; editions are resolved into countries."""
    places = {code for edition in shape.editions for code in root.editions[edition].countries}
    return {
        "sections": frozenset(shape.sections),
        "countries": frozenset(shape.countries) | places,
        "genres": frozenset(shape.genres),
        "languages": frozenset(shape.languages),
        "agencies": frozenset(shape.agencies),
        "sources": frozenset(shape.sources),
    }

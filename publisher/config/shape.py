"""The shape of sources.yaml: its keys, what each of them takes, and what stands where it is left out."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from publisher.config.words import (
    Amount,
    Authority,
    Country,
    Database,
    Duration,
    Email,
    FeedId,
    Folder,
    Genre,
    Home,
    Host,
    Keyword,
    Label,
    Language,
    Length,
    Limit,
    Line,
    Link,
    Order,
    Pinned,
    Rank,
    Reference,
    Secretive,
    Share,
    Slug,
    Suffix,
    Switch,
    Topic,
    Until,
    WholeLanguage,
    Zone,
)
from publisher.model import Feed, Site

_SITE = Site()
FORMATS = Feed(id="latest", title="").formats


class Shape(BaseModel):
    """A mapping of known keys only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SiteShape(Shape):
    """Who publishes, and where the tree of feeds is served."""

    title: Line = Field(_SITE.title, description="The name of the publishing site.")
    description: Line = Field(_SITE.description, description="One sentence about it.")
    url: Home = Field(_SITE.url, description="Where feeds/ is served; a slash is added where it does not end with one.")
    authority: Authority = Field(
        _SITE.authority,
        description="RFC 4151 tagging entity of every id: a domain that you owned at a date. Never change it.",
    )
    language: Language = Field(_SITE.language, description="Language of the site's own words (BCP 47).")
    contact: Email = Field(
        _SITE.contact, description="An e-mail address for agencies and readers, told to every source."
    )
    rights: Line = Field(_SITE.rights, description="The rights line of the published feeds.")
    hub: Link | None = Field(_SITE.hub, description="The WebSub hub that the published feeds name.")
    callbacks: Home | None = Field(
        _SITE.callbacks,
        description="The public address of `publisher serve`, where the hubs of sources push what is new.",
    )


class RightsShape(Shape):
    """What an agency lets us show."""

    notice: Line = Field("", description="The rights line that stands beside every article of the agency.")
    text: Amount = Field("full", description="The most that may be published: full, summary or headline.")
    syndicate: Switch = Field(default=False, description="Whether partners may have the articles too.")


class SectionShape(Shape):
    """A subject that news is sorted by."""

    title: Line = Field(description="The name of the section.")
    topics: list[Topic] = Field([], description="IPTC Media Topics that mean it, such as medtop:15000000.")
    aliases: list[Label] = Field([], description="Category labels of agencies that mean it, in any language.")


class EditionShape(Shape):
    """A named set of countries."""

    title: Line = Field(description="The name of the edition.")
    countries: list[Country] = Field(description="Its countries (ISO 3166-1 alpha-2).", min_length=1)


class AgencyShape(Shape):
    """Who supplies: the name and the credit line that stand beside every article of theirs."""

    name: Line = Field(description="The agency's own name.")
    credit: Line | None = Field(None, description="The credit line of its articles; the name where it is left out.")
    country: Country | None = Field(None, description="Its home (ISO 3166-1 alpha-2); none for an international body.")
    timezone: Zone = Field("UTC", description="IANA time zone of dates that name none.")
    language: Language | None = Field(None, description="Language of its sources (BCP 47).")
    url: Link | None = Field(None, description="Its home page.")
    rank: Rank = Field(100, description="1 is the best: whose report of one event is shown.")
    rights: RightsShape = Field(RightsShape(), description="What it lets us show.")


class SourceShape(Shape):
    """One upstream feed of an agency that we read."""

    agency: Slug = Field(description="Who supplies it: a key of agencies.")
    url: Secretive = Field(description="Its address (http or https); ${NAME} stands for an environment variable.")
    section: Slug | None = Field(None, description="The section of every item, where it is a section's feed.")
    country: Country | None = Field(None, description="The country every item is about, where it is a country's feed.")
    genre: Genre | None = Field(None, description="The genre of every item, such as opinion.")
    language: Language | None = Field(None, description="Its language (BCP 47), where it is not the agency's.")
    timezone: Zone | None = Field(None, description="IANA time zone of its dates, where it is not the agency's.")
    every: Duration | None = Field(None, description="The shortest time between two polls, such as 15m.")
    allow_private: Switch = Field(default=False, description="The address may be on loopback or in a private network.")
    verify: Switch = Field(default=True, description="Check the server's certificate.")
    paused: Switch = Field(default=False, description="Do not ask it for now.")


class ExclusionShape(Shape):
    """Which articles a feed refuses; anything named is enough."""

    sections: list[Slug] = Field([], description="Of one of these sections.")
    countries: list[Country] = Field([], description="About one of these countries, among others too.")
    editions: list[Slug] = Field([], description="About a country of one of these editions; adds to countries.")
    genres: list[Genre] = Field([], description="Of one of these genres.")
    languages: list[WholeLanguage] = Field([], description="In one of these languages.")
    agencies: list[Slug] = Field([], description="Of one of these agencies.")
    sources: list[Slug] = Field([], description="From one of these sources.")
    keywords: list[Keyword] = Field([], description="With one of these words or phrases in headline or summary.")


class SelectionShape(Shape):
    """Which articles a feed wants; everything named must be met."""

    sections: list[Slug] = Field([], description="One of these sections.")
    countries: list[Country] = Field([], description="About one of these countries.")
    editions: list[Slug] = Field([], description="About a country of one of these editions; adds to countries.")
    genres: list[Genre] = Field([], description="One of these genres.")
    languages: list[WholeLanguage] = Field([], description="One of these languages.")
    agencies: list[Slug] = Field([], description="Of one of these agencies.")
    sources: list[Slug] = Field([], description="From one of these sources.")
    keywords: list[Keyword] = Field(
        [], description="With one of these words or phrases in headline or summary, whatever the case and accents."
    )
    min_length: Length | None = Field(None, description="With at least so many words of text.")
    syndicate: Switch = Field(default=False, description="Only what partners may have.")
    but: ExclusionShape = Field(ExclusionShape(), alias="not", description="And none of these.")


class PinShape(Shape):
    """An article that stands first."""

    article: Pinned = Field(description="Its id, or its address at the agency.")
    until: Until | None = Field(None, description="The last day (UTC), or a time with its zone; for good if left out.")


class FeedShape(Shape):
    """A feed that we publish, or with placeholders a family of feeds."""

    id: FeedId = Field(description="Its path below feeds/, such as latest or country/{country}.")
    title: Line = Field(description="Its title; may hold the placeholders of the id.")
    description: Line = Field("", description="One sentence about it; may hold the placeholders of the id.")
    select: SelectionShape = Field(SelectionShape(), description="Which articles it wants; all where left out.")
    order: Order = Field(
        "newest",
        description="newest; trending: by agencies and freshness; coverage: by agencies; editor: its limit at most.",
    )
    limit: Limit = Field(30, description="How many stories it holds at least, where there are as many.")
    per_agency: Limit | None = Field(None, description="How many of them one agency may have.")
    pins: list[PinShape] = Field([], description="Articles of this feed that stand first, in this order.")
    window: Duration = Field(
        timedelta(hours=2),
        description="Received this long before the newest: held beyond the limit.",
        json_schema_extra={"default": "2h"},
    )
    formats: list[Suffix] = Field(list(FORMATS), description="Suffixes of the formats it is written in.", min_length=1)


class HoldBelowShape(Shape):
    """How sure the words of an article must be before it is published by what they say."""

    country: Share | None = Field(None, description="Of the country that it is about; the desk's own where left out.")
    section: Share | None = Field(None, description="Of its section; the desk's own where left out.")


class Root(Shape):
    """sources.yaml: what we read and what we publish."""

    site: SiteShape = Field(SiteShape(), description="Who publishes, and where.")
    keep: Duration = Field(
        timedelta(days=90),
        description="How long articles are remembered, such as 90d.",
        json_schema_extra={"default": "90d"},
    )
    story_window: Duration = Field(
        timedelta(hours=72),
        description="How long after its last report a story takes in another one: 1h to 7d.",
        json_schema_extra={"default": "72h"},
    )
    feeds_dir: Folder = Field("feeds", description="The folder that is published.")
    data_dir: Folder = Field("var", description="The folder of what is remembered.")
    database: Database = Field("", description="SQLAlchemy address; SQLite in data_dir where left out.")
    sections: dict[Slug, SectionShape] = Field({}, description="Subjects, by id.")
    editions: dict[Slug, EditionShape] = Field({}, description="Named sets of countries, by id.")
    agencies: dict[Slug, AgencyShape] = Field({}, description="Who supplies, by id.")
    sources: dict[Slug, SourceShape] = Field({}, description="The upstream feeds that are read, by id.")
    together: list[Host] = Field(
        [],
        description="Hosts, each with all below it, whose sources are spared together: a refusal there means all.",
    )
    hold_below: HoldBelowShape = Field(
        HoldBelowShape(), description="What the words of an article do not prove so surely waits in the general feeds."
    )
    feeds: list[FeedShape] = Field(description="What is published.", min_length=1)
    labels: dict[Label, Country] = Field({}, description="Other names of countries as agencies label them: uk is GB.")
    classifiers: list[Reference] = Field([], description='Classifiers of your own, "package.module:function".')
    formats: dict[Suffix, Reference] = Field({}, description='Formats of your own: suffix: "package.module:FORMAT".')

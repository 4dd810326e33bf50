"""The corridor: the only place that knows all the rooms.

    poll:     fetch ▶ parse ▶ identify ▶ normalize ▶ classify ▶ [ cluster ▶ save ]
              wire    wire    desk       desk        desk         desk      store

    publish:  touched ▶ stories ▶ curate ▶ render ▶ write ▶ catalog
              store     store     desk     press    press   press

`cluster ▶ save` is one serialized transaction (the pen): two agencies that report one event in the same round are
compared one after the other. A source's validators and its next date are saved in the same commit as its articles.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from publisher.pipeline.aloud import read_aloud
    from publisher.pipeline.configured import accept, last_good
    from publisher.pipeline.gathering import Desk, gather
    from publisher.pipeline.harvest import GatherTask, Harvest
    from publisher.pipeline.house import House, open_house, reconfigure
    from publisher.pipeline.importing import ImportFailed, import_opml
    from publisher.pipeline.memory import Memory, database, open_memory, utc_now
    from publisher.pipeline.polling import poll
    from publisher.pipeline.publishing import Published, publish, publish_news, tidy
    from publisher.pipeline.rounds import Round, due, poll_round
    from publisher.pipeline.saving import Writer, save

__all__ = [
    "Desk",
    "GatherTask",
    "Harvest",
    "House",
    "ImportFailed",
    "Memory",
    "Published",
    "Round",
    "Writer",
    "accept",
    "database",
    "due",
    "gather",
    "import_opml",
    "last_good",
    "open_house",
    "open_memory",
    "poll",
    "poll_round",
    "publish",
    "publish_news",
    "read_aloud",
    "reconfigure",
    "save",
    "tidy",
    "utc_now",
]

_PLACES: Final = {
    "read_aloud": "aloud",
    "accept": "configured",
    "last_good": "configured",
    "House": "house",
    "open_house": "house",
    "reconfigure": "house",
    "ImportFailed": "importing",
    "import_opml": "importing",
    "Memory": "memory",
    "database": "memory",
    "open_memory": "memory",
    "utc_now": "memory",
    "Desk": "gathering",
    "GatherTask": "harvest",
    "Harvest": "harvest",
    "gather": "gathering",
    "poll": "polling",
    "Published": "publishing",
    "publish": "publishing",
    "publish_news": "publishing",
    "tidy": "publishing",
    "Round": "rounds",
    "due": "rounds",
    "poll_round": "rounds",
    "Writer": "saving",
    "save": "saving",
}


def __getattr__(name: str) -> object:
    """Open a room when it is first asked for (PEP 562): `publisher parse` needs no store, no press and no network."""
    if name not in _PLACES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return found

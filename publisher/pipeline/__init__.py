"""The corridor: the only place that knows all the rooms.

    poll:     fetch ▶ parse ▶ identify ▶ normalize ▶ classify ▶ [ cluster ▶ save ]
              wire    wire    desk       desk        desk         desk      store

    publish:  touched ▶ stories ▶ curate ▶ render ▶ write ▶ catalog
              store     store     desk     press    press   press

`cluster ▶ save` is one serialized transaction (the pen): two agencies that report one event in the same round are
compared one after the other. A source's validators and its next date are saved in the same commit as its articles.
"""

from publisher.pipeline.aloud import read_aloud
from publisher.pipeline.house import House, open_house, reload
from publisher.pipeline.importing import ImportFailed, import_opml
from publisher.pipeline.polling import Harvest, gather, poll
from publisher.pipeline.publishing import Published, publish, tidy
from publisher.pipeline.rounds import Round, due, poll_round
from publisher.pipeline.saving import Writer, save

__all__ = [
    "Harvest",
    "House",
    "ImportFailed",
    "Published",
    "Round",
    "Writer",
    "due",
    "gather",
    "import_opml",
    "open_house",
    "poll",
    "poll_round",
    "publish",
    "read_aloud",
    "reload",
    "save",
    "tidy",
]

"""Stories: which reports tell of one event.

article ─▶ report (in a worker) ─▶ Index.place (inside the pen) ─▶ duplicate, story, or a new one
"""

from publisher.desk.stories.index import Index
from publisher.desk.stories.learnt import Counts
from publisher.desk.stories.report import Report, decode, encode, read, report
from publisher.desk.stories.rules import Joined, Near, Rules
from publisher.desk.stories.world import World

__all__ = [
    "Counts",
    "Index",
    "Joined",
    "Near",
    "Report",
    "Rules",
    "World",
    "decode",
    "encode",
    "read",
    "report",
]

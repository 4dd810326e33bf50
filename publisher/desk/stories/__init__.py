"""Stories: which reports tell of one event, and which of them is the best.

article ─▶ report (in a worker) ─▶ Index.place (inside the pen) ─▶ duplicate, story, or a new one
"""

from publisher.desk.best import best
from publisher.desk.stories.index import Index
from publisher.desk.stories.learnt import Counts
from publisher.desk.stories.report import Report, decode, encode, read, report
from publisher.desk.stories.rules import Joined, Near, Rules

__all__ = ["Counts", "Index", "Joined", "Near", "Report", "Rules", "best", "decode", "encode", "read", "report"]

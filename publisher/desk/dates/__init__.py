"""Dates of every form and language, read into UTC in the zone of their source, or not believed."""

from publisher.desk.dates.instants import LONGEST, believed, instant, writes_day_first

__all__ = ["LONGEST", "believed", "instant", "writes_day_first"]

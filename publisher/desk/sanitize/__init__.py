"""HTML of strangers made safe: bounded first, tidied, cleaned."""

from publisher.desk.sanitize.html import clean, public

__all__ = ["clean", "public"]

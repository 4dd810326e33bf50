"""Which language a text is in: declared, unless its script or its words say otherwise."""

from publisher.desk.language.judge import UNKNOWN, clean_tag, language

__all__ = ["UNKNOWN", "clean_tag", "language"]

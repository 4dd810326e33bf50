"""Which country a text is about: the names in it, what they mean there, and how sure that is.

words ─ mentions ─▶ names ─ sightings ─▶ countries, places, parts ─ weighing ─▶ shares ─ judge ─▶ guesses
"""

from publisher.desk.classify.countries.incidents import tells_of_an_incident
from publisher.desk.classify.countries.judge import Guess, judge_country

__all__ = ["Guess", "judge_country", "tells_of_an_incident"]

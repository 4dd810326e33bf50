"""Which section, countries and genre an article has, each with what decided it and the words that prove it."""

from publisher.desk.classify.chain import classify, classify_all, rules
from publisher.desk.classify.evidence import Classifier, Evidence, Reading, Rules, Verdict

__all__ = ["Classifier", "Evidence", "Reading", "Rules", "Verdict", "classify", "classify_all", "rules"]

"""Learn sections from the operator's own sectioned sources, and try it before it is trusted.

    examples ─ folds by outlet ─▶ learn from the others ─▶ judge each fold ─▶ better than the lexicon? ─▶ Model
    articles that nobody labelled ─ taken for ─▶ the words of their sources, and what these are mostly about ─▶ Model

What an outlet teaches is never tried on that outlet: its house words ("Our correspondent in Delhi") would be taken for
subjects. The same examples make the same model, byte for byte.
"""

from __future__ import annotations

from publisher.desk.learner.examples import Example
from publisher.desk.learner.learning import TooFewError, learn

__all__ = ["Example", "TooFewError", "learn"]

"""Learn sections from the operator's own sectioned sources, and try it before it is trusted.

    examples ─ folds by outlet ─▶ learn from the others ─▶ judge each fold ─▶ better than the lexicon? ─▶ Model

What an outlet teaches is never tried on that outlet: its house words ("Our correspondent in Delhi") would be taken for
subjects. The same examples make the same model, byte for byte.
"""

from __future__ import annotations

from publisher.desk.learner.examples import Example
from publisher.desk.learner.trial import TooFewError, learn

__all__ = ["Example", "TooFewError", "learn"]

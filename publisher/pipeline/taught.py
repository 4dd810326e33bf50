"""What the operator's own sources taught the desk: made by `publisher learn`, taken at the next start."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import msgspec

from publisher.desk.classify.sections import Learned, decode

MODEL: Final = "section-model"  # in the data folder

log = logging.getLogger(__name__)


def taught(folder: Path) -> Learned | None:
    """Return what was learned; None where nothing was, or where it cannot be read, which is told."""
    file = folder / MODEL
    try:
        return Learned(decode(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        log.warning("%s is not taken: %s", file, error)
        return None

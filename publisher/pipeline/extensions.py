"""What sources.yaml adds to the program by name: formats and classifiers of the operator's own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import cast

from publisher.desk.classify import Classifier, Rules, rules
from publisher.model import Config
from publisher.pipeline.taught import taught
from publisher.press.formats import UnknownFormat, formats_of


def extend(config: Config, root: Path) -> Rules:
    """Import the formats and classifiers that sources.yaml names; return the desk's rules with these classifiers.

    Modules beside sources.yaml are found as well; what `publisher learn` left in the data folder is taken. Raises
    ImportError, which names the key and the word.
    """
    if (config.classifiers or config.formats) and str(root) not in sys.path:
        sys.path.append(str(root))
    try:
        formats_of(config)
    except UnknownFormat as error:
        raise ImportError(str(error)) from error
    return rules(config, tuple(map(_classifier, config.classifiers)), taught(root / config.data_dir))


def own_media_types(config: Config) -> dict[str, str]:
    """Return the media types of the formats that sources.yaml names, by suffix, once `extend` has found them."""
    formats = formats_of(config)
    return {f".{suffix}": formats[suffix].media_type for suffix in config.formats}


def _classifier(name: str) -> Classifier:
    module, _, thing = name.partition(":")
    try:
        return cast("Classifier", getattr(import_module(module), thing))
    except (ImportError, AttributeError, ValueError) as error:
        message = f'classifiers: {name!r} cannot be imported ({error}); expected "package.module:function"'
        raise ImportError(message) from error

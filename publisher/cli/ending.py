"""How verbs begin and end: the options they share, their exit codes, and the mistakes that have one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn, TypeVar

import click

from publisher.pipeline.trouble import leaves

EXIT_CODES: Final = {
    0: "all is well, or another run is at work already, or a daemon was stopped (Ctrl-C, SIGTERM)",
    1: "a bug of Publisher: the traceback is on standard error, and nothing of that source was saved",
    2: "sources.yaml has mistakes (each is named with its line), or the command line has",
    3: "the store, the folders or the output cannot be used (foreign, newer than this program, not writable, no space)",
    4: "no source at all could be reached",
    5: "the store was damaged: it was moved aside, and a new one was filled from the sources",
    130: "a single pass was stopped (Ctrl-C, SIGTERM); what was saved stays, the next one goes on",
    141: "whoever read the output had enough of it, such as `head`",
}
Command = TypeVar("Command", bound=Callable[..., object])
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def config_option(told: str) -> Callable[[Command], Command]:
    """Return the option that names the sources.yaml; `told` is its help."""
    return click.option(
        "-f",
        "--config",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("sources.yaml"),
        envvar="PUBLISHER_CONFIG",
        show_envvar=True,
        show_default=True,
        help=told,
    )


FILE: Final = config_option("The file of sources and feeds.")
JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a sentence.")


def fail(message: str, code: int) -> NoReturn:
    """End with a message on standard error."""
    click.echo(message, err=True)
    sys.exit(code)


@contextmanager
def output_told() -> Iterator[None]:
    """End with 141 where whoever read our output had enough, and with 3 where there is no room for it."""
    if sys.stdout is None:  # it was closed for us: `publisher status >&-`
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- it stays open to the end
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _hush()
        sys.exit(141)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _hush()
        fail(f"publisher: the output cannot be written: {error.strerror}", 3)


def _hush() -> None:
    """Let what is still to be written go nowhere: the end of the program would stumble over it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def mistakes_told() -> Iterator[None]:
    """End with 2 where sources.yaml has mistakes, or names an extension that is not there."""
    from publisher.config import ConfigError  # noqa: PLC0415 -- pydantic takes 0.3 s; `--version` needs none

    try:
        yield
    except (ConfigError, ImportError) as error:
        fail(str(error), 2)


@contextmanager
def trouble_told() -> Iterator[None]:
    """End with 2 for mistakes, and with 3 where the store or the folders cannot be used."""
    from publisher.store import StoreError  # noqa: PLC0415 -- the store takes 0.05 s; `check` needs none

    try:
        with mistakes_told():
            yield
    except BrokenPipeError:  # whoever read our output has enough
        raise
    except (StoreError, OSError, ExceptionGroup) as error:
        errors = tuple(leaves(error))
        if not all(isinstance(each, (StoreError, OSError)) for each in errors):
            raise
        fail("\n".join(dict.fromkeys(f"publisher: {_said(each)}" for each in errors)), 3)


def _said(error: BaseException) -> str:
    """Say what went wrong, with its place first: `feeds/latest.rss: No space left on device`."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)

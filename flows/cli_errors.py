"""How a command of this project ends when it cannot go on: one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tasks.errors import DossierError


@contextmanager
def one_line_errors() -> Iterator[None]:
    """A context manager that turns any error of its block into one line on standard error and an exit code: 1, 130 for
    an interruption, 141 for a closed output. The traceback is only printed with --verbose."""
    verbose = "--verbose" in sys.argv or "-v" in sys.argv
    try:
        yield
    except DossierError as error:
        _fail(str(error), verbose)
    except KeyboardInterrupt:
        interrupted()
    except BrokenPipeError:  # whoever read us, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except Exception as error:  # the last resort: no reader of reports should have to read a traceback
        where = "; ".join(getattr(error, "__notes__", ()))
        said = " ".join(f"{type(error).__name__}: {error}".split())
        hint = "" if verbose else "; --verbose shows where in the program"
        _fail(f"unexpected {said}{f' ({where})' if where else ''}{hint}", verbose)


def interrupted() -> NoReturn:
    """Prints one line and ends the program with the exit code of an interruption. Raises SystemExit."""
    print("dossier: interrupted; the site that stood before still stands", file=sys.stderr)
    raise SystemExit(130) from None


def _fail(message: str, verbose: bool) -> NoReturn:
    if verbose:
        import traceback

        traceback.print_exc()
    print(f"dossier: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(1) from None

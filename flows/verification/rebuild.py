"""Builds a published site again from its documents, with its own settings and ledger, and compares every byte.

Nothing is written: what a build would publish is compared with the site as it comes. What has to be kept meanwhile lies
in a file without a name, so that nothing is left of it however this ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from flows.build import build_into
from flows.engine.pool import PoolSettings, own
from flows.engine.scheduler import Run
from flows.engine.spill import Spill, SpillRange
from flows.units import PRELOAD
from flows.verification.compared import Compared, Opened
from tasks.assemble import settings_of
from tasks.errors import DossierError
from tasks.publish import NewSite, Published, Standing, digest
from tasks.records import Page
from tasks.shared.manifest import MANIFEST, SIGNATURE
from tasks.verify import CheckReport, Failure, SiteFolder
from tasks.verify.data import Data
from tasks.verify.originals import check_originals

_BUILD = "data/build.json"


def check_documents(site: Path, files: SiteFolder, data: Data, documents: Path) -> CheckReport:
    """Checks that the reports in `documents` make the site at `site`, whose files and data are given: first that they
    are the same files, then by a build with the settings and ledger that the site publishes. Returns all differences.
    Raises InputError if the folder cannot be read."""
    try:
        settings = settings_of(json.loads(files[_BUILD])["configuration"])
    except (AttributeError, KeyError, TypeError, ValueError):  # a ValidationError is a ValueError
        return CheckReport(1, (Failure(_BUILD, 1, "does not say how the site was configured"),))
    same = check_originals(documents, data, settings)
    if same.failures:
        return same
    with Opened(files) as opened, own(PoolSettings(), documents, PRELOAD) as workers:
        compared = Compared(opened, frozenset({MANIFEST, SIGNATURE}), "the documents make")
        try:
            build_into(lambda: ComparedSite(files, compared), documents, site, settings, Run(workers=workers))
        except DossierError as error:
            compared.failures.append(Failure(compared.last or _BUILD, 1, f"cannot be built again: {error}"))
        else:
            compared.end()
    return CheckReport(same.count + len(files), tuple(compared.failures))


class ComparedSite(NewSite):
    """A new site that is written nowhere: its files are compared with those of `files` as they are made. Methods as in
    `tasks.publish.NewSite`."""

    def __init__(self, files: SiteFolder, compared: Compared) -> None:
        super().__init__(Path("nowhere"))  # nothing is ever written there
        self._files = files
        self._compared = compared
        self._kept = Spill()
        self._pieces: dict[tuple[str, str], SpillRange] = {}
        self._whole: dict[str, SpillRange] = {}

    def __enter__(self) -> ComparedSite:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pass

    def add(self, page: Page) -> None:
        """Compares a page, and keeps its bytes for `read`."""
        self._compared.whole(page)
        self.standing[page.path] = Standing(digest(page.content), len(page.content), 0)
        self._whole[page.path] = self._kept.put(page.content)

    def has(self, digests: Mapping[str, str]) -> bool:
        """Always False: no page is taken over from an old site."""
        return False

    def extend(self, path: str, content: bytes, name: str = "") -> None:
        """Compares the next piece of a file that is made in pieces; a piece with a name is kept for `piece`."""
        self._compared.piece(path, content)
        if name:
            self._pieces[path, name] = self._kept.put(content)

    def piece(self, path: str, name: str) -> bytes:
        """The bytes of one named piece. Raises KeyError for an unknown file or name."""
        return self._kept.get(self._pieces[path, name])

    def lines(self) -> dict[str, tuple[int, int]]:
        """The number of lines and of bytes, so far, of each file that is made in pieces, by path."""
        return {path: sizes for path, sizes in self._compared.amounts().items() if path not in self.standing}

    def paths(self) -> list[str]:
        """The paths of all files so far, sorted."""
        return self._compared.paths()

    def old(self, path: str) -> bytes:
        """The bytes of the file of the compared site; empty if there is none at this path."""
        return self._files.get(path, b"")

    def read(self, path: str) -> bytes:
        """The bytes of a page that was made. Raises KeyError if there is none at this path."""
        if path in self._whole:
            return self._kept.get(self._whole[path])
        raise KeyError(path)

    def publish(self) -> Published:
        """Publishes nothing; counts all files as unchanged."""
        return Published(0, len(self.standing))

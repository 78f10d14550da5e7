"""What `dossier verify` does: the manifest, the pages from the data, every passage by an independent reader, and with
the documents at hand the data from the documents.

Each step says what it proves. The manifest: no file was changed since it was written, as far as its own digest or
signature is known. The pages: they say what the data say and nothing else. The reader: whatever stands on a page as
words of a document stands in the text of that document. The documents: this version makes these data of these files.
"""

from __future__ import annotations

from pathlib import Path

from flows.verification.remake import check_pages_follow
from tasks.shared.manifest import MANIFEST
from tasks.verify import CheckReport, Failure, check_manifest, examine_site, open_site, together


def verify(site: Path, documents: Path | None = None, key: Path | None = None) -> CheckReport:
    """Checks the site at `site` without relying on anything that the build claimed.

    Args:
        site: the folder of the site.
        documents: the folder of its reports; if given, the site is built again from them and compared.
        key: a file with a public key; if given, the manifest must be signed with the private one.

    Returns:
        The number of checks, and all failures.

    Raises:
        InputError: if `site` is no dossier, or the key or the folder cannot be read.
    """
    files = open_site(site)
    listed = check_manifest(site)
    reports = [listed]
    if key is not None:
        from flows.verification.signing import check_signature

        reports.append(check_signature(site, key))
    data, read = examine_site(files)
    made = check_pages_follow(files)
    reports += [read, made, _doubted(listed, made)]
    if documents is not None:
        from flows.verification.rebuild import check_documents

        reports.append(check_documents(site, files, data, documents))
    return together(reports)


def _doubted(listed: CheckReport, made: CheckReport) -> CheckReport:
    """The manifest itself, where it is the only one to say that a file was changed: the data make that file as it
    stands."""
    otherwise = {failure.file for failure in made.failures}
    alone = [failure for failure in listed.failures if failure.file not in otherwise | {MANIFEST}]
    return CheckReport(
        0, tuple(Failure(MANIFEST, 1, f"only it says so of {failure.file}: {failure.what}") for failure in alone)
    )

"""`dossier verify` finds what was changed on a published site, names it, and says what it cannot tell."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from flows.build import build
from flows.engine.scheduler import Run
from flows.verification import verify
from flows.verification.signing import private_key, sign
from tasks.errors import InputError
from tasks.read import read_settings
from tasks.shared.manifest import MANIFEST, SIGNATURE, manifest_digest
from tests.mutations import forge, missed
from tests.runs import REPORT

BAKERY = """Bakery on Mill Lane wins a prize

The bakery on Mill Lane won a national prize for its rye on Friday, the guild of bakers said.

"Nobody bakes a crust like hers," said Ruth Amsel, who heads the jury.
"""


def built(folder: Path, site: Path) -> None:
    build(folder, site, read_settings(folder, {}), Run())


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The reports of two affairs, and the site of the second build of them, in which one has changed."""
    top = tmp_path_factory.mktemp("published")
    folder = top / "reports"
    (folder / "notes").mkdir(parents=True)
    for number in range(2):
        (folder / f"bridge-{number}.txt").write_text(f"{REPORT}\nCar number {number} was the last.\n", "utf-8")
        (folder / f"rye-{number}.txt").write_text(f"{BAKERY}\nLoaf number {number} was the best.\n", "utf-8")
    (folder / "both.txt").write_text(f"{REPORT}\n{BAKERY}", "utf-8")
    built(folder, top / "site")
    (folder / "rye-1.txt").write_text(f"{BAKERY}\nNo loaf was left at noon on Friday.\n", "utf-8")
    built(folder, top / "site")
    return folder, top / "site"


@pytest.fixture
def site(published: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the site, to be changed."""
    shutil.copytree(published[1], tmp_path / "site")
    return tmp_path / "site"


def found(site: Path, documents: Path | None = None, key: Path | None = None) -> list[str]:
    return [f"{failure.file}:{failure.line}" for failure in verify(site, documents, key).failures]


def test_a_site_that_was_built_follows_from_its_data_and_its_documents(published: tuple[Path, Path]) -> None:
    folder, site = published
    assert verify(site, folder).failures == ()


def test_nothing_is_written_where_a_site_is_built_again(published: tuple[Path, Path], tmp_path: Path) -> None:
    folder, site = published
    before = sorted(path.name for path in site.parent.iterdir())
    verify(site, folder)
    assert sorted(path.name for path in site.parent.iterdir()) == before


def test_what_is_changed_added_or_taken_away_is_named(site: Path) -> None:
    (site / "claim" / "index.html").unlink()
    (site / "extra.html").write_text("<p>The dam is safe.", "utf-8")
    rows = (site / "data" / "claims.jsonl").read_bytes().splitlines(keepends=True)
    rows[2] = rows[2].replace(b'"documents":', b'"documents":1')
    (site / "data" / "claims.jsonl").write_bytes(b"".join(rows))
    named = found(site)
    assert {"claim/index.html:1", "extra.html:1", "data/claims.jsonl:3"} <= set(named)


def test_a_link_in_a_site_is_no_file_of_it(site: Path) -> None:
    (site / "more.html").symlink_to("/etc/hostname")
    assert found(site)[-1] == "more.html:1"


def test_a_site_without_a_manifest_is_told_so(site: Path) -> None:
    (site / MANIFEST).unlink()
    assert found(site) == [f"{MANIFEST}:1"]


@pytest.mark.parametrize(
    ("path", "words", "others"),
    [
        ("index.html", b"Overview", b"Outlook"),
        ("assets/dossier.css", b"color", b"colour"),
        ("data/claims.csv", b"speaker", b"talker"),
        ("data/annotations.jsonl", b"identifying", b"commenting"),
    ],
)
def test_pages_that_do_not_follow_from_the_data_are_found_though_the_manifest_fits(
    site: Path, path: str, words: bytes, others: bytes
) -> None:
    content = (site / path).read_bytes()
    assert words in content
    (site / path).unlink()
    (site / path).write_bytes(content.replace(words, others, 1))
    forge(site)
    assert {failure.file for failure in verify(site).failures} == {path}


def test_data_that_do_not_follow_from_the_documents_are_found_though_the_pages_follow_from_them(
    published: tuple[Path, Path], site: Path
) -> None:
    """Figures that nobody prints stand in the data alone, so only the documents can tell."""
    rows = [json.loads(row) for row in (site / "data" / "dates.jsonl").read_bytes().splitlines()]
    rows[0]["reason"] = "somebody said so"
    content = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for row in rows)
    (site / "data" / "dates.jsonl").write_text(content, "utf-8")
    forge(site)
    named = {failure.file for failure in verify(site, published[0]).failures}
    assert "data/dates.jsonl" in named


def test_a_report_that_changed_since_is_named(published: tuple[Path, Path], site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(published[0], folder)
    (folder / "rye-0.txt").write_text("Another text altogether, and long enough.\n", "utf-8")
    (folder / "new.txt").write_text(REPORT, "utf-8")
    (failure, forgotten) = verify(site, folder).failures
    assert "rye-0.txt: the file has changed since the build" in failure.what
    assert "new.txt is in the folder, but neither kept nor dropped" in forgotten.what


def test_a_site_of_another_version_says_so(site: Path) -> None:
    text = (site / "data" / "build.json").read_text("utf-8")
    (site / "data" / "build.json").write_text(text.replace('"dossier ', '"dossier 0.0.0-', 1), "utf-8")
    forge(site)
    (failure,) = verify(site).failures
    assert failure.what.startswith("made by dossier 0.0.0-")
    assert "only that version can make its pages again" in failure.what


def test_changes_of_every_kind_are_found_and_named(site: Path) -> None:
    passed, how = missed(site, None, 60, seed=7)
    assert passed == []
    assert how == Counter(named=60)


def test_most_changes_are_found_though_the_manifest_is_written_anew(site: Path) -> None:
    passed, how = missed(site, None, 25, seed=8, forged=True)
    assert how["raised"] == 0
    assert len(passed) <= 1


def test_changes_are_found_by_the_documents_though_the_manifest_is_written_anew(
    published: tuple[Path, Path], site: Path
) -> None:
    passed, _ = missed(site, published[0], 5, seed=9, forged=True)
    assert passed == []


def test_a_site_is_signed_and_nobody_else_can_have_signed_it(site: Path, tmp_path: Path) -> None:
    keys = [_key(tmp_path, name) for name in ("mine", "other")]
    assert found(site, key=keys[0][1]) == [f"{SIGNATURE}:1"]
    sign(site, private_key(keys[0][0]))
    assert found(site, key=keys[0][1]) == []
    assert found(site, key=keys[1][1]) == [f"{SIGNATURE}:1"]
    forge(site)
    (site / MANIFEST).write_bytes((site / MANIFEST).read_bytes().replace(b"index", b"endex", 1))
    assert f"{SIGNATURE}:1" in found(site, key=keys[0][1])
    (site / SIGNATURE).write_text("no signature")
    assert f"{SIGNATURE}:1" in found(site, key=keys[0][1])


def test_a_key_that_is_none_is_an_error_that_names_it(site: Path, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("no key", "utf-8")
    with pytest.raises(InputError, match=r"key\.pem: no key in PEM"):
        verify(site, key=tmp_path / "key.pem")
    with pytest.raises(InputError, match=r"gone\.pem: No such file"):
        private_key(tmp_path / "gone.pem")
    assert manifest_digest(site)


def _key(folder: Path, name: str) -> tuple[Path, Path]:
    """A new private key, and the file with its public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.generate()
    private, public = folder / f"{name}.pem", folder / f"{name}.pub"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public

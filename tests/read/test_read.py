"""The input folder: what is found in it, how it is loaded, what `dossier.toml` says."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tasks.errors import InputError, SettingsError
from tasks.read import LARGEST, document_id, find, load, notes, read_settings
from tasks.records import Dropped, FoundFile, RawDocument, Settings, Thresholds

SENTENCE = "The bridge will be closed for two weeks, the mayor said.\n"


def write(folder: Path, path: str, content: str | bytes = SENTENCE) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def found(folder: Path, settings: Settings | None = None) -> dict[str, str]:
    """The reason by path of what is dropped, "found" of what is not."""
    rows = find(folder, settings or Settings())
    return {row.path: row.reason if isinstance(row, Dropped) else "found" for row in rows}


def loaded(folder: Path, path: str = "a.txt") -> RawDocument | Dropped:
    return next(load(row) for row in find(folder, Settings()) if isinstance(row, FoundFile) and row.path == path)


def document(folder: Path, path: str = "a.txt") -> RawDocument:
    result = loaded(folder, path)
    assert isinstance(result, RawDocument)
    return result


def test_reports_are_found_in_sub_folders_in_order_of_path(tmp_path: Path) -> None:
    for path in ("b.txt", "a/z.md", "a/b/c.HTML", "a/d.htm", "README.md"):
        write(tmp_path, path)
    assert list(found(tmp_path)) == ["README.md", "a/b/c.HTML", "a/d.htm", "a/z.md", "b.txt"]
    assert set(found(tmp_path).values()) == {"found"}


def test_hidden_files_notes_and_settings_are_no_input(tmp_path: Path) -> None:
    for path in ("a.txt", ".hidden.txt", ".git/config.txt", "notes/n.md", "dossier.toml"):
        write(tmp_path, path)
    assert list(found(tmp_path)) == ["a.txt"]


def test_a_notes_folder_further_down_is_input(tmp_path: Path) -> None:
    write(tmp_path, "lund/notes/a.txt")
    assert found(tmp_path) == {"lund/notes/a.txt": "found"}


def test_every_other_file_is_dropped_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "photo.jpg", b"\xff\xd8\xff")
    write(tmp_path, "noending")
    write(tmp_path, "drafts/d.txt")
    write(tmp_path, "page.html")
    write(tmp_path, "page_files/advert.html")
    assert found(tmp_path, Settings(leave_out=("drafts/*",))) == {
        "a.txt": "found",
        "drafts/d.txt": "left-out",
        "noending": "not-a-report-format",
        "page.html": "found",
        "page_files/advert.html": "part-of-a-saved-page",
        "photo.jpg": "not-a-report-format",
    }


def test_a_file_above_the_limit_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with write(tmp_path, "big.txt").open("r+b") as file:
        file.truncate(LARGEST + 1)
    (row,) = [row for row in find(tmp_path, Settings()) if isinstance(row, Dropped)]
    assert (row.path, row.reason) == ("big.txt", "too-large")
    assert str(LARGEST) in row.detail


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    inside = write(folder, "a.txt")
    outside = write(tmp_path, "secret.txt")
    (folder / "same.txt").symlink_to(inside)
    (folder / "leak.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop").symlink_to(folder)
    assert found(folder) == {
        "a.txt": "found",
        "gone.txt": "unreadable",
        "leak.txt": "outside-the-folder",
        "loop": "not-a-report-format",
        "same.txt": "found",
    }


def test_a_folder_that_cannot_be_listed_is_dropped_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "lost/b.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("lost"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    _, row = find(tmp_path, Settings())
    assert isinstance(row, Dropped)
    assert (row.path, row.reason, row.detail) == ("lost", "unreadable", "permission denied")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path)["pipe.txt"] == "unreadable"


def test_a_name_that_is_no_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(SENTENCE)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert list(found(tmp_path)) == ["caf\\xe9.txt"]


@pytest.mark.parametrize("content", [None, "dossier.toml"])
def test_a_folder_with_nothing_to_read_ends_the_run(tmp_path: Path, content: str | None) -> None:
    if content:
        write(tmp_path, content)
    with pytest.raises(InputError, match="nothing to read"):
        find(tmp_path, Settings())


def test_a_folder_that_is_missing_or_none_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        find(tmp_path / "nowhere", Settings())
    with pytest.raises(InputError, match="not a folder"):
        find(write(tmp_path, "a.txt"), Settings())


def test_a_document_is_known_by_its_path_and_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, "lund/bridge.txt")
    raw = document(tmp_path, "lund/bridge.txt")
    assert raw.id == document_id("lund/bridge.txt") == "doc-" + hashlib.sha256(b"lund/bridge.txt").hexdigest()[:8]
    assert raw.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert (raw.content, raw.media_type, raw.encoding) == (SENTENCE, "text/plain", "utf-8")


@pytest.mark.parametrize(
    ("path", "content", "media_type"),
    [
        ("a.txt", "<!DOCTYPE html>\n<html><p>Text", "text/html"),
        ("a.txt", "  <!-- saved -->\n<html lang=en>", "text/html"),
        ("a.md", "<html><body><p>Text", "text/html"),
        ("a.txt", "Some <b>bold</b> text", "text/plain"),
        ("a.html", "Just words, and 3 < 4.", "text/plain"),
        ("a.htm", "<p>A fragment", "text/html"),
        ("a.md", "# Words", "text/markdown"),
        ("a.txt", "# Words", "text/plain"),
    ],
)
def test_the_content_tells_where_the_ending_lies(tmp_path: Path, path: str, content: str, media_type: str) -> None:
    write(tmp_path, path, content)
    assert document(tmp_path, path).media_type == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"abc\x00def", "binary"),
        (b"%PDF-1.4", "binary"),
    ],
)
def test_what_cannot_be_read_is_dropped(tmp_path: Path, content: bytes, reason: str) -> None:
    write(tmp_path, "a.txt", content)
    row = loaded(tmp_path)
    assert isinstance(row, Dropped)
    assert (row.path, row.stage, row.reason) == ("a.txt", "read", reason)


def test_a_file_that_goes_away_is_dropped(tmp_path: Path) -> None:
    row = load(FoundFile(id="doc-00000000", path="a.txt", location=str(tmp_path / "a.txt")))
    assert isinstance(row, Dropped)
    assert row.reason == "unreadable"


def test_a_file_that_is_not_the_one_that_was_found_is_left_out(tmp_path: Path) -> None:
    """What is made of it would be remembered, and shown again, as made of the other."""
    write(tmp_path, "a.txt")
    (row,) = find(tmp_path, Settings())
    assert isinstance(row, FoundFile)
    (tmp_path / "a.txt").write_text("Something else.", "utf-8")
    assert dropped_for(load(row)) == "changed"
    (tmp_path / "a.txt").unlink()
    assert dropped_for(load(row)) == "changed"


def dropped_for(row: object) -> str:
    assert isinstance(row, Dropped)
    return row.reason


def test_a_saved_page_beside_the_folder_does_not_make_its_files_parts(tmp_path: Path) -> None:
    write(tmp_path, "news.html")
    write(tmp_path, "news_files/a.txt")
    (row,) = find(tmp_path / "news_files", Settings())
    assert isinstance(row, FoundFile)


def test_line_breaks_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "One.\r\nTwo.\rThree.\n")
    assert document(tmp_path).content == "One.\r\nTwo.\rThree.\n"


def test_notes_are_read_in_order_of_path(tmp_path: Path) -> None:
    write(tmp_path, "notes/topic/b.md", "second")
    write(tmp_path, "notes/overview.md", "first")
    write(tmp_path, "notes/x.txt", "no note")
    assert [(note.path, note.content) for note in notes(tmp_path)] == [
        ("notes/overview.md", "first"),
        ("notes/topic/b.md", "second"),
    ]


def test_without_a_file_the_settings_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}) == Settings()


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        "dossier.toml",
        """
        title = "The bridge"
        language = "en"
        leave_out = ["drafts/*"]
        remove_lines = ["^Our readers"]
        keep_rules = ["dateline"]
        [publishers]
        "lund/*" = "Radio Lund"
        """,
    )
    settings = read_settings(tmp_path, {"title": "The ferry", "language": None})
    assert (settings.title, settings.cleaning.language) == ("The ferry", "en")
    assert settings.cleaning.publishers == (("lund/*", "Radio Lund"),)
    assert (settings.leave_out, settings.cleaning.keep_rules) == (("drafts/*",), ("dateline",))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('tittle = "x"', "unknown key “tittle”; did you mean “title”?"),
        ('zzz = "x"', "unknown key “zzz”; known are title"),
        ("title = \n", "line 1"),
        ("title = 3", "“title” must be a text"),
        ('leave_out = "x"', "“leave_out” must be a list"),
        ("publishers = 1", "“publishers” must be a table"),
        ('remove_lines = ["("]', "no regular expression"),
        ("thresholds = {joint = 1}", "unknown threshold “joint”; known are join"),
        ('language = "English"', "“language” must be a code of ISO 639"),
        ('base_url = "example.org/dam/"', "“base_url” must be an address"),
        (b"\xff\xfe", "codec can't decode"),
    ],
)
def test_a_mistake_in_the_settings_is_one_line_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    place = write(tmp_path, "dossier.toml", content)
    with pytest.raises(SettingsError) as error:
        read_settings(tmp_path, {})
    assert str(place) in str(error.value)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_thresholds_are_a_table_of_numbers(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").write_text("[thresholds]\nstory = 0.3\n", "utf-8")
    assert read_settings(tmp_path, {}).thresholds == Thresholds(story=0.3)


@pytest.mark.parametrize(
    "text",
    [
        "thresholds = 3",
        "[thresholds]\njion = 3.6",
        "[thresholds]\njoin = nan",
        "[thresholds]\njoin = inf",
        '[thresholds]\njoin = "much"',
    ],
)
def test_a_threshold_that_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "dossier.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="threshold"):
        read_settings(tmp_path, {})

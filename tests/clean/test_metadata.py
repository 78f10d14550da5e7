"""What a file says of itself."""

from __future__ import annotations

import pytest

from tasks.clean.days import stated_dates
from tasks.clean.language import language_of
from tasks.records import CleanSettings, Document
from tests.cases import Case, each_case
from tests.clean.helpers import document


def said(result: Document) -> str:
    rows: list[str] = []
    if result.title:
        rows.append(f"title: {result.title.exact}")
    if result.standfirst:
        rows.append(f"standfirst: {result.standfirst.exact}")
    if result.byline:
        rows.append(f"byline: {result.byline.name}")
    if result.publisher:
        rows.append(f"publisher: {result.publisher.name} ({result.publisher.basis})")
    if result.published:
        assert result.published_basis is not None
        rows.append(f"published: {result.published} ({result.published_basis.reason})")
    if result.modified:
        rows.append(f"modified: {result.modified}")
    if result.captured:
        rows.append(f"captured: {result.captured}")
    if result.agencies:
        rows.append("agencies: " + ", ".join(agency.name for agency in result.agencies))
    return "\n".join(rows)


@each_case("clean/metadata.txt")
def test_what_a_text_says_of_itself(case: Case) -> None:
    content, expected = case.parts
    assert said(document(content)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Updated May 3rd, 2031 at 07:18 IST", "2031-05-03"),
        ("3. Mai 2031, 10:30 Uhr", "2031-05-03"),
        ("3 mai 2031 à 10h30 CET", "2031-05-03T10:30:00+01:00"),
        ("3 de mayo de 2031", "2031-05-03"),
        ("1º de maio de 2031", "2031-05-01"),
        ("3 мая 2031", "2031-05-03"),
        ("2031年5月3日", "2031-05-03"),
        ("2031-05-03T23:59:00-05:00", "2031-05-03T23:59:00-05:00"),
        ("May 3, 2031 12:05 a.m. EST", "2031-05-03T00:05:00-05:00"),
        ("25/12/2031", "2031-12-25"),
        ("12/25/2031", "2031-12-25"),
        ("25.12.2031", "2031-12-25"),
        ("31 June 2031", None),
        ("May 2031", None),
        ("May 3", None),
        ("03/05/2031", None),
        ("March of 1931", None),
        ("192.168.10.2031", None),
    ],
)
def test_a_date_is_read_when_it_is_whole(text: str, value: str | None) -> None:
    assert next((date.value for date in stated_dates(text)), None) == value


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that the bridge was closed.", "en"),
        ("Der Bürgermeister sagte, dass die Brücke nicht mehr sicher ist.", "de"),
        ("Le maire a dit que le pont est fermé pour les travaux.", "fr"),
        ("El alcalde dijo que el puente está cerrado por las obras.", "es"),
        ("Мэр сказал, что мост не откроют и в мае, но паром будет", "ru"),
        ("The mayor said that the word is пытки, and that the bridge was closed.", "en"),
        ("橋は閉鎖された。", "ja"),
        ("桥梁已关闭", "zh"),
        ("الجسر مغلق", "ar"),
        ("Bridge closed", None),
        ("12 345", None),
    ],
)
def test_the_language_is_told_where_it_can_be(text: str, language: str | None) -> None:
    assert language_of([text]) == language


def test_a_script_of_data_too_large_to_read_hides_nothing_after_it() -> None:
    data = f'<script type="application/ld+json">"{"x" * 1_000_000}"</script>'
    head = f'{data}<meta property="og:site_name" content="Lund Post">'
    page = f"<html><head>{head}</head><body><article><p>The bridge is closed for the works.</p></article></body></html>"
    result = document(page, "text/html")
    assert result.publisher is not None
    assert result.publisher.name == "Lund Post"


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": [["NewsArticle"]]}',
        '{"@type": [{}]}',
        r'{"@type": "NewsArticle", "headline": "Bridge \ud83d closed"}',
    ],
)
def test_data_of_another_shape_are_passed_over(data: str) -> None:
    head = f'<title>Bridge closed</title><script type="application/ld+json">{data}</script>'
    page = f"<html><head>{head}</head><body><article><p>The bridge is closed for the works.</p></article></body></html>"
    result = document(page, "text/html")
    assert result.title is not None
    assert result.title.exact == "Bridge closed"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31"])
def test_a_day_on_which_nothing_can_be_published_is_none(day: str) -> None:
    text = f"---\ndate: {day}\n---\n\n# Bridge closed\n\nThe bridge is closed for the works, the mayor said."
    assert document(text, "text/markdown").published is None


def test_settings_name_language_and_publisher() -> None:
    chosen = CleanSettings(language="sv", publishers=(("*.md", "Other"), ("a.*", "Lund Post")))
    result = document("The bridge is closed.\n© 2031 Harbour Herald", settings=chosen)
    assert result.language == "sv"
    assert result.publisher is not None
    assert (result.publisher.name, result.publisher.basis) == ("Lund Post", "dossier.toml")


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("The bridge is closed.\nSubscribe\nLog in\n", "subscription or log-in box"),
        ("The bridge is closed.\n", "words of running text"),
        ("Flour\nSugar\nEggs\nMilk and more\n" * 1 + "Two spoons of oil\n", "words of running text"),
    ],
)
def test_a_page_without_a_clear_report_is_marked(extra: str, reason: str) -> None:
    result = document("Home\nMenu\nShare\n" + extra)
    assert result.doubtful is not None
    assert reason in result.doubtful


def test_a_short_text_is_not_doubted() -> None:
    assert document("The bridge is closed, the mayor said.").doubtful is None

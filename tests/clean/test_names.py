"""Names of authors and outlets as pages write them down."""

from __future__ import annotations

import pytest

from tasks.clean.names import author_name, outlet_name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("By Ida Marsh", "Ida Marsh"),
        ("Ida Marsh, Tomas Vale", "Ida Marsh, Tomas Vale"),
        ("By Ida Marsh and Tomas Vale", "Ida Marsh and Tomas Vale"),
        ("Ida Marsh May 12", "Ida Marsh"),
        ("April May", "April May"),
        ("Ida Marsh | 3 May 2031, 10:15", "Ida Marsh"),
        ("Ida Marsh, ida@post.example", "Ida Marsh"),
        ("ida.marsh@post.example", None),
        ("Written by Ida Marsh - http://post.example/ida", "Ida Marsh"),
        ("Lund Post", None),
        ("The Lund Post", None),
        ("Lund Post Staff", None),
        ("Ida Marsh, Lund Post", "Ida Marsh"),
        ("Ida Marsh, Senior Political Correspondent", "Ida Marsh"),
        ("Amsel Evening News", None),
        ("Norda", "Norda"),
        ("admin", None),
        ("2031", None),
        ("", None),
    ],
)
def test_an_author_is_a_name(value: str, name: str | None) -> None:
    assert author_name(value, "Lund Post") == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Lund Post", "Lund Post"),
        ("https://www.lundpost.example/", "lundpost.example"),
        ("www.lundpost.example", "lundpost.example"),
        ("Lund Post | News of the coast, every day", "Lund Post"),
        ("Latest news, weather and sport - Lund Post", "Lund Post"),
        ("The best stories from the coast, told every day", None),
        ("WordPress.com", None),
        ("Medium", None),
        ("@lundpost", None),
        ("Coast-to-Coast Radio", "Coast-to-Coast Radio"),
    ],
)
def test_an_outlet_is_a_name_and_no_platform(value: str, name: str | None) -> None:
    assert outlet_name(value) == name

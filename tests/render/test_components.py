"""What components print holds no markup but their own, whatever the documents say."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Sequence
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from tasks.render import components
from tasks.render.components import citations
from tasks.render.components.markup import html, joined, plain, restored
from tasks.render.frame import templates

HOSTILE = "\"'><x y='z'>&"
COMPONENTS = [
    *(getattr(components, name) for name in components.__all__),
    *(citations.words, citations.chip, citations.letters, citations.title, citations.claim_link),
]


def filled(kind: Any) -> Any:
    """A value of a type in which every string is hostile; sequences hold one value."""
    if kind is str:
        return HOSTILE
    if kind in (int, bool):
        return kind(7)
    if kind is Markup:
        return Markup("<b>ours</b>")
    if get_origin(kind) in (typing.Union, UnionType):
        return filled(next(part for part in get_args(kind) if part is not NoneType))
    if get_origin(kind) in (tuple, list, Sequence, Iterable):
        parts = get_args(kind)
        return tuple(filled(part) for part in parts if part is not Ellipsis)
    return kind(*map(filled, get_type_hints(kind).values()))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.__name__)
def test_a_component_escapes_every_string_of_its_record(component: Callable[..., Markup]) -> None:
    function = inspect.unwrap(component)
    hints = get_type_hints(function)
    # A tag and the level of a heading are ours, and stand in the name of an element.
    names = [name for name in inspect.signature(function).parameters if name not in ("tag", "level")]
    shown = component(*(filled(hints[name]) for name in names))
    assert type(shown) is Markup
    assert "<x" not in shown
    assert HOSTILE not in shown


@given(st.lists(st.text() | st.integers() | st.none() | st.text().map(Markup.escape), min_size=3, max_size=3))
def test_html_is_what_the_engine_would_print(values: list[object]) -> None:
    template = '<a href="{}">{}</a>{}'
    assert html(template, *values) == Markup(template).format(*values)
    assert joined(map(str, values), " & ") == Markup(" & ").join(map(str, values))


def test_html_that_a_record_kept_is_html_again() -> None:
    kept = plain(html("<b>{}</b>", "a < b"))
    assert type(kept) is str
    assert restored(kept) == Markup("<b>a &lt; b</b>")


def test_a_template_trusts_no_function_that_it_calls() -> None:
    environment = templates().overlay(loader=DictLoader({"page.html": "{{ say() }}"}))
    assert environment.get_template("page.html").render(say=lambda: "<x>") == "&lt;x&gt;"

"""Decides which documents count as one publisher, with the reason. Where it is unknown, documents count as different
publishers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.records import Document, PublisherGroup, PublisherKeys
from tasks.shared.numerics.union_find import Joining
from tasks.shared.press.layouts import forms_of, layouts
from tasks.shared.press.outlets import full_name, host_of, label_of
from tasks.shared.text.spans import unchecked


def publisher_keys(document: Document) -> PublisherKeys:
    """What identifies the publisher of one document: keys of its stated name and host, and the forms of its page
    layout."""
    host = host_of(document.url) or None
    name = document.publisher.name if document.publisher else None
    return PublisherKeys(document.id, document.path, tuple(_stated(name, host)), tuple(forms_of(document)), name, host)


def _stated(name: str | None, host: str | None) -> list[str]:
    """Keys of the stated publisher: its name without spaces, as in web addresses, and its host."""
    keys = []
    if name is not None:
        keys.append(_squashed(full_name(name)))
    if host:
        keys.append(f"host {host}")
        if name is None:
            keys.append(_squashed(full_name(label_of(host))))
    return [key for key in keys if key]


def _squashed(name: str) -> str:
    return "".join(character for character in name if character.isalnum())


def publisher_groups(documents: Sequence[PublisherKeys]) -> tuple[PublisherGroup, ...]:
    """Groups documents by publisher. Any subset of the documents of a dossier can be given.

    Documents have one publisher if they state the same name or the same web host. Documents that state neither but
    share a page layout (`tasks.shared.press.layouts`) are grouped together, and with the one outlet that is stated for
    that layout if there is exactly one. A layout never joins documents that state different publishers.

    Args:
        documents: the result of `publisher_keys` for each document, in any order.

    Returns:
        Groups that contain every document exactly once, ordered by the path of their first document; document ids
        inside a group are in order of path.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    joining = Joining(len(ordered))
    joining.by_key([document.stated for document in ordered])
    reasons = _by_layout(ordered, joining)
    return tuple(_group([ordered[index] for index in members], reasons) for members in joining.groups())


def _by_layout(documents: Sequence[PublisherKeys], joining: Joining) -> dict[str, str]:
    """Joins the documents of each page layout of which at most one outlet is stated; the reason by document id."""
    reasons: dict[str, str] = {}
    for forms, sharing in layouts([document.forms for document in documents]):
        silent = [index for index in sharing if not documents[index].stated]
        outlets = {joining.root(index) for index in sharing if documents[index].stated}
        if not silent or len(outlets) > 1:
            continue
        for index in sharing[1:]:
            joining.join(sharing[0], index)
        shown = ", ".join(f"“{form}”" for form in forms)
        for index in silent:
            reasons.setdefault(documents[index].id, shown)
    return reasons


def _group(members: Sequence[PublisherKeys], reasons: Mapping[str, str]) -> PublisherGroup:
    stated = next((document.name for document in members if document.name is not None), None)
    host = next((document.host for document in members if document.host), None)
    if stated:
        reason = f"stated: {stated}"
    elif host:
        reason = f"web address: {host}"
    else:
        reason = "no publisher stated"
    forms = next((reasons[document.id] for document in members if document.id in reasons), None)
    if forms and len(members) > 1:
        layout = f"{_series([document.id for document in members])} share a page layout ({forms})"
        reason = f"{reason}; {layout}" if stated or host else layout
    documents = tuple([document.id for document in members])
    return unchecked(PublisherGroup, {"documents": documents, "name": stated or host, "reason": reason})


def _series(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"

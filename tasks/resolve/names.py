"""Joins the names of one person, organisation or place over all documents of a story. Every merge states its rule.

Similarity alone is not enough: a merge needs the same full name after folding, a similarity that a shared role
confirms, or a surname that only one person of the story has. What fits two persons is not joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from tasks.records import Alias, Citation, Material, Name, NameKind
from tasks.shared.english.lexicon import common_words, roles, usual_name
from tasks.shared.english.personal_names import PersonalName, best_form, gender_of, personal_name, same_given
from tasks.shared.english.roles import Role, role_after, role_before
from tasks.shared.text.spans import mint, unchecked

# A letter's difference between longer names is a spelling; between short ones it is another name ("Chen", "Cheng").
_SHORTEST_FOR_A_LETTER = 5
_SHORTEST_IN_CAPITALS = 3  # letters; shorter words in capitals may be initials
_OF_ONE = "forms of one name"


class _Person:
    """A person while names are being joined: every full form, every role, and the names of the documents."""

    def __init__(self, name: Name, full: PersonalName | None, roles: frozenset[Role]) -> None:
        self.names = [name]
        self.full = [full] if full else []
        self.roles = set(roles)
        self.rules: dict[str, None] = {}

    def take(self, other: _Person, rule: str | None) -> None:
        self.names.extend(other.names)
        self.full.extend(form for form in other.full if form not in self.full)
        self.roles |= other.roles
        self.rules.update(other.rules)
        if rule:
            self.rules[rule] = None


# names of one thing, the rules by which they were joined, and its kind
_Group = tuple[list[Name], dict[str, None], NameKind]
_Rule = Callable[[_Person, _Person], str | None]


def join_names(material: Material) -> tuple[Name, ...]:
    """The names of the story, ordered by document and first mention, with all mentions and the rules of all merges."""
    path = {document.id: document.path for document in material.documents}
    text = {document.id: document.text for document in material.documents}
    everything = [name for extract in material.extracts for name in extract.names]
    order = {document.id: k for k, document in enumerate(material.documents)}
    persons = [name for name in everything if name.kind == "person"]
    people = _full_persons(persons, text)
    surnames = _surname_index(people)
    single = [name for name in persons if not _full_form(name)]
    apart = [_Person(name, None, _roles(name, text)) for name in single if not _give_surname(name, surnames, text)]
    others = _join_lone_surnames(apart)
    things = [name for name in everything if name.kind != "person"]
    rest = [name for name in things if not _give_unknown(name, people, surnames)]
    groups: list[_Group] = [(p.names, p.rules, "person") for p in (*people, *others)]
    groups += _things(rest)
    joined = [_record(names, rules, kind, path, order) for names, rules, kind in groups]
    return tuple(sorted(joined, key=lambda name: (order[name.mentions[0].document], name.mentions[0].start)))


def _full_form(name: Name) -> PersonalName | None:
    """The parts of a person's full name, or None where only a surname is printed."""
    form = personal_name(name.name)
    return form if form.given else None


def _roles(name: Name, text: dict[str, str]) -> frozenset[Role]:
    found: set[Role] = set()
    for mention in name.mentions:
        if mention.exact.lower().startswith("the "):
            continue
        words = text[mention.document]
        for role in (role_before(words, mention.start), role_after(words, mention.end)):
            if role:
                found.add(role)
    return frozenset(found)


def _full_persons(persons: Sequence[Name], text: dict[str, str]) -> list[_Person]:
    """Persons by full name, joined from the surest rule to the least sure."""
    people = [_Person(name, form, _roles(name, text)) for name in persons if (form := _full_form(name))]
    pairs = _sharing_a_name(people)
    for rule in (_same_name, _same_spelling, _same_short_form, _one_letter_apart):
        if pairs:
            before = len(people)
            people = _merge(people, pairs, rule)
            pairs = pairs if len(people) == before else _sharing_a_name(people)
    return people


def _sharing_a_name(people: Sequence[_Person]) -> list[tuple[int, int]]:
    """Every two, by number, that have a surname or a given name in common."""
    surnames: dict[str, dict[int, None]] = {}
    given: dict[str, dict[int, None]] = {}
    for k, person in enumerate(people):
        for form in person.full:
            surnames.setdefault(form.surname, {})[k] = None
            given.setdefault(form.given, {})[k] = None
    shared = [members for members in (*surnames.values(), *given.values()) if len(members) > 1]
    return sorted({pair for members in shared for pair in combinations(members, 2)})


def _merge(people: list[_Person], pairs: Sequence[tuple[int, int]], rule: _Rule) -> list[_Person]:
    """Joins every two of `pairs` to whom the rule gives a reason, but nobody who fits two that do not fit each
    other."""
    reasons = {pair: reason for pair in pairs if (reason := rule(people[pair[0]], people[pair[1]])) is not None}
    if not reasons:
        return people
    fits: dict[int, set[int]] = {}
    for one, other in reasons:
        fits.setdefault(one, set()).add(other)
        fits.setdefault(other, set()).add(one)
    owner = list(range(len(people)))
    for (one, other), reason in reasons.items():
        if fits[one] - {other} == fits[other] - {one} and owner[one] != owner[other]:
            first, second = sorted((owner[one], owner[other]))
            people[first].take(people[second], reason)
            owner = [first if k == second else k for k in owner]
    return [person for k, person in enumerate(people) if owner[k] == k]


def _compatible(one: PersonalName, other: PersonalName) -> bool:
    """Middle initials and suffixes do not contradict each other."""
    return not (one.middle and other.middle and one.middle[0][:1] != other.middle[0][:1]) and not (
        one.suffix and other.suffix and one.suffix != other.suffix
    )


def _same_name(one: _Person, other: _Person) -> str | None:
    """Full names equal after folding, suffix and all."""
    suffixes = {form.suffix for form in one.full} | {form.suffix for form in other.full}
    return _same_spelling(one, other) if len(suffixes) == 1 else None


def _same_spelling(one: _Person, other: _Person) -> str | None:
    """Full names equal after folding. The reason is empty where they are printed alike. What one document keeps apart
    ("Jr." and not, two middle initials) stays apart."""
    if _share_a_document(one, other):
        return None
    for a in one.full:
        for b in other.full:
            if (a.given, a.surname) == (b.given, b.surname) and _compatible(a, b):
                printed = sorted({one.names[0].name, other.names[0].name})
                return f"one spelling after folding: {', '.join(printed)}" if len(printed) > 1 else ""
    return None


def _share_a_document(one: _Person, other: _Person) -> bool:
    mine = {mention.document for name in one.names for mention in name.mentions}
    return any(mention.document in mine for name in other.names for mention in name.mentions)


def _same_short_form(one: _Person, other: _Person) -> str | None:
    for a in one.full:
        for b in other.full:
            rule = same_given(a.given, b.given) or same_given(_plain(a), _plain(b))
            if (
                rule
                and a.given != b.given
                and a.surname == b.surname
                and _compatible(a, b)
                and not _contradict(one, other)
            ):
                return f"{rule}: {one.names[0].name}, {other.names[0].name}"
    return None


def _plain(name: PersonalName) -> str:
    return name.first.lower().rstrip(".")


def _one_letter_apart(one: _Person, other: _Person) -> str | None:
    role = _shared_role(one, other)
    for a in one.full if role else ():
        for b in other.full:
            given = a.given == b.given and _close(a.surname, b.surname)
            surname = a.surname == b.surname and _close(a.given, b.given)
            if (given or surname) and _compatible(a, b):
                return f"a letter apart, both {role}: {one.names[0].name}, {other.names[0].name}"
    return None


def _shared_role(one: _Person, other: _Person) -> str | None:
    shared = {(r.words, r.country) for r in one.roles} & {(r.words, r.country) for r in other.roles}
    words = {r.words for r in one.roles if not r.country} & {r.words for r in other.roles}
    words |= {r.words for r in other.roles if not r.country} & {r.words for r in one.roles}
    found = sorted({words for words, _ in shared} | words)
    return found[0] if found else None


def _contradict(one: _Person, other: _Person) -> bool:
    """Whether both have an office of different countries ("Prime Minister" of two)."""
    for a in one.roles:
        for b in other.roles:
            if a.words == b.words and a.country and b.country and a.country != b.country:
                return True
    return False


def _close(one: str, other: str) -> bool:
    """Whether one insertion, deletion or exchange of a letter makes the two equal; never for short words."""
    if one == other or min(len(one), len(other)) < _SHORTEST_FOR_A_LETTER or abs(len(one) - len(other)) > 1:
        return False
    k = 0
    while k < min(len(one), len(other)) and one[k] == other[k]:
        k += 1
    return one[k + 1 :] == other[k + 1 :] or one[k:] == other[k + 1 :] or one[k + 1 :] == other[k:]


def _surname_index(people: Iterable[_Person]) -> dict[str, list[_Person]]:
    index: dict[str, list[_Person]] = {}
    for person in people:
        for surname in sorted({form.surname for form in person.full}):
            index.setdefault(surname, []).append(person)
    return index


def _give_surname(name: Name, surnames: dict[str, list[_Person]], text: dict[str, str]) -> bool:
    """Joins a name of one word to the one person of the story who has it as surname, or whose role it is given."""
    if any("kept apart" in rule for rule in name.rules):
        return False
    lone = _Person(name, None, _roles(name, text))
    fitting = [p for p in surnames.get(personal_name(name.name).surname, []) if not _contradict(p, lone)]
    gender = _title_gender(name, text)
    if gender:
        fitting = [p for p in fitting if gender_of(p.full[0]) in (gender, None)]
    rule = "surname"
    if len(fitting) > 1:
        fitting = [p for p in fitting if _shared_role(p, lone)]
        rule = "surname and role"
    if len(fitting) != 1 or not _may_hold(fitting[0], lone):
        return False
    fitting[0].take(lone, f"{rule}: {name.name}")
    return True


def _may_hold(person: _Person, lone: _Person) -> bool:
    """Whether the offices that a document gives with the surname alone can be those of the person: he has one of them,
    or documents call him by surname alone, as they do the persons they are about, and give him no other office."""
    offices = {role.words.split()[-1] for role in lone.roles if role.words not in roles().honorifics}
    if not offices or offices & {role.words.split()[-1] for role in person.roles}:
        return True
    bare = any(" " not in alias.text for name in person.names for alias in name.aliases)
    return bare or not person.roles


def _title_gender(name: Name, text: dict[str, str]) -> str | None:
    for mention in name.mentions:
        before = text[mention.document][max(0, mention.start - 8) : mention.start].split()
        if before and before[-1] in ("Mr", "Mr.", "Sir", "Lord"):
            return "m"
        if before and before[-1] in ("Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dame", "Lady"):
            return "f"
    return None


def _join_lone_surnames(people: Sequence[_Person]) -> list[_Person]:
    """Persons of whom no document prints a given name: one for each surname, unless a document has two, or their roles
    contradict each other."""
    found: list[_Person] = []
    for person in people:
        key = personal_name(person.names[0].name).surname
        same = [
            p
            for p in found
            if personal_name(p.names[0].name).surname == key
            and not _contradict(p, person)
            and not _kept_apart(p)
            and not _kept_apart(person)
        ]
        if len(same) == 1:
            same[0].take(person, None)
        else:
            found.append(person)
    return found


def _kept_apart(person: _Person) -> bool:
    return any("kept apart" in rule for name in person.names for rule in name.rules)


def _give_unknown(name: Name, people: Sequence[_Person], surnames: dict[str, list[_Person]]) -> bool:
    """Joins a name whose kind its document does not tell to the person of that name in another document."""
    if name.kind != "other" or "-" in name.name:
        return False
    form = personal_name(name.name)
    if form.given:
        fitting = [p for p in people if any((f.given, f.surname) == (form.given, form.surname) for f in p.full)]
        rule = None
    elif name.name.lower() in common_words():
        return False
    else:
        fitting, rule = surnames.get(form.surname, []), f"surname: {name.name}"
    if len(fitting) != 1:
        return False
    fitting[0].take(_Person(name, None, frozenset()), rule)
    return True


def _things(names: Sequence[Name]) -> list[_Group]:
    """Organisations, places and the rest by usual name, or by any form that another document has in common with it."""
    owner: dict[str, int] = {}
    groups: list[_Group] = []
    for name in sorted(names, key=lambda n: n.kind == "other"):
        keys = [f"{name.kind} {usual_name(alias.text, name.kind)}" for alias in name.aliases]
        if name.kind == "other":
            keys += [f"organisation {alias.text}" for alias in name.aliases]
        known = [owner[key] for key in keys if key in owner]
        k = known[0] if known else len(groups)
        if k == len(groups):
            groups.append(([], {}, name.kind))
        groups[k][0].append(name)
        for key in keys:
            owner.setdefault(key, k)
    for members, rules, _ in groups:
        if len(members) == 1 and len(members[0].aliases) == 1:
            continue
        forms = sorted({alias.text for name in members for alias in name.aliases})
        if len(forms) > 1:
            rules[f"{_OF_ONE}: {', '.join(forms)}"] = None
    return groups


def _record(
    names: Sequence[Name], rules: dict[str, None], kind: NameKind, path: dict[str, str], order: dict[str, int]
) -> Name:
    mentions = [mention for name in names for mention in name.mentions]
    if len(mentions) > 1:
        mentions.sort(key=lambda m: (order[m.document], m.start))
    counts: dict[str, int] = {}
    for mention in mentions:
        form = " ".join(mention.exact.split())
        counts[form] = counts.get(form, 0) + 1
    forms = list(counts)
    if len(forms) > 1:
        forms.sort(key=lambda form: -counts[form])  # of equal ones, the first to be printed comes first
    told = dict.fromkeys([rule for name in names for rule in name.rules if not rule.startswith(_OF_ONE)]) | rules
    values = {
        "id": mint("n", path[mentions[0].document], mentions[0].exact, mentions[0].start),
        "name": _printed_name(forms, kind),
        "kind": kind,
        "aliases": tuple([unchecked(Alias, {"text": form, "count": counts[form]}) for form in forms]),
        "mentions": tuple(_unique(mentions)),
        "rules": tuple(told),
    }
    return unchecked(Name, values)


def _printed_name(forms: Sequence[str], kind: NameKind) -> str:
    """The form to show; a person's name that is printed in capitals throughout, as transcripts do, is shown as another
    mention spells it, or with a capital for each of its words."""
    name = best_form(forms, kind)
    if kind != "person" or " " not in name or name != name.upper():
        return name
    same = [form for form in forms if form.lower() == name.lower() and form != name]
    if same:
        return same[0]
    return " ".join([word if len(word) < _SHORTEST_IN_CAPITALS else word.title() for word in name.split()])


def _unique(mentions: Sequence[Citation]) -> list[Citation]:
    if len(mentions) == 1:
        return list(mentions)
    return list({(m.document, m.start, m.end): m for m in mentions}.values())

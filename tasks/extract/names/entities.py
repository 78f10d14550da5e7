"""Joins the mentions of one person, organisation or place within one document, by stated rules: full names, surnames,
acronyms and roles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tasks.extract.names.kinds import NameSpan
from tasks.extract.names.runs import NameToken
from tasks.records import Alias, Citation, Document, Name, NameKind, Segmented
from tasks.shared.english.lexicon import common_words, roles, state_places, usual_name, word_set
from tasks.shared.english.personal_names import PARTICLES, PersonalName, best_form, gender_of, personal_name
from tasks.shared.english.prefilter import later
from tasks.shared.english.roles import Role, country_words, role_after, role_before
from tasks.shared.text.spans import mint, unchecked

_ACRONYM = later(r" \(([A-Z][A-Za-z&.]{1,9})\)")
_MAN = later(r"(?:Mr\.?|Sir|Lord|King|Prince|Father|Mr) $")
_WOMAN = later(r"(?:Mrs\.?|Ms\.?|Miss|Dame|Lady|Queen|Princess|Sister) $")
_MOST_MODIFIERS, _MOST_NATIONS = 3, 2
_WORD = later(r"\w+")
_NATION = later(r"[A-Z][\w.]* ")
_NO_OFFICE = later(r" (?:of|for|and|or|to|in|who|general)\b|[-’']? ?[A-Z]")
# They change which office is meant, so a description without them means somebody else.
_TELLING = frozenset(
    ("vice", "deputy", "former", "then", "acting", "assistant", "associate", "ex-president", "interim", "late")
)


_LONGER = frozenset(("executive", "elect", "emeritus", "designate", "justice", "operating", "financial", "whip"))


# A report says what somebody is when it first names him, or when it takes him up again.
_INTRODUCTIONS = 4


class _Entity:
    """A person, organisation or place of the document while its mentions are being gathered."""

    def __init__(self, kind: NameKind, name: PersonalName | None = None) -> None:
        self.kind = kind
        self.name = name
        self.spans: dict[tuple[int, int], None] = {}
        self.rules: dict[str, None] = {}
        self.roles: list[Role] = []
        self.forms: dict[str, None] = {}


def entities(
    document: Document, segmented: Segmented, found: Sequence[NameSpan], loose: Sequence[NameToken]
) -> tuple[Name, ...]:
    """Joins mentions to names.

    Args:
        document: the document.
        segmented: its sentences.
        found: its mentions in order.
        loose: capitalised words that are part of no mention; they count if they equal a known surname or given name.

    Returns:
        Names in order of their first mention.
    """
    text = document.text
    full, titled, others = _sorted_out(text, found, loose)
    people = _full_names(text, full)
    by_surname: dict[str, list[_Entity]] = {}
    by_given: dict[str, list[_Entity]] = {}
    for person in people:
        assert person.name is not None
        by_surname.setdefault(person.name.surname, []).append(person)
        by_given.setdefault(person.name.given, []).append(person)
    apart: dict[str, _Entity] = {}
    alone = frozenset(text[f.start : f.end] for f in found if " " not in text[f.start : f.end] and not f.title)
    _titled_surnames(text, titled, by_surname, by_given, people, apart, alone)
    rest = _lone_words(text, others, by_surname, by_given, people, apart)
    _attach_loose(text, loose, by_surname, by_given)
    things = _things(text, rest)
    _descriptions(text, segmented, people, things)
    everything = sorted((e for e in (*people, *things) if e.spans), key=lambda e: min(e.spans))
    return tuple(_record(document, entity) for entity in everything)


def _sorted_out(
    text: str, found: Sequence[NameSpan], loose: Sequence[NameToken]
) -> tuple[list[NameSpan], list[NameSpan], list[NameSpan]]:
    """Full names, titled surnames, and everything else. A name for which only its capitals speak is a person's when its
    last word stands alone elsewhere, as surnames do."""
    alone = {text[f.start : f.end] for f in found if f.kind == "other" and " " not in text[f.start : f.end]}
    alone.update(token.word for token in loose)
    full, titled, others = [], [], []
    for item in found:
        words = text[item.start : item.end].split()
        if item.kind != "person":
            others.append(item)
        elif len(words) == 1:
            titled.append(item)
        elif item.weak and words[-1] not in alone:
            others.append(item._replace(kind="other"))
        else:
            full.append(item)
    return full, titled, others


def _full_names(text: str, full: Sequence[NameSpan]) -> list[_Entity]:
    """Persons by full name: the same given name and surname are one, unless middle initials or suffixes differ."""
    people: list[_Entity] = []
    alike: dict[tuple[str, str, str], list[_Entity]] = {}
    for item in full:
        name = personal_name(text[item.start : item.end])
        # A document that prints "Jr." once and not again speaks of father and son.
        same = alike.setdefault((name.surname, name.given, name.suffix), [])
        person = next((p for p in same if p.name is not None and _middle_fits(p.name, name)), None)
        if person is None:
            person = _Entity("person", name)
            people.append(person)
            same.append(person)
        elif person.name is not None and person.name != name:
            person.rules["the same given name and surname"] = None
        person.spans[item.start, item.end] = None
        if len(person.spans) <= _INTRODUCTIONS:
            person.roles.extend(role for role in (role_before(text, item.start), role_after(text, item.end)) if role)
    return people


def _middle_fits(one: PersonalName, other: PersonalName) -> bool:
    return not (one.middle and other.middle and one.middle[0] != other.middle[0])


def _titled_surnames(
    text: str,
    titled: Sequence[NameSpan],
    by_surname: dict[str, list[_Entity]],
    by_given: dict[str, list[_Entity]],
    people: list[_Entity],
    apart: dict[str, _Entity],
    alone: frozenset[str],
) -> None:
    """Surnames after a title or role go to the one person whom surname, gender and role fit; of two, to neither."""
    for item in titled:
        if not item.title and _attach(text, item.start, item.end, by_surname, by_given):
            continue
        word = text[item.start : item.end]
        surname = personal_name(word).surname
        role = role_before(text, item.start)
        candidates = by_surname.get(surname, [])
        fitting = _fitting(text, item.start, role, candidates, alone)
        rule = "surname after a title" if item.title else "surname"
        if not candidates and len(by_given.get(surname, [])) == 1:
            fitting, rule = by_given[surname], "given name"
        if len(fitting) > 1:
            person = _kept_apart(word, apart, people)
        elif fitting:
            person = fitting[0]
            person.rules[rule] = None
        else:
            person = _Entity("person", personal_name(word))
            if candidates:
                person.rules["kept apart: another person of this surname has another role"] = None
            people.append(person)
            by_surname.setdefault(surname, []).append(person)
        person.spans[item.start, item.end] = None
        if role:
            person.roles.append(role)


def _is_somebody_else(person: _Entity, alone: frozenset[str]) -> bool:
    """Whether the document sets the person off from an office-holder of his surname: by "Jr.", or by calling him by his
    given name alone, as it does children."""
    return person.name is not None and (bool(person.name.suffix) or person.name.first in alone)


def _fitting(
    text: str, start: int, role: Role | None, candidates: Sequence[_Entity], alone: frozenset[str]
) -> list[_Entity]:
    """The persons of one surname whom the title at hand fits."""
    gender = "m" if _MAN.search(text, max(0, start - 10), start) else ""
    gender = "f" if _WOMAN.search(text, max(0, start - 10), start) else gender
    fitting = [p for p in candidates if not (gender and p.name and gender_of(p.name) not in (gender, None))]
    if role is not None and role.words not in roles().honorifics:
        holders = [p for p in fitting if any(r.words.split()[-1] == role.words.split()[-1] for r in p.roles)]
        # Whoever is introduced by an office and surname alone is not the person introduced later without that office.
        fitting = holders or [p for p in fitting if min(p.spans) < (start, start) and not _is_somebody_else(p, alone)]
    if len(fitting) > 1 and gender:
        fitting = [p for p in fitting if p.name and gender_of(p.name) == gender] or fitting
    return fitting


def _kept_apart(word: str, apart: dict[str, _Entity], people: list[_Entity]) -> _Entity:
    """The name that takes the mentions of a surname which fits several persons."""
    surname = personal_name(word).surname
    if surname not in apart:
        apart[surname] = _Entity("person", personal_name(word))
        apart[surname].rules["kept apart: more than one person has this surname"] = None
        people.append(apart[surname])
    return apart[surname]


def _lone_words(
    text: str,
    others: Sequence[NameSpan],
    by_surname: dict[str, list[_Entity]],
    by_given: dict[str, list[_Entity]],
    people: list[_Entity],
    apart: dict[str, _Entity],
) -> list[NameSpan]:
    """Attaches surnames that stand alone to their persons; gives back what is no person's. A surname of two persons
    becomes a name of its own."""
    if not people:
        return list(others)
    rest = []
    for item in others:
        words = text[item.start : item.end]
        if item.kind == "other":
            if " " not in words and len(by_surname.get(personal_name(words).surname, ())) > 1:
                _kept_apart(words, apart, people).spans[item.start, item.end] = None
                continue
            if "-" in words and any(personal_name(part).surname in by_surname for part in words.split("-")[1:]):
                continue  # "the Vale-Field talks"
        sure = item.kind == "organisation" or words in state_places()
        if sure or not _is_one_word(words) or not _attach(text, item.start, item.end, by_surname, by_given):
            rest.append(item)
    return rest


def _is_one_word(words: str) -> bool:
    return all(word.lower() in PARTICLES for word in words.split()[:-1])


def _attach_loose(
    text: str, loose: Sequence[NameToken], by_surname: dict[str, list[_Entity]], by_given: dict[str, list[_Entity]]
) -> None:
    """Names in headlines and other runs of capitals: full names that the document has elsewhere, then single words."""
    if not by_surname:
        return
    k = 0
    while k < len(loose):
        token = loose[k]
        following = loose[k + 1] if k + 1 < len(loose) and loose[k + 1].start == token.end + 1 else None
        person = _full_name_here(token, following, by_surname) if following else None
        if person is not None and following is not None:
            person.spans[token.start, following.end] = None
            k += 2
            continue
        if len(token.word) > 1:
            _attach(text, token.start, token.end, by_surname, by_given)
        k += 1


def _full_name_here(token: NameToken, following: NameToken, by_surname: dict[str, list[_Entity]]) -> _Entity | None:
    name = personal_name(f"{token.word} {following.word}")
    fitting = [p for p in by_surname.get(name.surname, []) if p.name and p.name.given == name.given]
    return fitting[0] if len(fitting) == 1 else None


def _attach(
    text: str, start: int, end: int, by_surname: dict[str, list[_Entity]], by_given: dict[str, list[_Entity]]
) -> bool:
    """Joins a word that stands alone to the one person of the document who has it as surname or, failing that, as given
    name. False where there is nobody, or more than one."""
    word = personal_name(text[start:end]).surname
    candidates, rule = by_surname.get(word), "surname"
    if not candidates:
        candidates, rule = by_given.get(word), "given name"
        if not candidates or text[start:end].lower() in common_words():
            return False
    if len(candidates) != 1:
        return False
    person = candidates[0]
    if person.name is not None and rule == "surname":
        for particle in person.name.particles:
            before = text[max(0, start - len(particle) - 1) : start]
            if before.lower() == particle + " ":
                start -= len(particle) + 1
                break
    person.spans[start, end] = None
    if person.name is not None and person.name.given:
        person.rules[rule] = None
    return True


def _things(text: str, rest: Sequence[NameSpan]) -> list[_Entity]:
    """Organisations, places and other names, by spelling; acronyms in parentheses join the name before them."""
    by_key: dict[str, _Entity] = {}
    borne_out = {text[item.start : item.end] for item in rest if not item.weak}
    items = [item for item in rest if not item.weak or text[item.start : item.end] in borne_out]
    for item in items:
        words = " ".join(text[item.start : item.end].split())
        key = _key(words, item.kind)
        entity = by_key.get(key)
        if entity is None:
            entity = by_key[key] = _Entity(item.kind)
        entity.spans[item.start, item.end] = None
        entity.forms[words] = None
    for item in items:
        if item.kind == "organisation":
            match = _ACRONYM.match(text, item.end)
            words = text[item.start : item.end]
            if match and _abbreviates(match.group(1), words):
                owner = by_key[_key(" ".join(words.split()), item.kind)]
                other = by_key.get(_key(match.group(1), "organisation"))
                if other is not owner:
                    owner.rules[f"acronym in parentheses: {match.group(1)}"] = None
                    owner.spans[match.span(1)] = None
                if other is not None and other is not owner:
                    owner.spans.update(other.spans)
                    other.spans = {}
    for entity in by_key.values():
        if len(entity.forms) > 1:
            entity.rules[f"forms of one name: {', '.join(entity.forms)}"] = None
    return list(by_key.values())


def _key(words: str, kind: NameKind) -> str:
    return f"{kind} {usual_name(words, kind)}"


def _abbreviates(acronym: str, words: str) -> bool:
    """Whether the acronym's letters are first letters of the words, in order."""
    initials = iter(word[0].upper() for word in words.replace("-", " ").split())
    return all(letter in initials for letter in acronym.upper().replace(".", "").replace("&", "A"))


def _descriptions(text: str, segmented: Segmented, people: Sequence[_Entity], things: Sequence[_Entity]) -> None:
    """ "The US president" where exactly one person of the document has that role (and country, if one is named)."""
    holders = [(person, role) for person in people for role in person.roles]
    if not holders:
        return
    inside = {span: thing for thing in things for span in thing.spans}
    named = sorted(span for person in people for span in person.spans)
    for sentence in segmented.sentences:
        for start, end, nation, words in _described(text, sentence.start, sentence.end):
            if _overlaps(named, start, end):
                continue  # words that were taken for somebody's name already
            following = text[end : end + 16].split()
            if following and text[end] == " " and (following[0].lower() in roles().heads | _LONGER):
                continue  # "the chief executive" is no chief
            country = country_words().get(nation, "") if nation else ""
            if nation and not country:
                continue
            words = words.lower().replace("advisor", "adviser").replace("defence", "defense")
            words = words.replace("spokeswoman", "spokesman").replace("spokesperson", "spokesman")
            fitting = {id(p): p for p, role in holders if _fits(role, words, country)}
            if len(fitting) == 1:
                person = next(iter(fitting.values()))
                for span in [s for s in inside if start <= s[0] < end]:
                    inside.pop(span).spans.pop(span)
                person.spans[start, end] = None
                person.rules[f"role: {' '.join(text[start:end].lower().split())}"] = None


def _described(text: str, first: int, last: int) -> Iterator[tuple[int, int, str, str]]:
    """Where "the", perhaps a nation, and an office stand in `text[first:last]`; the nation, and the office with what
    narrows it ("deputy prime minister"). Read word by word: one expression for all offices takes long to compile."""
    at = text.find("he ", first + 1, last)
    while at >= 0:
        start = at - 1
        office = None
        if text[start] in "Tt" and not (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            office = _office(text, at + 3, last)
        if office is None:
            at = text.find("he ", at + 1, last)
        else:
            begin, end = office
            yield start, end, text[at + 3 : begin].strip(), text[begin:end]
            at = text.find("he ", end + 1, last)


def _office(text: str, begin: int, last: int) -> tuple[int, int] | None:
    """The office that begins at `begin` or after up to two capitalised words: where it begins with its modifiers, and
    where it ends."""
    offices, modifiers = word_set("office"), word_set("before an office")
    for _ in range(_MOST_NATIONS + 1):
        starts = [begin]
        while len(starts) <= _MOST_MODIFIERS and (word := _WORD.match(text, starts[-1], last)):
            if word.group().lower() not in modifiers or not text.startswith(" ", word.end(), last):
                break
            starts.append(word.end() + 1)
        for start in reversed(starts):
            word = _WORD.match(text, start, last)
            if word and word.group().lower() in offices and not _NO_OFFICE.match(text, word.end(), last):
                return begin, word.end()
        nation = _NATION.match(text, begin, last)
        if nation is None:
            return None
        begin = nation.end()
    return None


def _overlaps(named: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(named, (start, start))
    return (at < len(named) and named[at][0] < end) or (at > 0 and named[at - 1][1] > start)


def _fits(role: Role, words: str, country: str) -> bool:
    mine, theirs = role.words.split(), words.split()
    if mine[-len(theirs) :] != theirs or (country and role.country != country):
        return False
    return not _TELLING.intersection(mine[: -len(theirs)])


def _record(document: Document, entity: _Entity) -> Name:
    text, of = document.text, document.id
    spans = sorted(entity.spans)
    mentions = []
    counts: dict[str, int] = {}
    for start, end in spans:
        form = words = text[start:end]
        mentions.append(unchecked(Citation, {"start": start, "end": end, "document": of, "exact": words}))
        if "\n" in form:
            form = " ".join(words.split())
        counts[form] = counts.get(form, 0) + 1
    # Of equally frequent ones the first stays first.
    ordered = sorted(counts, key=lambda form: -counts[form]) if len(counts) > 1 else list(counts)
    return unchecked(
        Name,
        {
            "id": mint("n", document.path, mentions[0].exact, spans[0][0]),
            "name": best_form(ordered, entity.kind),
            "kind": entity.kind,
            "aliases": tuple([unchecked(Alias, {"text": form, "count": counts[form]}) for form in ordered]),
            "mentions": tuple(mentions),
            "rules": tuple(entity.rules),
        },
    )

"""Sentences that are kept and told in the language of whoever reads them, not of who sent the list.

A sentence stands where ``gettext`` would, and under the same name, so that its msgid is found as
any other: ``from ..sentences import Sentence as _``, then ``_("Row %(row)d …") % {"row": 5}``.
Kept, it is {"said": msgid, "with": {name: value}}, with "many" the msgid of the plural. Text that
was kept as such, before there were sentences, says itself. Telling one never raises: whatever an
older edition or a damaged row holds, its msgid can be read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, override

PLAIN = frozenset((str, int, float, bool, type(None)))
KEYS = frozenset(("said", "many", "with"))
#: How the JSON of a sentence begins where it stands in a column of text.
BEGINS = '{"said"'


class Sentence:
    """``said`` is a msgid, ``facts`` the values in it: numbers, texts, days, other sentences, and
    whatever else has words of its own (choices, rows of the register), which are taken down in each
    language. Where there is a plural, ``many``, the value called "number" decides."""

    __slots__ = ("facts", "many", "said")

    def __init__(
        self, said: str, facts: Mapping[str, object] | None = None, many: str = ""
    ) -> None:
        self.said = said
        self.many = many
        self.facts = None if facts is None else {
            name: value if value.__class__ in PLAIN else worded(value)
            for name, value in facts.items()
        }  # fmt: skip

    def __mod__(self, facts: Mapping[str, object]) -> Sentence:
        return Sentence(self.said, facts, self.many)

    def __str__(self) -> str:
        facts = {
            name: shown_day(value) if isinstance(value, dt.date) else value
            for name, value in (self.facts or {}).items()
        }
        for words in (self._in_this_language, lambda: self.said):
            try:
                return words() if self.facts is None else words() % facts
            except (KeyError, TypeError, ValueError):  # it asks for a value that was not kept
                continue
        return self.said

    def _in_this_language(self) -> str:
        if not self.many:
            return gettext(self.said)
        return ngettext(self.said, self.many, (self.facts or {})["number"])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentence):
            return NotImplemented
        return (self.said, self.facts, self.many) == (other.said, other.facts, other.many)

    def __hash__(self) -> int:
        return hash(self.said)

    def __repr__(self) -> str:
        return f"Sentence({self.said!r}, {self.facts!r})"

    def as_json(self) -> dict[str, object]:
        kept: dict[str, object] = {"said": self.said}
        if self.many:
            kept["many"] = self.many
        if self.facts is not None:
            kept["with"] = {
                name: value if value.__class__ in PLAIN else as_json(value)
                for name, value in self.facts.items()
            }
        return kept


class InEach:
    """Words that are no msgid: {language: text}."""

    __slots__ = ("texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def __str__(self) -> str:
        return str(self.texts.get(get_language() or "") or next(iter(self.texts.values()), ""))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InEach) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(tuple(self.texts))


def counted(one: str, many: str) -> Sentence:
    """A sentence with a plural, to be imported as ``ngettext``; its values must name a "number"."""
    return Sentence(one, many=many)


def together(parts: Iterable[object], between: str = " ") -> Sentence:
    """Several sentences, or texts, as one."""
    facts = {str(place): part for place, part in enumerate(parts)}
    return Sentence(places(len(facts), between), facts)


@lru_cache(maxsize=100)
def places(number: int, between: str) -> str:
    return between.join(f"%({place})s" for place in range(number))


def as_kept(said: Sentence) -> str:
    """As a column of text keeps it, also one that is not ours: :func:`read` has it back."""
    return json.dumps(said, cls=Encoder, ensure_ascii=False)


def read(text: str) -> Sentence | str:
    """What :func:`as_kept` kept, or the text that it is."""
    if not text.startswith(BEGINS):
        return text
    try:
        return READ(text)
    except ValueError:
        return text


def said_by(error: Exception) -> Sentence | str:
    """What an error says, to be kept: it was raised with a sentence, or else with text."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Sentence) else str(error)


def worded(value: object) -> object:
    """A value as a sentence keeps it, also one that comes back from JSON."""
    if isinstance(value, Sentence | InEach | dt.date):
        return value
    if isinstance(value, dict):
        return worded_again(value)
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = str(value)
    alike = set(texts.values())
    return alike.pop() if len(alike) == 1 else InEach(texts)


def worded_again(kept: Mapping[str, object]) -> object:
    if "day" in kept:
        try:
            return dt.date.fromisoformat(str(kept["day"]))
        except ValueError:
            return str(kept["day"])
    texts = kept.get("in")
    return InEach(texts) if isinstance(texts, dict) else ""


def as_json(value: object) -> object:
    """What JSON has no form for by itself; for ``default`` of those who write it."""
    if isinstance(value, Sentence):
        return value.as_json()
    if isinstance(value, InEach):
        return {"in": value.texts}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    raise TypeError(type(value).__name__)


def from_json(kept: dict[str, object]) -> object:
    """The sentence that an object of JSON is, or else the object; for ``object_hook``."""
    if "said" not in kept or not KEYS.issuperset(kept):
        return kept
    facts, many = kept.get("with"), kept.get("many")
    return Sentence(
        str(kept["said"]),
        facts if isinstance(facts, dict) else None,
        many if isinstance(many, str) else "",
    )


def shown_day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


class Encoder(json.JSONEncoder):
    def default(self, o: object) -> object:
        return as_json(o)


class Decoder(json.JSONDecoder):
    def __init__(self, **options: object) -> None:
        super().__init__(object_hook=from_json, **options)


READ = Decoder().decode


class SentenceField(models.TextField):
    """A sentence; also plain text, as rows of older editions have it."""

    def from_db_value(self, value: str | None, _expression, _connection) -> Sentence | str | None:
        return self.to_python(value)

    def to_python(self, value: object) -> object:
        return read(value) if isinstance(value, str) else value

    def get_prep_value(self, value: object) -> object:
        return as_kept(value) if isinstance(value, Sentence) else value

    def value_to_string(self, obj: models.Model) -> object:
        return self.get_prep_value(self.value_from_object(obj))


class SentencesField(models.JSONField):
    """JSON with sentences somewhere in it, which come back as such."""

    def __init__(self, *names: str, **options: object) -> None:
        super().__init__(*names, **options | {"encoder": Encoder, "decoder": Decoder})

    def deconstruct(self):
        *where, options = super().deconstruct()
        return (*where, {k: v for k, v in options.items() if k not in ("encoder", "decoder")})

    def value_to_string(self, obj: models.Model) -> object:
        return json.loads(json.dumps(self.value_from_object(obj), cls=Encoder))

"""What values of a list stand for that can't be read: asked of the clerk, one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..imports.cells import CellError
from ..imports.corrections import references_of
from ..imports.references import UnknownReference
from ..imports.resemblance import close_agencies
from ..imports.unread import told_before, unread_of
from ..names import match_key

#: What lists write, and the clerk answers, for a value that is not known.
NOTHING = "-"
AGENCIES = "agencies"


class MeaningFields:
    """For the form of a batch: a field for each value that was not read or explained before."""

    def add_meanings(self, coded: Mapping[str, Callable]) -> None:
        self.meanings: list[tuple[str, str, int | None, str]] = []
        unread = unread_of(self.batch)
        for field in self.layout.importable():
            told = self.given.values.get(field.name, {})
            counts = dict(unread.get(field.name, ()))
            asked = {match_key(text): text for text in (*told, *counts)}
            choices = coded[field.name]() if asked and field.name in coded else None
            for text in asked.values():
                name = f"means_{field.name}_{digest(text)}"
                answer = told_before(told, text) or (NOTHING if text in told else "")
                self.fields[name] = meaning_field(field.name, text, choices, answer)
                self.meanings.append((field.name, text, counts.get(text), name))

    @property
    def meaning_groups(self) -> list[dict[str, object]]:
        """One for each field: its label, and (value, number of rows, answer, a close word of the
        register) of each value."""
        groups = []
        for field in self.layout.importable():
            lines = [
                (text, number, self[name], self.hint(of, text))
                for of, text, number, name in self.meanings
                if of == field.name
            ]
            if lines:
                open_to_words = any(line[2].field.widget.input_type == "text" for line in lines)
                groups.append({"label": field.label, "lines": lines, "words": open_to_words})
        return groups

    @cached_property
    def references(self):
        return references_of(self.batch, self.layout, self.given)

    def hint(self, of: str, text: str) -> str:
        """The agency whose name is closest to a text; never an answer by itself."""
        if of != "agency" or of not in self.layout.looked_up:
            return ""
        return next((str(one["name"]) for one in close_agencies(text, self.references[0])), "")

    @property
    def known_agencies(self) -> list[str]:
        """Names to choose from where an agency is asked for."""
        if not any(of == "agency" for of, *_rest in self.meanings):
            return []
        return sorted({one.name for one in self.references[0].in_being})

    def clean(self) -> dict[str, object]:
        """Each answer must be a value of its field."""
        said = super().clean()
        for of, _text, _number, name in self.meanings:
            answer = said.get(name)
            if answer and answer != NOTHING and (problem := self.wrong_with(of, answer)):
                self.add_error(name, problem)
        return said

    def wrong_with(self, of: str, answer: str) -> str:
        try:
            self.layout.field(of).clean(answer)
            if of == "agency":
                self.references[0].find(answer)
        except (CellError, UnknownReference) as wrong:
            return str(wrong)
        return ""

    def told_values(self) -> dict[str, dict[str, str]]:
        """The answers that were given, as instructions keep them."""
        told: dict[str, dict[str, str]] = {}
        for of, text, _number, name in self.meanings:
            if answer := self.cleaned_data.get(name):
                told.setdefault(of, {})[text] = "" if answer == NOTHING else answer
        return told


def digest(text: str) -> str:
    return hashlib.sha256(match_key(text).encode()).hexdigest()[:12]


def meaning_field(of: str, text: str, choices, initial: str) -> forms.Field:
    label = _("“%(value)s” stands for") % {"value": text}
    if choices is not None:
        offered = [("", _("– not answered")), (NOTHING, _("leave empty")), *choices]
        return forms.ChoiceField(label=label, choices=offered, required=False, initial=initial)
    attributes = {"list": AGENCIES} if of == "agency" else {}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, required=False, initial=initial, widget=widget)

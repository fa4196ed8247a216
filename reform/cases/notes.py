"""Notes in a dossier: signed, never changed; a person is named by ``@username``."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, Mention, Note
from .letters import tell_of_mention
from .reach import people_of

#: A name as accounts have them; neither a mail address nor the full stop that ends a sentence.
NAMED = re.compile(r"(?<![\w.@+-])@([\w.@+-]*\w)")
ADD_NOTE, SEE = "reform.add_note", "reform.view_case"


class NoteRefused(Exception):
    """A note that is not written; the text says why and the cure."""


@transaction.atomic
def write_note(case: Case, text: str, *, by, at: dt.datetime) -> Note:
    """Write a note, and tell the people it names. Raises :class:`NoteRefused`."""
    if not by.has_perm(ADD_NOTE, case):
        raise NoteRefused(_("Your role does not write in this dossier."))
    if not text.strip():
        raise NoteRefused(_("Write something first."))
    people = mentioned(case, text)
    note = Note.objects.create(case=case, text=text.strip(), written_at=at, written_by=by)
    for person in people:
        tell_of_mention(Mention.objects.create(note=note, person=person))
    return note


def mentioned(case: Case, text: str) -> list:
    """The people that the text names, each once; raises :class:`NoteRefused` for those who may not
    see the dossier, in the same words as for those who do not exist."""
    names = list(dict.fromkeys(NAMED.findall(text)))
    found = {person.username: person for person in people_of(case, SEE).filter(username__in=names)}
    if strangers := [f"@{name}" for name in names if name not in found]:
        raise NoteRefused(
            _("Nobody with the name %(names)s may see this dossier: name somebody who may.")
            % {"names": ", ".join(strangers)}
        )
    return [found[name] for name in names]


def see(case: Case, *, by, at: dt.datetime) -> int:
    """Note that a person has seen where the notes of a dossier name them; how many it were."""
    unseen = Mention.objects.filter(note__case=case, person=by, seen_at=None)
    return unseen.update(seen_at=at)

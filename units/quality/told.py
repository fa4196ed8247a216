"""Reading an event out of a unit's name, and leaving names alone that only sound like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..names import one_spelling
from .wordings import AROUND, WORDINGS, Weight, Wording, without_accents

#: A stretch of a name: in brackets, or plain text, perhaps behind a dash, comma or semicolon.
PIECE = re.compile(
    r"[(\[](?P<brackets>[^)\]]*)|(?P<aside> - |[,;] )?(?P<text>(?:(?! - |[,;] )[^(\[])+)"
)


@dataclass(frozen=True)
class Told:
    """An event that a name tells of: its kind (empty: not said), its year (None: not said), and the
    part of the name that says so."""

    kind: str
    year: int | None
    words: str


def event_told_by(name: str) -> Told | None:
    """The event that a unit's name carries, or None when it is only a name."""
    text = " ".join(one_spelling(name).split())
    wordings, around = grammar(accents=not text.isascii())
    for wording, pattern in wordings:
        pieces = PIECE.finditer(text) if pattern.search(text) else ()
        for piece in pieces:
            for found in pattern.finditer(text, *piece.span(piece.lastgroup)):
                passage = Passage(wording, text, piece, found, around)
                if passage.tells_event():
                    return Told(wording.kind, passage.year(), passage.quotation())
    return None


@cache
def grammar(accents: bool):
    """Compiled wordings and what may stand around them; without accents for names so typed."""

    def ready(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern if accents else without_accents(pattern), re.IGNORECASE)

    wordings = [(one, ready(rf"\b(?:{one.pattern})")) for one in WORDINGS]
    return wordings, {name: ready(pattern) for name, pattern in AROUND.items()}


@dataclass(frozen=True)
class Passage:
    """A wording found in a piece of a name, and what surrounds it there."""

    wording: Wording
    text: str
    piece: re.Match[str]
    found: re.Match[str]
    around: dict[str, re.Pattern[str]]

    @property
    def before(self) -> str:
        return self.text[self.piece.start(self.piece.lastgroup) : self.found.start()]

    @property
    def after(self) -> str:
        return self.text[self.found.end() : self.piece.end(self.piece.lastgroup)]

    @property
    def in_brackets(self) -> bool:
        return self.piece["brackets"] is not None

    @property
    def begins_remark(self) -> bool:
        return self.is_("lead", self.before) and (self.in_brackets or bool(self.piece["aside"]))

    @property
    def written_as_a_name(self) -> bool:
        """ "Hợp Nhất", or all of the text in capitals."""
        words = self.found[0]
        return " " in words and (words.istitle() or self.text.isupper())

    def is_(self, what: str, text: str) -> bool:
        return self.around[what].search(text) is not None

    def followed_by(self, *what: str) -> bool:
        return any(self.is_(one, self.after) for one in what)

    def tells_event(self) -> bool:
        if self.is_("marked", self.before) or self.followed_by("date in words"):
            return True
        believed = {
            Weight.PLAIN: self.believed_plainly,
            Weight.NAME: self.believed_unless_a_name,
            Weight.SERVICE: self.believed_at_the_head_of_brackets,
        }
        return believed[self.wording.weight]()

    def believed_plainly(self) -> bool:
        if self.in_brackets or self.begins_remark or self.followed_by("date"):
            return True
        ends_the_name = not self.after.strip(" .")
        return not self.is_("purpose", self.before) and (
            ends_the_name or self.followed_by("link", "unit", "several", "order")
        )

    def believed_unless_a_name(self) -> bool:
        if self.is_("place", self.before):
            return False
        if self.followed_by("linked unit", "several", "order"):
            return True
        if self.written_as_a_name:
            return self.in_brackets and self.followed_by("date")
        remark = self.in_brackets or self.begins_remark
        return remark or self.followed_by("date", "unit") or self.names_partner()

    def believed_at_the_head_of_brackets(self) -> bool:
        return self.in_brackets and self.begins_remark

    def names_partner(self) -> bool:
        """ "hợp nhất với Minh Khai", but not "hợp nhất từ thiện"."""
        found = self.around["partner"].search(self.after)
        return found is not None and not found["partner"].islower()

    def year(self) -> int | None:
        """The nearest year: behind the wording, else before it, else in the rest of the name."""
        rest = self.text[self.piece.end() :]
        for text in (self.after, self.before, rest):
            if found := self.around["year"].search(text):
                return int(found[1])
        return None

    def quotation(self) -> str:
        """The whole remark, or the name from the wording on."""
        remark = self.in_brackets or self.begins_remark
        return (self.before * remark + self.found[0] + self.after).strip()

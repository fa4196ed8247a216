"""What the words of a list stand for: agencies and sectors, found by code or exact name."""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Q

from ..models import Agency, Province, Sector
from ..names import match_key
from ..periods import holds, last_day
from ..sentences import Sentence
from ..sentences import Sentence as _
from .celltext import is_unknown
from .clean_rows import CleanRows


class UnknownReference(ValueError):
    """A word that stands for nothing the register knows; its text says the cure."""

    def __init__(self, code: str, message: Sentence) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class KnownAgency(NamedTuple):
    pk: int
    code: str | None
    name: str
    province_id: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None


class Agencies:
    """Agencies that a list of ``province`` (None: of the ministries) may name on ``as_of``.

    Nearest first: of the province itself, of the provinces merged into it, then without a province.
    ``meanings`` is {folded text: the code or name that it stands for, "" for none}, ``new`` the
    names that may be created although ``create`` is not said of all.
    """

    def __init__(
        self,
        province: Province | None,
        as_of: dt.date,
        *,
        create: bool = False,
        meanings: Mapping[str, str] | None = None,
        new: Iterable[str] = (),
    ) -> None:
        self.as_of = as_of
        self.create = create
        self.meanings = meanings or {}
        self.new = {match_key(name) for name in new}
        own = province.pk if province else None
        merged = province.territory_ids() - {own} if province else set()
        self.circles: list[set[int | None]] = [{own}, merged, {None}]
        near = Q(province=None) | Q(province__in={own, *merged} - {None})
        rows = Agency.objects.filter(near).order_by("pk").values_list(*KnownAgency._fields)
        self.rows = [KnownAgency._make(row) for row in rows]
        self._by_code = {row.code: row for row in self.rows if row.code}
        self._by_name: dict[str, list[KnownAgency]] = defaultdict(list)
        for row in self.rows:
            self._by_name[match_key(row.name)].append(row)
        self._found: dict[str, int | str | UnknownReference | None] = {}

    def find(self, text: str) -> int | str | None:
        """The agency's id, or the name under which confirming creates it; None where the clerk says
        that the text stands for none.

        Raises :class:`UnknownReference`.
        """
        if text not in self._found:
            try:
                self._found[text] = self._look_up(text)
            except UnknownReference as unknown:
                self._found[text] = unknown
        found = self._found[text]
        if isinstance(found, UnknownReference):
            raise found
        return found

    @property
    def in_being(self) -> list[KnownAgency]:
        return [row for row in self.rows if self._alive(row)]

    def on(self, day: dt.date) -> Agencies:
        """The same agencies as they are to be found on another day."""
        then = copy.copy(self)
        then.as_of, then._found = day, {}
        return then

    def _look_up(self, text: str) -> int | str | None:
        text = self.meanings.get(match_key(text), text)
        if is_unknown(text):
            return None
        by_code = self._by_code.get(text)
        if by_code and self._alive(by_code):
            return by_code.pk
        namesakes = self._by_name.get(match_key(text), [])
        alive = [row for row in namesakes if self._alive(row)]
        for circle in self.circles:
            near = [row for row in alive if row.province_id in circle]
            if len(near) == 1:
                return near[0].pk
            if near:
                raise several_agencies(text, near)
        if gone := [*namesakes, *([by_code] if by_code else [])]:
            raise not_alive(gone[0], self.as_of)
        if not self.create and match_key(text) not in self.new:
            raise no_agency(text)
        self._found.setdefault(match_key(text), text)  # another spelling means the same new one
        return str(self._found[match_key(text)])

    def _alive(self, row: KnownAgency) -> bool:
        return holds(row.valid_from, row.valid_to, self.as_of)


class Sectors:
    """The legal list of sectors: by code, name, English name, or another name seen in lists;
    ``meanings`` as of :class:`Agencies`."""

    def __init__(self, meanings: Mapping[str, str] | None = None) -> None:
        self.meanings = meanings or {}
        self._by_key: dict[str, int] = {}
        rows = Sector.objects.values_list("pk", "code", "name", "name_en", "also_called")
        self.codes: list[str] = []
        for pk, code, *names, also_called in rows:
            self.codes.append(code)
            for name in (code, *names, *also_called.splitlines()):
                self._by_key.setdefault(match_key(name), pk)

    def find(self, text: str) -> int | None:
        """The sector's id, None where the clerk says that the text stands for none; raises
        :class:`UnknownReference`."""
        text = self.meanings.get(match_key(text), text)
        if is_unknown(text):
            return None
        found = self._by_key.get(match_key(text))
        if found is None:
            raise no_sector(text, self.codes)
        return found


def create_agencies(names: Iterable[str], province: Province | None) -> dict[str, int]:
    """Create agencies of which only the name is known, as a list has it: {name: id}."""
    agencies = {name: Agency(name=name[:300], province=province) for name in names}
    for agency in agencies.values():
        agency.write_keys()
    Agency.objects.bulk_create(agencies.values())
    return {name: agency.pk for name, agency in agencies.items()}


def no_agency(text: str) -> UnknownReference:
    return UnknownReference(
        "agency_unknown",
        _("The register knows no governing agency “%(agency)s”: correct the name, enter the agency "
          "in the register, or choose to create missing agencies.") % {"agency": text},
    )  # fmt: skip


def several_agencies(text: str, rows: list[KnownAgency]) -> UnknownReference:
    return UnknownReference(
        "agency_ambiguous",
        _("%(number)d governing agencies are called “%(agency)s”: give the agency's code instead.")
        % {"number": len(rows), "agency": text},
    )


def not_alive(agency: KnownAgency, as_of: dt.date) -> UnknownReference:
    facts = {"agency": agency.name, "as_of": f"{as_of:%d/%m/%Y}"}
    if agency.valid_from and as_of < agency.valid_from:
        message = _("The governing agency “%(agency)s” exists only from %(day)s, after %(as_of)s: "
                    "name the agency of that day, or correct the date of the list.")  # fmt: skip
        facts["day"] = f"{agency.valid_from:%d/%m/%Y}"
    else:
        message = _("The governing agency “%(agency)s” ended on %(day)s, before %(as_of)s: name "
                    "the agency that took over, or correct the date of the list.")  # fmt: skip
        facts["day"] = f"{last_day(agency.valid_to):%d/%m/%Y}"
    return UnknownReference("agency_not_alive", message % facts)


def no_sector(text: str, codes: list[str]) -> UnknownReference:
    return UnknownReference(
        "sector_unknown",
        _("“%(sector)s” is no sector: write one of %(codes)s, or its name in the law.")
        % {"sector": text, "codes": ", ".join(codes)},
    )


def refer(rows: CleanRows, name: str, find: Callable[[str], object]) -> None:
    """Put the ids in place of the words of a column, which are the row's own or its section's; each
    distinct word is looked up once while it is found."""
    known: dict[object, object] = {}

    def meant(place: int, own: object) -> object:
        text = own or rows.rows[place].inherited.get(name)
        if not text:
            return own
        if text not in known:
            try:
                known[text] = find(str(text))
            except UnknownReference as unknown:
                # That a section is called like a sector is a guess: a wrong one only warns.
                blocking = bool(own) or name == "agency"
                rows.say(place, unknown.code, unknown.message, name, str(text), blocking=blocking)
                return None
        return known[text]

    rows.replace(name, meant)

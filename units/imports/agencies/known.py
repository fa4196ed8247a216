"""What the register knows of agencies when a list of them is compared with it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q

from ...models import Agency, AgencyLevel, Province
from ...names import match_key
from ...periods import holds
from ...sentences import Sentence as _
from ..references import UnknownReference

LEVEL_WORDS = {
    "ministry": ("bộ", "cấp bộ"),
    "government_agency": ("cơ quan ngang bộ", "cơ quan thuộc chính phủ"),
    "province": (
        "cấp tỉnh",
        "tỉnh",
        "ubnd tỉnh",
        "ủy ban nhân dân tỉnh",
        "thành phố trực thuộc tw",
    ),
    "department": ("sở", "cấp sở", "sở, ban, ngành", "sở, ngành"),
    "sub_department": ("chi cục",),
    "other_provincial": ("tổ chức hành chính khác",),
    "unit": ("đơn vị sự nghiệp", "đơn vị sự nghiệp công lập"),
    "district": ("cấp huyện", "huyện", "ubnd cấp huyện", "ubnd huyện", "quận, huyện"),
    "commune": ("cấp xã", "xã", "phường", "đặc khu", "ubnd cấp xã", "ubnd xã", "xã, phường"),
}
#: The attributes of an agency that a list gives, by the names that changes are written under.
ATTRIBUTES = (
    "code", "name", "level", "bloc", "parent", "valid_from", "valid_to", "succeeded_by",
)  # fmt: skip
LINKS = ("parent", "succeeded_by")


class KnownAgency(NamedTuple):
    pk: int
    province: int | None
    code: str | None
    name: str
    level: int | None
    bloc: str
    parent: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    succeeded_by: int | None

    def overlaps(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether it existed at some time of a period; None is open."""
        begins_before = end is None or self.valid_from is None or self.valid_from < end
        return begins_before and (start is None or self.valid_to is None or self.valid_to > start)


class KnownAgencies:
    """All agencies, in one query; ``own`` are those of the list's province (None: of none)."""

    def __init__(self, province: Province | None, as_of: dt.date) -> None:
        self.province = province.pk if province else None
        self.as_of = as_of
        rows = Agency.objects.order_by("pk").values_list(*KnownAgency._fields)
        self.rows = {row[0]: KnownAgency._make(row) for row in rows}
        self.own = [row for row in self.rows.values() if row.province == self.province]
        self.by_code = {row.code: row for row in self.rows.values() if row.code}
        self.by_name: dict[str, list[KnownAgency]] = defaultdict(list)
        for row in self.own:
            self.by_name[match_key(row.name)].append(row)

    def in_force(self, row: KnownAgency) -> bool:
        return holds(row.valid_from, row.valid_to, self.as_of)

    def links(self, name: str) -> dict[int, int]:
        """{agency: its parent} or {agency: its successor} of all that have one."""
        return {row.pk: to for row in self.rows.values() if (to := getattr(row, name))}


class Levels:
    """Levels of agencies: by code, name, English name, or as offices write them."""

    def __init__(self) -> None:
        self.rows: Mapping[int, AgencyLevel] = {one.pk: one for one in AgencyLevel.objects.all()}
        self._by_key: dict[str, int] = {}
        for one in self.rows.values():
            for text in (one.code, one.name, one.name_en, *LEVEL_WORDS.get(one.code, ())):
                self._by_key.setdefault(match_key(text), one.pk)

    def find(self, text: str) -> int:
        """The level's id; raises :class:`UnknownReference`."""
        found = self._by_key.get(match_key(text))
        if found is None:
            codes = ", ".join(one.code for one in self.rows.values())
            raise UnknownReference(
                "level_unknown",
                _("“%(level)s” is no level of agencies: write one of %(codes)s, or its name in the "
                  "law.") % {"level": text, "codes": codes},
            )  # fmt: skip
        return found


def state_of_agencies(province: Province | None) -> str:
    """A digest that changes with every agency that a list of ``province`` may name."""
    near = Q(province=None)
    if province:
        near |= Q(province__in=province.territory_ids() | {province.pk})
    rows = Agency.objects.filter(near).order_by("pk").values_list(*KnownAgency._fields)
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()

"""Annex F of the workbook: the offices and land of the units that are to close."""

from __future__ import annotations

import datetime as dt

from units.choices import EventStatus, ParticipantRole
from units.counts import versions_counted
from units.models import Participant, Province

from ..cases.opening import GIVEN_UP
from .tables import ANNEXES, Table
from .wording import BLANK

FILLED_IN = ("office", "land", "floor", "plan")


def assets(province: Province, on: dt.date) -> Table:
    """The units in force on ``on`` that events not yet in effect would close, by name. The register
    knows no offices: the province fills them in."""
    closing = Participant.objects.filter(
        role=ParticipantRole.CLOSING, event__status=EventStatus.PROPOSED, event__province=province
    ).exclude(event__bundle__case__status__in=GIVEN_UP)
    units = versions_counted(on, province=province).filter(unit__in=closing.values("unit"))
    names = units.order_by("sort_key", "unit").values_list("name", flat=True)
    rows = [{"unit": name, **dict.fromkeys(FILLED_IN, BLANK)} for name in names]
    return Table(ANNEXES["f"], rows, "Các đơn vị chấm dứt theo phương án còn là dự thảo")

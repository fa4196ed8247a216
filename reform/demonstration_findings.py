"""Papers of the fictional province that do not add up, and what its appraiser made of them: every
status that a finding can have."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction

from resolutions.models import Finding, SourceClaim
from resolutions.reconciliation.check import check
from resolutions.reconciliation.handling import assign, resolve
from units.models import Province

#: Figures as first typed and as read again from the print: the first of them still does not add
#: up, which opens its finding again; the second does, so that nothing is left to find.
READ_AGAIN = {
    ("Báo cáo năm 2023 của Sở Nội vụ Minh Họa", 2): ("stated_percent", Decimal("3.2")),
    ("Báo cáo năm 2025 của Sở Nội vụ Minh Họa", 1): ("value", Decimal("506")),
}
NOTES = {
    "parts_are_not_the_total": "Sở Nội vụ đã đính chính: 232 đơn vị cấp tỉnh, không phải 234.",
    "percentage_is_not_computed": "Số in nhầm; tỷ lệ tính từ hai số là đúng.",
}


@transaction.atomic
def find_and_settle(path: Path, province: Province, *, now: dt.datetime, today: dt.date) -> int:
    """Returns the number of findings of the province; done once, a second run only checks."""
    is_new = not Finding.objects.filter(province=province).exists()
    claims = {one.natural_key(): one for one in load_claims(path, province)}
    check(on=today, at=now)
    if is_new:
        settle(province, now)
        for key, (field, value) in READ_AGAIN.items():
            setattr(claims[key], field, value)
            claims[key].save()
        check(on=today, at=now)
    return Finding.objects.filter(province=province).count()


def load_claims(path: Path, province: Province) -> list[SourceClaim]:
    """Claims that are there stay as they are: somebody may have read them again."""
    found = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        key = {"source": row.pop("source"), "position": row.pop("position")}
        claim = SourceClaim.objects.filter(**key).first()
        if claim is None:
            claim = SourceClaim(**key, province=province, **row)
            claim.full_clean()
            claim.save()
            claim.refresh_from_db()
        found.append(claim)
    return found


def settle(province: Province, now: dt.datetime) -> None:
    by = get_user_model().objects.get(username="demo_tham_dinh")
    for finding in Finding.objects.filter(province=province):
        seen = finding.fingerprint
        if finding.rule in NOTES:
            resolve(finding, note=NOTES[finding.rule], by=by, at=now, seen=seen)
        elif finding.rule == "difference_is_not_from_minus_to":
            assign(finding, to=by, by=by, at=now, seen=seen)

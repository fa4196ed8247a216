"""Dossiers of the fictional province, at different steps, brought there by the demo's people."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions.choices import DocumentKind
from resolutions.models import LegalDocument
from units.models import Participant, Province, ReorganizationEvent, UnitVersion

from .cases.desk import MOVES, Said, move
from .cases.filing import file_paper
from .cases.opening import open_case
from .models import Case, CodedReason, Procedure
from .roles import STEPS

APPRAISED = ("submit", "accept", "appraise", "conclude")
#: (days ago, way): one dossier each, so that every status is there; the second is overdue.
TOLD = (
    (3, ()),
    (40, ("submit", "accept", "appraise")),
    (20, ("submit", "accept", "appraise", "request")),
    (5, ("submit",)),
    (12, APPRAISED),
    (4, ("submit", "accept")),
    (15, (*APPRAISED, "approve")),
    (30, (*APPRAISED, "approve", "execute")),
    (45, (*APPRAISED, "reject")),
    (60, ("submit", "withdraw")),
)
ACCOUNT_OF = {
    "preparer": "demo_soan_thao",
    "appraiser": "demo_tham_dinh",
    "approver": "demo_phe_duyet",
}
OPERATIVE = dt.date(2028, 1, 1)
PAPER = b"%PDF-1.4\n% fictional\n%%EOF\n"


def open_dossiers(province: Province) -> int:
    """Open them once; gives their number, 0 when they are there already."""
    if Case.objects.filter(province=province).exists():
        return 0
    people = get_user_model().objects.in_bulk(list(ACCOUNT_OF.values()), field_name="username")
    procedure = Procedure.objects.get(code="giai-the-cap-tinh", edition=1)
    for version, (days, way) in zip(units_to_close(province), TOLD, strict=True):
        begun = timezone.now() - dt.timedelta(days=days)
        case = open_case(
            title=_("Dissolution of %(unit)s") % {"unit": version.name},
            procedure=procedure,
            province=province,
            by=people[ACCOUNT_OF["preparer"]],
            at=begun,
            today=timezone.localdate(begun),
        )
        draft(case, version, by=people[ACCOUNT_OF["preparer"]], at=begun)
        for hours, action in enumerate(way, 1):
            case = step(case, action, people, at=begun + dt.timedelta(hours=hours))
    return len(TOLD)


def units_to_close(province: Province) -> list[UnitVersion]:
    """Units in force that take part in no event, always the same ones."""
    busy = Participant.objects.filter(event__province=province).exclude(unit=None)
    standing = UnitVersion.objects.on(OPERATIVE).in_province(province)
    return list(standing.exclude(unit__in=busy.values("unit")).order_by("code")[: len(TOLD)])


def draft(case: Case, version: UnitVersion, *, by, at: dt.datetime) -> None:
    event = ReorganizationEvent.objects.create(
        kind="dissolve",
        province=case.province,
        bundle=case.bundle,
        operative_on=OPERATIVE,
        created_by=by,
    )
    Participant.objects.create(event=event, role="closing", unit_id=version.unit_id)
    for paper in case.procedure.required_documents.all():
        file = ContentFile(PAPER, name=f"{paper.code}.pdf")
        file_paper(case, file, required=paper, by=by, at=at)


def decision_on(case: Case, at: dt.datetime) -> LegalDocument:
    return LegalDocument.objects.create(
        number=f"{2800 + case.serial}/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Minh Họa",
        issued_on=timezone.localdate(at),
        kind=DocumentKind.DECISION,
        title=f"Giải thể {case.title.partition('Giải thể ')[2] or case.title}",
        province=case.province,
    )


def step(case: Case, action: str, people: dict, *, at: dt.datetime) -> Case:
    role = next(role for role, steps in STEPS.items() if action in steps)
    coded = MOVES[action].coded
    said = Said(
        reason=_("An example of the fictional province."),
        coded_reason=CodedReason.objects.filter(act=coded).first() if coded else None,
        decision=decision_on(case, at) if MOVES[action].needs_decision else None,
    )
    return move(
        case,
        action,
        by=people[ACCOUNT_OF[role]],
        expected_version=case.version,
        at=at,
        today=timezone.localdate(at),
        said=said,
    )

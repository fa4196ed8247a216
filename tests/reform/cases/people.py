"""A dossier and its people, for the tests of the case desk."""

from __future__ import annotations

import datetime as dt
import itertools

from django.core.files.base import ContentFile
from django.utils import timezone

from reform.cases import desk
from reform.cases.opening import open_case
from reform.models import Case, CaseDocument, CodedReason, DocumentVersion, Procedure
from resolutions.models import LegalDocument
from tests.factories import day, make_event, make_province, make_unit, make_user
from units.models import Province

TODAY = day("2026-03-02")  # a Monday
PARTS = ("preparer", "appraiser", "approver")
numbers = itertools.count(1)


class Office:
    """A province with one person for each part, a published procedure and two schools."""

    def __init__(self, province=None) -> None:
        self.province = province or make_province()
        self.people = {
            role: make_user(role=role, province=self.province)
            for role in (*PARTS, "reader", "inspector")
        }
        self.procedure = Procedure.objects.get(code="giai-the-cap-tinh")

    @classmethod
    def again(cls) -> Office:
        """The same province, with other people."""
        return cls(Province.objects.get(code="MH"))

    def case(self, *, filed: bool = True, units=None, **fields) -> Case:
        """A draft that dissolves one school, with its papers unless told otherwise."""
        case = open_case(
            title=fields.pop("title", "Giải thể trường"),
            procedure=fields.pop("procedure", self.procedure),
            province=self.province,
            by=self.people["preparer"],
            at=timezone.now(),
            today=TODAY,
            **fields,
        )
        if case.reverses_id is None:
            for unit in units or [make_unit(self.province)]:
                make_event(
                    "dissolve",
                    day("2026-06-01"),
                    province=self.province,
                    bundle=case.bundle,
                    closing=unit,
                )
        if filed:
            for paper in case.procedure.required_documents.all():
                file_paper(case, paper, by=self.people["preparer"])
        return case

    def move(self, case: Case, action: str, *, by=None, today: dt.date = TODAY, **said) -> Case:
        """One step by whoever takes it, with whatever its form needs."""
        return desk.move(
            case,
            action,
            by=by or self.people[WHO[action]],
            expected_version=case.version,
            at=timezone.now(),
            today=today,
            said=desk.Said(**{**whatever_is_needed(action, self), **said}),
        )

    def at(self, status: str, **fields) -> Case:
        """A dossier brought to ``status`` by the shortest way."""
        case = self.case(**fields)
        for action in WAYS[status]:
            case = self.move(case, action)
        return case


WHO = {
    "amend": "preparer", "submit": "preparer", "supplement": "preparer", "withdraw": "preparer",
    "return": "appraiser", "accept": "appraiser", "appraise": "appraiser",
    "request": "appraiser", "conclude": "appraiser", "extend": "appraiser",
    "assign": "appraiser", "release": "appraiser",
    "reconsider": "approver", "approve": "approver", "reject": "approver", "execute": "approver",
}  # fmt: skip
TO_APPRAISED = ("submit", "accept", "appraise", "conclude")
WAYS = {
    "draft": (),
    "submitted": ("submit",),
    "accepted": ("submit", "accept"),
    "appraising": ("submit", "accept", "appraise"),
    "supplement": ("submit", "accept", "appraise", "request"),
    "appraised": TO_APPRAISED,
    "approved": (*TO_APPRAISED, "approve"),
    "executed": (*TO_APPRAISED, "approve", "execute"),
    "rejected": (*TO_APPRAISED, "reject"),
    "withdrawn": ("withdraw",),
}


def whatever_is_needed(action: str, office: Office) -> dict[str, object]:
    step = desk.MOVES[action]
    said: dict[str, object] = {"reason": "Lý do của kiểm thử"}
    if step.coded:
        said["coded_reason"] = CodedReason.objects.filter(act=step.coded).first()
    if step.needs_decision:
        said["decision"] = make_decision()
    if step.needs_officer:
        said["officer"] = office.people["appraiser"]
    if step.needs_title:
        said["title"] = "Tên mới của hồ sơ"
    if step.needs_days:
        said["days"] = 5
    return said


def make_decision(issued_on: dt.date = TODAY) -> LegalDocument:
    return LegalDocument.objects.create(
        number=f"{next(numbers)}/QĐ-UBND",
        issuer="UBND tỉnh Minh Họa",
        issued_on=issued_on,
        kind="decision",
        title="Quyết định giải thể",
    )


def file_paper(case: Case, required, *, by, text: bytes = b"%PDF-1.7 test") -> CaseDocument:
    paper = CaseDocument.objects.create(case=case, required=required, title=required.name)
    version = DocumentVersion(
        document=paper, number=1, filename="a.pdf", content_type="application/pdf",
        size=len(text), sha256="0" * 64, added_at=timezone.now(), added_by=by,
    )  # fmt: skip
    version.file.save("a.pdf", ContentFile(text))
    return paper

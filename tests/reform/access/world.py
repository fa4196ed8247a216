"""Two provinces, each with a row for every page. All that lies in the other bears its name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone

from reform.cases import checking
from reform.cases.opening import open_case
from reform.models import (
    CalendarYear,
    Case,
    CaseDocument,
    CaseTask,
    Check,
    DocumentVersion,
    Mail,
    Note,
    OpinionRequest,
    Procedure,
)
from resolutions.document_file import take_file
from resolutions.models import (
    Finding,
    GoodPractice,
    LegalDocument,
    Meeting,
    MonitoringVisit,
    Proposal,
    SourceClaim,
    Target,
    Task,
)
from resolutions.reconciliation.check import check
from tests.factories import day, make_event, make_unit, make_user
from tests.reform.cases.people import file_paper
from tests.resolutions.follow_up import (
    make_practice,
    make_proposal,
    make_report,
    make_task,
    make_visit,
)
from tests.resolutions.promises import make_document, make_target
from tests.units.admin.world import Place, make_place
from tests.units.imports.desk_lists import previewed
from units.annulment import annul
from units.corrections import correct
from units.models import (
    Bundle,
    ImportBatch,
    ImportProfile,
    Participant,
    RegisterEntry,
    ReorganizationEvent,
    UnitVersion,
)
from units.reorganization import carry_out

TODAY = dt.date(2026, 3, 2)
HERE, ELSEWHERE = "Minh Họa", "Xa Lạ"
AS_OF = day("2021-01-01")


@dataclass
class World:
    """What lies in one province, beside the units, events and entries of :class:`Place`."""

    place: Place
    batch: ImportBatch
    profile: ImportProfile
    draft: Bundle
    decided: Bundle
    case: Case
    paper: DocumentVersion
    check: Check
    participant: Participant
    target: Target
    claim: SourceClaim
    meeting: Meeting
    finding: Finding
    document: LegalDocument
    correction: RegisterEntry
    version: UnitVersion
    procedure: Procedure
    mail: Mail
    task: CaseTask
    opinion: OpinionRequest
    told: Task
    proposal: Proposal
    practice: GoodPractice
    visit: MonitoringVisit


def make_world(code: str, name: str) -> World:
    place = make_place(code, name)
    people = {
        role: make_user(f"{role}_{code.lower()}", role=role, province=place.province,
                        full_name=f"{role} {name}")
        for role in ("preparer", "appraiser", "approver")
    }  # fmt: skip
    member = place.membership.user
    member.full_name = f"Người đọc {name}"
    member.save()
    CalendarYear.objects.get_or_create(year=2026, legal_basis="Thông báo nghỉ lễ")
    case = make_case(place, name, people["preparer"])
    document = make_document(title=f"Kế hoạch của {name}", province=place.province)
    take_file(document, ContentFile(b"%PDF-1.7 Minh Hoa", f"{code}.pdf"))
    document.save()
    claim = SourceClaim.objects.create(
        province=place.province,
        source=f"{name} 1",
        position=1,
        quote=f"Báo cáo {name}",
        doubt="meaning",
    )
    correction = corrected(place, name)
    return World(
        place=place,
        batch=make_list(place, name, people["preparer"]),
        profile=ImportProfile.objects.create(
            name=f"Cách đọc {name}", layout="units", province=place.province, signature=code
        ),
        draft=make_bundle(place, name, in_effect=False),
        decided=make_bundle(place, name, in_effect=True),
        case=case,
        paper=DocumentVersion.objects.get(document__case=case),
        check=case.checks.first(),
        participant=Participant.objects.get(event__bundle=case.bundle),
        target=make_target(place.province, "units_reduction_percent", document=document,
                           quote=f"Lời hứa {name}"),
        claim=claim,
        meeting=Meeting.objects.create(title=f"Hội nghị {code}", kind="conference"),
        finding=make_finding(claim),
        document=document,
        correction=correction,
        version=place.units[5].versions.known().get(),
        procedure=Procedure.objects.create(code=f"rieng-{code}", name=f"Thủ tục riêng {name}",
                                           level="province", province=place.province),
        mail=Mail.objects.create(key=f"test-{code}", person=people["preparer"], case=case,
                                 subject=f"Thư về {name}", text=name, written_at=timezone.now(),
                                 not_before=timezone.now()),
        task=case.tasks.get(),
        opinion=case.opinions_asked.get(),
        told=make_told(place, name, people["preparer"]),
        proposal=make_proposal(place.province, subject=f"Kiến nghị {name}"),
        practice=make_practice(place.province, title=f"Mô hình {name}"),
        visit=make_visit(place.province, {"text": f"Yêu cầu với {name}"}, subject=name),
    )  # fmt: skip


def make_told(place: Place, name: str, by) -> Task:
    """A task of a document, with a report of its progress."""
    task = make_task(place.province, text=f"Nhiệm vụ {name}", agency=place.agency)
    make_report(task, "2025-06-01", 3, text=f"Báo cáo của {name}", recorded_by=by)
    return task


def make_case(place: Place, name: str, by) -> Case:
    case = open_case(
        title=f"Giải thể trường {name}",
        procedure=Procedure.objects.get(code="giai-the-cap-tinh"),
        province=place.province,
        by=by,
        at=timezone.now(),
        today=TODAY,
    )
    unit = make_unit(place.province, name=f"Trường {name} sẽ giải thể", agency=place.agency)
    make_event("dissolve", day("2026-06-01"), province=place.province, bundle=case.bundle,
               closing=unit)  # fmt: skip
    file_paper(case, case.procedure.required_documents.first(), by=by)
    CaseDocument.objects.filter(case=case).update(title=f"Tờ trình {name}")
    checking.check(case, at=timezone.now(), today=TODAY)
    now = timezone.now()
    Note.objects.create(case=case, text=f"Ghi chú {name}", written_at=now, written_by=by)
    CaseTask.objects.create(case=case, title=f"Việc {name}", person=by, given_at=now, given_by=by)
    OpinionRequest.objects.create(case=case, agency=place.agency, subject=f"Hỏi {name}",
                                  due_on=TODAY, asked_at=now, asked_by=by)  # fmt: skip
    return case


def make_finding(claim: SourceClaim) -> Finding:
    check(on=TODAY, at=timezone.now(), provinces=[claim.province_id])
    return claim.findings.get()


def make_list(place: Place, name: str, by) -> ImportBatch:
    rows = [
        {"code": f"{place.province.code}9{number}", "name": f"Trường {name} trong danh sách",
         "agency": place.agency.name, "sector": "Giáo dục"}
        for number in range(3)
    ]  # fmt: skip
    return previewed(place.province, AS_OF, rows, filename=f"{name}.csv", by=by)


def make_bundle(place: Place, name: str, *, in_effect: bool) -> Bundle:
    bundle = Bundle.objects.create(title=f"Quyết định {name} {in_effect}", province=place.province)
    unit = make_unit(place.province, name=f"Trường {name} theo quyết định", agency=place.agency)
    event = make_event("dissolve", day("2020-05-01"), province=place.province, bundle=bundle,
                       closing=unit)  # fmt: skip
    if in_effect:
        carry_out([event], by=None, at=timezone.now())
    return bundle


def corrected(place: Place, name: str) -> RegisterEntry:
    version = place.units[5].versions.known().get()
    told = {"by": None, "at": timezone.now(), "reason": f"nhập nhầm ở {name}"}
    return correct(version, {"name": f"Trường {name} đã sửa"}, throughout=False, **told)


def annulled(event: ReorganizationEvent) -> None:
    annul(event, by=None, at=timezone.now(), reason="thử")

"""A province with one row for every kind of paper to be about."""

from __future__ import annotations

import datetime as dt

from reform.choices import PaperAbout
from reform.papers.kinds import KINDS, PaperKind
from reform.papers.subjects import Subject, subject
from tests.factories import day, make_agency, make_unit
from tests.reform.cases.people import Office
from tests.reform.plans.world import make_plan, make_target
from tests.resolutions.follow_up import make_proposal, make_visit

TODAY = day("2026-03-02")


class Desk:
    """``rows`` are what papers are about; the dossier dissolves one school."""

    def __init__(self) -> None:
        self.office = Office()
        self.province = self.office.province
        agency = make_agency("Sở Giáo dục và Đào tạo", province=self.province)
        self.units = [
            make_unit(self.province, name=f"Trường Minh Họa {number}", agency=agency,
                      autonomy_group="4")
            for number in range(3)
        ]  # fmt: skip
        self.plan = make_plan(self.province)
        make_target(self.plan)
        make_proposal(self.province, subject="Kiến nghị minh họa")
        self.rows = {
            PaperAbout.CASE: self.office.case(units=self.units[:1]),
            PaperAbout.PLAN: self.plan,
            PaperAbout.PERIOD: self.province,
            PaperAbout.VISIT: make_visit(self.province, {"text": "Gửi danh sách"}),
        }

    def subject(self, code: str, *, on: dt.date = TODAY, today: dt.date = TODAY) -> Subject:
        kind = KINDS[code]
        return subject(kind, self.rows[kind.about], day=on, today=today)


def kinds() -> list[PaperKind]:
    return list(KINDS.values())

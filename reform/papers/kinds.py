"""The kinds of papers: one table that screens, templates and tests read."""

from __future__ import annotations

from dataclasses import dataclass

from ..choices import PaperAbout, PaperType


@dataclass(frozen=True)
class PaperKind:
    """``signs`` follow the number (abbreviations: Decree 30/2020/NĐ-CP, Phụ lục III; "" before the
    hyphen for a letter). ``word`` names the type in a sentence. ``office`` says whose paper it is
    in a province: of its People's Committee or of its Department of Home Affairs, or of the agency
    over the units. ``template``: several kinds may be written by one."""

    code: str
    about: str
    signs: str
    word: str
    office: str
    annexes: tuple[str, ...]
    template: str = ""
    is_letter: bool = False

    @property
    def filename(self) -> str:
        return f"{self.template or self.code}.docx"

    @property
    def label(self):
        return PaperType(self.code).label


COMMITTEE, HOME_AFFAIRS, OVER_THE_UNITS = "committee", "home_affairs", "agency"
CASE, PLAN, PERIOD, VISIT = PaperAbout.CASE, PaperAbout.PLAN, PaperAbout.PERIOD, PaperAbout.VISIT
REPORTED = ("a", "b", "c", "d", "e", "g", "h")
KINDS: dict[str, PaperKind] = {
    kind.code: kind
    for kind in (
        PaperKind("plan", PLAN, "KH", "Kế hoạch", COMMITTEE, ("a", "b", "c", "d", "e", "g")),
        PaperKind("scheme", CASE, "ĐA", "Đề án", OVER_THE_UNITS, ("a", "d", "e", "f")),
        PaperKind("submission", CASE, "TTr", "Tờ trình", OVER_THE_UNITS, ("a",)),
        PaperKind("appraisal", CASE, "", "Công văn", HOME_AFFAIRS, ("a", "e"), is_letter=True),
        PaperKind("decision", CASE, "QĐ", "Quyết định", COMMITTEE, ("a",)),
        PaperKind("report_half_month", PERIOD, "BC", "Báo cáo", COMMITTEE, REPORTED, "report"),
        PaperKind("report_quarter", PERIOD, "BC", "Báo cáo", COMMITTEE, REPORTED, "report"),
        PaperKind("report_year", PERIOD, "BC", "Báo cáo", COMMITTEE, REPORTED, "report"),
        PaperKind("visit_answer", VISIT, "BC", "Báo cáo", COMMITTEE, ("b", "c", "g", "h")),
    )
}


def kinds_about(about: str) -> list[PaperKind]:
    return [kind for kind in KINDS.values() if kind.about == about]


#: Names that a template may ask for, by what the paper is about: head and foot, then its own.
COMMON = (
    "governing", "issuer", "issuer_line", "issuer_name", "issuer_capitals", "number", "blank",
    "place_and_date", "about", "about_line", "province", "authority", "office", "signer",
    "recipients", "annexes",
)  # fmt: skip
OWN = {
    CASE: ("to", "bases", "case_number", "procedure", "events", "units_before", "units_after",
           "checks", "opinions"),
    PLAN: ("bases", "period", "starts_on", "ends_on", "baseline_on", "baseline_units", "on",
           "units", "targets", "measures", "fewer_units", "cases"),
    PERIOD: ("to", "period", "first", "on", "units_before", "units", "change", "events", "targets",
             "targets_met", "targets_number", "tasks", "tasks_done", "tasks_late",
             "cases_executed", "cases_open", "proposals"),
    VISIT: ("to", "subject", "visited_on", "on", "requests", "answered", "asked", "targets"),
}  # fmt: skip


def names_known(kind: PaperKind) -> frozenset[str]:
    return frozenset(COMMON + OWN[kind.about])

"""What the papers of a dossier say: its events, its units, what the rules and agencies say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from units.choices import ParticipantRole
from units.kinds import KINDS
from units.models import Agency, Participant, ReorganizationEvent
from units.periods import day_before

from ..cases.checking import findings
from ..cases.deputies import quota_of, quotas_on
from ..cases.dossier import ORIGINS, RESULTS, Dossier
from ..choices import OpinionVerdict, RuleCode, Verdict
from ..models import Case, OpinionReply
from .annex_promises import first_upper
from .annex_units import UNKNOWN, agency_rows
from .heading import annexes, basis, committee, head, issuer_of, recipients
from .kinds import PaperKind
from .tables import ANNEXES, Table
from .wording import BLANK, amount, short_day

#: Articles of a decision besides one for each event (fixtures/papers/decision.txt).
ARTICLES_AFTER_EVENTS = 3
ENDING = (ParticipantRole.CLOSING, ParticipantRole.EXITING)


@dataclass(frozen=True)
class Touched:
    """A unit of the dossier, as its event finds or leaves it."""

    event: ReorganizationEvent
    part: Participant
    name: str
    agency: Agency | None


class UnitsOfCase:
    """The units that the events of a dossier find, and those that they leave."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        gone = {one.unit_id for event in dossier.events for one in dossier.of(event, ENDING)}
        self.before = self.first(
            self.touched(event, one, as_it_was=True)
            for event in dossier.events
            for one in dossier.of(event, ORIGINS)
            if one.unit_id
        )
        self.after = self.first(
            self.touched(event, one, as_it_was=False)
            for event in reversed(dossier.events)
            for one in dossier.of(event, RESULTS)
            if not (one.unit_id and one.unit_id in gone)
        )

    def touched(self, event: ReorganizationEvent, one: Participant, *, as_it_was: bool) -> Touched:
        version = self.dossier.versions.get((event.pk, one.unit_id))
        before = version.agency if version else None
        if as_it_was:
            return Touched(event, one, version.name if version else str(one.unit), before)
        return Touched(event, one, self.dossier.name_of(event, one), one.agency or before)

    @staticmethod
    def first(found) -> list[Touched]:
        """Each unit once."""
        units: dict[object, Touched] = {}
        for one in found:
            units.setdefault(one.part.unit_id or ("new", one.part.pk), one)
        return list(units.values())

    @property
    def agencies(self) -> list[Agency]:
        return [one.agency for one in (*self.before, *self.after) if one.agency]

    @property
    def by_agency(self) -> Table:
        then, now = (
            Counter(one.agency.name if one.agency else UNKNOWN for one in side)
            for side in (self.before, self.after)
        )
        return Table(ANNEXES["a"], agency_rows(then, now), "Các đơn vị trong hồ sơ")

    @property
    def people(self) -> Table:
        return Table(ANNEXES["d"], [self.people_of(one) for one in self.before],
                     "Số liệu mới nhất của từng đơn vị")  # fmt: skip

    def people_of(self, one: Touched) -> dict[str, object]:
        figures = self.dossier.figures.get(one.part.unit_id)
        names = {"budget": "headcount_budget", "revenue": "headcount_revenue",
                 "present": "headcount_present", "contracts": "contracts"}  # fmt: skip
        told = {key: getattr(figures, name, None) for key, name in names.items()}
        return {"label": one.name, **told, "without": int(figures is None)}

    @property
    def deputies(self) -> Table:
        return Table(ANNEXES["e"], [self.deputies_of(one) for one in self.after],
                     "Theo phương án của hồ sơ")  # fmt: skip

    def deputies_of(self, one: Touched) -> dict[str, object]:
        plan = self.dossier.planned.get(one.part.pk)
        number = plan.deputies if plan else None
        quotas = quotas_on(one.event.operative_on)
        most = quota_of(quotas, self.dossier, one.event, one.part)
        known = None not in (number, most)
        return {"label": one.name, "deputies": number, "most": most,
                "surplus": max(number - most, 0) if known else None,
                "without": int(not known)}  # fmt: skip

    @property
    def assets(self) -> Table:
        """The register knows no offices: the office fills them in."""
        unknown = dict.fromkeys(("office", "land", "floor", "plan"), BLANK)
        return Table(ANNEXES["f"], [{"unit": one.name, **unknown} for one in self.before])

    @property
    def tables(self) -> dict[str, Table]:
        return {"a": self.by_agency, "d": self.people, "e": self.deputies, "f": self.assets}


def context(kind: PaperKind, case: Case, on: dt.date) -> dict[str, object]:
    """The values of a paper of ``kind``, with the dossier as it stands and judged on ``on``."""
    dossier = Dossier(case, today=on)
    units = UnitsOfCase(dossier)
    issuer = issuer_of(kind, case.province, units.agencies)
    document = case.decision if kind.code == "decision" else None
    return {
        **head(kind, case.province, issuer, case.title, document),
        "to": committee(case.province).name if case.province else BLANK,
        "bases": [basis(case.plan)] if case.plan else [],
        "case_number": case.number,
        "procedure": case.procedure.name,
        "events": [told_event(dossier, event) for event in dossier.events],
        "units_before": amount(len(units.before)),
        "units_after": amount(len(units.after)),
        "checks": checks(dossier) if kind.code == "appraisal" else [],
        "opinions": opinions(case, on) if kind.code == "appraisal" else [],
        "recipients": recipients(
            first_recipient(kind, dossier), "Sở Nội vụ", "Các đơn vị liên quan"
        ),
        "annexes": annexes(kind, issuer, units.tables, document),
    }


def first_recipient(kind: PaperKind, dossier: Dossier) -> str:
    """Who the paper is for; a decision names the last of its articles, a scheme is addressed to
    nobody in its head."""
    if kind.code == "decision":
        return f"Như Điều {len(dossier.events) + ARTICLES_AFTER_EVENTS}"
    province = dossier.case.province
    if kind.code == "scheme":
        return committee(province).name if province else BLANK
    return "Như trên"


def told_event(dossier: Dossier, event: ReorganizationEvent) -> dict[str, str]:
    eve = dossier.of(event, ORIGINS)
    return {
        "kind": first_upper(str(KINDS[event.kind].label)),
        "before": ", ".join(was(dossier, event, one) for one in eve) or BLANK,
        "after": ", ".join(dossier.name_of(event, one) for one in dossier.of(event, RESULTS)),
        "on": short_day(event.operative_on),
        "eve": short_day(day_before(event.operative_on)),
        "reason": event.reason or BLANK,
    }


def was(dossier: Dossier, event: ReorganizationEvent, one: Participant) -> str:
    version = dossier.versions.get((event.pk, one.unit_id))
    return version.name if version else dossier.name_of(event, one)


def checks(dossier: Dossier) -> list[dict[str, str]]:
    """What each rule says of the dossier."""
    return [
        {
            "rule": first_upper(str(RuleCode(one.rule).label)),
            "verdict": str(Verdict(one.verdict).label),
            "found": " ".join(found.sentence(dossier.today) for found in one.found),
        }
        for one in findings(dossier)
    ]


def opinions(case: Case, on: dt.date) -> list[dict[str, str]]:
    """The last answer by ``on`` of each agency that was asked."""
    replies = OpinionReply.objects.filter(request__case=case, replied_on__lte=on)
    last = {row.request_id: row for row in replies.order_by("number")}
    asked = case.opinions_asked.select_related("agency").order_by("pk")
    return [
        {
            "agency": one.agency.name,
            "verdict": str(OpinionVerdict(last[one.pk].verdict).label) if one.pk in last else BLANK,
        }
        for one in asked
    ]

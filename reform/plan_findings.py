"""Findings as a page shows them: what does not add up, the sums behind it, what hangs on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from resolutions.choices import FindingStatus, Severity
from resolutions.models import Finding
from resolutions.reconciliation import RULES, Telling, Verdict, tell

SEVERITIES = [Severity.HIGH, Severity.MEDIUM, Severity.LOW]
PLACE_OF_RULE = {code: place for place, code in enumerate(RULES)}
#: The looks of the skin: a question that is open, one that is answered.
LOOKS = {FindingStatus.RESOLVED: "met", FindingStatus.LAPSED: "plain"}


@dataclass(frozen=True)
class FindingLine:
    """One finding in the reader's language. ``url`` is its page at the desk, empty for the public;
    ``note`` is how it was resolved; ``place`` the province, empty for the whole country."""

    rule: str
    told: Telling
    severity: str
    severity_label: str
    status: str
    status_label: str
    place: str
    province_id: int | None
    note: str
    url: str

    @property
    def sentence(self) -> str:
        return self.told.sentence

    @property
    def arithmetic(self) -> tuple[str, ...]:
        return self.told.arithmetic

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return self.told.verdicts

    @property
    def is_decisive(self) -> bool:
        """A target is met by one reading of the figures and missed by another."""
        return self.told.is_decisive

    @property
    def is_in_dispute(self) -> bool:
        return self.status in (FindingStatus.OPEN, FindingStatus.ASSIGNED)

    @property
    def look(self) -> str:
        return LOOKS.get(self.status, "unknown")


def findings_asked(territory: Collection[int]) -> dict[str, QuerySet]:
    """What does not add up about the provinces (ids) of a territory.

    What no longer holds is left out. Findings have no past: they are told as they stand, like
    papers.
    """
    return {"findings": standing(Finding.objects.filter(province__in=territory))}


def findings_told(rows: Mapping[str, list], *, insider: bool = False) -> list[FindingLine]:
    """What :func:`findings_asked` asks for, read: what is in dispute comes first, the gravest on
    top. ``insider``: may open the desk's pages."""
    return in_order(rows["findings"], insider)


def findings_about_the_country(*, insider: bool = False) -> list[FindingLine]:
    """What does not add up about the whole country; one query."""
    return in_order(standing(Finding.objects.filter(province=None)), insider)


def standing(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    found = findings.filter(lapsed_at=None, rule__in=RULES)
    return found.select_related("province").order_by("pk")


def in_order(findings: Iterable[Finding], insider: bool) -> list[FindingLine]:
    return sorted((finding_line(one, insider) for one in findings), key=urgency)


def finding_line(finding: Finding, insider: bool) -> FindingLine:
    return FindingLine(
        rule=finding.rule,
        told=tell(finding),
        severity=finding.severity,
        severity_label=finding.get_severity_display(),
        status=finding.status,
        status_label=finding.status.label,
        place=finding.province.full_name if finding.province else "",
        province_id=finding.province_id,
        note=finding.note,
        url=finding.get_absolute_url() if insider else "",
    )


def urgency(line: FindingLine) -> tuple:
    return (not line.is_in_dispute, SEVERITIES.index(line.severity), PLACE_OF_RULE[line.rule])

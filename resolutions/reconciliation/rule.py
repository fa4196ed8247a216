"""What a rule of reconciliation is: how it is tried, and how what it found is told to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from units.models import Province

from ..choices import IndicatorCode
from ..indicators import Reading
from ..models import SourceClaim, Target

#: What a finding keeps: texts, numbers as text, days as 2023-10-02, and lists of such.
Values = Mapping[str, object]


@dataclass(frozen=True)
class Draft:
    """A rule that does not hold. ``key`` tells it from others of the same rule, and stays the same
    when the figures change; all claims are of one province, or all of the whole country."""

    key: str
    claims: tuple[SourceClaim, ...]
    severity: str
    values: Values

    @property
    def province_id(self) -> int | None:
        return self.claims[0].province_id


@dataclass(frozen=True)
class Verdict:
    """What follows if one way of reading the figures is right; ``is_met`` is None where there is no
    target to hold it against."""

    reading: str
    formula: str
    is_met: bool | None = None


@dataclass(frozen=True)
class Telling:
    """A finding in the reader's language: one sentence, the sums behind it, what hangs on it."""

    sentence: str
    arithmetic: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def is_decisive(self) -> bool:
        """Is a target met by one reading and missed by another?"""
        return {True, False} <= {verdict.is_met for verdict in self.verdicts}


@dataclass
class Ground:
    """All that rules are held against: what papers claim, what was promised, and the register as
    it is known now, asked of days up to ``on``."""

    claims: list[SourceClaim]
    targets: list[Target]
    on: dt.date
    _readings: dict[int | None, Reading] = field(default_factory=dict)

    @classmethod
    def read(cls, on: dt.date) -> Ground:
        related = ("province", "document", "instrument", "fulfilled_by", "meeting", "year_from")
        claims = SourceClaim.objects.select_related(*related).order_by("source", "position")
        targets = Target.objects.filter(
            indicator=IndicatorCode.UNITS_PERCENT, baseline_on__isnull=False
        )
        return cls(list(claims), list(targets.select_related("document").order_by("pk")), on)

    def register(self, province: Province | None) -> Reading:
        """The register's answers about a province; each question is asked once."""
        key = province and province.pk
        if key not in self._readings:
            self._readings[key] = Reading(province)
        return self._readings[key]

    def target_of(self, claim: SourceClaim) -> Target | None:
        """What was promised for the years of which the claim reports: by the province, or else by
        the country. None if nobody promised just that."""
        if claim.period_from is None or claim.period_to is None:
            return None
        years = (claim.period_from.year, claim.period_to.year)
        promised = [
            target
            for target in self.targets
            if target.deadline
            and (target.baseline_on.year, target.deadline.year) == years
            and target.province_id in (claim.province_id, None)
            and target.bloc in (claim.bloc, "")
        ]
        return max(promised, key=lambda one: one.province_id is not None, default=None)


Find = Callable[[Ground], Iterator[Draft]]
Tell = Callable[[Values], Telling]


@dataclass(frozen=True)
class Rule:
    """``find`` yields what does not hold; its docstring says what must. ``tell`` puts the kept
    values into words and asks nothing of the database."""

    label: Promise
    find: Find
    tell: Tell

    @property
    def code(self) -> str:
        return self.find.__name__

    @property
    def says(self) -> str:
        return self.find.__doc__ or ""


def rule(label: Promise, *, tell: Tell) -> Callable[[Find], Rule]:
    """Turn a function that finds into a :class:`Rule`; its name is the rule's code."""

    def named(find: Find) -> Rule:
        return Rule(label, find, tell)

    return named

"""Several sources that tell of the same thing and say something else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import ClaimSubject, Severity
from ..models import SourceClaim
from .rule import Draft, Ground, Telling, Values, rule
from .wording import day, in_order, number, part, text

#: Of these a source states what stands at a day; the others tell of words or of meetings.
FIGURES = frozenset(ClaimSubject.values) - {
    ClaimSubject.VERDICT,
    ClaimSubject.MEETING,
    ClaimSubject.PLANNED_DAY,
    ClaimSubject.CONTENT,
    ClaimSubject.CONTEXT,
}


def tell_figures(values: Values) -> Telling:
    said = values["said"]
    sentence = _("Sources disagree: %(figures)s.") % {
        "figures": _(" or ").join(dict.fromkeys(number(one["value"]) for one in said))
    }
    lines = [
        _("%(value)s: %(source)s, %(day)s")
        % {
            "value": number(one["value"]),
            "source": one["source"],
            "day": _("as of %(day)s") % {"day": day(one["as_of"])}
            if one["as_of"]
            else _("no day stated"),
        }
        for one in said
    ]
    return Telling(sentence, tuple(dict.fromkeys((*lines, *differing_parts(said)))))


def differing_parts(said: list[dict]) -> Iterator[str]:
    """Where sources split their figure alike: the parts that differ. Otherwise nothing is said."""
    alike = defaultdict(list)
    for one in said:
        alike[tuple(in_order(one["parts"]))].append(one["parts"])
    for names, split in alike.items():
        for name in names:
            figures = dict.fromkeys(parts[name] for parts in split)
            if len(figures) > 1:
                yield f"{part(name)}: {' ≠ '.join(number(figure) for figure in figures)}"


@rule(gettext_lazy("sources disagree on a figure"), tell=tell_figures)
def sources_disagree_on_figure(ground: Ground) -> Iterator[Draft]:
    """Two sources that count the same on the same day find the same number.

    A source that does not say of which day its figure is, is held against all that do.
    """
    for claims in alike(ground.claims):
        dated = {claim.as_of for claim in claims if claim.as_of}
        for one in sorted(dated) or [None]:
            said = [claim for claim in claims if claim.as_of in (one, None)]
            if is_disputed(said):
                values = {"said": [kept(claim) for claim in said]}
                yield Draft(key_of(said[0], one), tuple(said), Severity.MEDIUM, values)


def alike(claims: Iterable[SourceClaim]) -> Iterator[list[SourceClaim]]:
    """Reported figures of the same thing, in the same measure."""
    groups = defaultdict(list)
    for claim in claims:
        if claim.value is not None and claim.indicator in FIGURES and not claim.is_promise:
            groups[told_of(claim)].append(claim)
    yield from groups.values()


def told_of(claim: SourceClaim) -> tuple[object, ...]:
    """What a figure is of: two figures can be in conflict only where all of this is the same."""
    return (
        claim.indicator, claim.province_id, claim.bloc, claim.measure, claim.baseline_year,
        claim.period_from, claim.period_to,
    )  # fmt: skip


def key_of(claim: SourceClaim, as_of: dt.date | None) -> str:
    """All that tells one conflict from another, with days as 20231002: a key has 100 characters."""
    told = (*told_of(claim), as_of)
    return ":".join(f"{one:%Y%m%d}" if isinstance(one, dt.date) else str(one or "") for one in told)


def is_disputed(claims: list[SourceClaim]) -> bool:
    return len({c.value for c in claims}) > 1 and len({c.source for c in claims}) > 1


def kept(claim: SourceClaim) -> dict[str, object]:
    return {
        "source": claim.source,
        "value": text(claim.value),
        "as_of": claim.as_of and claim.as_of.isoformat(),
        "parts": {name: text(figure) for name, figure in claim.parts.items()},
    }


def tell_meeting(values: Values) -> Telling:
    said = values["said"]
    names = " / ".join(dict.fromkeys(one["what"] for one in said))
    if values["about"] == "organiser":
        words = _("Sources disagree on who held “%(meeting)s”: %(names)s.")
    else:
        words = _("Sources disagree on the day of “%(meeting)s”: %(names)s.")
        names = " / ".join(dict.fromkeys(day(one["what"]) for one in said))
    lines = tuple(f"{shown(one, values)}: {one['source']}" for one in said)
    return Telling(words % {"meeting": values["meeting"], "names": names}, lines)


def shown(one: dict, values: Values) -> str:
    return one["what"] if values["about"] == "organiser" else day(one["what"])


@rule(gettext_lazy("sources disagree on a meeting"), tell=tell_meeting)
def sources_disagree_on_meeting(ground: Ground) -> Iterator[Draft]:
    """Sources name the same organiser and the same day of a meeting. None of them is preferred.

    What is said of one province is held against what is said of that province: a finding is read
    where its claims are.
    """
    meetings: dict[tuple, list[SourceClaim]] = defaultdict(list)
    for claim in ground.claims:
        if claim.indicator == ClaimSubject.MEETING and claim.meeting:
            meetings[claim.meeting.pk, claim.province_id].append(claim)
    for _place, claims in sorted(meetings.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        organisers = [(c, c.organiser) for c in claims if c.organiser]
        days = [(c, c.day.isoformat()) for c in claims if c.day and not c.year_from_id]
        for about, pairs in (("organiser", organisers), ("day", days)):
            if len({what for _claim, what in pairs}) > 1:
                yield meeting_draft(about, pairs)


def meeting_draft(about: str, pairs: list[tuple[SourceClaim, str]]) -> Draft:
    claims = tuple(claim for claim, _what in pairs)
    meeting = claims[0].meeting
    said = [{"source": claim.source, "what": what} for claim, what in pairs]
    values = {"about": about, "meeting": meeting.title, "said": said}
    key = [about, meeting.pk, claims[0].province_id]
    return Draft(":".join(str(one) for one in key if one), claims, Severity.LOW, values)

"""What a page does not know, said aloud in sentences, and what would cure it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolutions.models import SourceClaim
from units.models import Province

from .atlas import Place
from .before_and_now import Split
from .chronicle import Chronicle
from .history import History
from .people import YearLine
from .promises import TargetLine
from .sources import Sources


def gaps_in_lists(history: History, place: Place, sources: Sources) -> Iterator[str]:
    """Days and parts of the territory for which no list has come."""
    name, day = place.province.full_name, place.day
    if history.since is None:
        yield _("No list of units of %(province)s has come: how many there are is not known.") % {
            "province": name
        }
        return
    if day < history.since:
        yield _("The first list is dated %(first)s: nothing is known of %(day)s.") % {
            "first": date_format(history.since),
            "day": date_format(day),
        }
    elif history.complete_since and day < history.complete_since:
        yield _("Only from %(day)s on are the lists of all former provinces there.") % {
            "day": date_format(history.complete_since)
        }
    if history.silent:
        words = _("No list has come of the former %(provinces)s: no number here holds its units.")
        yield words % {"provinces": names(history.silent)}
    if not sources.lists:
        yield _("No imported list stands behind these units: they were entered by hand.")


def gaps_in_units(splits: list[Split]) -> Iterator[str]:
    """Units of which something is not known today, and sectors of which no list may have come."""
    for split in splits:
        if split.column == "sector" and (sector := split.only_value):
            words = _("All units are of one sector, %(sector)s: other lists may be missing.")
            yield words % {"sector": sector}
        if number := split.unknown_now:
            yield split.unknown_words % {"number": amount(number)}


def gaps_in_people(people: list[YearLine]) -> Iterator[str]:
    if not any(line.units for line in people):
        yield _("No unit has reported how many people are paid from the state budget.")
        return
    last = people[-1]
    if last.without:
        words = ngettext(
            "%(number)s unit has not reported its people of %(year)s.",
            "%(number)s units have not reported their people of %(year)s.",
            last.without,
        )
        yield words % {"number": amount(last.without), "year": last.year}


def gaps_in_targets(targets: list[TargetLine]) -> Iterator[str]:
    if not targets:
        yield _("No plan of this province, and so no target of its own, is in the register.")
    for line in targets:
        if line.why:
            yield f"{line.name}: {line.why}."


def gaps_in_claims(claims: Iterable[SourceClaim], province: Province) -> Iterator[str]:
    """Papers may name a province, and what it asked for, without a single figure of it."""
    if not any(claim.has_figure for claim in claims):
        yield _("No paper in the register gives a figure of %(province)s.") % {
            "province": province.full_name
        }


def gaps_in_events(events: Chronicle) -> Iterator[str]:
    if number := events.without_decision:
        words = ngettext(
            "The decision behind %(number)s of the events shown is not recorded.",
            "The decisions behind %(number)s of the events shown are not recorded.",
            number,
        )
        yield words % {"number": amount(number)}


def names(provinces: list[Province]) -> str:
    return ", ".join(one.full_name for one in provinces)


def amount(number: int) -> str:
    return number_format(number, force_grouping=True)

"""The whole register as one file: all units that ever were, their heirs, their predecessors."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from units.kinship import Kinship
from units.models import UnitVersion
from units.models.unit import handle_of
from units.querysets import within_reach

from ..csv_files import csv_response
from .asking import Question, question_of
from .renderers import cells

COLUMNS = [
    "handle", "code", "name", "agency", "province", "sector", "autonomy_group", "begins", "ends",
    "in_force", "current_successors", "all_predecessors",
]  # fmt: skip
SEPARATOR = " "


class Register(APIView):
    """CSV; several units in a cell are separated by a space."""

    renderer_classes = [JSONRenderer]  # of refusals; the file itself is streamed

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request) -> StreamingHttpResponse:
        question = question_of(request.query_params, now=timezone.now())
        rows = cells(COLUMNS, register_rows(request.user, question))
        return csv_response("register", question.on, COLUMNS, rows)


def register_rows(user, question: Question) -> Iterator[dict[str, object]]:
    """One row for each unit that began by the day, with its last version by then."""
    kinship = Kinship(
        on=question.on,
        known=question.known_then,
        among=within_reach(UnitVersion, user, "event__province"),
    )
    living = set(
        UnitVersion.objects.on(question.on, known=question.known_then)
        .for_user(user)
        .values_list("unit", flat=True)
    )
    for row, begins in last_versions(user, question):
        unit = row["unit"]
        lives = unit in living
        heirs = () if lives else (one for one in kinship.descendants(unit) if one in living)
        yield {
            **{name: row[source] for name, source in SOURCES.items()},
            "handle": handle_of(unit),
            "begins": begins,
            "ends": None if lives else row["valid_to"],
            "in_force": int(lives),
            "current_successors": SEPARATOR.join(map(handle_of, heirs)),
            "all_predecessors": SEPARATOR.join(map(handle_of, kinship.ancestors(unit))),
        }


SOURCES = {
    "code": "code",
    "name": "name",
    "agency": "agency__name",
    "province": "province__code",
    "sector": "sector__code",
    "autonomy_group": "autonomy_group",
}


def last_versions(user, question: Question) -> Iterator[tuple[dict[str, object], object]]:
    """(last version of a unit by the day, the day on which its first one began); read in a stream,
    so that memory does not grow with the register."""
    begun = UnitVersion.objects.known(question.known_then).filter(valid_from__lte=question.on)
    ordered = begun.for_user(user).order_by("unit", "valid_from")
    columns = ("unit", "valid_from", "valid_to", *SOURCES.values())
    held, begins = None, None
    for row in ordered.values(*columns).iterator(chunk_size=5000):
        if held is None or row["unit"] != held["unit"]:
            if held is not None:
                yield held, begins
            begins = row["valid_from"]
        held = row
    if held is not None:
        yield held, begins

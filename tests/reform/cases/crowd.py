"""Fifty people at one dossier, in threads, on a real database of its own: prints what came of it.

    python -m tests.reform.cases.crowd NAME

NAME is the file (SQLite) or the name (PostgreSQL) of the throwaway database.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter

import django

CROWD = 50
STEPS = ("approve", "reject", "reconsider")


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    django.setup()
    from django.db import connection

    from tests.bench.ground import throwaway_database

    connection.settings_dict["TEST"]["NAME"] = name
    with throwaway_database():
        found = {"one_dossier": fifty_at_one_dossier(), "one_unit": two_dossiers_of_one_unit()}
    sys.stdout.write(json.dumps(found))


def fifty_at_one_dossier() -> dict[str, object]:
    """All approve, reject or send back the same page: outcomes by name, and the dossier after."""
    from reform.models import Case

    from .people import Office

    office = Office()
    case = office.at("appraised")
    approvers = [new_approver(office) for _number in range(CROWD)]
    said = [prepared(STEPS[number % 3], office) for number in range(CROWD)]
    outcomes = at_once(
        [
            lambda by=by, step=step: taken(case, by, *step)
            for by, step in zip(approvers, said, strict=True)
        ]
    )
    after = Case.objects.get(pk=case.pk)
    return {
        "outcomes": outcomes,
        "versions_on": after.version - case.version,
        "steps_written": after.moves.count() - case.moves.filter(version__lte=case.version).count(),
        "status": after.status,
        "last_step_led_to": after.moves.last().to_status,
    }


def two_dossiers_of_one_unit() -> dict[str, object]:
    from reform.models import Case
    from tests.factories import make_unit
    from units.models import UnitVersion

    from .people import Office

    office = Office.again()
    unit = make_unit(office.province)
    cases = [office.at("approved", units=[unit]) for _number in range(2)]
    by = office.people["approver"]
    outcomes = at_once(
        [lambda one=one: taken(one, by, "execute", {}) for one in cases for _time in range(5)]
    )
    standing = UnitVersion.objects.known().filter(unit=unit)
    return {
        "outcomes": outcomes,
        "statuses": sorted(Case.objects.filter(pk__in=[one.pk for one in cases]).values_list(
            "status", flat=True)),
        "versions_closed": standing.filter(valid_to__isnull=False).count(),
        "versions_open": standing.filter(valid_to__isnull=True).count(),
    }  # fmt: skip


def new_approver(office):
    from tests.factories import make_user

    return make_user(role="approver", province=office.province)


def prepared(action: str, office) -> tuple[str, dict[str, object]]:
    from .people import whatever_is_needed

    return action, whatever_is_needed(action, office)


def taken(case, by, action: str, said: dict[str, object]) -> str:
    """The name of what came of one attempt."""
    from django.utils import timezone

    from reform.cases.desk import MoveRefused, Said, StaleCase, move

    from .people import TODAY

    try:
        move(
            case, action, by=by, expected_version=case.version, at=timezone.now(), today=TODAY,
            said=Said(**said),
        )  # fmt: skip
    except (MoveRefused, StaleCase) as refused:
        return type(refused).__name__
    return "won"


def at_once(attempts: list) -> dict[str, int]:
    """Run all at the same moment; {outcome: how often}."""
    from django.db import connection

    start, outcomes = threading.Barrier(len(attempts)), Counter()

    def one(attempt) -> None:
        start.wait()
        try:
            outcomes[attempt()] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(outcomes)


if __name__ == "__main__":
    main(sys.argv[1])

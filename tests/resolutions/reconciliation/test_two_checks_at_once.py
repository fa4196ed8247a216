"""Two people have the claims checked at the same moment: each finding is kept once, and whoever
comes second finds it there; also while a claim is being deleted."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from resolutions.models import Finding, SourceClaim
from resolutions.reconciliation.check import taking_turns
from tests.factories import make_province

from .claims import checked, slip

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: list) -> list:
    start = Barrier(len(acts))

    def one(act):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return [found.result() for found in [people.submit(one, act) for act in acts]]


def written() -> dict:
    return dict(checked().written)


def test_each_finding_is_kept_once():
    for number in range(15):
        slip(make_province(f"X{number:X}", f"Minh {number}"))

    found = at_once([written] * 2)
    assert sorted(found, key=len) == [{}, {"new": 15}]
    assert Finding.objects.count() == 15
    assert Counter(one.history.count() for one in Finding.objects.all()) == {1: 15}


def test_a_claim_is_deleted_while_others_check():
    claims = [slip(make_province(f"X{number:X}", f"Minh {number}")) for number in range(6)]

    def delete(claim):
        def act():
            with taking_turns():
                SourceClaim.objects.filter(pk=claim.pk).delete()
                return written()

        return act

    at_once([*(delete(claim) for claim in claims[:3]), written, written])
    checked()
    standing = Finding.objects.filter(lapsed_at=None)
    assert {one.province_id for one in standing} == {one.province_id for one in claims[3:]}

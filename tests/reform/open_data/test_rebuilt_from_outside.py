"""A plain script that knows an address and a key, and no line of our code, rebuilds the register:
the same counts on any day, and the same heirs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import day, make_province
from units.counts import count_units
from units.lineage import lineage_of

from .world import lived, make_key

pytestmark = pytest.mark.django_db(transaction=True)
CLIENT = Path(__file__).with_name("outside_client.py")
DAYS = ("2015-12-31", "2018-06-30", "2018-07-01", "2020-07-01", "2021-07-01", "2026-01-01")


def test_the_same_counts_and_the_same_heirs(live_server):
    province = make_province()
    units = lived(province)
    key = make_key(province=province)
    done = subprocess.run(
        [sys.executable, "-I", str(CLIENT), f"{live_server.url}/api/v1/", key, *DAYS],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    for one in DAYS:
        ours = count_units(day(one), province=province, by="sector")
        assert told[one] == {"total": ours.total, "by": ours.by}
    last = day(DAYS[-1])
    heirs = {
        str(unit.pk): sorted(one.unit_id for one in lineage_of(unit.pk, on=last).current)
        for unit in units
        if not unit.versions.on(last).exists()
    }
    assert told["became"] == heirs
    assert {len(found) for found in heirs.values()} == {0, 1}

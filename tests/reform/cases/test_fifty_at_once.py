"""Fifty people approving, rejecting and sending back one dossier leave exactly one winner, and of
two dossiers that close one unit only one is executed: on this database, with real threads."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    name = str(tmp_path_factory.mktemp("crowd") / "crowd.sqlite3")
    environment = dict(os.environ)
    if connection.vendor == "postgresql":
        name = f"test_{settings.DATABASES['default']['NAME'].removeprefix('test_')}_crowd"
    done = subprocess.run(
        [sys.executable, "-m", "tests.reform.cases.crowd", name],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_exactly_one_of_fifty_wins(crowd):
    one = crowd["one_dossier"]
    assert one["outcomes"] == {"won": 1, "StaleCase": 49}
    assert (one["versions_on"], one["steps_written"]) == (1, 1)
    assert one["status"] == one["last_step_led_to"]


def test_two_dossiers_that_close_one_unit_are_not_both_executed(crowd):
    one = crowd["one_unit"]
    assert one["statuses"] == ["approved", "executed"]
    assert one["outcomes"]["won"] == 1
    assert (one["versions_closed"], one["versions_open"]) == (1, 0)

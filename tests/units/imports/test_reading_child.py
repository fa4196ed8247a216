"""A stranger's file is parsed by a process of its own, which is light and is not trusted."""

import datetime as dt
import io
import pickle
import subprocess
import sys
from fractions import Fraction

import pytest

from units.imports.workbook import ROOT, plain_answer, read_workbook, run_child

from .reading_files import HEADINGS, ROWS, write_xlsx

LIMITED = (
    "import resource; from units.imports.parse import limit_itself; limit_itself();"
    "print(*(resource.getrlimit(of)[0] for of in (resource.RLIMIT_AS, resource.RLIMIT_CPU)))"
)


def test_the_child_does_not_load_django():
    modules = "parse, sheets, delimited, containers, extent, appearance, encodings"
    code = f"import sys; from units.imports import {modules}; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


def test_the_child_may_use_only_so_much_memory_and_processor_time():
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"1500000000", b"60"]


def test_the_child_answers_with_plain_values(tmp_path):
    answer = run_child("read", write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *ROWS]), "a.xlsx")
    assert answer.returncode == 0
    assert [sheet[0] for sheet in plain_answer(answer.said)] == ["Sheet1"]


def test_dates_and_times_come_through_and_nothing_else():
    cells = [dt.date(2025, 1, 2), dt.datetime(2025, 1, 2, 3), dt.time(4, 5), "a", 1, 1.5, None]
    assert plain_answer(io.BytesIO(pickle.dumps([cells]))) == [cells]
    with pytest.raises(pickle.UnpicklingError):
        plain_answer(io.BytesIO(pickle.dumps([Fraction(1, 2)])))


def test_a_file_is_read_from_any_folder_and_under_any_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *ROWS]).rename(tmp_path / "-- đơn vị; 'x'.xlsx")
    assert read_workbook("-- đơn vị; 'x'.xlsx").sheet().rows == [HEADINGS, *ROWS]

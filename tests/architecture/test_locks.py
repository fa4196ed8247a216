"""The locks install exactly what was tested, from any registry: hashes, and no address."""

import re
import tomllib

import pytest

from tests.architecture import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text("utf-8")))


def declared() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": project["dependencies"] + project["optional-dependencies"]["dev"],
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pin_has_its_hashes(lock):
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"))
    pinned = [block for block in blocks if PIN.match(block)]
    assert len(pinned) == len(pins(lock)) > 10
    assert [block.split()[0] for block in pinned if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address_or_a_path(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert (
        re.findall(r"https?:|(?:^|\s)--?(?:i|index-url|extra-index-url|find-links)\b|\s/\w+/", text)
        == []
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_what_pyproject_asks_for_is_locked(lock):
    wanted = {re.match(r"[a-z0-9-]+", line).group() for line in declared()[lock]}
    assert wanted - set(pins(lock)) == set()


def test_tests_run_on_what_is_installed():
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: dev.get(name) for name in run} == run

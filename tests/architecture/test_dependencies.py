"""Whatever the product imports is installed by the line that runs it, not only for its tests."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture import ROOT
from tests.architecture.test_locks import pins

ROOMS = ("units", "resolutions", "reform")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LOCKED = set(pins("requirements.txt"))
DISTRIBUTIONS = packages_distributions()


def imported(tree: ast.AST) -> set[str]:
    """Names of the packages from outside that a module imports, at its head or within."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names) - {*ROOMS, "__future__"}


def missing_from_the_lock(packages: set[str]) -> set[str]:
    named = {
        package: {re.sub(r"[-_.]+", "-", name).lower() for name in DISTRIBUTIONS.get(package, [])}
        for package in packages
    }
    return {package for package, names in named.items() if not names & LOCKED}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_product_imports_only_what_running_it_installs(path):
    packages = imported(ast.parse(path.read_text(encoding="utf-8")))
    assert missing_from_the_lock(packages) == set()


def test_a_package_of_the_tests_would_be_noticed():
    assert missing_from_the_lock({"django", "pytest", "hypothesis"}) == {"pytest", "hypothesis"}

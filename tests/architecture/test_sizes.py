"""Small enough to be read whole: limits in lines, docstrings of functions not counted."""

import ast
from pathlib import Path

import pytest

from tests.architecture import functions, modules, name, templates

MODULE, SCREEN, TEMPLATE, FUNCTION = 250, 120, 120, 30


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, less the docstring."""
    whole = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    words = function.body[0]
    return whole - (words.end_lineno - words.lineno + 1)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_is_short(path):
    assert lines(path) <= (SCREEN if "admin" in path.parent.parts else MODULE)


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_is_short(path):
    assert lines(path) <= TEMPLATE


@pytest.mark.parametrize("path", modules(), ids=name)
def test_functions_are_short(path):
    long = {
        f"{f.name}, line {f.lineno}": length(f) for f in functions(path) if length(f) > FUNCTION
    }
    assert long == {}

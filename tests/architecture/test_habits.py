"""No broad except, no signals, no save() with consequences, no sentence built inside gettext or
kept in the language of whoever did what it tells of."""

import ast
from pathlib import Path

import pytest

from tests.architecture import functions, modules, name, tree

BROAD = {"Exception", "BaseException"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    return {getattr(node, "id", "") for node in ast.walk(handler.type)}


@pytest.mark.parametrize("path", modules(), ids=name)
def test_an_except_names_what_it_expects(path: Path):
    broad = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and caught(node) & BROAD
    ]
    assert broad == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_happens_behind_a_signal(path: Path):
    imported = {
        f"{getattr(node, 'module', '') or ''}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {module for module in imported if "signals" in module or "receiver" in module} == set()


@pytest.mark.parametrize("path", [path for path in modules() if "models" in name(path)], ids=name)
def test_saving_a_row_does_only_that(path: Path):
    assert [f.lineno for f in functions(path) if f.name in {"save", "delete"}] == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_sentence_to_translate_is_not_put_together(path: Path):
    """What is put together can't be found in the catalogue: name the values, fill them in after."""
    built = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in GETTEXT and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert built == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_the_history_of_a_row_keeps_no_sentence_in_one_language(path: Path):
    """``as_kept`` keeps a msgid with its values, so that each reader has it in his language."""
    in_one_language = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) == "log_change"
        if not (isinstance(node.args[2], ast.Call) and called(node.args[2]) == "as_kept")
    ]
    assert in_one_language == []

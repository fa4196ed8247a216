"""Every sentence stands in the Vietnamese catalogue; the compiled one is the written one."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation.template import templatize

from tests.architecture import ROOT, modules, templates

CATALOGUE = ROOT / "reform" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
# Which arguments of a call are msgids.
MSGIDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), slice(0, 1)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), slice(0, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), slice(1, 2)),
}
LITERAL = r"""u?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(?:[np]?gettext|_)\({LITERAL}(?:, {LITERAL})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")

written = pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not written yet")


def sentences(source: str) -> Iterator[tuple[str | None, str]]:
    """(context, literal msgid) of gettext calls; both forms of a plural."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            context = node.args[0].value if called.startswith("pgettext") else None
            for argument in node.args[MSGIDS.get(called, slice(0))]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield context, argument.value


def template_sentences(text: str) -> Iterator[tuple[str | None, str]]:
    """Django turns a template into text in which gettext is called; we read those calls."""
    for call in TEMPLATE_CALL.finditer(templatize(text)):
        yield from sentences(call.group() + ")")


def used() -> dict[tuple[str | None, str], str]:
    """{(context, msgid): the file that says it}"""
    found = {}
    for path in modules():
        found |= dict.fromkeys(sentences(path.read_text("utf-8")), path.name)
    for path in templates():
        found |= dict.fromkeys(template_sentences(path.read_text("utf-8")), path.name)
    found.pop((None, ""), None)
    return found


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), encoding="utf-8")


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def known() -> dict[tuple[str | None, str], polib.POEntry]:
    entries = {}
    for entry in catalogue():
        entries[entry.msgctxt, entry.msgid] = entry
        entries[entry.msgctxt, entry.msgid_plural] = entry
    return entries


@written
def test_every_sentence_is_translated():
    entries = known()
    missing = {
        f"{where}: {said[1]}"
        for said, where in used().items()
        if said not in entries or not all(translations(entries[said]))
    }
    assert missing == set()


def test_gettext_goes_by_names_that_are_read_here():
    strange = {
        f"{path.name}: {name.asname}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name and (name.asname or name.name) not in MSGIDS
    }
    assert strange == set()


@written
def test_no_translation_is_doubtful_or_said_twice():
    entries = catalogue()
    keys = [(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete]
    assert [entry.msgid for entry in entries if entry.fuzzy] == []
    assert sorted(keys, key=str) == sorted(set(keys), key=str)


@written
def test_a_translation_fills_in_the_same_values():
    differing = [
        entry.msgid
        for entry in catalogue()
        for text in translations(entry)
        if set(PLACEHOLDER.findall(text))
        != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert differing == []


@written
def test_the_compiled_catalogue_is_the_written_one():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    source = catalogue().translated_entries()
    assert {(entry.msgctxt, entry.msgid): translations(entry) for entry in compiled} == {
        (entry.msgctxt, entry.msgid): translations(entry) for entry in source
    }


def test_the_template_reader_finds_what_django_finds():
    text = (
        '{% load i18n %}{% translate "One (a) b" %}<p>{% blocktranslate trimmed %}\n  Two (or\n'
        "  three)\n{% endblocktranslate %}{% blocktranslate count n=x %}it's{% plural %}b"
        "{% endblocktranslate %}{{ x|default:_('Four') }}{% translate 'Five' context 'c' %}"
    )
    plain = {"One (a) b", "Two (or three)", "it's", "b", "Four"}
    assert set(template_sentences(text)) == {(None, said) for said in plain} | {("c", "Five")}

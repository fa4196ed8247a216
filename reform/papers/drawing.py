"""Values put into a Word template. Offices edit templates, so none is trusted: its tags run in a
sandbox, values are escaped, and a name that the paper does not know is an error, not a gap."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from .wording import amount

#: What a tag can run into although it is well written: 1 / 0, "a" + 1, a value that is no list.
STUMBLES = (TemplateError, LxmlError, TypeError, ValueError, ArithmeticError)
#: What a file can be that is not a Word file.
NO_WORD_FILE = (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, LxmlError)


class TemplateRefused(Exception):
    """A template that can't be used; the text is one sentence with the cure."""


def environment() -> SandboxedEnvironment:
    tags = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    tags.filters["amount"] = amount
    return tags


def draw(template: bytes, values: Mapping[str, object]) -> bytes:
    """The template with the values in it; raises :class:`TemplateRefused`."""
    opened = opened_template(template)
    try:
        opened.render(dict(values), environment())
    except STUMBLES as problem:
        raise TemplateRefused(told(problem)) from problem
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def names_used(template: bytes) -> set[str]:
    """The names that the template's tags ask for; raises :class:`TemplateRefused`."""
    opened = opened_template(template)
    try:
        return opened.get_undeclared_template_variables(environment())
    except STUMBLES as problem:
        raise TemplateRefused(told(problem)) from problem


def opened_template(template: bytes) -> DocxTemplate:
    opened = DocxTemplate(io.BytesIO(template))
    try:
        opened.init_docx()
    except NO_WORD_FILE as problem:
        raise TemplateRefused(_("This is no Word file: save it as .docx in Word.")) from problem
    return opened


def told(problem: Exception) -> str:
    if isinstance(problem, TemplateSyntaxError):
        sentence = _("A tag of the template is not closed or misspelt: %(problem)s")
    else:
        sentence = _("The template asks for something that this paper does not have: %(problem)s")
    return sentence % {"problem": str(problem).split("\n")[0][:200]}


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

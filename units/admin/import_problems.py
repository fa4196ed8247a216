"""What kinds of problems are called where rows are chosen by them; each row says its own itself."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..imports.likeness import LIKE_NAME, OTHER_NAME, SAME_NAME

LABELS = {
    SAME_NAME: gettext_lazy("same name under the same agency"),
    LIKE_NAME: gettext_lazy("nearly the same name under the same agency"),
    OTHER_NAME: gettext_lazy("known code beside quite another name"),
    "resembles": gettext_lazy("resembles a unit of the register"),
    "duplicate_row": gettext_lazy("row stands twice"),
    "duplicate_code": gettext_lazy("code stands twice"),
    "duplicate_name": gettext_lazy("name stands twice"),
    "same_unit": gettext_lazy("two rows for one unit"),
    "ambiguous_code": gettext_lazy("code of several units"),
    "ambiguous_name": gettext_lazy("name of several units"),
    "unit_elsewhere": gettext_lazy("unit belonged elsewhere"),
    "unit_ceased": gettext_lazy("unit had ceased"),
    "unit_not_yet_established": gettext_lazy("unit not yet established"),
    "unit_name_missing": gettext_lazy("no name"),
    "agency_unknown": gettext_lazy("unknown governing agency"),
    "agency_ambiguous": gettext_lazy("several agencies of that name"),
    "agency_not_alive": gettext_lazy("agency not in force on the day"),
    "sector_unknown": gettext_lazy("unknown sector"),
    "unknown_autonomy_group": gettext_lazy("unknown autonomy group"),
    "unknown_service_class": gettext_lazy("unknown service class"),
    "established_after_list": gettext_lazy("established after the day of the list"),
    "established_differs": gettext_lazy("another day of establishment"),
    "not_a_date": gettext_lazy("no date"),
    "incomplete_date": gettext_lazy("date without day or month"),
    "not_a_number": gettext_lazy("no number"),
    "ambiguous_number": gettext_lazy("number that can be read in two ways"),
    "approximate_number": gettext_lazy("number given roughly"),
    "count_with_decimals": gettext_lazy("count with decimals"),
    "count_out_of_range": gettext_lazy("count out of range"),
    "amount_out_of_range": gettext_lazy("amount out of range"),
    "amount_with_unit": gettext_lazy("amount with a unit of its own"),
    "amount_not_in_dong": gettext_lazy("amount in no known unit of money"),
    "formula_error": gettext_lazy("formula without a result"),
    "converted_by_spreadsheet": gettext_lazy("changed by the spreadsheet program"),
    "code_with_decimals": gettext_lazy("code with decimals"),
    "name_without_letters": gettext_lazy("name without letters"),
    "text_too_long": gettext_lazy("text too long"),
    "event_refused": gettext_lazy("event refused for another row"),
    "depends_on_refused": gettext_lazy("builds on a refused event"),
    "contradiction": gettext_lazy("rows of one event contradict each other"),
}


def problem_label(code: str) -> str:
    """A few words for a kind of problem; those of rules and rarer ones go by their code."""
    if code in LABELS:
        return str(LABELS[code])
    return _("rule: %(code)s") % {"code": code.replace("_", " ")}

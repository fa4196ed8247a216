"""The words of the blank forms: what each column means, and rows that are plainly made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: {(layout or "" for all, field): what to write in the column}
MEANINGS: Mapping[tuple[str, str], str | Promise] = {
    ("", "unit_code"): _("The unit's own code. It tells units of one name apart."),
    ("figures", "unit_code"): _("The unit's code. Give the code or the name, best of all both."),
    ("agencies", "unit_code"): _("The agency's own code, if it has one."),
    ("events", "unit_code"): _("The code of the unit that takes part; of a new unit the code it is "
                               "to get."),
    ("", "unit_name"): _("The full name, as in the decision."),
    ("figures", "unit_name"): _("The full name, as in the register."),
    ("agencies", "unit_name"): _("The full name of the agency."),
    ("events", "unit_name"): _("The full name of the unit that takes part; of a new unit the name "
                               "it is to get."),
    ("", "agency"): _("The agency that manages the unit. Choose it from the list, or write another "
                      "one by its full name or code."),
    ("figures", "agency"): _("The agency that manages the unit; it tells units of one name apart."),
    ("", "sector"): _("The sector of activity. Choose it from the list."),
    ("", "autonomy_group"): _("The group of financial autonomy, 1 to 4. Choose it from the list."),
    ("", "service_class"): _("What the unit's services are for. Choose it from the list."),
    ("", "established_on"): _("The day on which the unit was established."),
    ("", "year"): _("The year that the figures are of, with four digits. Empty in no row or in "
                    "all: then they are of the year of the list."),
    ("", "headcount_budget"): _("Assigned people paid from the state budget."),
    ("", "headcount_revenue"): _("Assigned people paid from the unit's own revenue."),
    ("", "headcount_present"): _("People present, without labour contracts."),
    ("", "contracts"): _("People with labour contracts."),
    ("", "deputies"): _("Deputy heads."),
    ("", "budget_spending"): _("Spending from the state budget, in million đồng."),
    ("", "own_revenue"): _("The unit's own revenue, in million đồng."),
    ("", "note"): _("Anything a reader should know. It is kept with the file only."),
    ("agencies", "level"): _("The level of the agency. Choose it from the list."),
    ("agencies", "bloc"): _("The bloc that the agency belongs to. Choose it from the list."),
    ("agencies", "parent"): _("The agency above it, by name or code. It may stand in this list "
                              "too, in any row."),
    ("agencies", "valid_from"): _("The first day on which the agency existed."),
    ("agencies", "last_day"): _("The last day on which the agency existed. Empty while it exists."),
    ("agencies", "succeeded_by"): _("The agency that took over, by name or code, where one did."),
    ("events", "event"): _("A number or name of your own for the event. All rows of one event bear "
                           "the same, one row for each unit that takes part."),
    ("events", "kind"): _("What happens. Choose it from the list."),
    ("events", "operative_on"): _("The day from which it is so."),
    ("events", "legal_effect_on"): _("The day on which the decision takes legal effect."),
    ("events", "decided_on"): _("The day of the decision."),
    ("events", "decision_no"): _("Number and symbol of the decision."),
    ("events", "issuer"): _("Who decided."),
    ("events", "sequence"): _("Only where events of one day must follow each other: 1, 2, 3."),
    ("events", "role"): _("What becomes of the unit in the event. Choose it from the list."),
    ("events", "extent"): _("Whether the unit goes over in full or in part."),
    ("events", "to"): _("The unit it goes to, by code or name, where the event leads to several."),
    ("events", "company_name"): _("Only where a unit becomes a company: the company's name."),
    ("events", "company_tax_code"): _("The company's tax code."),
}  # fmt: skip

UNIT = {
    "unit_code": ("001-MH", "002-MH"),
    "unit_name": ("Trường Tiểu học Minh Họa", "Trung tâm Y tế Minh Họa"),
    "agency": ("Sở Minh Họa", "Sở Minh Họa"),
}
PEOPLE = {
    "headcount_budget": (25, 40),
    "headcount_revenue": (0, 12),
    "headcount_present": (24, 50),
    "contracts": (2, None),
    "deputies": (1, 2),
    "budget_spending": (3500.5, 8200),
    "own_revenue": (None, 1250),
}
#: {layout: {field: a cell for each of two made-up rows}}; of choices the codes.
EXAMPLES: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "units": {
        **UNIT,
        "sector": ("education", "health"),
        "autonomy_group": ("4", "3"),
        "service_class": ("basic", None),
        "established_on": (dt.date(1995, 9, 5), None),
        **PEOPLE,
    },
    "figures": {**UNIT, "year": (2024, 2024), **PEOPLE},
    "agencies": {
        "unit_code": ("S-MH", None),
        "unit_name": ("Sở Minh Họa", "Chi cục Minh Họa"),
        "level": ("department", "sub_department"),
        "bloc": ("government", "government"),
        "parent": (None, "Sở Minh Họa"),
        "valid_from": (dt.date(2016, 3, 1), dt.date(2018, 1, 1)),
        "last_day": (None, dt.date(2025, 2, 28)),
        "succeeded_by": (None, "Sở Minh Họa"),
    },
    "events": {
        "event": ("SK-01", "SK-01"),
        "kind": ("merge", "merge"),
        "operative_on": (dt.date(2025, 7, 1), dt.date(2025, 7, 1)),
        "decided_on": (dt.date(2025, 6, 20), None),
        "decision_no": ("01/QĐ-MH", None),
        "issuer": ("Ủy ban nhân dân tỉnh Minh Họa", None),
        "role": ("closing", "surviving"),
        "unit_code": ("001-MH", "002-MH"),
        "unit_name": UNIT["unit_name"],
        "extent": ("full", None),
        "note": ("Ví dụ", None),
    },
}

"""Units and events in the words of the W3C Organization Ontology (https://www.w3.org/TR/vocab-org/).

A unit is an ``org:FormalOrganization``; an event is an ``org:ChangeEvent`` with the organizations
it began from and led to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Q

from units.models import Succession
from units.periods import as_known

from .asking import Question

CONTEXT = {
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Roles of a unit that an event began from, and of one that it led to.
ORIGINAL = ("closing", "source", "exiting", "former", "surviving")
RESULTING = ("surviving", "source", "new")
Address = Callable[[str, object], str]
Node = dict[str, object]


def graph(nodes: Iterable[Node]) -> dict[str, object]:
    return {"@context": CONTEXT, "@graph": list(nodes)}


def unit_nodes(rows: Iterable[Mapping], question: Question, address: Address) -> Iterable[Node]:
    """``rows`` as :class:`reform.open_data.rows.UnitRow` writes them; two queries for all."""
    rows = list(rows)
    ids = [row["id"] for row in rows]
    changed, resulted = events_of(ids, question)
    for row in rows:
        yield {
            "@id": address("units", row["id"]),
            "@type": "org:FormalOrganization",
            "skos:prefLabel": {"@value": row["name"], "@language": "vi"},
            "org:identifier": [code for code in (row["handle"], row["code"]) if code],
            **one("org:subOrganizationOf", address("agencies", row["agency"]), row["agency"]),
            **many("org:changedBy", (address("events", pk) for pk in changed[row["id"]])),
            **many("org:resultedFrom", (address("events", pk) for pk in resulted[row["id"]])),
        }


def events_of(
    units: list[int], question: Question
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """({unit: events that changed it}, {unit: events that it came out of}) as known then."""
    rows = Succession.objects.filter(
        as_known(question.known_then), Q(predecessor__in=units) | Q(successor__in=units)
    )
    changed, resulted = defaultdict(list), defaultdict(list)
    for event, origin, result in rows.order_by("event").values_list(
        "event", "predecessor", "successor"
    ):
        for found, unit in ((changed, origin), (resulted, result)):
            if event not in found[unit]:
                found[unit].append(event)
    return changed, resulted


def event_nodes(rows: Iterable[Mapping], address: Address) -> Iterable[Node]:
    """``rows`` as :class:`reform.open_data.rows.EventRow` writes them."""
    for row in rows:
        parts = row["participants"]
        yield {
            "@id": address("events", row["id"]),
            "@type": "org:ChangeEvent",
            "dcterms:type": row["kind"],
            **one("dcterms:identifier", row["decision_number"], row["decision_number"]),
            "prov:endedAtTime": {"@value": str(row["operative_on"]), "@type": "xsd:date"},
            **many("org:originalOrganization", taking_part(parts, ORIGINAL, address)),
            **many("org:resultingOrganization", taking_part(parts, RESULTING, address)),
        }


def taking_part(parts: Iterable[Mapping], roles: tuple, address: Address) -> Iterable[str]:
    """Addresses of units; one that an annulled event did not set up has none."""
    units = (part["unit"] for part in parts if part["role"] in roles)
    return (address("units", unit) for unit in units if unit)


def one(term: str, value: str, given: object) -> Node:
    """A statement only where it is known."""
    if not given:
        return {}
    return {term: {"@id": value} if value != given else value}


def many(term: str, addresses: Iterable[str]) -> Node:
    found = [{"@id": each} for each in addresses]
    return {term: found} if found else {}

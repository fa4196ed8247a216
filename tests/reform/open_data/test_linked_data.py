"""Units and events in the W3C Organization Ontology, read back by an outsider's library."""

import pytest
import rdflib
from rdflib.namespace import ORG, RDF, SKOS

from tests.factories import make_province, make_user

from .world import lived

pytestmark = pytest.mark.django_db
HOST = "http://testserver/api/v1"


@pytest.fixture
def graph(client):
    province = make_province()
    units = lived(province)
    client.force_login(make_user(role="reader", province=province))
    graph = rdflib.Graph()
    for address in ("units/?on=2016-01-01", "units/", "events/"):
        join = "&" if "?" in address else "?"
        answer = client.get(f"/api/v1/{address}{join}format=jsonld")
        assert answer.headers["Content-Type"].startswith("application/ld+json")
        graph.parse(data=answer.content, format="json-ld")
    graph.units = units
    return graph


def of(unit) -> rdflib.URIRef:
    return rdflib.URIRef(f"{HOST}/units/{unit.pk}/")


def test_units_are_organizations_with_their_vietnamese_names(graph):
    found = set(graph.subjects(RDF.type, ORG.FormalOrganization))
    assert len(found) == 9
    assert {name.language for name in graph.objects(None, SKOS.prefLabel)} == {"vi"}


def test_an_event_leads_from_its_originals_to_its_results(graph):
    first, second = graph.units[:2]
    (merger,) = graph.objects(of(first), ORG.changedBy)
    assert (merger, RDF.type, ORG.ChangeEvent) in graph
    assert set(graph.objects(merger, ORG.originalOrganization)) == {of(first), of(second)}
    assert set(graph.objects(merger, ORG.resultingOrganization)) == {of(second)}


def test_a_new_unit_resulted_from_its_event(graph):
    asked = """
        SELECT ?new (COUNT(?old) AS ?number) WHERE {
            ?new org:resultedFrom ?event . ?old org:changedBy ?event .
            ?event org:resultingOrganization ?new . FILTER (?old != ?new)
        } GROUP BY ?new ORDER BY ?number
    """
    rows = [(row.new, int(row.number)) for row in graph.query(asked, initNs={"org": ORG})]
    assert [number for _new, number in rows] == [1, 2]


def test_each_thing_has_one_address_that_opens(graph, client):
    for unit in graph.subjects(RDF.type, ORG.FormalOrganization):
        query = "?on=2016-01-01" if client.get(str(unit)).status_code == 404 else ""
        assert client.get(f"{unit}{query}").status_code == 200

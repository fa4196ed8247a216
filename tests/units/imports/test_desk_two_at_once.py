"""Two people confirm lists of one province at the same moment: each row is written once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import day, make_province
from units import register
from units.imports import desk
from units.models import ImportBatch, Unit

from .desk_lists import previewed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AS_OF = day("2024-12-31")
ROWS = [{"code": f"A{n}", "name": f"Trường {n}", "agency": "Sở"} for n in range(50)]


@pytest.mark.parametrize("of_a_province", [True, False], ids=["province", "ministries"])
def test_one_writes_and_the_other_looks_again(of_a_province):
    province = make_province() if of_a_province else None
    batches = [previewed(province, AS_OF, ROWS).pk for _ in range(2)]
    start = Barrier(2)

    def confirm(pk: int) -> str:
        batch = ImportBatch.objects.get(pk=pk)
        start.wait()
        try:
            desk.apply(batch, by=None, at=timezone.now())
        except register.RegisterMoved:
            return "moved"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(2) as people:
        said = sorted(people.map(confirm, batches))
    assert said == ["moved", "written"]
    assert Unit.objects.count() == len(ROWS)
    statuses = ImportBatch.objects.order_by("status").values_list("status", "counts__unchanged")
    assert list(statuses) == [("applied", 0), ("previewed", len(ROWS))]

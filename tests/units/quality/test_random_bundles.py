"""Whatever a decision orders, nothing impossible is in effect after it, nor after annulling it."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from tests.factories import make_agency, make_province, make_unit
from tests.units.quality.world import problems
from tests.units.test_bundles_property import order, ordered_events
from units.annulment import annul_bundle
from units.models import Bundle
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
#: What these bundles leave out on purpose: decisions and agencies.
LEFT_OUT = {"events_without_decision", "units_without_agency"}


@given(orders=ordered_events)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_was_put_into_effect_is_possible(orders):
    with transaction.atomic():
        province, agency = make_province(), make_agency()
        units = [make_unit(province, name=f"Trường {n}") for n in range(8)]
        bundle = Bundle.objects.create(title="Quyết định thử", province=province)
        events = [order(bundle, units, agency, n, *one) for n, one in enumerate(orders, 1)]
        carry_out(events, by=None, at=timezone.now(), skip_refused=True)
        assert set(problems()) <= LEFT_OUT
        annul_bundle(bundle, by=None, at=timezone.now(), reason="đổi ý")
        assert problems() == {"units_without_agency": 8}
        transaction.set_rollback(True)

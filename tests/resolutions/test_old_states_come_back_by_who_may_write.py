"""An old state of a promise is brought back by who may write promises, and by nobody else."""

import pytest

from tests.factories import make_province, make_user
from tests.resolutions.promises import make_target

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "brings_back"), [("administrator", True), ("reader", False), ("inspector", False)]
)
def test_bringing_an_old_state_back(client, role, brings_back):
    target = make_target(make_province(), "units_reduction_percent", 10)
    target.note = "mới"
    target.save()
    client.force_login(make_user(role=role))
    change = f"/admin/resolutions/target/{target.pk}/"
    old = f"{change}history/{target.history.earliest().pk}/"
    assert client.get(old).status_code == 200
    shown = client.get(old).context["adminform"].form
    form = {bound.html_name: bound.value() for bound in shown if bound.value() is not None}
    answer = client.post(old, form | {"note": "cũ"})
    assert answer.status_code == (302 if brings_back else 403)
    target.refresh_from_db()
    assert target.note == ("cũ" if brings_back else "mới")

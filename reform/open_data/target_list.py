"""The list of targets for programs: each as it stood at the moment asked for, judged on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema

from resolutions.cascade import targets_of
from resolutions.models import Target
from resolutions.progress import Progress
from units.models import Province

from . import filters, rows
from .asking import moment
from .lists import KNOWN, ON, OpenList
from .targets import judged_targets


@extend_schema(parameters=[ON, KNOWN])
class Targets(OpenList):
    """Targets of documents issued by the day, each judged on it."""

    serializer_class = rows.TargetRow
    filterset_class = filters.TargetFilter

    def initial(self, request, *args, **kwargs) -> None:
        """Targets change between two writings of the register too, so their own moment counts."""
        super().initial(request, *args, **kwargs)
        self.then = moment(request.query_params, "known")
        changed = Target.history.aggregate(last=Max("history_date"))["last"]
        known = self.then or max(filter(None, (self.question.known, changed)))
        self.question = replace(self.question, known=timezone.localtime(known))
        request._request.question = self.question

    @cached_property
    def stood(self) -> dict[int, Target]:
        """All as they stood at the moment asked for."""
        provinces = Province.objects.values_list("pk", flat=True)
        return {one.pk: one for one in targets_of(list(provinces), self.then)}

    def rows(self) -> QuerySet[Target]:
        promised = Target.objects.promised_by(self.asked.on)
        if not self.is_described and self.then:
            promised = promised.filter(pk__in=self.stood)
        return promised.select_related("document", "province")

    def judged(self, targets: Iterable[Target]) -> list[Progress]:
        found = [self.stood[one.pk] if self.then else one for one in targets]
        return judged_targets(found, self.asked)

    def each(self, queryset: QuerySet) -> list[Progress]:
        """There are hundreds of targets, not thousands: judged all at once."""
        return self.judged(queryset)

    def get_serializer(self, instance=None, *args, **kwargs):
        many = kwargs.get("many", False)
        if instance is None:
            return super().get_serializer(*args, **kwargs)
        found = self.judged(instance if many else [instance])
        return super().get_serializer(found if many else found[0], *args, **kwargs)

"""The lists that programs read. Each is cut to what lies within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.exceptions import NotAcceptable

from resolutions.models import DocumentRelation, LegalDocument
from units.choices import EntryKind
from units.models import (
    Agency,
    Province,
    RegisterEntry,
    ReorganizationEvent,
    Succession,
    UnitVersion,
)
from units.periods import as_known

from ..csv_files import csv_response
from . import filters, rows
from .asking import Question, question_of
from .linked_data import Node, event_nodes, graph, unit_nodes
from .renderers import CsvRenderer, LinkedDataRenderer, cells

CHUNK = 2000

ON = OpenApiParameter("on", str, description="Day in the world, 2025-12-31; today if left out.")
KNOWN = OpenApiParameter(
    "known", str, description="Day or moment whose knowledge is asked for; now if left out."
)
SINCE = OpenApiParameter(
    "changed_since",
    str,
    description="Only rows written or superseded after this moment, superseded ones with them.",
)


@method_decorator(conditional_page, name="dispatch")
class OpenList(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Read-only. An unchanged page is answered by 304 to who names its ETag."""

    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        self.question = question_of(request.query_params, now=timezone.now())
        request._request.question = self.question

    @property
    def asked(self) -> Question:
        """The question; where only the description is drawn, today's."""
        if self.is_described:
            return Question(timezone.localdate(), timezone.now(), None)
        return self.question

    def get_queryset(self) -> QuerySet:
        return self.rows().none() if self.is_described else self.within_reach()

    @property
    def is_described(self) -> bool:
        """Is only the description drawn, for nobody?"""
        return getattr(self, "swagger_fake_view", False)

    def within_reach(self) -> QuerySet:
        return self.rows().for_user(self.request.user)

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def list(self, request, *args, **kwargs):
        """CSV takes all rows along, unpaged and streamed; linked data a page as a graph."""
        form = request.accepted_renderer.format
        if form == CsvRenderer.format:
            return self.as_csv(self.filter_queryset(self.get_queryset()).order_by("pk"))
        answer = super().list(request, *args, **kwargs)
        if form == LinkedDataRenderer.format:
            answer.data = graph(self.nodes(answer.data["results"])) | {"next": answer.data["next"]}
        return answer

    def retrieve(self, request, *args, **kwargs):
        answer = super().retrieve(request, *args, **kwargs)
        if request.accepted_renderer.format == LinkedDataRenderer.format:
            answer.data = graph(self.nodes([answer.data]))
        return answer

    def as_csv(self, queryset: QuerySet) -> StreamingHttpResponse:
        serializer = self.get_serializer_class()
        rows = (serializer(row).data for row in self.each(queryset))
        name, columns = self.basename.removeprefix("open-"), list(serializer().fields)
        return csv_response(name, self.asked.on, columns, cells(columns, rows))

    def each(self, queryset: QuerySet) -> Iterable:
        """What a row of the file is written from, one by one."""
        return queryset.iterator(chunk_size=CHUNK)

    def nodes(self, rows: list) -> list[Node]:
        """The rows in the words of linked data, where there are such words for them."""
        raise NotAcceptable

    def address(self, name: str, key: object) -> str:
        """The lasting address of a thing: without day, without moment."""
        address = reverse(f"open-{name}-detail", args=[key])
        return self.request.build_absolute_uri(address)

    def ledger(self, model: type) -> QuerySet:
        """Rows of a ledger as known then; with ``changed_since`` all that moved since, by then."""
        question = self.asked
        if question.since is None:
            return model.objects.filter(as_known(question.known_then))
        moved = Q(recorded_at__gt=question.since) | Q(superseded_at__gt=question.since)
        return model.objects.filter(moved, recorded_at__lte=question.known)


@extend_schema(parameters=[ON, KNOWN])
class Units(OpenList):
    """Units in force on a day, as they are on it."""

    serializer_class = rows.UnitRow
    filterset_class = filters.VersionFilter
    lookup_field = "unit_id"

    def nodes(self, rows: list) -> list[Node]:
        return list(unit_nodes(rows, self.asked, self.address))

    def rows(self) -> QuerySet[UnitVersion]:
        versions = UnitVersion.objects.on(self.asked.on, known=self.asked.known_then)
        return versions.select_related("unit", "sector")


@extend_schema(parameters=[KNOWN, SINCE])
class Versions(OpenList):
    """All periods of units; with these and the events the register can be rebuilt."""

    serializer_class = rows.VersionRow
    filterset_class = filters.VersionFilter

    def rows(self) -> QuerySet[UnitVersion]:
        return self.ledger(UnitVersion).select_related("unit", "sector")


@extend_schema(parameters=[KNOWN])
class Events(OpenList):
    """Reorganization events that are or were in effect. What is only proposed is not published."""

    serializer_class = rows.EventRow
    filterset_class = filters.EventFilter

    def rows(self) -> QuerySet[ReorganizationEvent]:
        """With the status that they had at the moment of knowledge."""
        entries = RegisterEntry.objects.filter(
            event=OuterRef("pk"), kind=EntryKind.EVENT, recorded_at__lte=self.asked.known
        )
        undone = entries.filter(reversed_by__recorded_at__lte=self.asked.known)
        status = Case(When(Exists(undone), then=Value("annulled")), default=Value("in_effect"))
        known = ReorganizationEvent.objects.filter(Exists(entries))
        return known.annotate(status_then=status).prefetch_related("participants")

    def nodes(self, rows: list) -> list[Node]:
        return list(event_nodes(rows, self.address))


@extend_schema(parameters=[KNOWN, SINCE])
class Successions(OpenList):
    """Who continues whom."""

    serializer_class = rows.SuccessionRow
    filterset_class = filters.SuccessionFilter

    def rows(self) -> QuerySet[Succession]:
        return self.ledger(Succession).select_related("event")

    def within_reach(self) -> QuerySet[Succession]:
        events = ReorganizationEvent.objects.for_user(self.request.user)
        return self.rows().filter(event__in=events)


class Provinces(OpenList):
    """All provinces that ever were, with their successors. The key is code and first day."""

    serializer_class = rows.ProvinceRow
    filterset_class = filters.ProvinceFilter

    def rows(self) -> QuerySet[Province]:
        return Province.objects.all()


class Agencies(OpenList):
    """Governing agencies."""

    serializer_class = rows.AgencyRow
    filterset_class = filters.AgencyFilter

    def rows(self) -> QuerySet[Agency]:
        return Agency.objects.select_related("level")


class Documents(OpenList):
    """Legal documents and how they relate."""

    serializer_class = rows.DocumentRow
    filterset_class = filters.DocumentFilter

    def rows(self) -> QuerySet[LegalDocument]:
        return LegalDocument.objects.all()

    def within_reach(self) -> QuerySet[LegalDocument]:
        """No relation tells of a document that the reader may not see."""
        readable = super().within_reach()
        relations = DocumentRelation.objects.filter(to_document__in=readable)
        return readable.prefetch_related(Prefetch("relations", relations))

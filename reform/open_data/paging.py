"""Pages that stay what they are while the register goes on: by key, at one moment of knowledge."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param


class ByKey(CursorPagination):
    """``next`` repeats the day and the moment of the first page, so all pages together are one
    picture of the register, whatever is written meanwhile."""

    ordering = "pk"
    page_size = 500
    max_page_size = 5000
    page_size_query_param = "size"

    def paginate_queryset(self, queryset, request, view=None):
        self.question = view.question
        return super().paginate_queryset(queryset, request, view)

    def get_next_link(self) -> str | None:
        link = super().get_next_link()
        if link is None:
            return None
        link = replace_query_param(link, "on", self.question.on.isoformat())
        return replace_query_param(link, "known", self.question.known.isoformat())

    def get_paginated_response(self, data) -> Response:
        return Response(
            {
                "on": self.question.on,
                "known": self.question.known,
                "next": self.get_next_link(),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema):
        stamp = {"type": "string", "format": "date-time"}
        return {
            "type": "object",
            "required": ["on", "known", "next", "results"],
            "properties": {
                "on": {"type": "string", "format": "date"},
                "known": stamp,
                "next": {"type": "string", "format": "uri", "nullable": True},
                "results": schema,
            },
        }

"""Dossiers, and what belongs to them, found by number and title without accents or case."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q

from units.names import search_key


class DossierSearch(admin.ModelAdmin):
    """Every word must occur, in any of the fields: in a dossier's stored key as it is folded,
    elsewhere as it is typed."""

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            found = Q(pk__in=())
            for field in self.get_search_fields(request):
                if not field.endswith("search_key"):
                    found |= Q(**{f"{field}__icontains": word})
                elif key := search_key(word):
                    found |= Q(**{f"{field}__contains": key})
            queryset = queryset.filter(found)
        return queryset, False

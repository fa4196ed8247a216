from units.names import search_key


class FoldedInMemory:
    """Search without accents or case on any database: "ke hoach" finds "Kế hoạch".

    The texts are folded row by row, which is quick for some thousands of documents and targets. A
    longer list wants a stored key, as units have.
    """

    def get_search_results(self, request, queryset, search_term):
        words = search_key(search_term).split()
        if not words:
            return (queryset.none() if search_term.strip() else queryset), False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = []
        for pk, *texts in rows:
            text = search_key(" ".join(filter(None, texts)))
            if all(word in text for word in words):
                found.append(pk)
        return queryset.filter(pk__in=found), False

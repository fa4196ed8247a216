from django.forms import BaseInlineFormSet


class OwnRows(BaseInlineFormSet):
    """A form of the set names no row of another parent."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["id"].queryset = self.get_queryset()

"""Forms of what people ask and say around a dossier."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.models import Agency

from ..cases.opinions import latest_replies
from ..cases.reach import people_of
from ..cases.tasks import WORK
from ..choices import OpinionVerdict
from ..models import Case, OpinionReply


class DayInput(forms.DateInput):
    """The browser's own calendar; what it sends is the same in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **options)


def words(label, *, rows: int = 4, longest: int = 4000, **options) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


class AskForm(forms.Form):
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"))
    subject = words(_("What about"), longest=2000)
    due_on = day(_("due on"))

    def __init__(self, *args, user, today: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.for_user(user).on(today)
        self.fields["agency"].queryset = agencies.order_by("sort_key")


class ReplyForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("opinion"), choices=OpinionVerdict.choices, widget=forms.RadioSelect
    )
    text = words(_("in its words"), longest=8000, required=False)
    replied_on = day(_("replied on"))
    file = forms.FileField(
        label=_("its letter"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, PNG or JPEG."),
    )


class Answers(forms.ModelMultipleChoiceField):
    def label_from_instance(self, reply: OpinionReply) -> str:
        return f"{reply.request.agency}: {reply.get_verdict_display()}"


class JointForm(forms.Form):
    replies = Answers(
        OpinionReply.objects.none(),
        label=_("Answers it rests on"),
        widget=forms.CheckboxSelectMultiple,
    )
    verdict = forms.ChoiceField(
        label=_("opinion"), choices=OpinionVerdict.choices, widget=forms.RadioSelect
    )
    text = words(_("in words"), longest=8000)

    def __init__(self, *args, case: Case, seal: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        current = [reply.pk for reply in latest_replies(case) if reply.seal == seal]
        rows = OpinionReply.objects.filter(pk__in=current).select_related("request__agency")
        self.fields["replies"].queryset = rows
        self.fields["replies"].initial = current


class NoteForm(forms.Form):
    text = words(_("Note"), rows=3, help_text=_("Name a person by @ and the account name."))


class TaskForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=300)
    person = forms.ModelChoiceField(
        get_user_model().objects.none(), label=pgettext_lazy("task", "Person")
    )
    due_on = day(_("due on"), required=False)

    def __init__(self, *args, case: Case, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(case, WORK)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        get_user_model().objects.none(), label=pgettext_lazy("task", "Person")
    )
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args, case: Case, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_of(case, WORK)


class DoneForm(forms.Form):
    result = words(_("What came of it"), rows=3)

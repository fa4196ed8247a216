from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

#: Quotes and notes are a line or two; the stock ten rows would push the figures off the screen.
SHORT_TEXTS = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

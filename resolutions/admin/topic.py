from django.contrib import admin

from ..models import Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """The list by which proposals are sorted."""

    list_display = ("name", "name_en", "code", "position")
    search_fields = ("name", "name_en", "code")
    actions = None

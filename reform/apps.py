from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class ReformConfig(AppConfig):
    name = "reform"
    verbose_name = _("Case desk and accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reform import checks  # noqa: F401  (registers them)


class ReformAdminConfig(AdminConfig):
    default_site = "reform.admin_site.ReformAdminSite"

    def ready(self) -> None:
        """Django says True and False of its icons, in every language, and offers no other way to
        say it: one function draws them all."""
        from django.contrib.admin.templatetags import admin_list

        super().ready()
        admin_list._boolean_icon = spoken_icon


def spoken_icon(value: bool | None) -> str:
    """The icon of a yes or a no, with that word for who can't see it."""
    name, word = {True: ("yes", gettext("Yes")), False: ("no", gettext("No"))}.get(
        value, ("unknown", gettext("Unknown"))
    )
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


class BackgroundWorkConfig(TasksAppConfig):
    verbose_name = _("Background work")

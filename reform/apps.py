from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
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


class BackgroundWorkConfig(TasksAppConfig):
    verbose_name = _("Background work")

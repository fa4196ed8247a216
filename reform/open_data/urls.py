from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from . import description, lists, target_list  # noqa: F401 (importing the description registers it)
from .register import Register

router = DefaultRouter()
router.include_format_suffixes = False  # ?format= says it
for name, view in (
    ("provinces", lists.Provinces),
    ("agencies", lists.Agencies),
    ("units", lists.Units),
    ("versions", lists.Versions),
    ("events", lists.Events),
    ("successions", lists.Successions),
    ("documents", lists.Documents),
    ("targets", target_list.Targets),
):
    router.register(name, view, basename=f"open-{name}")
router.root_view_name = "open-data"

urlpatterns = [
    path("", include(router.urls)),
    path("register.csv", Register.as_view(), name="open-register"),
    path("schema/", SpectacularAPIView.as_view(), name="open-schema"),
]

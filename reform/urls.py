from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from reform import views
from reform.language import choose_language

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="provinces"), name="home"),
    path("provinces/", views.provinces, name="provinces"),
    path("provinces/<slug:code>/", views.province, name="province"),
    path("units/", include("units.urls")),
    path("", include("reform.accounts.urls")),
    path("language/", choose_language, name="choose-language"),
    path("admin/", admin.site.urls),
]

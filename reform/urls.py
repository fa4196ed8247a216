from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from reform import documents, help_pages, list_views, search_page, views
from reform.language import choose_language

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="overview"), name="home"),
    path("provinces/", views.provinces, name="provinces"),
    path("provinces/<slug:code>/", views.province, name="province"),
    path("provinces/<slug:code>/units/", list_views.units_listed, name="units-listed"),
    path("provinces/<slug:code>/figures/", list_views.figures_listed, name="figures-listed"),
    path("provinces/<slug:code>/events/", list_views.events_listed, name="events-listed"),
    path("overview/", views.country, name="overview"),
    path("overview/units/", list_views.units_listed, name="country-units-listed"),
    path("overview/figures/", list_views.figures_listed, name="country-figures-listed"),
    path("overdue/", views.overdue_page, name="overdue"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/file/", documents.document_file, name="document_file"),
    path("units/", include("units.urls")),
    path("help/", help_pages.help_index, name="help-index"),
    path("help/<slug:topic>/", help_pages.help_page, name="help"),
    path("first-hour/<slug:mark>/", help_pages.mark_step, name="first-hour"),
    path("search/", search_page.search, name="search"),
    path("", include("reform.accounts.urls")),
    path("language/", choose_language, name="choose-language"),
    path("api/v1/", include("reform.open_data.urls")),
    path("admin/", admin.site.urls),
]

"""How the libraries that serve open data are set up; part of the settings."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["reform.open_data.entrance.WhoAsks"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "reform.open_data.paging.ByKey",
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "reform.open_data.renderers.CsvRenderer",
        "reform.open_data.renderers.LinkedDataRenderer",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sổ đơn vị sự nghiệp công lập",
    "DESCRIPTION": "Read-only. Every list takes ?on= (day in the world) and ?known= (day or moment"
    " of knowledge) where it has them, and comes in pages: follow `next`.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

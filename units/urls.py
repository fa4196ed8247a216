from django.urls import path

from . import views

urlpatterns = [
    path("", views.units, name="units"),
    path("what-became-of/", views.what_became_of, name="what-became-of"),
    path("<int:pk>/", views.unit, name="unit"),
]

"""/byggdelar/: the gallery of parts."""

from django.urls import path

from samsyn.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("siffra/<str:key>/<str:scope>/", views.example_figure, name="example-figure"),
]

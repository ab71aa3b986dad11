"""The desk. Include it last: /<association>/ takes any one word."""

from django.urls import path

from samsyn.desk import views

app_name = "desk"
_OWN = "<slug:association>/<period:period>/"
urlpatterns = [
    path("<slug:association>/", views.latest, name="latest"),
    path(_OWN, views.start, name="overview"),
    path(f"{_OWN}siffror/", views.figures, name="figures"),
    path(f"{_OWN}siffra/<str:key>/<str:scope>/", views.figure, name="figure"),
    path(f"{_OWN}sok/", views.search, name="search"),
]

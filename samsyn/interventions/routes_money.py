"""Addresses of the plan of several years, the forecast and the members' money, under /<association>/<period>/."""

from django.urls import path

from samsyn.interventions.views import forecast, our_money, outlook

_HOME = "<slug:association>/<period:period>/"
_F = f"{_HOME}insatser/prognos/"

urlpatterns = [
    path(f"{_HOME}flerarsplan/", outlook.outlook, name="outlook"),
    path(f"{_HOME}flerarsplan/antagande/", outlook.assumption, name="outlook-assumption"),
    path(_F, forecast.forecast, name="forecast"),
    path(f"{_F}summera/", forecast.forecast_sum, name="forecast-sum"),
    path(f"{_F}<int:pk>/", forecast.forecast_edit, name="forecast-edit"),
    path(f"{_HOME}vara-pengar/", our_money.our_money, name="our-money"),
]

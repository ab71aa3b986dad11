"""Addresses for the tests of ui alone: the gallery, and a figure's page as desk will have it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, register_converter

from samsyn.core.period import Period


class PeriodInAddress:
    regex = r"\d{4}(?:-\d\d)?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period) -> str:
        return value.code


register_converter(PeriodInAddress, "testperiod")


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


desk = [path("siffra/<str:key>/<str:scope>/", page, name="figure"), path("sok/", page, name="search")]
ledger = [path("verifikationer/", page, name="vouchers")]
urlpatterns = [
    path("byggdelar/", include("samsyn.ui.urls")),
    path("<slug:association>/<testperiod:period>/", include((desk, "desk"))),
    path("<slug:association>/<testperiod:period>/", include((ledger, "ledger"))),
]

"""Addresses of the national page."""

from django.urls import URLPattern, path

from samsyn.participants.views import nation

_N = "<slug:association>/<period:period>/nationellt/"

urlpatterns: list[URLPattern] = [
    path(_N, nation.nation, name="nation"),
    path(f"{_N}alla-forbund.<slug:form>", nation.nation_file, name="nation-file"),
]

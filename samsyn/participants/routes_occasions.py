"""Addresses of the register of occasions and the sheets for Uppföljning Finsam."""

from django.urls import URLPattern, path

from samsyn.participants.views import finsam, occasions

_HOME = "<slug:association>/<period:period>/deltagare/"
_O, _F = f"{_HOME}traffar/", f"{_HOME}uppfoljning-finsam/"

urlpatterns: list[URLPattern] = [
    path(_O, occasions.register, name="occasions"),
    path(f"{_O}ny/", occasions.new, name="occasion-new"),
    path(f"{_O}traffar.<slug:form>", occasions.register_file, name="occasions-file"),
    path(f"{_O}<int:pk>/", occasions.occasion, name="occasion"),
    path(f"{_O}<int:pk>/andra/", occasions.edit, name="occasion-edit"),
    path(f"{_O}<int:pk>/ta-bort/", occasions.remove, name="occasion-remove"),
    path(_F, finsam.sheets, name="finsam"),
    path(f"{_F}inskickat/", finsam.copied, name="finsam-copied"),
    path(f"{_F}underlag.csv", finsam.sheet_file, name="finsam-file"),
]

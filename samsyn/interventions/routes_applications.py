"""Addresses under /<association>/<period>/: applications."""

from django.urls import URLPattern, path

from samsyn.interventions.views import application_edit, applications, decisions

_HOME = "<slug:association>/<period:period>/"
_A = f"{_HOME}ansokningar/"

urlpatterns: list[URLPattern] = [
    path(_A, applications.applications, name="applications"),
    path(f"{_A}ny/", application_edit.new, name="application-new"),
    path(f"{_A}<int:pk>/", applications.application, name="application"),
    path(f"{_A}<int:pk>/skriv/", application_edit.edit, name="application-edit"),
    path(f"{_A}<int:pk>/steg/", applications.step, name="application-move"),
    path(f"{_A}<int:pk>/kommentera/", applications.comment, name="application-comment"),
    path(f"{_A}<int:pk>/filer/ny/", applications.attach, name="application-attach"),
    path(f"{_A}<int:pk>/bevilja/", decisions.granting, name="application-grant"),
    path(f"{_A}<int:pk>/avsla/", decisions.rejecting, name="application-reject"),
    path(f"{_A}<int:pk>/brev.pdf", applications.letter, name="application-letter"),
]

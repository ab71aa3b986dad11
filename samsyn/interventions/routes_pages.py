"""Addresses under /<association>/<period>/: the interventions themselves, what remains, lists and rules."""

from django.urls import URLPattern, path

from samsyn.interventions.views import editing, intervention, listing, settings

_HOME = "<slug:association>/<period:period>/"
_I, _S = f"{_HOME}insatser/", f"{_HOME}installningar/insatser/"

urlpatterns: list[URLPattern] = [
    path(_I, listing.listing, name="list"),
    path(f"{_I}ny/", editing.new, name="intervention-new"),
    path(f"{_I}<int:pk>/", intervention.intervention, name="intervention"),
    path(f"{_I}<int:pk>/kort/", intervention.card, name="card"),
    path(f"{_I}<int:pk>/andra/", editing.edit, name="intervention-edit"),
    path(f"{_I}<int:pk>/namn/", editing.rename, name="intervention-rename"),
    path(f"{_I}<int:pk>/lage/", editing.state, name="intervention-state"),
    path(f"{_I}<int:pk>/dela/", editing.split, name="intervention-split"),
    path(f"{_I}<int:pk>/not/", editing.note, name="intervention-note"),
    path(f"{_I}<int:pk>/tjanster/", editing.posts, name="intervention-posts"),
    path(f"{_I}<int:pk>/kontakter/", editing.contacts, name="intervention-contacts"),
    path(f"{_I}<int:pk>/utifran/", editing.outside, name="intervention-outside"),
    path(f"{_I}utifran/<int:pk>/ta-bort/", editing.outside_remove, name="intervention-outside-remove"),
    path(f"{_I}<int:pk>/handlingar/ny/", editing.attach, name="intervention-document"),
    path(f"{_I}handlingar/<int:pk>/", intervention.document, name="document"),
    path(f"{_I}handlingar/<int:pk>/ta-bort/", editing.document_remove, name="document-remove"),
    path(f"{_HOME}ataganden/", listing.commitments, name="commitments"),
    path(f"{_HOME}ataganden/ataganden.<slug:form>", listing.commitments_file, name="commitments-file"),
    path(_S, settings.settings, name="settings"),
    path(f"{_S}regler/", settings.setting_policy, name="setting-policy"),
    path(f"{_S}listor/<str:kind>/", settings.setting_choices, name="setting-choices"),
    path(f"{_S}noten/<int:pk>/", settings.setting_note, name="setting-note"),
]

"""Addresses of the association. All but the first two lie under /<association>/<period>/."""

from django.urls import path

from samsyn.associations.views import office, parties, people, public, settings

app_name = "associations"
_A = "<slug:association>/<period:period>/"
_S = f"{_A}installningar/"

urlpatterns = [
    path("", public.start, name="start"),
    path("tillganglighet/", public.accessibility, name="accessibility"),
    path(_S, settings.settings, name="settings"),
    path(f"{_S}uppgifter/", settings.facts, name="facts"),
    path(f"{_S}utskrift/", settings.presentation, name="presentation"),
    path(f"{_S}utskrift/<slug:kind>/", settings.presentation, name="presentation_kind"),
    path(f"{_S}eget-kapital/", settings.equity, name="equity"),
    path(f"{_S}eget-kapital/ny/", settings.equity_edit, name="equity_add"),
    path(f"{_S}eget-kapital/<int:number>/", settings.equity_edit, name="equity_edit"),
    path(f"{_S}eget-kapital/<int:number>/ta-bort/", settings.equity_remove, name="equity_remove"),
    path(f"{_S}parter/", parties.parties, name="parties"),
    path(f"{_S}parter/ny/", parties.party_edit, name="party_add"),
    path(f"{_S}parter/<int:pk>/", parties.party_edit, name="party_edit"),
    path(f"{_S}parter/<int:pk>/ta-bort/", parties.party_remove, name="party_remove"),
    path(f"{_S}kansli/", office.posts, name="posts"),
    path(f"{_S}kansli/ny/", office.post_edit, name="post_add"),
    path(f"{_S}kansli/<int:pk>/", office.post_edit, name="post_edit"),
    path(f"{_S}kansli/<int:pk>/ta-bort/", office.post_remove, name="post_remove"),
    path(f"{_S}kansli/arsmedelantal/", office.staff_year, name="staff_year"),
    path(f"{_S}kansli/las-in/", office.staff_import, name="staff_import"),
    path(f"{_S}kansli/kansli.csv", office.staff_export, name="staff_export"),
    path(f"{_S}styrelse/", office.mandates, name="mandates"),
    path(f"{_S}styrelse/ny/", office.mandate_edit, name="mandate_add"),
    path(f"{_S}styrelse/<int:pk>/", office.mandate_edit, name="mandate_edit"),
    path(f"{_S}styrelse/<int:pk>/ta-bort/", office.mandate_remove, name="mandate_remove"),
    path(f"{_S}anvandare/", people.users, name="users"),
    path(f"{_S}anvandare/bjud-in/", people.invite, name="invite"),
    path(f"{_S}anvandare/<int:pk>/ny-lank/", people.new_link, name="new_link"),
    path(f"{_S}anvandare/roll/<int:pk>/", people.membership_edit, name="membership_edit"),
    path(f"{_S}anvandare/roll/<int:pk>/ta-bort/", people.membership_remove, name="membership_remove"),
    path(f"{_S}roller/", people.roles, name="roles"),
    path(f"{_S}handelser/", people.events, name="events"),
    path(f"{_S}tillganglighet/", people.faults, name="faults"),
    path(f"{_S}tillganglighet/<int:pk>/", people.fault_answer, name="fault_answer"),
    path(f"{_A}medlemsbidrag/", parties.contributions, name="contributions"),
    path(f"{_A}medlemsbidrag/andra/", parties.contributions_edit, name="contributions_edit"),
    path(f"{_A}medlemsbidrag/las-in/", parties.contributions_import, name="contributions_import"),
    path(f"{_A}medlemsbidrag/bidrag.csv", parties.contributions_export, {"kind": "csv"}, name="contributions_csv"),
    path(f"{_A}medlemsbidrag/bidrag.xlsx", parties.contributions_export, {"kind": "xlsx"}, name="contributions_xlsx"),
]

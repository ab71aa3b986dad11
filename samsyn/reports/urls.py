"""Ekonomi and Rapporter."""

from django.urls import path

from samsyn.reports.views import economy, lists, published, reading, workshop

app_name = "reports"
_OWN = "<slug:association>/<period:period>/"
_KIND = f"{_OWN}rapporter/<slug:kind>/"
_SECTION = f"{_KIND}<slug:section>/"
urlpatterns = [
    path(f"{_OWN}ekonomi/resultat/", economy.income, name="income"),
    path(f"{_OWN}ekonomi/balans/", economy.balance, name="balance"),
    path(f"{_OWN}ekonomi/kassaflode/", economy.cashflow, name="cashflow"),
    path(f"{_OWN}ekonomi/driftredovisning/", economy.operating, name="operating"),
    path(f"{_OWN}ekonomi/noter/", economy.notes, name="notes"),
    path(f"{_OWN}ekonomi/flera-ar/", economy.overview_years, name="overview_years"),
    path(f"{_OWN}ekonomi/kostnadsfordelning/", economy.cost_split, name="cost_split"),
    path(f"{_OWN}ekonomi/insatser/", economy.interventions, name="interventions"),
    path(f"{_OWN}ekonomi/balanskrav/", economy.requirement, name="requirement"),
    path(f"{_OWN}ekonomi/avstamning/", economy.checks, name="checks"),
    path(f"{_OWN}rapporter/", lists.reports, name="reports"),
    path(f"{_OWN}publicerat/", published.publications, name="publications"),
    path(f"{_OWN}publicerat/<int:pk>/", published.publication, name="publication"),
    path(f"{_OWN}publicerat/<int:pk>/<slug:format>/", published.file, name="publication-file"),
    path(f"{_OWN}publicera/<slug:kind>/", published.publish, name="publish"),
    path(_KIND, workshop.workshop, name="workshop"),
    path(f"{_KIND}hela/", reading.report, name="report"),
    path(f"{_KIND}ordning/", lists.arrange, name="workshop_order"),
    path(f"{_KIND}datum/", lists.date, name="date"),
    path(f"{_KIND}fil/<slug:format>/", reading.download, name="download"),
    path(f"{_SECTION}spara/", workshop.save, name="save"),
    path(f"{_SECTION}behall/", workshop.keep, name="keep"),
    path(f"{_SECTION}versioner/", workshop.history, name="workshop_versions"),
    path(f"{_SECTION}aterstall/", workshop.restore, name="restore"),
    path(f"{_SECTION}siffror/", workshop.figures, name="figures"),
]

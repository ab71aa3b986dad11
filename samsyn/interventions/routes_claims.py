"""Addresses of requisitions, attest and year-end answers, under /<association>/<period>/."""

from django.urls import path

from samsyn.interventions.views import attest, claim_entry, claims, confirmations

_HOME = "<slug:association>/<period:period>/"
_C, _Y, _O = f"{_HOME}insatser/rekvisitioner/", f"{_HOME}insatser/arsbesked/", f"{_HOME}installningar/attestordning/"

urlpatterns = [
    path(_C, claims.listing, name="claims"),
    path(f"{_C}<int:pk>/", claims.claim, name="claim"),
    path(f"{_HOME}insatser/<int:pk>/rekvisition/", claim_entry.new, name="claim-new"),
    path(f"{_C}<int:pk>/andra/", claim_entry.edit, name="claim-edit"),
    path(f"{_C}<int:pk>/ratta/", claim_entry.correct, name="claim-correct"),
    path(f"{_C}<int:pk>/intyga/", claims.certify, name="claim-certify"),
    path(f"{_C}<int:pk>/sakattest/", claims.check, name="claim-check"),
    path(f"{_C}<int:pk>/beslutsattest/", claims.approve, name="claim-approve"),
    path(f"{_C}<int:pk>/attesterad/", claims.record, name="claim-record"),
    path(f"{_C}<int:pk>/atersand/", claims.send_back, name="claim-return"),
    path(f"{_C}<int:pk>/makulera/", claims.cancel, name="claim-cancel"),
    path(f"{_C}<int:pk>/betald/", claims.pay, name="claim-pay"),
    path(f"{_C}underlag/<int:pk>/ta-bort/", claims.remove_evidence, name="claim-evidence-remove"),
    path(f"{_HOME}insatser/attestera/", attest.mine, name="attest"),
    path(_O, attest.order, name="setting-attest"),
    path(f"{_O}ny/", attest.add, name="setting-attest-new"),
    path(f"{_O}<int:pk>/avsluta/", attest.end, name="setting-attest-end"),
    path(_Y, confirmations.listing, name="confirmations"),
    path(f"{_Y}fraga/", confirmations.ask, name="confirmation-ask"),
    path(f"{_Y}<int:pk>/", confirmations.answer, name="confirmation"),
    path(f"{_Y}<int:pk>/los-upp/", confirmations.dissolve, name="confirmation-dissolve"),
    path(f"{_Y}<int:pk>/angra/", confirmations.restore, name="confirmation-restore"),
]

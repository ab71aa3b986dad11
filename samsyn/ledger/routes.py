"""Addresses of account mapping, budget and forecast, and figures entered by hand."""

from django.urls import path

from samsyn.ledger.views import files, manual, mapping, plan_edit, plans

_A = "<slug:association>/<period:period>/"
_K, _B, _H = f"{_A}kontokoppling/", f"{_A}budget/", f"{_A}for-hand/"

urlpatterns = [
    path(_K, mapping.mapping, name="mapping"),
    path(f"{_K}ny/", mapping.row, name="mapping-row-new"),
    path(f"{_K}<int:pk>/", mapping.row, name="mapping-row"),
    path(f"{_K}<int:pk>/ta-bort/", mapping.row_delete, name="mapping-row-delete"),
    path(f"{_K}<int:pk>/flytta/", mapping.row_move, name="mapping-row-move"),
    path(f"{_K}placera/", mapping.place, name="mapping-place"),
    path(f"{_K}skatt/", mapping.legacy_tax, name="mapping-tax"),
    path(f"{_K}forslag/", mapping.preset, name="mapping-preset"),
    path(f"{_K}etiketter/", mapping.labels, name="mapping-labels"),
    path(f"{_K}etiketter/ny/", mapping.label, name="mapping-label-new"),
    path(f"{_K}etiketter/<int:pk>/", mapping.label, name="mapping-label"),
    path(f"{_K}etiketter/<int:pk>/ta-bort/", mapping.label_delete, name="mapping-label-delete"),
    path(f"{_K}historik/", mapping.history, name="mapping-history"),
    path(f"{_K}historik/<int:pk>/", mapping.revision, name="mapping-revision"),
    path(f"{_K}historik/<int:pk>/aterstall/", mapping.put_back, name="mapping-put-back"),
    path(f"{_K}angra/", mapping.undo, name="mapping-undo"),
    path(f"{_K}filer/<slug:kind>.<slug:form>", files.file_out, name="mapping-file"),
    path(f"{_K}filer/<slug:kind>/", files.file_in, name="mapping-file-in"),
    path(f"{_B}filer/<slug:kind>.<slug:form>", files.file_out, name="plan-file"),
    path(f"{_B}filer/<slug:kind>/", files.file_in, name="plan-file-in"),
    path(f"{_H}filer/<slug:kind>.<slug:form>", files.file_out, name="manual-file"),
    path(f"{_H}filer/<slug:kind>/", files.file_in, name="manual-file-in"),
    path(_B, plans.plans, name="plans"),
    path(f"{_B}ny/", plan_edit.new, name="plan-new"),
    path(f"{_B}jamfor/", plans.compare, name="plan-compare"),
    path(f"{_B}mall.xlsx", plan_edit.template, name="plan-template"),
    path(f"{_B}<int:pk>/", plans.plan, name="plan"),
    path(f"{_B}<int:pk>/andra/", plan_edit.edit, name="plan-edit"),
    path(f"{_B}<int:pk>/uppgifter/", plan_edit.facts, name="plan-facts"),
    path(f"{_B}<int:pk>/mall.xlsx", plan_edit.template, name="plan-filled-template"),
    path(f"{_B}<int:pk>/las-in/", plan_edit.read_template, name="plan-read-template"),
    path(f"{_B}<int:pk>/galler/", plan_edit.put_in_force, name="plan-in-force"),
    path(f"{_B}<int:pk>/ta-bort/", plan_edit.delete, name="plan-delete"),
    path(_H, manual.manual, name="manual"),
    path(f"{_H}pension/", manual.provisions, name="manual-provisions"),
    path(f"{_H}historik/", manual.history, name="manual-history"),
    path(f"{_H}aldre-rader/", manual.legacy, name="manual-legacy"),
    path(f"{_H}aldre-rader/<int:pk>/ta-bort/", manual.legacy_delete, name="manual-legacy-delete"),
    path(f"{_H}kostnadsfordelning/", manual.cost_rules, name="manual-cost-rules"),
    path(f"{_H}kostnadsfordelning/ny/", manual.cost_rule, name="manual-cost-rule-new"),
    path(f"{_H}kostnadsfordelning/<int:pk>/", manual.cost_rule, name="manual-cost-rule"),
    path(f"{_H}kostnadsfordelning/<int:pk>/ta-bort/", manual.cost_rule_delete, name="manual-cost-rule-delete"),
    path(f"{_H}kostnadsfordelning/<int:pk>/flytta/", manual.cost_rule_move, name="manual-cost-rule-move"),
    path(f"{_H}balanskrav/", manual.balance_notes, name="manual-balance"),
]

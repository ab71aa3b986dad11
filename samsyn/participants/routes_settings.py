"""Addresses of what is collected, code lists and protection."""

from django.urls import URLPattern, path

from samsyn.participants.views import settings

_S = "<slug:association>/<period:period>/installningar/deltagare/"

urlpatterns: list[URLPattern] = [
    path(_S, settings.settings, name="settings"),
    path(f"{_S}rytm/", settings.setting_rule, name="setting-rule"),
    path(f"{_S}samlas-in/<slug:variable>/", settings.setting_collected, name="setting-collected"),
    path(f"{_S}listor/<slug:list>/", settings.setting_codes, name="setting-codes"),
    path(f"{_S}listor/<slug:list>/ny/", settings.setting_code_new, name="setting-code-new"),
    path(f"{_S}klass/<int:pk>/", settings.setting_code, name="setting-code"),
    path(f"{_S}skydd/", settings.setting_policy, name="setting-policy"),
]

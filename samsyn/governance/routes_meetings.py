"""Addresses of meetings, items, papers and decisions on delegation."""

from django.urls import URLPattern, path

from samsyn.governance.views import attendance, bodies, delegated, items, meetings

_HOME = "<slug:association>/<period:period>/"
_M, _I, _F, _B = f"{_HOME}moten/", f"{_HOME}moten/arenden/", f"{_HOME}moten/handlingar/", f"{_HOME}moten/grupper/"
_D = f"{_HOME}delegationsbeslut/"

urlpatterns: list[URLPattern] = [
    path(_M, meetings.meetings, name="meetings"),
    path(f"{_M}nytt/", meetings.new, name="meeting-new"),
    path(f"{_M}<int:pk>/", meetings.meeting, name="meeting"),
    path(f"{_M}<int:pk>/andra/", meetings.edit, name="meeting-edit"),
    path(f"{_M}<int:pk>/ta-bort/", meetings.remove, name="meeting-remove"),
    path(f"{_M}<int:pk>/narvaro/", attendance.attendance, name="meeting-attendance"),
    path(f"{_M}<int:pk>/hallet/", meetings.hold, name="meeting-hold"),
    path(f"{_M}<int:pk>/justera/", meetings.adjust, name="meeting-adjust"),
    path(f"{_M}<int:pk>/anslag/", meetings.post, name="meeting-post"),
    path(f"{_M}<int:pk>/protokoll.pdf", meetings.pdf, name="meeting-minutes"),
    path(f"{_M}<int:pk>/nytt-arende/", items.new, name="meeting-item"),
    path(f"{_M}<int:pk>/bifoga/", items.attach, name="meeting-attach"),
    path(f"{_M}<int:pk>/anmal/", delegated.report, name="meeting-report"),
    path(f"{_F}<int:pk>/", items.paper, name="meeting-paper"),
    path(f"{_F}<int:pk>/ta-bort/", items.paper_remove, name="meeting-paper-remove"),
    path(f"{_I}<int:pk>/", items.paragraph, name="paragraph"),
    path(f"{_I}<int:pk>/andra/", items.edit, name="paragraph-edit"),
    path(f"{_I}<int:pk>/beslut/", items.decide, name="paragraph-decide"),
    path(f"{_I}<int:pk>/jav/", attendance.recuse, name="paragraph-recuse"),
    path(f"{_I}<int:pk>/flytta/", items.move, name="paragraph-move"),
    path(f"{_I}<int:pk>/ta-bort/", items.remove, name="paragraph-remove"),
    path(f"{_M}jav/<int:pk>/ta-bort/", attendance.take_back, name="recusal-remove"),
    path(_B, bodies.bodies, name="bodies"),
    path(f"{_B}ny/", bodies.edit, name="body-new"),
    path(f"{_B}<int:pk>/", bodies.edit, name="body-edit"),
    path(_D, delegated.delegated, name="delegated"),
    path(f"{_D}nytt/", delegated.new, name="delegated-new"),
    path(f"{_D}<int:pk>/", delegated.edit, name="delegated-edit"),
]

"""The groups that meet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.governance import actions
from samsyn.governance.forms.meetings import BodyForm
from samsyn.governance.models import Body
from samsyn.governance.views.pages import posted, powers, to

_READ, _P = Permission.READ_MEETINGS, Permission.MANAGE_MEETINGS


@page(_READ)
def bodies(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    found = Body.objects.filter(association=association).select_related("party")
    return render(request, "governance/bodies.html", {**powers(request), "bodies": found})


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    """Change a group, or add one last in the list."""
    body = fetch(Body, request.user, _P, association, pk) if pk else None
    count = Body.objects.filter(association=association).count()
    initial = (
        {name: getattr(body, name) for name in BodyForm.base_fields}
        if body
        else {"position": count + 1, "active": True}
    )
    parties = Party.objects.filter(association=association)
    form = BodyForm(posted(request), initial=initial, parties=parties)
    if body is None:
        del form.fields["active"]

    def save() -> None:
        if body is None:
            actions.create_body(association=association, by=actor(request), **form.cleaned_data)
        else:
            actions.change_body(body=body, by=actor(request), **form.cleaned_data)

    return fill_in(request, form, save, title="Ändra gruppen" if body else "Ny grupp", back=to(request, "bodies"),
                   done="Gruppen är sparad.")  # fmt: skip

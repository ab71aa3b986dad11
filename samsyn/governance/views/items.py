"""One item: what it says, what was decided, who took part, its papers."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.figure import Link
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.domain.participation import participation
from samsyn.governance.forms.meetings import DecisionForm, ItemForm, PaperForm
from samsyn.governance.models import Meeting, Paper, Paragraph
from samsyn.governance.queries.attendance import recused_of, seats_of
from samsyn.governance.views.pages import posted, powers, to

_READ, _P = Permission.READ_MEETINGS, Permission.MANAGE_MEETINGS


@page(_READ)
def paragraph(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One paragraph with everything around it."""
    item = fetch(Paragraph, request.user, _READ, association, pk)
    meeting = item.meeting
    items = list(meeting.paragraphs.order_by("position", "pk"))
    at = [one.pk for one in items].index(item.pk)
    context = {
        **powers(request), "item": item, "meeting": meeting, "open": meeting.state != Meeting.State.ADJUSTED,
        "part": participation(seats_of(meeting), recused_of(item)),
        "recusals": item.recusals.select_related("attendance", "deputy"), "papers": item.papers.all(),
        "links": [(link, Link(link.view, {"pk": link.pk_there})) for link in item.links.all()],
        "before": items[at - 1] if at else None, "after": items[at + 1] if at + 1 < len(items) else None,
    }  # fmt: skip
    return render(request, "governance/paragraph.html", context)


@page(_P)
def new(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """An item last on a meeting's agenda."""
    meeting = fetch(Meeting, request.user, _P, association, pk)
    form = ItemForm(posted(request))
    return fill_in(
        request, form, lambda: actions.add_item(meeting=meeting, by=actor(request), **form.cleaned_data),
        title="Nytt ärende", back=to(request, "meeting", pk), done="Ärendet står sist på dagordningen.",
        lead=f"{meeting}", button="Lägg till ärendet",
    )  # fmt: skip


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    item = fetch(Paragraph, request.user, _P, association, pk)
    form = ItemForm(posted(request), initial={name: getattr(item, name) for name in ItemForm.base_fields})
    return fill_in(
        request, form, lambda: actions.change_item(paragraph=item, by=actor(request), **form.cleaned_data),
        title="Ändra ärendet", lead=f"{item.meeting}", back=to(request, "paragraph", pk), done="Ärendet är sparat.",
    )  # fmt: skip


@page(_P)
def decide(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What was decided; with 'next' on to the first item that is not."""
    item = fetch(Paragraph, request.user, _P, association, pk)
    form = DecisionForm(posted(request), initial={name: getattr(item, name) for name in DecisionForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_item(paragraph=item, by=actor(request), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, f"Beslutet i {item} är sparat.")
            left = item.meeting.paragraphs.filter(outcome="").order_by("position", "pk").first()
            if "next" in request.POST and left:
                return redirect(to(request, "paragraph-decide", left.pk))
            return redirect(to(request, "meeting" if "next" in request.POST else "paragraph",
                               item.meeting_id if "next" in request.POST else pk))  # fmt: skip
    context = {
        "form": form, "item": item, "back": to(request, "paragraph", pk),
        "part": participation(seats_of(item.meeting), recused_of(item)),
    }  # fmt: skip
    return render(request, "governance/decide.html", context)


@page(_P)
@require_POST
def move(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One step up or down on the agenda."""
    item = fetch(Paragraph, request.user, _P, association, pk)
    try:
        actions.move_item(paragraph=item, up=request.POST.get("till") == "upp", by=actor(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(to(request, "meeting", item.meeting_id))


@page(_P)
def remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    item = fetch(Paragraph, request.user, _P, association, pk)
    return confirm(
        request, lambda: actions.remove_item(paragraph=item, by=actor(request)), title=f"Ta bort ärendet {item}?",
        lead="Ärendets handlingar försvinner också.", back=to(request, "meeting", item.meeting_id),
        done="Ärendet är borttaget.", button="Ta bort ärendet",
    )  # fmt: skip


# --- papers ----------------------------------------------------------------------------------------------------------


@page(_P)
def attach(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A paper to a meeting or, chosen in the form, to one of its items."""
    meeting = fetch(Meeting, request.user, _P, association, pk)
    items = meeting.paragraphs.order_by("position", "pk")
    wanted = next((item for item in items if str(item.pk) == request.GET.get("paragraf")), None)
    form = PaperForm(posted(request), request.FILES or None, items=items, initial={"paragraph": wanted})
    back = to(request, "paragraph", wanted.pk) if wanted else to(request, "meeting", pk)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach_paper(meeting=meeting, file=file, name=file.name, by=actor(request),
                                 paragraph=form.cleaned_data["paragraph"])  # fmt: skip
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, f"{file.name} är bifogad.")
            return redirect(back)
    return render(request, "governance/attach.html", {"form": form, "meeting": meeting, "back": back})


@page(_READ)
def paper(request: HttpRequest, association: Association, period: Period, pk: int) -> FileResponse:
    """A paper, to whoever may read the meetings; always as a file to keep, never shown by the browser."""
    found = fetch(Paper, request.user, _READ, association, pk)
    try:
        stream = found.file.storage.open(str(found.file.name), "rb")
    except OSError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=found.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(_P)
def paper_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = fetch(Paper, request.user, _P, association, pk)
    return confirm(
        request, lambda: actions.remove_paper(paper=found, by=actor(request)), title=f"Ta bort {found.name}?",
        lead="Filen tas bort helt. Händelseloggen minns att den har funnits.",
        back=to(request, "meeting", found.meeting_id), done="Handlingen är borttagen.", button="Ta bort",
    )  # fmt: skip

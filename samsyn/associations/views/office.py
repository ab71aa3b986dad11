"""The office's posts, its yearly average, the board and the auditors."""

from django.http import HttpRequest, HttpResponse

from samsyn.associations import actions, files, queries
from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms import MandateForm, PostForm, StaffYearForm
from samsyn.associations.models import Association, Mandate, OfficePost, Party, StaffYear
from samsyn.associations.views.pages import actor, address, confirm, download, fill_in, import_file, show
from samsyn.core.period import Period

_READ, _MANAGE = Permission.READ_ASSOCIATION, Permission.MANAGE_ASSOCIATION


@page(_READ)
def posts(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The posts with their part of the period, and yearly averages taken over from earlier reports."""
    staff = queries.staff_of(association, period)
    parts = {post.pk: part for post, part in staff.posts}
    every = OfficePost.objects.filter(association=association)
    context = {
        "rows": [(post, parts.get(post.pk)) for post in every],
        "staff": staff,
        "period": period,
        "years": StaffYear.objects.filter(association=association).order_by("-year"),
    }
    return show(request, "posts", context)


@page(_MANAGE)
def post_edit(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    post = fetch(OfficePost, request.user, _MANAGE, association, pk) if pk else OfficePost(association=association)
    form = PostForm(request.POST or None, instance=post)
    return fill_in(request, form, lambda: actions.save_post(form.save(commit=False), by=actor(request)),
                   title="Ändra tjänsten" if pk else "Ny tjänst", back=address(request, "posts"),
                   done="Tjänsten är sparad.")  # fmt: skip


@page(_MANAGE)
def post_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    post = fetch(OfficePost, request.user, _MANAGE, association, pk)
    return confirm(request, lambda: actions.remove_post(post, by=actor(request)), title=f"Ta bort {post}?",
                   lead="Ta bara bort en tjänst som lagts in av misstag. En tjänst som upphört får ett slutdatum.",
                   back=address(request, "posts"), done="Tjänsten är borttagen.",
                   button="Ta bort tjänsten")  # fmt: skip


@page(_MANAGE)
def staff_year(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    known = queries.staff_years(association).get(period.year)
    form = StaffYearForm(request.POST or None, initial={"year": period.year, "average": known})

    def save() -> None:
        data = form.cleaned_data
        actions.set_staff_year(association, data["year"], data["average"], by=actor(request))

    return fill_in(request, form, save, title="Årsmedelantal", back=address(request, "posts"),
                   done="Årsmedelantalet är sparat.",
                   lead="Används för år där tjänsterna inte är inlagda.")  # fmt: skip


@page(_MANAGE)
def staff_import(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    return import_file(
        request, files.read_staff, lambda rows: actions.import_staff(association, rows, by=actor(request)),
        title="Läs in årsmedelantal ur en fil", back=address(request, "posts"), columns=files.STAFF_COLUMNS,
        example="2024,3.0",
    )  # fmt: skip


@page(_READ)
def staff_export(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    return download(files.export_staff(association), f"kansli-{association.slug}.csv")


@page(_READ)
def mandates(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The board and the auditors at the period's end, then those before and after."""
    now = list(queries.mandates_on(association, period.end))
    current = {mandate.pk for mandate in now}
    every = Mandate.objects.filter(association=association).select_related("party")
    order = list(Mandate.Kind.values)
    context = {
        "board": sorted((m for m in now if m.kind != Mandate.Kind.AUDITOR), key=lambda m: order.index(m.kind)),
        "auditors": [m for m in now if m.kind == Mandate.Kind.AUDITOR],
        "others": [m for m in every if m.pk not in current],
        "period": period,
    }
    return show(request, "mandates", context)


@page(_MANAGE)
def mandate_edit(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    mandate = fetch(Mandate, request.user, _MANAGE, association, pk) if pk else Mandate(association=association)
    parties = Party.objects.filter(association=association)
    form = MandateForm(request.POST or None, instance=mandate, parties=parties)
    return fill_in(request, form, lambda: actions.save_mandate(form.save(commit=False), by=actor(request)),
                   title="Ändra uppdraget" if pk else "Nytt uppdrag", back=address(request, "mandates"),
                   done="Uppdraget är sparat.")  # fmt: skip


@page(_MANAGE)
def mandate_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    mandate = fetch(Mandate, request.user, _MANAGE, association, pk)
    return confirm(request, lambda: actions.remove_mandate(mandate, by=actor(request)), title="Ta bort uppdraget?",
                   lead=f"{mandate}. Ta bara bort det som lagts in av misstag. Ett uppdrag som upphört får ett "
                   "slutdatum.", back=address(request, "mandates"), done="Uppdraget är borttaget.",
                   button="Ta bort uppdraget")  # fmt: skip

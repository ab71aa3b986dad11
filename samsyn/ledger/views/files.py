"""Table files in and out, one page for every kind that the ledger owns."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samsyn.associations.access import page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms import UploadForm
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, download
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.ledger.files import KINDS, FileKind


@dataclass(frozen=True)
class _Shown:
    """The pages a kind belongs to, where its own leads back, example rows, and what reading a file does."""

    area: str
    back: str
    columns: str
    example: str
    effect: str


_VERSIONS = "Varje år i filen blir en ny version. Den version som gäller byts inte förrän någon väljer det."
_YEARS = "Åren i filen ersätts helt. Andra år ändras inte."
_SHOWN: Mapping[str, _Shown] = {
    "mapping": _Shown(
        "mapping", "mapping", "konto_fran,konto_till,underlag,rapport,rad,not,notrad,driftrad",
        "4000,4999,RES,RR,Verksamhetens kostnader,2,Bidrag till insatser,Bidrag till insatser\n"
        "1930,1939,UB,BR,Kassa och bank,3,Bank,",
        "Filen ersätter hela kontokopplingen. Det går att ångra efteråt.",
    ),
    "labels": _Shown(
        "mapping", "mapping-labels", "konto_fran,konto_till,kolumn,rapport,fran_ar,till_ar,etikett",
        "5000,6999,notrad,arsredovisning,,2023,Övriga externa kostnader",
        "Filen ersätter alla etiketter. Det går att ångra från kontokopplingens sida.",
    ),
    "budget": _Shown(
        "plan", "plans", "ar,konto,kontonamn,rad,belopp_kr",
        "2024,3980,Bidrag staten,Medlemsbidrag,4031000\n2024,4010,Bidrag till insatser,Bidrag till insatser,-5254600",
        _VERSIONS,
    ),
    "forecast": _Shown(
        "plan", "plans", "ar,rad,not,belopp_kr,efter_manad", "2024,Bidrag till insatser,2,-4100000,8", _VERSIONS
    ),
    "history": _Shown(
        "manual", "manual-history", "ar,rad,belopp,enhet", "2019,Verksamhetens intäkter,8972,tkr", _YEARS
    ),
}  # fmt: skip


def _kind(key: str) -> tuple[FileKind, _Shown]:
    if key not in _SHOWN:
        raise Http404
    return KINDS[key], _SHOWN[key]


@page(Permission.READ_LEDGER)
def file_out(request: HttpRequest, association: Association, period: Period, kind: str, form: str) -> HttpResponse:
    """What is held, as CSV or Excel."""
    found, _ = _kind(kind)
    name = f"{kind}-{association.slug}.{form}"
    return download(found.export_xlsx(association) if form == "xlsx" else found.export(association), name)


@page(Permission.READ_LEDGER)
def file_in(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """Takes in a file: every error at once and nothing saved, or all of it."""
    found, shown = _kind(kind)
    require(request.user, found.permission, association)
    back = reverse(f"ledger:{shown.back}", args=[association.slug, period])
    form = UploadForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        result = found.read(association, file.read(), file.name)
        errors = result.errors
        try:
            if not errors:
                messages.success(request, found.store(association, result.value, by=actor(request), filename=file.name))
                return redirect(back)
        except Refused as refused:
            errors = refused.errors
    urls = {
        f"{kind_of}_url": reverse(f"ledger:{shown.area}-file", args=[association.slug, period, kind, kind_of])
        for kind_of in ("csv", "xlsx")
    }
    context = {
        **urls, "form": form, "errors": errors, "kind": found, "back": back, "columns": shown.columns.split(","),
        "optional": found.optional, "example": shown.example, "effect": shown.effect,
    }  # fmt: skip
    return render(request, "ledger/file_in.html", context)

"""The association's own lists and rules for interventions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import MONTHS, Period
from samsyn.interventions.actions.details import set_note_row
from samsyn.interventions.actions.settings import set_choices, set_policy
from samsyn.interventions.domain.interventions import label_in
from samsyn.interventions.domain.words import AttestPlace, ChoiceKind
from samsyn.interventions.forms.settings import ChoicesForm, NoteRowForm, PolicyForm
from samsyn.interventions.models import Intervention, NoteGroup
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.views.links import may, to
from samsyn.interventions.views.saving import save_or_show

_READ, _P = Permission.READ_LEDGER, Permission.MANAGE_INTERVENTIONS
TITLES = {
    ChoiceKind.ORIENTATION: ("Inriktningar", "Vad en insats syftar till. Rapporter grupperar efter dem."),
    ChoiceKind.METHOD: ("Metoder", "Arbetssätt som STAR och IPS."),
    ChoiceKind.COST_TYPE: ("Kostnadsslag", "Raderna i en rekvisition och i ansökans budget."),
    ChoiceKind.THEME: ("Teman", "Rubrikerna i uppföljning och slutrapport."),
    ChoiceKind.FOLLOW_UP: ("Uppföljningsmetoder", "Hur deltagare räknas."),
    ChoiceKind.FUNCTION: ("Funktioner", "Slag av finansierade tjänster."),
}


@page(_READ)
def settings(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Rules, lists and rows of the note, and the way to the attestordning."""
    rules = policy(association)
    place = {AttestPlace.HERE: "här, sedan lämnas underlag till bokföringen",
             AttestPlace.ACCOUNTING: "i ekonomisystemet"}[AttestPlace(rules.attest_place)]  # fmt: skip
    facts = [
        ("Attest sker", place),
        ("Längsta finansiering", f"{rules.longest_months} månader"),
        ("Beslut på en ansökan inom", f"{rules.service_days} dagar"),
        ("Överenskommelse inom", f"{rules.agreement_days} dagar från beslutet"),
        ("Slutrapport inom", f"{rules.final_report_days} dagar från slutet"),
        ("Årsbesked senast", f"{rules.confirmation_day} {MONTHS[rules.confirmation_month - 1]} året efter"),
        ("Den som driver insatsen kallas", rules.owner_word),
        ("Verifikationsserie för underlag", rules.export_series),
    ]
    context = {
        "facts": facts,
        "lists": [_list(association, kind) for kind in ChoiceKind],
        "groups": _groups(association, period),
        "attest": to(request, "setting-attest"),
        "may_manage": may(request, _P),
    }
    return render(request, "interventions/settings.html", context)


def _list(association: Association, kind: ChoiceKind) -> dict[str, object]:
    title, text = TITLES[kind]
    return {"kind": kind.value, "title": title, "text": text, "rows": list(choices(association, kind))}


def _groups(association: Association, period: Period) -> list[dict[str, object]]:
    """Rows of the note with their words this year and who stands on them (three queries)."""
    names: dict[int, list[str]] = {}
    for group, name in Intervention.objects.filter(association=association, note_group__isnull=False).values_list(
        "note_group", "name"
    ):
        names.setdefault(group, []).append(name)
    groups = NoteGroup.objects.filter(association=association).prefetch_related("labels")
    return [
        {
            "group": group,
            "label": label_in(period.year, group.labels.all(), group.key),
            "names": names.get(group.pk, []),
        }
        for group in groups
    ]


@page(_P)
def setting_policy(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    form = PolicyForm(request.POST or None, instance=policy(association))
    return fill_in(request, form,
                   lambda: set_policy(association=association, by=actor(request), **form.cleaned_data),
                   title="Regler för insatser", back=to(request, "settings"), done="Reglerna är sparade.")  # fmt: skip


@page(_P)
def setting_choices(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """One list: names, order and dates."""
    if kind not in set(ChoiceKind):
        raise Http404
    which = ChoiceKind(kind)
    title, text = TITLES[which]
    form = ChoicesForm(request.POST or None, held=choices(association, which))

    def save() -> str:
        set_choices(association=association, kind=which, rows=form.wanted, by=actor(request))
        return to(request, "settings")

    context = {"title": title, "lead": text, "back": to(request, "settings")}
    return save_or_show(request, form, save, "setting_choices", context, "Listan är sparad.")


@page(_P)
def setting_note(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A row of the note: its words year by year."""
    group = NoteGroup.objects.filter(association=association, pk=pk).first()
    if group is None:
        raise Http404
    form = NoteRowForm(request.POST or None, group=group, labels=group.labels.all())

    def save() -> str:
        data = form.cleaned_data
        set_note_row(group=group, own_row=data["own_row"], position=data["position"], labels=form.labels,
                             by=actor(request))  # fmt: skip
        return to(request, "settings")

    context = {"group": group, "back": to(request, "settings"), "members": group.interventions.all()}
    return save_or_show(request, form, save, "setting_note", context, "Raden är sparad.")

"""What the office changes about an intervention, one small page for each thing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from samsyn.associations.access import page
from samsyn.associations.actions.words import kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.interventions.actions import interventions as actions
from samsyn.interventions.actions.details import (
    add_outside_money,
    remove_outside_money,
    set_contacts,
    set_note_group,
    set_planned,
    set_posts,
)
from samsyn.interventions.actions.documents import attach_document, remove_document
from samsyn.interventions.domain.interventions import OVER, too_long
from samsyn.interventions.domain.words import ChoiceKind, Direction, RunBy
from samsyn.interventions.forms.interventions import (
    ContactsForm,
    DocumentForm,
    FinishForm,
    InterventionForm,
    NewInterventionForm,
    NoteForm,
    OutsideForm,
    PostsForm,
    RenameForm,
    SplitForm,
    StateForm,
)
from samsyn.interventions.models import Document, Intervention, NoteLabel, OutsideMoney
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.views.links import to
from samsyn.interventions.views.saving import save_or_show

_P = Permission.MANAGE_INTERVENTIONS


def _one(request: HttpRequest, association: Association, pk: int, permission: Permission = _P) -> Intervention:
    return scope.one_intervention(actor(request), association, pk, permission)


def new_key(association: Association, name: str) -> str:
    """A key of plain letters from the name, with a number when it is taken: figure keys hold it for ever."""
    plain = name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    stem = slugify(plain)[:34] or "insats"
    taken = set(
        Intervention.objects.filter(association=association, key__startswith=stem).values_list("key", flat=True)
    )
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if key not in taken)


@page(_P)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """One in own running, or one taken over from before. Those that parties apply for come with the grant."""
    form = NewInterventionForm(request.POST or None, association=association, day=timezone.localdate(),
                               owner_word=policy(association).owner_word)  # fmt: skip

    def save() -> str:
        values = form.values
        made = actions.create_intervention(
            association=association, key=new_key(association, values["name"]), by=actor(request), **values
        )
        return to(request, "intervention", made.pk)

    context = {
        "title": "Ny insats", "back": to(request, "list"), "back_label": "Alla insatser",
        "button": "Lägg upp insatsen",
        "lead": "För det som kansliet driver självt, och för det som tas över från tiden före Samsyn. En insats som "
        "parterna söker om läggs upp av sig själv när ansökan beviljas.",
    }  # fmt: skip
    return save_or_show(request, form, save, "intervention_form", context, "Insatsen är upplagd.")


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The facts. A period that was decided is changed by a decision, and the name has a date of its own."""
    one = _one(request, association, pk)
    decided = one.run_by == RunBy.PARTY and one.decisions.exists()
    rules = policy(association)
    form = InterventionForm(request.POST or None, association=association, held=one, day=timezone.localdate(),
                            owner_word=rules.owner_word, fixed=decided)  # fmt: skip

    def save() -> str:
        version = form.cleaned_data["version"]
        actions.update_intervention(intervention=one, by=actor(request), version=version, **form.values)
        return _home(request, one)

    context = {
        "title": f"Ändra {one.name}", "back": _home(request, one), "back_label": one.name, "button": "Spara",
        "lead": "Perioden är beslutad och ändras med ett nytt beslut." if decided else "",
        "warning": too_long(one.start, one.end, rules.longest_months),
        "pages": _pages(request, one),
    }  # fmt: skip
    return save_or_show(request, form, save, "intervention_form", context, "Uppgifterna är sparade.")


def _pages(request: HttpRequest, one: Intervention) -> list[tuple[str, str]]:
    """The other things to change."""
    found = [
        ("Byt namn", "intervention-rename"), ("Läge och avslut", "intervention-state"),
        ("Tjänster och planerade deltagare", "intervention-posts"), ("Kontaktpersoner", "intervention-contacts"),
        ("Pengar utifrån", "intervention-outside"), ("Dela i två", "intervention-split"),
    ]  # fmt: skip
    if one.run_by == RunBy.PARTY:
        found.insert(2, ("Rad i noten", "intervention-note"))
    return [(label, to(request, view, one.pk)) for label, view in found]


def _home(request: HttpRequest, one: Intervention) -> str:
    return to(request, "intervention", one.pk)


@page(_P)
def rename(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    one = _one(request, association, pk)
    form = RenameForm(request.POST or None, initial={"name": one.name})
    if one.run_by == RunBy.OWN:
        del form.fields["in_note"]
    return fill_in(
        request, form,
        lambda: actions.rename_intervention(intervention=one, by=actor(request), **form.cleaned_data),
        title=f"Byt namn på {one.name}", back=_home(request, one), done="Namnet är bytt.",
        lead="Det gamla namnet står kvar i rapporter om tiden före.",
    )  # fmt: skip


@page(_P)
def state(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The next state; for one that is over also what came of it."""
    one = _one(request, association, pk)
    today = timezone.localdate()
    form = StateForm(request.POST if "state" in request.POST else None, held=one, initial={"on": today})
    finish = FinishForm(request.POST if "implemented" in request.POST else None, prefix=None, auto_id="slut_%s",
                        initial={"on": one.end or today, "implemented": one.implemented,
                                 "where": one.implemented_where})  # fmt: skip

    def move() -> str:
        actions.set_state(intervention=one, by=actor(request), **form.cleaned_data)
        return _home(request, one)

    def end() -> str:
        actions.finish(intervention=one, by=actor(request), **finish.cleaned_data)
        return _home(request, one)

    context = {"one": one, "back": _home(request, one), "state_form": form, "finish_form": finish,
               "over": one.state in OVER}  # fmt: skip
    used, save = (finish, end) if finish.is_bound else (form, move)
    return save_or_show(request, used, save, "intervention_state", context, "Läget är ändrat.")


@page(_P)
def split(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A mixed intervention becomes two."""
    one = _one(request, association, pk)
    other = Direction.STRUCTURE if one.direction == Direction.INDIVIDUAL else Direction.INDIVIDUAL
    words = {Direction.STRUCTURE: "strukturer", Direction.INDIVIDUAL: "individer"}
    form = SplitForm(request.POST or None, initial={"name": one.name})

    def save() -> str:
        made = actions.split_intervention(
            intervention=one, direction=other, key=new_key(association, form.cleaned_data["name"]), by=actor(request),
            **form.cleaned_data,
        )  # fmt: skip
        return to(request, "intervention", made.pk)

    context = {
        "title": f"Dela {one.name}", "back": _home(request, one), "back_label": one.name, "button": "Dela insatsen",
        "lead": f"En ny insats läggs upp för det som riktas till {words[other]}, med samma parter och period. Pengar "
        "flyttas inte: det gör ett beslut.",
    }  # fmt: skip
    return save_or_show(request, form, save, "form_here", context, "Insatsen är delad.")


@page(_P)
def note(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Its row of the note on what remains."""
    one = _one(request, association, pk)
    labels = dict(NoteLabel.objects.filter(association=association).order_by("from_year").values_list("group", "label"))
    group = one.note_group
    start = {
        "group": group.key if group else "", "label": labels.get(group.pk, one.name) if group else one.name,
        "from_year": period.year, "own_row": group.own_row if group else True,
        "position": group.position if group else 0,
    }  # fmt: skip
    form = NoteForm(request.POST or None, association=association, labels=labels, initial=start)

    def save() -> None:
        data = dict(form.cleaned_data)
        key = data.pop("group") or new_key(association, data["label"])
        set_note_group(intervention=one, key=key, by=actor(request), **data)

    return fill_in(request, form, save, title=f"Rad i noten för {one.name}", back=_home(request, one),
                   done="Raden i noten är sparad.", lead="Insatser som följt på varandra kan dela en rad.")  # fmt: skip


@page(_P)
def posts(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The year's financed posts and planned participants."""
    one, year = _one(request, association, pk), period.year
    planned = one.years.filter(year=year).first()
    form = PostsForm(
        request.POST or None, held=one.posts.filter(year=year),
        functions=[row.label for row in choices(association, ChoiceKind.FUNCTION)],
        initial={"participants": planned.participants if planned else None},
    )  # fmt: skip

    def save() -> str:
        set_posts(intervention=one, year=year, posts=form.posts, by=actor(request))
        set_planned(intervention=one, year=year, participants=form.cleaned_data["participants"],
                            by=actor(request))  # fmt: skip
        return _home(request, one)

    context = {"one": one, "year": year, "back": _home(request, one)}
    return save_or_show(request, form, save, "intervention_posts", context, f"Tjänsterna för {year} är sparade.")


@page(_P)
def contacts(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    one = _one(request, association, pk)
    form = ContactsForm(request.POST or None, held=one.contacts.all())

    def save() -> str:
        set_contacts(intervention=one, rows=form.contacts, by=actor(request))
        return _home(request, one)

    context = {"one": one, "back": _home(request, one)}
    return save_or_show(request, form, save, "intervention_contacts", context, "Kontaktpersonerna är sparade.")


@page(_P)
def outside(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Money from outside, step by step."""
    one = _one(request, association, pk)
    form = OutsideForm(request.POST or None)

    def save() -> str:
        add_outside_money(intervention=one, by=actor(request), **form.cleaned_data)
        return to(request, "intervention-outside", one.pk)

    context = {"one": one, "back": _home(request, one), "rows": list(one.outside_money.all())}
    return save_or_show(request, form, save, "intervention_outside", context, "Steget är sparat.")


@page(_P)
def outside_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    row = get_object_or_404(OutsideMoney, association=association, pk=pk)
    one = _one(request, association, row.intervention_id)
    return confirm(request, lambda: remove_outside_money(row=row, by=actor(request)), title="Ta bort steget?",
                   lead=f"{row.source}: {row.step} {kronor(row.amount)}. Ta bara bort det som lagts in av misstag.",
                   back=to(request, "intervention-outside", one.pk), done="Steget är borttaget.",
                   button="Ta bort steget")  # fmt: skip


@page(Permission.REPORT_INTERVENTIONS)
def attach(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A file with the intervention, from the office or its owner."""
    one = _one(request, association, pk, Permission.REPORT_INTERVENTIONS)
    form = DocumentForm(request.POST or None, request.FILES or None)

    def save() -> str:
        file = form.cleaned_data["file"]
        attach_document(file=file, name=file.name, kind=form.cleaned_data["kind"], by=actor(request),
                                intervention=one)  # fmt: skip
        return _home(request, one)

    context = {"one": one, "back": _home(request, one)}
    return save_or_show(request, form, save, "intervention_document", context, "Handlingen är tillagd.")


@page(_P)
def document_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = get_object_or_404(Document, association=association, pk=pk, intervention__isnull=False, claim=None,
                              agreement=None, application=None)  # fmt: skip
    one = _one(request, association, found.intervention_id or 0)
    return confirm(request, lambda: remove_document(document=found, by=actor(request)),
                   title=f"Ta bort {found.name}?", lead="Filen går inte att få tillbaka.", back=_home(request, one),
                   done="Handlingen är borttagen.", button="Ta bort handlingen")  # fmt: skip

"""The menu as data: places, their pages, and which page a view belongs to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, resolve, reverse

from samsyn.associations.domain.permissions import Permission
from samsyn.core.period import Period


@dataclass(frozen=True)
class Place:
    """A page in the menu. `under` are other views that belong to it, by the beginning of their name.

    `needs`: one of these too, where the page asks for more than its address tells.
    """

    label: str
    view: str = ""
    under: tuple[str, ...] = ()
    children: tuple["Place", ...] = ()
    needs: tuple[Permission, ...] = ()

    def holds(self, view: str) -> bool:
        """Whether a view is this page or one below it."""
        return view == self.view or any(view.startswith(name) for name in self.under)


P = Place
MENU: Sequence[Place] = (
    P("Översikt", "desk:overview"),
    P("Ekonomi", children=(
        P("Resultat och budget", "reports:income"),
        P("Balans", "reports:balance"),
        P("Kassaflöde", "reports:cashflow"),
        P("Driftredovisning", "reports:operating"),
        P("Noter", "reports:notes"),
        P("Balanskrav", "reports:requirement"),
        P("Översikt flera år", "reports:overview_years"),
        P("Kostnadsfördelning", "reports:cost_split"),
        P("Insatsernas ekonomi", "reports:interventions"),
        P("Budget och prognos", "ledger:plans", ("ledger:plan",)),
        P("Flerårsplan", "interventions:outlook", ("interventions:outlook",)),
        P("Medlemsbidrag", "associations:contributions", ("associations:contribution",)),
        P("Medelstilldelning", "ledger:allocations", ("ledger:allocation", "ledger:instalment")),
        P("Våra pengar", "interventions:our-money", ("interventions:our-money",)),
        P("Verifikationer", "ledger:vouchers", ("ledger:voucher",)),
        P("Konton", "ledger:accounts", ("ledger:account",)),
        P("Import", "ledger:import", ("ledger:import", "ledger:year")),
        P("Kontokoppling", "ledger:mapping", ("ledger:mapping",)),
        P("Till bokföringen", "interventions:exports", ("interventions:export",)),
        P("Projekt mot rekvisitioner", "interventions:reconciliation", ("interventions:reconciliation",)),
        P("För hand", "ledger:manual", ("ledger:manual",)),
        P("Avstämning", "reports:checks"),
        P("Alla siffror", "desk:figures", ("desk:figure",)),
    )),
    P("Insatser", children=(
        P("Alla insatser", "interventions:list", ("interventions:intervention", "interventions:card")),
        P("Ansökningar", "interventions:applications", ("interventions:application",)),
        P("Rekvisitioner", "interventions:claims", ("interventions:claim",)),
        P("Att attestera", "interventions:attest", ("interventions:attest-",)),
        P("Åtaganden", "interventions:commitments", ("interventions:commitment", "interventions:decision",
                                                     "interventions:agreement")),
        P("Årsbesked", "interventions:confirmations", ("interventions:confirmation",)),
        P("Uppföljning", "interventions:reports", ("interventions:report",)),
        P("Att göra", "interventions:dues", ("interventions:due",)),
        P("Prognos per insats", "interventions:forecast", ("interventions:forecast",)),
    )),
    P("Deltagare", children=(
        P("Flöden", "participants:flows", ("participants:one",)),
        P("Resultat", "participants:results"),
        P("Försörjning", "participants:support"),
        P("Rapportering", "participants:reporting", ("participants:period-", "participants:entry")),
        P("Forum och träffar", "participants:occasions", ("participants:occasion",)),
        P("Uppföljning Finsam", "participants:finsam", ("participants:finsam",)),
        P("Ekonomisk effekt", "participants:effect", ("participants:effect", "participants:price-index")),
        P("Ärenderader", "participants:cases", ("participants:case",),
          needs=(Permission.WORK_WITH_CASES, Permission.GROUND_CASES)),
        P("Alla förbund", "participants:nation", ("participants:nation",)),
    )),
    P("Styrning", children=(
        P("Möten och beslut", "governance:meetings", ("governance:meeting", "governance:paragraph", "governance:bod",
                                                     "governance:recusal")),
        P("Delegationsbeslut", "governance:delegated", ("governance:delegated",)),
        P("Årshjul", "governance:year-plan", ("governance:year-plan",)),
    )),
    P("Rapporter", "reports:reports", ("reports:report", "reports:workshop", "reports:publi")),
    P("Inställningar", children=(
        P("Förbundet", "associations:settings", ("associations:facts",)),
        P("Parter", "associations:parties", ("associations:part",)),
        P("Kansli", "associations:posts", ("associations:post",)),
        P("Styrelse och revisorer", "associations:mandates", ("associations:mandate",)),
        P("Utskrift", "associations:presentation", ("associations:presentation",)),
        P("Eget kapital", "associations:equity", ("associations:equity",)),
        P("Insatser och attest", "interventions:settings", ("interventions:setting",)),
        P("Deltagare", "participants:settings", ("participants:setting",)),
        P("Användare", "associations:users", ("associations:user", "associations:member", "associations:invit")),
        P("Roller", "associations:roles"),
        P("Händelser", "associations:events"),
        P("Tillgänglighet", "associations:faults", ("associations:fault",)),
    )),
)  # fmt: skip

May = Callable[[Permission], bool]
_UNKNOWN = "no such page"


@lru_cache(maxsize=400)
def _permission(view: str, *names: str) -> Permission | str | None:
    """What a page asks of its reader, as its view says; `_UNKNOWN` when there is no such page.

    `names` are what its address takes besides association and period.
    """
    try:
        address = reverse(view, kwargs={"association": "a", "period": Period(2024), **dict.fromkeys(names, 1)})
    except NoReverseMatch:
        return _UNKNOWN
    return getattr(resolve(address).func, "permission", _UNKNOWN)


def pages(places: Sequence[Place] = MENU) -> list[Place]:
    """Every page of the menu, parents before children."""
    return [page for place in places for page in (place, *pages(place.children)) if page.view]


def open_to(view: str, may: May, takes: Iterable[str] = ()) -> bool:
    """Whether a reader may open a page; one that takes more than association, period and `takes` answers for itself."""
    permission = _permission(view, *(name for name in takes if name not in ("association", "period")))
    return not isinstance(permission, Permission) or may(permission)


def _open_to(place: Place, may: May) -> bool:
    permission = _permission(place.view) if place.view else _UNKNOWN
    return isinstance(permission, Permission) and may(permission) and (not place.needs or any(map(may, place.needs)))


def menu(slug: str, period: Period, view: str, may: May, own: Callable[[str], str] = str) -> list[dict[str, object]]:
    """The places that exist and are open to the reader, as the frame's template wants them.

    `own` puts the association's own words into a label.
    """
    out: list[dict[str, object]] = []
    for place in MENU:
        children = [
            {**_entry(child, slug, period, view), "label": own(child.label)}
            for child in place.children
            if _open_to(child, may)
        ]
        if place.children and children:
            here = any(child["current"] for child in children)
            out.append({"label": place.label, "url": children[0]["url"], "current": here, "children": children})
        elif _open_to(place, may):
            out.append({**_entry(place, slug, period, view), "children": []})
    return out


def _entry(place: Place, slug: str, period: Period, view: str) -> dict[str, object]:
    address = reverse(place.view, kwargs={"association": slug, "period": period})
    return {"label": place.label, "url": address, "current": place.holds(view)}


def matching(text: str, slug: str, period: Period, may: May) -> list[dict[str, object]]:
    """Pages whose name holds the words, for the search."""
    wanted = text.casefold()
    return [
        _entry(place, slug, period, "")
        for place in pages()
        if wanted in place.label.casefold() and _open_to(place, may)
    ]

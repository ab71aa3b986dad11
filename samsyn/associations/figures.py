"""Figures of the association itself: contributions, parties, office and board."""

from collections.abc import Iterable
from functools import cached_property

from django.utils.text import slugify

from samsyn.associations import queries
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.shares import ContributionTable, Payer
from samsyn.associations.models import Association, Mandate, OfficePost
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.models import Event
from samsyn.core.money import Unit

TOTAL = "association.contributions"
STAFF = "association.staff"
PARTIES = "association.parties"
MUNICIPALITIES = "association.municipalities"
BOARD_MEMBERS = "association.board_members"
KIND_KEYS = {
    PartyKind.STATE: f"{TOTAL}.state",
    PartyKind.REGION: f"{TOTAL}.region",
    PartyKind.MUNICIPALITY: f"{TOTAL}.municipalities",
}
_KIND_WORDS = {PartyKind.STATE: "Staten", PartyKind.REGION: "Regionen", PartyKind.MUNICIPALITY: "Kommunerna"}
_LAW = "Lag (2003:1210) om finansiell samordning, 5 §"
_COUNTS = (PARTIES, MUNICIPALITIES)
_WHOLE_YEAR = "Beloppet gäller hela året, också när perioden är en del av det."


def party_keys(payers: Iterable[Payer]) -> dict[str, Payer]:
    """Figure key → party. Two names that read alike in an address get a number."""
    keys: dict[str, Payer] = {}
    for payer in payers:
        stem = key = f"association.contribution.{slugify(payer.name) or payer.pk}"
        number = 2
        while key in keys:
            key, number = f"{stem}-{number}", number + 1
        keys[key] = payer
    return keys


class AssociationFigures:
    """The family for one association. Each kind of data is loaded at most once, when first asked for."""

    prefix = "association."

    def __init__(self, association: Association) -> None:
        self.association = association
        self.word = association.word("contribution", "medlemsbidrag")

    # --- data ---

    @cached_property
    def _table(self) -> ContributionTable:
        return queries.contribution_table(self.association)

    @cached_property
    def _payers(self) -> dict[str, Payer]:
        return party_keys(self._table.payers)

    @cached_property
    def _posts(self) -> list[OfficePost]:
        return list(OfficePost.objects.filter(association=self.association))

    @cached_property
    def _staff_years(self) -> dict[int, object]:
        return queries.staff_years(self.association)  # type: ignore[return-value]

    @cached_property
    def _mandates(self) -> list[Mandate]:
        return list(Mandate.objects.filter(association=self.association).select_related("party"))

    # --- definitions ---

    def figures(self) -> Iterable[Figure]:
        return list(self._index.values())

    @cached_property
    def _index(self) -> dict[str, Figure]:
        return {figure.key: figure for figure in (*self._fixed(), *self._party_figures())}

    def _fixed(self) -> tuple[Figure, ...]:
        word = self.word
        return (
            Figure(TOTAL, word.capitalize(), Unit.KR, f"Summan av vad parterna betalar i {word} för året.", _LAW),
            *(
                Figure(key, f"{word.capitalize()}, {_KIND_WORDS[kind].lower()}", Unit.KR,
                       f"{_KIND_WORDS[kind]}s {word} för året.", _LAW)
                for kind, key in KIND_KEYS.items()
            ),
            Figure(STAFF, "Årsarbetare på kansliet", Unit.FTE,
                   "Tjänsternas omfattning gånger den del av perioden de funnits, summerat. Köpta tjänster räknas "
                   "inte. Finns inga tjänster inlagda används årsmedelantalet ur tidigare redovisning.", decimals=1),
            Figure(PARTIES, "Parter", Unit.COUNT, "Antal parter i förbundet under året, också den som en annan part "
                   "betalar för.", "Lag (2003:1210) om finansiell samordning, 1 och 4 §§"),
            Figure(MUNICIPALITIES, "Kommuner", Unit.COUNT, "Antal kommuner som är parter under året."),
            Figure(BOARD_MEMBERS, "Styrelseledamöter", Unit.COUNT,
                   "Antal ledamöter vid periodens slut, ordförande och vice ordförande inräknade men inte ersättare."),
        )  # fmt: skip

    def _party_figures(self) -> list[Figure]:
        return [
            Figure(key, f"{self.word.capitalize()}, {payer.name}", Unit.KR, f"Partens {self.word} för året.", _LAW)
            for key, payer in self._payers.items()
        ]

    # --- values ---

    def value(self, key: str, scope: Scope) -> Value:
        """Raises UnknownFigure. Only the outcome is known: other measures are None."""
        if key not in self._index:
            raise UnknownFigure(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        year = scope.period.year
        if key == TOTAL:
            return self._table.total(year)
        if key == STAFF:
            return self._staff(scope).average
        if key == BOARD_MEMBERS:
            return len(self._board(scope)) if self._mandates else None
        if key in _COUNTS:
            return self._count(key, year)
        kind = next((kind for kind, name in KIND_KEYS.items() if name == key), None)
        return self._table.of_kind(kind, year) if kind else self._table.amount(self._payers[key], year)

    def _count(self, key: str, year: int) -> int | None:
        members = [payer for payer in self._table.payers if payer.member_in(year)]
        if not members:
            return None
        if key == MUNICIPALITIES:
            return sum(payer.kind is PartyKind.MUNICIPALITY for payer in members)
        return len(party_names(members))

    def _staff(self, scope: Scope) -> queries.Staff:
        return queries.staff(self._posts, self._staff_years, scope.period)  # type: ignore[arg-type]

    def _board(self, scope: Scope) -> list[Mandate]:
        day = scope.period.end
        return [
            seat
            for seat in self._mandates
            if seat.kind in queries.BOARD and seat.start <= day and (seat.end is None or seat.end >= day)
        ]

    # --- explanations ---

    def explain(self, key: str, scope: Scope) -> Explanation:
        """Raises UnknownFigure."""
        figure, value = self._figure(key), self.value(key, scope)
        if key == STAFF:
            return self._explain_staff(figure, scope, value)
        if key == BOARD_MEMBERS:
            rows = [SourceRow(str(seat), 1, Link("associations:mandates"), unit=Unit.COUNT)
                    for seat in self._board(scope)]  # fmt: skip
            return Explanation(figure, scope, value, sources=tuple(rows), basis="Uppdrag som gäller vid periodens slut")
        if key in _COUNTS:
            return self._explain_count(figure, scope, value)
        return self._explain_contribution(figure, scope, value)

    def _figure(self, key: str) -> Figure:
        try:
            return self._index[key]
        except KeyError:
            raise UnknownFigure(key) from None

    def _explain_contribution(self, figure: Figure, scope: Scope, value: Value) -> Explanation:
        year = scope.period.year
        kinds = [kind for kind, key in KIND_KEYS.items() if figure.key in (TOTAL, key)]
        payers = [
            (key, payer)
            for key, payer in self._payers.items()
            if (payer.kind in kinds or key == figure.key) and self._table.amount(payer, year) is not None
        ]
        link = Link("associations:contributions")
        parts = (
            [Part(_KIND_WORDS[kind], self._table.of_kind(kind, year), figure=KIND_KEYS[kind], scope=scope)
             for kind in kinds]
            if figure.key == TOTAL
            else [Part(payer.name, self._table.amount(payer, year), figure=key, scope=scope) for key, payer in payers
                  if key != figure.key]
        )  # fmt: skip
        last = self._changed("contributions")
        missing = ", ".join(payer.name for payer in self._table.missing(year) if payer.kind in kinds)
        remarks = [_WHOLE_YEAR] if not scope.period.whole_year else []
        return Explanation(
            figure, scope, value, tuple(parts),
            tuple(SourceRow(payer.name, self._table.amount(payer, year), link) for _, payer in payers),
            basis=f"{self.word.capitalize()} per part och år",
            changed=last.at if last else None, changed_by=last.actor if last else "",
            remarks=tuple([*remarks, f"Belopp saknas för {missing}."] if missing else remarks),
        )  # fmt: skip

    def _explain_staff(self, figure: Figure, scope: Scope, value: Value) -> Explanation:
        found, link = self._staff(scope), Link("associations:posts")
        if found.taken_over:
            row = SourceRow(f"Årsmedelantal {scope.period.year}", value, link, unit=Unit.FTE, decimals=1)
            return Explanation(figure, scope, value, sources=(row,), basis="Årsmedelantal ur tidigare redovisning")
        counted = [(post, part) for post, part in found.posts if queries.post_time(post).counted]
        remarks = tuple(f"{post.title} är en köpt tjänst och räknas inte."
                        for post, _ in found.posts if not queries.post_time(post).counted)  # fmt: skip
        return Explanation(
            figure, scope, value,
            tuple(Part(str(post), part, unit=Unit.FTE, decimals=2) for post, part in counted),
            tuple(SourceRow(str(post), part, link, note=post.kind, unit=Unit.FTE, decimals=2)
                  for post, part in counted),
            basis="Tjänster på kansliet", remarks=remarks,
        )  # fmt: skip

    def _explain_count(self, figure: Figure, scope: Scope, value: Value) -> Explanation:
        year = scope.period.year
        rows = [
            SourceRow(payer.name, 1, Link("associations:parties"), unit=Unit.COUNT, note=payer.pays_for)
            for payer in self._table.payers
            if payer.member_in(year) and (figure.key == PARTIES or payer.kind is PartyKind.MUNICIPALITY)
        ]
        return Explanation(figure, scope, value, sources=tuple(rows), basis="Parter under året")

    def _changed(self, what: str) -> Event | None:
        verb = f"association.{what}"
        return Event.objects.filter(association_id=self.association.pk, verb=verb).first()


def party_names(payers: Iterable[Payer]) -> list[str]:
    """Names of all parties, those that another party pays for included."""
    known = list(payers)
    names = [payer.name for payer in known]
    for payer in known:
        for other in (word.strip() for word in payer.pays_for.split(",")):
            if other and other not in names and not payer.name.startswith(other):
                names.append(other)
    return names

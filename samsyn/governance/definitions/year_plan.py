"""The standard obligations of a year. An association changes dates and owners, takes away and adds its own.

Sources name what binds: a law, the förbundsordning (which each association has decided for itself), or what
associations usually agree on. Dates that no law fixes are proposals.
"""

from collections.abc import Sequence

from samsyn.governance.domain.year_plan import Rule

_HEAD, _CONTROLLER, _DEVELOPER = "forbundschef", "ekonom", "verksamhetsutvecklare"

STANDARD: Sequence[Rule] = (
    Rule("arsbesked", "Besked om upparbetade kostnader från insatserna", 1, 15, _CONTROLLER,
         "God redovisningssed: kostnaden hör till året då arbetet gjordes.", year_offset=1),
    Rule("internkontroll", "Uppföljning av den interna kontrollen", 2, 28, _HEAD,
         "Styrelsens plan för intern kontroll.", year_offset=1),
    Rule("arsredovisning", "Årsredovisning", 3, 31, _HEAD,
         "Styrelsen ska upprätta årsredovisningen inom tre månader från årets slut.", year_offset=1),
    Rule("revision", "Revisionsberättelse", 4, 30, _HEAD,
         "Finsamlagen 25 och 26 §§.", year_offset=1),
    Rule("ansvarsfrihet", "Medlemmarnas beslut om ansvarsfrihet", 6, 30, _HEAD,
         "Finsamlagen 25 och 26 §§: varje medlem beslutar för sig.", year_offset=1),
    Rule("tertial1", "Tertialuppföljning januari–april", 5, 31, _HEAD,
         "Förbundsordningen, om den kräver uppföljning under året."),
    Rule("tertial2", "Tertialuppföljning januari–augusti", 9, 30, _HEAD,
         "Förbundsordningen, om den kräver uppföljning under året."),
    Rule("samrad", "Samråd med medlemmarna om nästa års budget", 9, 30, _HEAD,
         "Förbundsordningen: budgeten beslutas efter samråd med medlemmarna."),
    Rule("indikatorer", "Indikatorenkäterna", 10, 31, _DEVELOPER,
         "Mätåret slutar den 31 oktober; svaren samlas in mest augusti till oktober.", opens=(8, 15)),
    Rule("budget", "Budget för nästa år", 11, 30, _HEAD,
         "Styrelsen fastställer budgeten senast den 30 november."),
)  # fmt: skip
"""In the order of the year they are about; the wheel sorts by date."""

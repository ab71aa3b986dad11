"""Which way applications and claims go, and whose move it is. Values of `permission` are Permission's."""

from samsyn.core.lifecycle import Lifecycle, Move, State

_APPLY, _HANDLE, _DECIDE = "apply", "handle_applications", "record_decisions"
_CLAIM, _ATTEST, _PAY = "register_claims", "attest_claims", "pay_claims"

APPLICATION = Lifecycle(
    (
        State("utkast", "Utkast hos sökanden", "Utkast"),
        State("inlämnad", "Inkommen", "Inlämnad", "varning"),
        State("komplettering", "Väntar på komplettering", "Ska kompletteras", "varning"),
        State("bereds", "Bereds", "Handläggs"),
        State("till styrelsen", "Till styrelsen", "Ska beslutas"),
        State("beviljad", "Beviljad", tone="bra", final=True),
        State("avslagen", "Avslagen", tone="fel", final=True),
        State("återtagen", "Återtagen", final=True),
    ),
    (
        Move("submit", ("utkast",), "inlämnad", _APPLY, "Lämna in"),
        Move("ask", ("inlämnad", "bereds"), "komplettering", _HANDLE, "Begär komplettering", needs_reason=True),
        Move("complete", ("komplettering",), "inlämnad", _APPLY, "Lämna in kompletteringen"),
        Move("prepare", ("inlämnad",), "bereds", _HANDLE, "Börja bereda"),
        Move("to_board", ("inlämnad", "bereds"), "till styrelsen", _HANDLE, "Ta till styrelsen"),
        Move("back", ("till styrelsen",), "bereds", _HANDLE, "Återremiss", needs_reason=True),
        Move("grant", ("till styrelsen", "bereds"), "beviljad", _DECIDE, "Bevilja"),
        Move("reject", ("till styrelsen", "bereds"), "avslagen", _DECIDE, "Avslå", needs_reason=True),
        Move("withdraw", ("utkast", "inlämnad", "komplettering", "bereds", "till styrelsen"), "återtagen", _APPLY,
             "Ta tillbaka", needs_reason=True),
    ),
)  # fmt: skip

CLAIM = Lifecycle(
    (
        State("utkast", "Utkast"),
        State("inkommen", "Inkommen, ska intygas", "Inlämnad, ska intygas", "varning"),
        State("intygad", "Ska sakattesteras", "Granskas", "varning"),
        State("sakattesterad", "Ska beslutsattesteras", "Granskas", "varning"),
        State("godkänd", "Godkänd, ska betalas", "Godkänd", "bra"),
        State("betald", "Betald", tone="bra", final=True),
        State("återsänd", "Återsänd", "Återsänd till er", "fel"),
        State("makulerad", "Makulerad", final=True),
    ),
    (
        Move("submit", ("utkast", "återsänd"), "inkommen", _CLAIM, "Lämna in"),
        Move("certify", ("inkommen",), "intygad", _CLAIM, "Intyga"),
        Move("check", ("intygad",), "sakattesterad", _ATTEST, "Sakattestera"),
        Move("approve", ("sakattesterad",), "godkänd", _ATTEST, "Beslutsattestera"),
        Move("record", ("intygad", "sakattesterad"), "godkänd", _PAY, "För in attesten"),
        Move("pay", ("godkänd",), "betald", _PAY, "Markera som betald"),
        Move("return", ("inkommen", "intygad", "sakattesterad"), "återsänd", _ATTEST, "Återsänd", needs_reason=True),
        Move("cancel", ("utkast", "inkommen", "återsänd"), "makulerad", _CLAIM, "Makulera", needs_reason=True),
    ),
)
COUNTED = ("godkänd", "betald")
"""States in which a claim's approved amount is a cost."""
WAITING = ("inkommen", "intygad", "sakattesterad")
"""States in which it waits for someone of the association or the party."""

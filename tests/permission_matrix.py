"""Who opens what: each address of governance, interventions, contributions, participants and publications under the
roles it is for.

Written beside the code's own table on purpose: a role that gets more power has to be given it here too.
"""

TABLE = """
forbundschef verksamhetsutvecklare ekonom medlemsrepresentant styrelseledamot revisor
    ledger:allocations ledger:allocation ledger:allocation-confirm ledger:instalments ledger:instalment
    interventions:our-money
forbundschef ekonom
    ledger:allocation-new ledger:instalments-new ledger:instalment-new ledger:instalment-cancel
    ledger:instalment-receipt-remove interventions:claim-record interventions:claim-pay
    interventions:confirmation-ask interventions:confirmation-dissolve interventions:confirmation-restore
    interventions:outlook-assumption interventions:forecast-sum
    interventions:forecast-edit interventions:export-new interventions:export-accounts interventions:export-undo
    interventions:reconciliation-explain
forbundschef verksamhetsutvecklare ekonom registrator beredning medlemsrepresentant styrelseledamot revisor
    governance:meetings governance:meeting governance:meeting-minutes governance:meeting-paper
    governance:paragraph governance:bodies governance:delegated governance:year-plan
    governance:year-plan-calendar
forbundschef verksamhetsutvecklare registrator
    governance:meeting-new governance:meeting-edit governance:meeting-remove governance:meeting-attendance
    governance:meeting-hold governance:meeting-adjust governance:meeting-post governance:meeting-item
    governance:meeting-attach governance:meeting-report governance:meeting-paper-remove
    governance:paragraph-edit governance:paragraph-decide governance:paragraph-recuse governance:paragraph-move
    governance:paragraph-remove governance:recusal-remove governance:body-new governance:body-edit
forbundschef registrator
    governance:delegated-new governance:delegated-edit interventions:application-grant
    interventions:application-reject interventions:decision-returns interventions:decision-new
forbundschef verksamhetsutvecklare
    governance:year-plan-done governance:year-plan-undone governance:year-plan-edit
    governance:year-plan-rule-new governance:year-plan-rule governance:year-plan-remove
    interventions:intervention-new interventions:intervention-edit interventions:intervention-rename
    interventions:intervention-state interventions:intervention-split interventions:intervention-note
    interventions:intervention-posts interventions:intervention-contacts interventions:intervention-outside
    interventions:intervention-outside-remove interventions:document-remove interventions:setting-policy
    interventions:setting-choices interventions:setting-note interventions:agreement-new
    interventions:report-read
forbundschef verksamhetsutvecklare ekonom registrator insatsagare samordnare deltagaransvarig beredning
+ medlemsrepresentant styrelseledamot revisor
    interventions:list interventions:intervention interventions:card interventions:document
    interventions:commitments interventions:commitments-file interventions:decision interventions:agreement
    interventions:agreement-pdf interventions:dues interventions:due-drop interventions:reports
    interventions:report
forbundschef verksamhetsutvecklare insatsagare samordnare
    interventions:intervention-document interventions:report-edit interventions:report-new
forbundschef verksamhetsutvecklare ekonom styrelseledamot revisor
    interventions:settings interventions:outlook interventions:forecast interventions:exports
    interventions:export interventions:export-file interventions:reconciliation
forbundschef verksamhetsutvecklare ekonom registrator insatsagare beredning styrelseledamot revisor
    interventions:applications interventions:application interventions:application-move
    interventions:application-comment interventions:application-attach interventions:application-letter
forbundschef verksamhetsutvecklare insatsagare
    interventions:application-new interventions:application-edit interventions:agreement-sign
    interventions:agreement-attach
forbundschef verksamhetsutvecklare ekonom registrator insatsagare styrelseledamot revisor
    interventions:claims interventions:claim interventions:attest interventions:setting-attest
    interventions:confirmations interventions:confirmation
forbundschef verksamhetsutvecklare ekonom registrator insatsagare
    interventions:claim-new interventions:claim-edit interventions:claim-correct interventions:claim-certify
    interventions:claim-cancel interventions:claim-evidence-remove
forbundschef verksamhetsutvecklare ekonom styrelseledamot
    interventions:claim-check interventions:claim-approve interventions:claim-return
systemforvaltare forbundschef
    interventions:setting-attest-new interventions:setting-attest-end
forbundschef verksamhetsutvecklare ekonom insatsagare samordnare deltagaransvarig beredning medlemsrepresentant
+ styrelseledamot revisor
    participants:flows participants:results participants:support participants:one participants:effect
    participants:occasions participants:occasions-file participants:occasion
forbundschef verksamhetsutvecklare ekonom insatsagare samordnare deltagaransvarig revisor
    participants:entry participants:entry-history
forbundschef verksamhetsutvecklare insatsagare samordnare deltagaransvarig
    participants:reporting participants:entry-correct participants:entry-import participants:entry-template
    participants:occasion-new participants:occasion-edit participants:occasion-remove
    participants:finsam participants:finsam-copied participants:finsam-file
forbundschef verksamhetsutvecklare
    participants:period-open participants:period-close participants:period-reopen participants:entry-excuse
    participants:settings participants:setting-rule participants:setting-collected participants:setting-codes
    participants:setting-code participants:setting-code-new participants:setting-policy
    participants:effect-edit participants:price-index reports:publish
insatsagare deltagaransvarig
    participants:cases participants:cases-log
insatsagare
    participants:cases-ground participants:cases-stop
deltagaransvarig
    participants:cases-of participants:case participants:case-new participants:case-remove participants:case-find
    participants:cases-import participants:cases-template participants:cases-fetch
systemforvaltare
    participants:nation participants:nation-file
forbundschef verksamhetsutvecklare ekonom registrator beredning medlemsrepresentant styrelseledamot revisor
    reports:publications reports:publication reports:publication-file
"""


def _read(table: str) -> dict[str, set[str]]:
    """Roles stand first on a line (+ goes on with them), addresses are indented."""
    found: dict[str, set[str]] = {}
    roles: set[str] = set()
    for line in filter(None, table.splitlines()):
        if line.startswith(" "):
            found |= dict.fromkeys(line.split(), roles)
        else:
            roles = {*(roles if line.startswith("+") else ()), *line.removeprefix("+").split()}
    return found


OPEN_TO = _read(TABLE)

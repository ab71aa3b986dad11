"""Every page of the interventions with its address, and how its text is read."""

from django.urls import reverse

from samsyn.urls import urlpatterns as served

_MINE = ("listing", "intervention", "editing", "settings")
_ALL = next(part.url_patterns for part in served if getattr(part, "app_name", "") == "interventions")
OURS = [pattern for pattern in _ALL if pattern.callback.__module__.rpartition(".")[2] in _MINE]
PAGES = {pattern.name: pattern.callback.permission for pattern in OURS}
OF_AN_OBJECT = [pattern.name for pattern in OURS if "<int:pk>" in str(pattern.pattern)]
NBSP = "\u00a0"


def address(name: str, pks: dict[str, int], slug: str = "an") -> str:
    kwargs: dict[str, object] = {"association": slug, "period": "2024"}
    if name in OF_AN_OBJECT:
        kind = {"document": "document", "document-remove": "document", "setting-note": "note",
                "intervention-outside-remove": "outside"}.get(name, "intervention")  # fmt: skip
        kwargs["pk"] = pks[kind]
    if name == "setting-choices":
        kwargs["kind"] = "tema"
    if name == "commitments-file":
        kwargs["form"] = "csv"
    return reverse(f"interventions:{name}", kwargs=kwargs)


def html(response) -> str:
    return response.content.decode().replace(NBSP, " ")

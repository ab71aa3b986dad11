"""The association's own words for what every association has."""

from collections.abc import Mapping

CONTRIBUTION = "medlemsbidrag"


def in_own_words(text: str, word: str) -> str:
    """A text of ours with the association's own word for medlemsbidrag, in the definite form too.

    'Eget kapital av medlemsbidraget' → 'Eget kapital av medlemstilldelningen'.
    """
    if word == CONTRIBUTION:
        return text
    neuter = word.endswith(("bidrag", "anslag", "stöd", "belopp"))
    plural = f"{word}{'en' if neuter else 'arna' if word.endswith('ning') else 'erna'}"
    forms = {"medlemsbidraget": f"{word}{'et' if neuter else 'en'}", "medlemsbidragen": plural, CONTRIBUTION: word}
    for ours, own in forms.items():
        text = text.replace(ours, own).replace(ours.capitalize(), own[:1].upper() + own[1:])
    return text


WORDS: Mapping[str, tuple[str, str]] = {
    "contribution": ("Det parterna betalar kallas", CONTRIBUTION),
    "intervention": ("Det förbundet finansierar kallas", "insats"),
    "head": ("Den som leder kansliet kallas", "förbundschef"),
    "office": ("Kansliet kallas", "kansli"),
}
"""The association's own words: key → (label in the settings, the word used when nothing is chosen)."""

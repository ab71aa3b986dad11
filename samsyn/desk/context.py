"""What every page's frame needs: the menu, the periods to choose from."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """Menu and periods for the frame; empty outside an association."""
    return {"navigation": [], "periods": []}

"""After each write in an association: what its readers of counts will ask for is worked out before they ask."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samsyn.participants.tasks import ahead


class Afterwards:
    """Middleware: whoever wrote, and whatever it was, counts may be protected otherwise now. Nobody waits for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        association = getattr(request, "association", None)
        if request.method == "POST" and association is not None and response.status_code < 400:
            ahead(association)
        return response

"""How many questions a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries(client: Client, address: str, **headers: str) -> int:
    """Of the page itself: PostgreSQL's wall, which is set at the door, is not counted."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == 200
    return sum("set_config" not in question["sql"] for question in asked)

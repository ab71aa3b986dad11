"""Pages for requests that cannot be answered are in Swedish, whatever went wrong."""

from django.test import Client


def test_a_request_for_a_strange_host_is_answered_in_swedish():
    response = Client().get("/", headers={"host": "okand.example"})
    assert response.status_code == 400
    assert "Begäran går inte att läsa" in response.content.decode()


def test_a_missing_page_says_so_in_swedish(db):
    response = Client().get("/finns/inte/alls/")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()

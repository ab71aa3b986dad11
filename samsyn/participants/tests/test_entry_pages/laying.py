"""What these tests are laid on."""

import re

from django.urls import reverse

from samsyn.participants.tests.builder import T1

ONE = ("entry", "entry-correct", "entry-history", "entry-excuse")
OF_PERIOD = ("period-close", "period-reopen", "entry-import", "entry-template")
ALL = ("reporting", "period-open", *ONE, *OF_PERIOD)
WHOLE = {"opening-women": "9", "opening-men": "8", "new-women": "5", "new-men": "6", "ended-women": "8",
         "ended-men": "12",
         "outcome.work-women": "2", "outcome.study-women": "1", "outcome.work_oriented-women": "4",
         "outcome.other-women": "1", "outcome.work-men": "1", "outcome.study-men": "1",
         "outcome.work_oriented-men": "8", "outcome.other-men": "2", "consultations": "3"}  # fmt: skip


def at(view, *args, slug="an", period="2024"):
    return reverse(f"participants:{view}", args=[slug, period, *args])


def address(view, of, part=T1):
    if view in ONE:
        return at(view, of.pk, part.code)
    return at(view, part.code) if view in OF_PERIOD else at(view)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").split())


def send(client, of, typed, do="send", part=T1, version=0, **more):
    return client.post(address("entry", of, part), {**typed, "version": version, "do": do, **more})

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "samsyn.participants"
    verbose_name = "Deltagare"

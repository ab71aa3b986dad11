from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "samsyn.desk"
    label = "desk"

from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "samsyn.associations"
    label = "associations"

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "samsyn.interventions"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Insatser"

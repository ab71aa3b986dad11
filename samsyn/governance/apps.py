from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samsyn.governance"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Styrning"

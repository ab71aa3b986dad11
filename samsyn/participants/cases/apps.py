from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "samsyn.participants.cases"
    label = "cases"
    verbose_name = "Ärenderader"

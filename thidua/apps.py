from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "thidua"
    verbose_name = "Lõi"

    def ready(self):
        from thidua import checks  # noqa: F401

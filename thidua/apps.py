from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "thidua"
    verbose_name = "Lõi"

    def ready(self):
        from django.db.backends.signals import connection_created

        from thidua import checks  # noqa: F401
        from thidua.db import without_jit

        connection_created.connect(without_jit, dispatch_uid="without_jit")

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Đơn vị, người dùng"

    def ready(self):
        from units import rules  # noqa: F401

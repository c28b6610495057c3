from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Đơn vị, người dùng"

    def ready(self):
        from thidua.sight import OWNERS
        from units import rules  # noqa: F401

        OWNERS.append("units.delegation")

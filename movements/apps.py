from django.apps import AppConfig


class MovementsConfig(AppConfig):
    name = "movements"
    verbose_name = "Phong trào, kết quả"

    def ready(self):
        from movements import rules  # noqa: F401
        from thidua.sight import OWNERS

        OWNERS.extend(["movements.filing", "movements.registration", "movements.movement", "movements.activity"])
        OWNERS.extend(["movements.duedate", "movements.extension", "movements.indicator"])
        OWNERS.extend(["movements.registrationsummary", "movements.termdeadline", "movements.reminder"])

from django.apps import AppConfig


class MovementsConfig(AppConfig):
    name = "movements"
    verbose_name = "Phong trào, kết quả"

    def ready(self):
        from movements import rules  # noqa: F401
        from units.models.attachments import OWNERS

        OWNERS.append("movements.filing")

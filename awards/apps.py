from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self):
        from awards import import_rules, rules, typical_rules  # noqa: F401
        from awards.actions.aims import AwardsTitleBook
        from movements.titles import keep_titles_in
        from thidua.sight import OWNERS

        OWNERS.extend(
            ["awards.dossier", "awards.decision", "awards.typicalmodel", "awards.honoree", "awards.importbatch"]
        )
        keep_titles_in(AwardsTitleBook())

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self):
        from awards import (  # noqa: F401
            above_rules,
            consultation_rules,
            council_rules,
            honoree_rules,
            import_rules,
            issuing_rules,
            law_rules,
            nurturing_rules,
            public_rules,
            revocation_rules,
            rules,
            typical_rules,
        )
        from awards.actions.aims import AwardsTitleBook
        from awards.actions.signatures import check_once_kept
        from movements.titles import keep_titles_in
        from thidua.sight import OWNERS
        from units.actions import AFTER_KEEPING

        OWNERS.extend(["awards.dossier", "awards.decision", "awards.typicalmodel"])
        OWNERS.extend(["awards.opinionrequest", "awards.inquiry", "awards.submission", "awards.externaldecision"])
        OWNERS.extend(["awards.council", "awards.sitting", "awards.sittingseat"])
        OWNERS.extend(["awards.honoree", "awards.hold", "awards.importbatch"])
        OWNERS.extend(["awards.eligibilityrule", "awards.authorityrule", "awards.ballotrule"])
        OWNERS.extend(["awards.checklistitem", "awards.deadlinerule"])
        OWNERS.extend(["awards.consultationrule", "awards.consultation", "awards.publiccomment"])
        OWNERS.extend(["awards.modelplan"])
        OWNERS.extend(["awards.decisiondraft", "awards.fund", "awards.reissue", "awards.complaint"])
        OWNERS.extend(["awards.revocation", "awards.blank", "awards.printjob"])
        keep_titles_in(AwardsTitleBook())
        AFTER_KEEPING.append(check_once_kept)

from awards.models.aims import TitleAim
from awards.models.apart import KnownApart
from awards.models.catalogue import AwardType, BaseSalary, BonusFactor
from awards.models.decisions import Decision
from awards.models.dossiers import Dossier, Nomination
from awards.models.honorees import Honoree
from awards.models.imports import ImportBatch
from awards.models.law import AuthorityRule, BallotRule, ChecklistItem, DeadlineRule, EligibilityRule, Instrument
from awards.models.records import (
    Discipline,
    HeldAward,
    Hold,
    HonoreeAlias,
    Initiative,
    Maternity,
    Rating,
    Service,
)
from awards.models.typical import Replication, TypicalModel

__all__ = [
    "AuthorityRule", "AwardType", "BallotRule", "BaseSalary", "BonusFactor", "ChecklistItem", "DeadlineRule",
    "Decision", "Discipline", "Dossier", "EligibilityRule", "HeldAward", "Hold", "Honoree", "HonoreeAlias",
    "ImportBatch", "Initiative", "Instrument", "KnownApart", "Maternity", "Nomination", "Rating", "Replication",
    "Service", "TitleAim", "TypicalModel",
]  # fmt: skip

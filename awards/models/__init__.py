from awards.models.aims import TitleAim
from awards.models.catalogue import AwardType, BaseSalary, BonusFactor
from awards.models.decisions import Decision
from awards.models.dossiers import Dossier, Nomination
from awards.models.honorees import Honoree
from awards.models.typical import Replication, TypicalModel

__all__ = [
    "AwardType", "BaseSalary", "BonusFactor", "Decision", "Dossier", "Honoree", "Nomination", "Replication",
    "TitleAim", "TypicalModel",
]  # fmt: skip

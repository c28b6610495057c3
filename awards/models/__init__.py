from awards.models.aims import TitleAim
from awards.models.apart import KnownApart
from awards.models.catalogue import AwardType, BaseSalary, BonusFactor
from awards.models.certificates import Blank, BlankField, PrintJob
from awards.models.checks import Judgement, LineCheck, LineShares
from awards.models.decisions import Decision
from awards.models.desk import LowerOffer, SavedFilter
from awards.models.dossiers import Dossier, Nomination
from awards.models.external import ExternalDecision
from awards.models.honorees import Honoree
from awards.models.imports import ImportBatch
from awards.models.inquiries import Inquiry, InquirySubject
from awards.models.law import AuthorityRule, BallotRule, ChecklistItem, DeadlineRule, EligibilityRule, Instrument
from awards.models.line_papers import LinePaper
from awards.models.opinions import OpinionAnswer, OpinionRequest
from awards.models.papers import AchievementReport, MeetingBallot, MeetingMinutes
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
from awards.models.register import RegisterEntry
from awards.models.revocations import Recovery, Revocation, RevocationFlag, RevokedAward
from awards.models.signatures import SignatureCheck
from awards.models.submissions import Submission, SubmissionLine
from awards.models.typical import Replication, TypicalModel

__all__ = [
    "AchievementReport", "AuthorityRule", "AwardType", "BallotRule", "BaseSalary", "Blank", "BlankField",
    "BonusFactor", "ChecklistItem", "DeadlineRule", "Decision", "Discipline", "Dossier", "EligibilityRule",
    "ExternalDecision", "HeldAward", "Hold", "Honoree", "HonoreeAlias", "ImportBatch", "Initiative", "Inquiry",
    "InquirySubject", "Instrument", "Judgement", "KnownApart", "LineCheck", "LinePaper", "LineShares", "LowerOffer",
    "Maternity", "MeetingBallot", "MeetingMinutes", "Nomination", "OpinionAnswer", "OpinionRequest", "PrintJob",
    "Rating", "Recovery", "RegisterEntry", "Replication", "Revocation", "RevocationFlag", "RevokedAward",
    "SavedFilter", "Service", "SignatureCheck", "Submission", "SubmissionLine", "TitleAim", "TypicalModel",
]  # fmt: skip

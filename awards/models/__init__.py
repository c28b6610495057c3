from awards.models.afterwards import Complaint, GoldEntry, Handover, Reissue
from awards.models.aims import TitleAim
from awards.models.apart import KnownApart
from awards.models.ballots import BallotChoice, CastBallot
from awards.models.catalogue import AwardType, BaseSalary, BonusFactor
from awards.models.certificates import Blank, BlankField, PrintJob
from awards.models.checks import Judgement, LineCheck, LineShares
from awards.models.consultations import Consultation, ConsultationLine, ConsultationRule, PublicComment
from awards.models.councils import Council, CouncilMember
from awards.models.decisions import Decision
from awards.models.desk import LowerOffer, SavedFilter
from awards.models.dossiers import Dossier, Nomination
from awards.models.external import ExternalDecision
from awards.models.honorees import Honoree
from awards.models.imports import ImportBatch
from awards.models.inquiries import Inquiry, InquirySubject
from awards.models.issuing import BookNumber, DecisionDraft, IssuingOffice, NumberBook
from awards.models.law import AuthorityRule, BallotRule, ChecklistItem, DeadlineRule, EligibilityRule, Instrument
from awards.models.line_papers import LinePaper
from awards.models.money import BonusPayment, Fund, FundCeiling, FundEntry
from awards.models.notices import RefusalNotice
from awards.models.nurturing import MediaItem, ModelPicture, ModelPlan, ModelPlanLine
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
from awards.models.sittings import AgendaItem, ConflictDeclaration, Sitting, SittingSeat
from awards.models.submissions import Submission, SubmissionLine
from awards.models.typical import Replication, TypicalModel

__all__ = [
    "AchievementReport", "AgendaItem", "AuthorityRule", "AwardType", "BallotChoice", "BallotRule", "BaseSalary",
    "Blank", "BlankField", "BonusFactor", "BonusPayment", "BookNumber", "CastBallot", "ChecklistItem", "Complaint",
    "ConflictDeclaration", "Consultation", "ConsultationLine", "ConsultationRule", "Council", "CouncilMember",
    "DeadlineRule", "Decision", "DecisionDraft", "Discipline", "Dossier", "EligibilityRule", "ExternalDecision",
    "Fund", "FundCeiling", "FundEntry", "GoldEntry", "Handover", "HeldAward", "Hold", "Honoree", "HonoreeAlias",
    "ImportBatch", "Initiative", "Inquiry", "InquirySubject", "Instrument", "IssuingOffice", "Judgement",
    "KnownApart", "LineCheck", "LinePaper", "LineShares", "LowerOffer", "Maternity", "MediaItem", "MeetingBallot",
    "MeetingMinutes", "ModelPicture", "ModelPlan", "ModelPlanLine", "Nomination", "NumberBook", "OpinionAnswer",
    "OpinionRequest", "PrintJob", "PublicComment", "Rating", "Recovery", "RefusalNotice", "RegisterEntry",
    "Reissue", "Replication", "Revocation", "RevocationFlag", "RevokedAward", "SavedFilter", "Service",
    "SignatureCheck", "Sitting", "SittingSeat", "Submission", "SubmissionLine", "TitleAim", "TypicalModel",
]  # fmt: skip

"""Opinions asked of others, by one letter to each body, and what each says line by line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import OpinionKind, OpinionState
from awards.models.dossiers import Dossier, Nomination
from awards.models.inquiries import Inquiry
from units.enums import Role
from units.models import Unit

TRUSTED = (*sorted(Role.HOME_AFFAIRS), Role.LEADER)  # read what everybody says, the Party committee too
SPEAKS_FOR_BODY = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


class OpinionRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sở Nội vụ and the leaders; the office but for the Party; the body that is asked sees its own letter.

        The unit whose dossier it is does not: what one body says of another is not told to the one it is said of.
        """
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*TRUSTED):
            return self
        places = [unit_id for role, unit_id in user.roles if role in SPEAKS_FOR_BODY]
        seen = Q(body__in=places)
        if user.has_role(Role.OFFICE):
            seen |= Q(pk__isnull=False)
        elif user.has_role(Role.CLERK):
            seen |= Q(inquiry__isnull=False)
        return self.filter(seen, kind=OpinionKind.BODY)

    def with_names(self):
        return self.select_related("body", "dossier__unit", "dossier__receiver", "inquiry", "asked_by")


class OpinionAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(request__in=OpinionRequest.objects.visible_to(user))


class OpinionRequest(models.Model):
    """One letter to one body, about lines of a dossier or of an inquiry. `body` is empty for who has no account."""

    kind = models.CharField("loại", max_length=10, choices=OpinionKind, default=OpinionKind.BODY)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="opinion_requests")
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, null=True, related_name="opinion_requests")
    body = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="cơ quan được hỏi")
    body_name = models.CharField("tên cơ quan được hỏi", max_length=200)
    letter_number = models.CharField("số công văn", max_length=60)
    letter_date = models.DateField("ngày công văn")
    due_on = models.DateField("trả lời trước ngày")
    question = models.TextField("nội dung lấy ý kiến", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField("gửi lúc")
    reminded_at = models.DateTimeField("nhắc lần cuối", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OpinionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị cho ý kiến"
        verbose_name_plural = "đề nghị cho ý kiến"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="opinion_kind_known", condition=Q(kind__in=OpinionKind.values)),
            models.CheckConstraint(
                name="opinion_is_about_one_thing",
                condition=Q(dossier__isnull=False, inquiry=None) | Q(dossier=None, inquiry__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.body_name}: {self.letter_number}"


class OpinionAnswer(models.Model):
    """One line as it was asked about, word for word, and what the body says of it now; what it said stays in events.

    The names are copies: the body sees no more of the dossier than these, and they outlive a line taken out.
    """

    request = models.ForeignKey(OpinionRequest, models.CASCADE, related_name="answers")
    line = models.ForeignKey(Nomination, models.SET_NULL, null=True, related_name="opinions")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    name = models.CharField("tên", max_length=200)
    detail = models.CharField("chức vụ, đơn vị", max_length=400, blank=True)
    award = models.CharField("danh hiệu, hình thức", max_length=200, blank=True)
    achievement = models.TextField("tóm tắt thành tích", blank=True)
    state = models.CharField("ý kiến", max_length=20, choices=OpinionState, default=OpinionState.ASKED)
    reason = models.TextField("lý do", blank=True)
    number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    answered_on = models.DateField("ngày văn bản trả lời", null=True)
    signer = models.CharField("người ký trả lời", max_length=120, blank=True)
    on_behalf = models.BooleanField("nhập thay từ bản giấy", default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("ghi lúc", null=True)

    objects = OpinionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến về một dòng"
        verbose_name_plural = "ý kiến về một dòng"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="opinion_state_stored",
                condition=Q(state__in=[OpinionState.ASKED, *OpinionState.ANSWERS]),
            ),
            models.CheckConstraint(name="objection_says_why", condition=~Q(state=OpinionState.OBJECT) | ~Q(reason="")),
            models.CheckConstraint(
                name="answer_has_its_paper",
                condition=Q(state=OpinionState.ASKED) | (Q(answered_on__isnull=False) & ~Q(number="")),
            ),
            models.UniqueConstraint(
                name="line_asked_once_of_a_letter", fields=["request", "line"], condition=Q(line__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.award}" if self.award else self.name

"""Nhắc việc: when who is told what is due, and what became of each message. The calendar people subscribe to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from movements.enums import Audience, ReminderState
from thidua.sight import SignedInQuerySet
from units.enums import NoticeKind, Role
from units.models import Unit
from units.models.notices import OwnQuerySet
from units.models.tree import OfUnitQuerySet

RULE_KINDS = [kind for kind in NoticeKind.REMINDED if kind != NoticeKind.LATE_LIST]  # the list follows from the rest


class ReminderRule(models.Model):
    """On which working day before or after a due day who is reminded of what; edited by administrators."""

    kind = models.CharField(
        "loại việc", max_length=20, choices=[choice for choice in NoticeKind.choices if choice[0] in RULE_KINDS]
    )
    days = models.SmallIntegerField(
        "số ngày làm việc",
        help_text="Trước hạn là số dương, sau hạn là số âm: 3 là trước hạn 3 ngày làm việc, -1 là sau hạn 1 ngày làm "
        "việc. Với bản gửi đến chờ xử lý, tính từ ngày gửi: -3 là đã chờ 3 ngày làm việc.",
    )
    audience = models.CharField("nhắc ai", max_length=20, choices=Audience)
    active = models.BooleanField("đang dùng", default=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc nhắc việc"
        verbose_name_plural = "mốc nhắc việc"
        ordering = ["kind", "-days", "audience"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_rule_once", fields=["kind", "days", "audience"],
                violation_error_message="Mốc này đã có: sửa dòng đang có, hoặc bật lại ô “đang dùng”.",
            ),
            models.CheckConstraint(name="reminder_rule_kind_known", condition=Q(kind__in=RULE_KINDS)),
            models.CheckConstraint(name="reminder_audience_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(
                name="waiting_is_counted_from_the_sending", condition=~Q(kind=NoticeKind.WAITING) | Q(days__lt=0),
                violation_error_message="Bản gửi đến chờ xử lý tính từ ngày gửi: ghi số âm, ví dụ -3.",
            ),
            models.CheckConstraint(
                name="reminder_days_within_two_months", condition=Q(days__gte=-40, days__lte=40),
                violation_error_message="Số ngày làm việc từ -40 đến 40.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}, {self.days}: {self.get_audience_display()}"


class ReminderDay(models.Model):
    """An office day whose digests have been made: whoever writes the row makes them, once."""

    day = models.DateField("ngày", unique=True)
    at = models.DateTimeField()  # the office's clock
    people = models.PositiveIntegerField(default=0)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày đã nhắc việc"
        verbose_name_plural = "ngày đã nhắc việc"

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; whoever files or signs for a unit sees those to the people of the units below as well."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_province:
            return self
        seen = Q(person=user.pk)
        if user.has_role(Role.UNIT_OFFICER, Role.UNIT_HEAD):
            seen |= Q(person__unit__in=Unit.objects.visible_to(user))
        return self.filter(seen)

    def held_by(self, claim):
        """The row as long as this claim still holds it; every later update goes through here."""
        return self.filter(state=ReminderState.SENDING, claim=claim)

    def for_list(self):
        return self.select_related("person__unit").order_by("-day", "-pk")


class Reminder(models.Model):
    """All that one person is reminded of on one office day: one notice, and at most one mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    day = models.DateField("ngày")
    address = models.EmailField("thư điện tử", blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=ReminderState, default=ReminderState.PORTAL_ONLY)
    made_at = models.DateTimeField("nhắc lúc")  # the office's clock
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)  # the machine's clock
    queued_at = models.DateTimeField()  # the machine's clock
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField("gửi lúc", null=True)  # the office's clock
    error = models.CharField("lỗi", max_length=300, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt nhắc việc"
        verbose_name_plural = "lượt nhắc việc"
        constraints = [
            models.UniqueConstraint(name="one_reminder_per_person_and_day", fields=["person", "day"]),
            models.CheckConstraint(name="reminder_state_known", condition=Q(state__in=ReminderState.values)),
            models.CheckConstraint(
                name="reminder_sending_is_claimed",
                condition=~Q(state=ReminderState.SENDING) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="reminder_sent_says_when", condition=~Q(state=ReminderState.SENT) | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["-day", "state"], name="reminder_log")]

    def __str__(self):
        return f"{self.person}, {self.day:%d/%m/%Y}"


class OfReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(reminder__in=Reminder.objects.visible_to(user))


class ReminderLine(models.Model):
    """One thing a person is reminded of, in the words that were sent; the same work once a day."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="lines")
    key = models.CharField(max_length=80)  # of the work: "filing_due:period:4:unit:12"
    kind = models.CharField("loại", max_length=20, choices=NoticeKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị")
    text = models.TextField("nội dung")
    path = models.CharField(max_length=200)
    due_on = models.DateField("hạn", null=True)
    invites = models.BooleanField(default=False)  # to a unit that is asked and owes nothing
    by_mail = models.BooleanField("gửi cả thư", default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: by rule
    note = models.CharField("lời nhắn", max_length=500, blank=True)
    at = models.DateTimeField()

    objects = OfReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhắc việc"
        verbose_name_plural = "dòng nhắc việc"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="reminded_of_a_work_once_a_day", fields=["reminder", "key"]),
            models.CheckConstraint(name="reminder_line_kind_known", condition=Q(kind__in=NoticeKind.REMINDED)),
        ]

    def __str__(self):
        return self.text


class CalendarFeed(models.Model):
    """The secret address at which one person's calendar program reads the due dates of their unit; only its hash."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"

    def __str__(self):
        return f"{self.person}, {self.made_at:%d/%m/%Y}"


class CalendarEntry(models.Model):
    """A due date as calendars have last been given it: a moved one goes out again with a higher number."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    due_on = models.DateField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc đã đưa vào lịch"
        verbose_name_plural = "mốc đã đưa vào lịch"
        constraints = [models.UniqueConstraint(name="one_calendar_entry_per_work", fields=["unit", "key"])]

    def __str__(self):
        return f"{self.key}: {self.due_on:%d/%m/%Y}"

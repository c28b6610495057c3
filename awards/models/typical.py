"""Điển hình tiên tiến, by the four stages of point 5 of the directive."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from awards.enums import ModelStage
from awards.models.dossiers import Nomination
from movements.models import Movement
from thidua.models import Event
from thidua.text import search_key
from units.models import Ancestry, Unit


class TypicalModelQuerySet(models.QuerySet):
    def inside(self, user):
        """With what goes on behind it: own unit's and those below; the province for those who serve it."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_province:
            return self
        return self.filter(Exists(Ancestry.objects.filter(ancestor=user.unit_id, descendant=OuterRef("unit"))))

    def public(self):
        """Those told to everybody: replicating, with consent, and put up."""
        return self.filter(state=ModelStage.REPLICATING, consent=True, published=True)

    def visible_to(self, user):
        """What one sees inside, and what the public sees."""
        if user.is_authenticated and user.sees_province:
            return self
        return self.inside(user) | self.public()

    def files_visible_to(self, user):
        """Evidence stays inside, whatever is told of the model outside."""
        return self.inside(user)

    def with_names(self):
        return self.select_related("unit", "owner__unit", "movement")

    def for_board(self):
        """The most pressing first: by the day of the next step, then by how long it has stood there."""
        return self.with_names().order_by(F("next_step_on").asc(nulls_last=True), "stage_since", "pk")

    def stalled(self, since):
        """At which nothing was done from that day on, before it is replicated; the events tell."""
        acted = Event.objects.filter(about="awards.typicalmodel", about_id=OuterRef("pk"), at__date__gte=since)
        still = self.filter(state__in=ModelStage.FOLLOWED - {ModelStage.REPLICATING}, stage_since__date__lt=since)
        return still.exclude(Exists(acted))

    def overdue(self, today):
        return self.filter(state__in=ModelStage.FOLLOWED, next_step_on__lt=today)


class TypicalModel(models.Model):
    """A person, a collective or a way of working worth following, with who looks after it and what comes next."""

    name = models.CharField("tên điển hình, mô hình", max_length=250)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="typical_models", verbose_name="đơn vị")
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="typical_models", verbose_name="phong trào"
    )
    field = models.CharField("lĩnh vực", max_length=120, blank=True)
    state = models.CharField("khâu", max_length=20, choices=ModelStage, default=ModelStage.FOUND)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người phụ trách"
    )
    mentor = models.CharField("người bồi dưỡng, giúp đỡ", max_length=200, blank=True)
    next_step = models.CharField("việc tiếp theo", max_length=300, blank=True)
    next_step_on = models.DateField("ngày việc tiếp theo", null=True, blank=True)
    story = models.TextField("câu chuyện", blank=True)
    consent = models.BooleanField("người được nêu đồng ý công khai", default=False)
    published = models.BooleanField("đăng công khai", default=False)
    nomination = models.ForeignKey(
        Nomination, models.SET_NULL, null=True, blank=True, related_name="typical_models", verbose_name="dòng đề nghị"
    )
    found_at = models.DateTimeField("phát hiện lúc")
    stage_since = models.DateTimeField("ở khâu này từ")
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=300, editable=False)

    objects = TypicalModelQuerySet.as_manager()

    class Meta:
        verbose_name = "điển hình tiên tiến"
        verbose_name_plural = "điển hình tiên tiến"
        constraints = [
            models.CheckConstraint(name="model_stage_known", condition=Q(state__in=ModelStage.values)),
            models.CheckConstraint(
                name="published_with_consent_while_replicating",
                condition=Q(published=False) | Q(consent=True, state=ModelStage.REPLICATING),
            ),
            models.CheckConstraint(
                name="nurturing_has_a_next_step",
                condition=~Q(state=ModelStage.NURTURING) | Q(next_step_on__isnull=False),
            ),
            models.CheckConstraint(
                name="next_step_and_day_together",
                condition=Q(next_step="", next_step_on=None) | (~Q(next_step="") & Q(next_step_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_step_on"], name="model_on_board")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        super().save(*args, **kwargs)

    @property
    def is_followed(self):
        return self.state in ModelStage.FOLLOWED


class ReplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(model__in=TypicalModel.objects.visible_to(user))


class Replication(models.Model):
    """One unit that took the model up, with what came of it."""

    model = models.ForeignKey(TypicalModel, models.CASCADE, related_name="replications")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị áp dụng")
    on = models.DateField("từ ngày")
    result = models.TextField("kết quả", blank=True)

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị áp dụng"
        verbose_name_plural = "đơn vị áp dụng"
        constraints = [models.UniqueConstraint(name="replicated_once_by_a_unit", fields=["model", "unit"])]

    def __str__(self):
        return f"{self.model}: {self.unit}"

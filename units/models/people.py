import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from thidua.text import clean_line
from units.enums import Role
from units.models.tree import Unit


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the units one sees; for administrators also those of no unit."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(unit__in=Unit.objects.visible_to(user))


class RoleHoldingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user__in=User.objects.visible_to(user))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, *, full_name, password=None, **fields):
        user = self.model(username=username, full_name=clean_line(full_name), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username):
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person with an account. What a person may do comes from roles, never from rows of permissions."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị")
    position = models.CharField("chức vụ", max_length=120, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    illustrative = models.BooleanField("minh họa", default=False)

    # The office's day on which this person acts, set where the clock is read (units.middleware) and by acts that are
    # given their moment; without it no delegation counts.
    acting_on = None

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("full_name",)

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [models.CheckConstraint(name="user_has_a_name", condition=~Q(full_name=""))]

    def __str__(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name

    @cached_property
    def roles(self):
        """The set of (role, unit id) this person holds: read once per request."""
        return frozenset(self.holdings.filter(active=True).values_list("role", "unit_id"))

    def has_role(self, *roles, unit_id=None):
        """Whether the person holds one of the roles, in a given unit when one is named."""
        return any(role in roles and unit_id in (None, held_in) for role, held_in in self.roles)

    def signs_for(self, unit_id):
        """Whether the person signs a unit's filings today: its head, or who holds the head's paper."""
        return self.has_role(Role.UNIT_HEAD, unit_id=unit_id) or self.delegation_for(unit_id) is not None

    def delegation_for(self, unit_id):
        """The paper by which the person signs in the head's place on the day of acting; None without one."""
        if self.acting_on is None or unit_id is None or unit_id != self.unit_id:
            return None  # a deputy of the unit itself, nobody else
        return next((one for one in self._papers if one.unit_id == unit_id and one.holds_on(self.acting_on)), None)

    @cached_property
    def _papers(self):
        return list(self.delegations.filter(unit=self.unit_id))

    @property
    def sees_province(self):
        return self.has_role(*Role.PROVINCE_WIDE)

    @property
    def is_staff(self):
        """Django's admin asks; it is for catalogues and for administrators only."""
        return self.is_active and self.has_role(Role.ADMINISTRATOR)

    def has_perm(self, perm, obj=None):
        """Rights are predicates on roles and rows (each app's rules.py), never rows of permissions."""
        return self.is_active and rules.perm_exists(perm) and rules.has_perm(perm, self, obj)

    def has_module_perms(self, app_label):
        return self.is_staff

    @property
    def is_superuser(self):
        return False


class RoleHolding(models.Model):
    """A role held in a unit: the appointment is a dated act and is ended, not deleted."""

    user = models.ForeignKey(User, models.CASCADE, related_name="holdings", verbose_name="người")
    role = models.CharField("vai trò", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tại đơn vị")
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    active = models.BooleanField("đang giữ", default=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò được giao"
        verbose_name_plural = "vai trò được giao"
        constraints = [
            models.CheckConstraint(name="role_holding_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(name="role_held_once", fields=["user", "role", "unit"], condition=Q(active=True)),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.unit}"

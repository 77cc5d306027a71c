"""Accounts and what they may do: a right is user x institution x role x period."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from participants.models.institutions import Institution
from participants.models.people import Person
from participants.models.validity import Validity, ValidityQuerySet, ends_after_it_begins


class Role(models.TextChoices):
    ADMIN = "admin", "Admin sistem"
    SECRETARIAT = "secretariat", "Sekretariat"
    LEADERSHIP = "leadership", "Pimpinan"
    COMMISSIONER = "commissioner", "Komisioner"
    OPERATOR = "operator", "Operator satker"
    OFFICE_LEADERSHIP = "office_leadership", "Pimpinan satker"
    PARTNER = "partner", "Instansi mitra"
    OBSERVER = "observer", "Pengamat"
    LINK = "link", "Lembar akses"  # an institution without account, for one invitation
    NAMED = "named", "Petugas bernama"  # no right at all: only what a rakor gave this person by name


HOST_ROLES = frozenset({Role.SECRETARIAT, Role.LEADERSHIP, Role.COMMISSIONER})
INVITED_ROLES = frozenset({Role.OPERATOR, Role.OFFICE_LEADERSHIP, Role.PARTNER})
ASKED_ROLES = INVITED_ROLES | {Role.LINK}  # with or without an account


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """A phone's keyboard likes to begin with a capital letter."""
        return self.get(username=(username or "").strip().lower())

    def create_user(self, username: str, password: str | None, *, person: Person) -> User:
        user = self.model(username=username.strip().lower(), person=person)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    username = models.CharField("nama pengguna", max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    is_active = models.BooleanField("aktif", default=True)

    USERNAME_FIELD = "username"
    objects = UserManager()

    def __str__(self) -> str:
        return self.username

    @cached_property
    def own_rights(self) -> list[Right]:
        """Past and future ones too; whoever logs in brings them along."""
        return list(self.rights.select_related("institution").order_by("pk"))

    def rights_on(self, day: date) -> list[Right]:
        """At offices that exist that day: with an office its accounts end."""
        return [right for right in self.own_rights if right.is_valid_on(day) and right.institution.is_valid_on(day)]


class RightQuerySet(ValidityQuerySet):
    def ended(self, user: User, *, on: date) -> Self:
        """Those that were held until a day before, by themselves or with their office."""
        is_over = Q(valid_to__lt=on) | Q(institution__valid_to__lt=on)
        return self.filter(is_over, user=user).select_related("institution").order_by("-pk")

    def of_accounts(self) -> Self:
        """Without those of access sheets."""
        return self.exclude(role=Role.LINK)


class Right(Validity):
    user = models.ForeignKey(User, models.PROTECT, related_name="rights")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="rights")
    role = models.CharField("peran", max_length=20, choices=Role)

    objects = RightQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("right_ends_after_it_begins"),
            models.CheckConstraint(condition=~models.Q(role="named"), name="right_is_more_than_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.institution}"

    @property
    def ends_on(self) -> date | None:
        """Its own last day or that of its office, whichever comes first."""
        return min((day for day in (self.valid_to, self.institution.valid_to) if day), default=None)

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from participants.models import Division, Institution, Person, Position, Region, Role, User
from participants.models.accounts import HOST_ROLES, INVITED_ROLES
from rakor.lib import letter_numbers
from rakor.lib.dates import ZONES
from rakor.lib.inputs import day_field, groups, offer


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak cocok.",
        "inactive": "Akun ini tidak aktif. Hubungi sekretariat kantor sendiri.",
    }


class NewInstitutionForm(forms.ModelForm):
    """An institution of any kind; each may be invited, and may hold a rakor of its own."""

    timezone = forms.ChoiceField(label="Zona waktu", choices=list(ZONES.items()))
    valid_from = day_field("Berlaku sejak", required=False, help_text="Kosongkan bila sudah lama ada.")

    class Meta:
        model = Institution
        fields = [
            "name", "kind", "region", "timezone", "seat", "letterhead_body", "letterhead_unit", "letter_code",
            "valid_from",
        ]  # fmt: skip
        help_texts = {
            "name": "Nama lengkap, misalnya: Desk Pilkada Kabupaten Lamongan.",
            "kind": "Bank, perguruan tinggi, dan lembaga lain: pilih Lainnya.",
            "region": "Kosongkan bila wilayahnya seluruh Indonesia.",
            "seat": "Kota yang tertulis di depan tanggal surat.",
            "letter_code": "Bagian nomor surat, misalnya 3524.",
        }
        error_messages = {"name": {"required": "Tulis nama instansinya."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["region"], Region.objects.order_by("name"))

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Instansi", "name", "kind", "region", "timezone", "valid_from"),
            ("Kop surat", "letterhead_body", "letterhead_unit", "seat", "letter_code"),
        )

    def clean_name(self) -> str:
        """Two spaces between two words do not make another institution."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Institution.objects.filter(name=name, kept_by=None).exists():
            raise forms.ValidationError("Instansi dengan nama ini sudah ada.")
        return name


class InstitutionForm(forms.ModelForm):
    class Meta:
        model = Institution
        fields = [
            "letterhead_body",
            "letterhead_unit",
            "address",
            "phone",
            "email",
            "seat",
            "letter_code",
            "number_pattern",
        ]
        help_texts = {
            "seat": "Kota yang tertulis di depan tanggal surat.",
            "number_pattern": "Isian yang dikenal: {urut} {klasifikasi} {jenis} {kode} {bulan_romawi} {tahun}.",
        }

    def clean_number_pattern(self) -> str:
        pattern = str(self.cleaned_data["number_pattern"])
        try:
            letter_numbers.validate_pattern(pattern)
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from reason
        return pattern


class PositionForm(forms.ModelForm):
    name = forms.CharField(label="Nama dengan gelar", max_length=120)
    nip = forms.CharField(label="NIP", max_length=18, required=False)
    valid_from = day_field("Menjabat sejak", required=False)
    field_order = ["name", "nip", "rank", "title"]

    class Meta:
        model = Position
        fields = ["rank", "title", "division", "acting", "valid_from"]

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.institution = institution
        offer(self.fields["division"], Division.objects.filter(institution=institution))
        self.fields["division"].label = "Divisi"

    def person(self) -> Person:
        is_demo = self.instance.institution.is_demo
        return Person(name=self.cleaned_data["name"], nip=self.cleaned_data["nip"], is_demo=is_demo)


class AdmitForm(forms.Form):
    """An account for somebody of the own office."""

    username = forms.CharField(label="Nama pengguna", max_length=60)
    password = forms.CharField(label="Kata sandi pertama", widget=forms.PasswordInput, validators=[validate_password])
    role = forms.ChoiceField(label="Peran")

    def __init__(self, *args: Any, institution: Institution, given_by: Role, **kwargs: Any) -> None:
        """An invited office's operator admits colleagues; rights of a host are given by a secretariat."""
        super().__init__(*args, **kwargs)
        invited = INVITED_ROLES - {Role.PARTNER} if institution.is_kpu else {Role.PARTNER}
        hosting = HOST_ROLES if given_by in (Role.SECRETARIAT, Role.ADMIN) else frozenset()
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(r.value, r.label) for r in Role if r in hosting | invited]

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai. Pilih yang lain.")
        return username

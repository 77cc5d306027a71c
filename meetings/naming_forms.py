"""Who comes: named, swapped, changed, and the office's own surat tugas."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Delegate, Invitation, Kelas, Rakor
from participants.models import Position
from rakor.files.fields import PaperField
from rakor.lib.inputs import MomentField, offer

SCANS = frozenset({"pdf", "jpg", "png"})
CONTACTS = {
    "phone": "Hanya dibaca kantor sendiri dan penyelenggara.",
    "note": "Misalnya: vegetarian, datang sehari sebelumnya. Hanya dibaca kantor sendiri dan penyelenggara.",
}


class DelegateForm(forms.ModelForm):
    position = forms.ModelChoiceField(
        Position.objects.none(),
        label="Dari daftar orang kantor",
        required=False,
        empty_label="(tulis sendiri di bawah)",
    )
    kelas = forms.ModelChoiceField(Kelas.objects.none(), label="Kelas", required=False)

    class Meta:
        model = Delegate
        fields = ["position", "name", "title", "rank", "mode", "phone", "note"]
        help_texts = CONTACTS
        labels = {"name": "Nama dengan gelar", "title": "Jabatan", "rank": "Jenjang"}

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.invitation = invitation
        rakor = invitation.rakor
        taken = invitation.delegates.values("person")
        own = Position.objects.at(invitation.institution, on=rakor.starts_on)
        own = own.exclude(person__in=taken).order_by("pk")
        offer(self.fields["position"], own, lambda row: f"{row.person}, {row}")
        offer(self.fields["kelas"], Kelas.objects.filter(rakor=rakor), lambda row: f"Kelas {row.code}: {row.name}")
        for name in ("name", "title", "rank"):
            self.fields[name].required = False
        hide_mode(self, rakor)
        for name in ("position", "kelas"):
            hide_without_choice(self, name)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        held: Position | None = values.get("position")
        if held:
            values |= {"name": held.person.name, "title": str(held), "rank": held.rank}
            self.instance.person = held.person
        for name, sentence in (
            ("name", "Pilih orang dari daftar atau tulis namanya."),
            ("title", "Tulis jabatannya."),
            ("rank", "Pilih jenjangnya."),
        ):
            if not values.get(name):
                self.add_error(name, sentence)
        return values


def hide_mode(form: forms.BaseForm, rakor: Rakor) -> None:
    """Only a hybrid rakor leaves the choice."""
    if rakor.mode != "hybrid":
        form.fields["mode"].widget = forms.HiddenInput()
        form.fields["mode"].initial = rakor.mode


def hide_without_choice(form: forms.ModelForm, name: str) -> None:
    """An institution without people of its own here, a rakor without kelas: nobody is asked to choose from nothing."""
    field = form.fields[name]
    if not field.queryset.exists():  # type: ignore[attr-defined]
        field.widget = forms.HiddenInput()


class DelegateChangeForm(forms.ModelForm):
    """What never moves a seat: open before and after the naming deadline."""

    class Meta:
        model = Delegate
        fields = ["title", "mode", "phone", "note"]
        help_texts = CONTACTS
        error_messages = {"title": {"required": "Tulis jabatannya."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hide_mode(self, self.instance.invitation.rakor)


class SwapForm(DelegateForm):
    """Another person in the same seat."""

    because = forms.CharField(label="Alasan", max_length=200, required=False)

    def __init__(self, *args: Any, delegate: Delegate, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, invitation=delegate.invitation, **kwargs)
        for name in ("kelas", "mode"):
            del self.fields[name]
        self.initial["rank"] = delegate.rank
        self.fields["because"].required = needs_reason
        self.fields["because"].error_messages["required"] = "Tulis mengapa orangnya diganti, misalnya: sakit."
        self.fields["because"].help_text = (
            "Wajib diisi karena batas penyebutan nama sudah lewat." if needs_reason else ""
        )


class EarlierForm(forms.Form):
    """People whom this office named before, all of them ticked."""

    delegates = forms.ModelMultipleChoiceField(
        Delegate.objects.none(),
        label="Yang pernah disebut",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu orang."},
    )

    def __init__(self, *args: Any, earlier: list[Delegate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in earlier]
        offer(self.fields["delegates"], Delegate.objects.filter(pk__in=keys), lambda row: f"{row.name}, {row.title}")
        self.initial["delegates"] = keys


class AssignmentForm(forms.Form):
    upload = PaperField(label="Surat tugas (PDF atau foto)", allowed=SCANS)


class NamingDueForm(forms.Form):
    naming_due_at = MomentField(label="Batas penyebutan nama", required=False)

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["naming_due_at"] = rakor.naming_due_at
        field = self.fields["naming_due_at"]
        assert isinstance(field, MomentField)
        field.tz = rakor.timezone
        field.help_text = (
            f"Waktu {rakor.zone}. Sesudahnya kantor mengganti orang dengan alasan; kosong berarti tanpa batas."
        )

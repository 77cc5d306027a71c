from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from agendas.attendance import Noted
from agendas.models import SEAT_TAKEN, How, Session, Status
from agendas.roll import Line
from meetings.models import AssignmentLetter, Delegate, Mode
from meetings.naming_forms import SCANS
from rakor.files.fields import PaperField
from rakor.lib import dates
from rakor.lib.inputs import MomentField, offer

MODES = [choice for choice in Mode.choices if choice[0] != Mode.HYBRID]
SOURCES = [(How.BY_HAND.value, "Dicatat petugas"), (How.SHEET.value, "Lembar daftar hadir")]
GONE = "Nama ini tidak ada lagi dalam delegasi. Muat ulang halaman ini."


class TickForm(forms.Form):
    """Which of its own an office sees in the room."""

    delegates = forms.ModelMultipleChoiceField(
        Delegate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih sekurangnya satu nama.",
            "invalid_choice": GONE,
            "invalid_pk_value": GONE,
        },
    )

    def __init__(self, *args: Any, waiting: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["delegates"], Delegate.objects.filter(pk__in=waiting).select_related("invitation"))


class SheetForm(forms.Form):
    """A scan of the signed list, of one session or of its whole day."""

    WHOLE_DAY = "hari"
    about = forms.ChoiceField(label="Lembar ini untuk", initial="sesi")
    upload = PaperField(label="Pindaian lembar (PDF atau foto)", allowed=SCANS)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = dates.long_date(dates.local(session.starts_at, session.rakor.timezone).date())
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [("sesi", f"Sesi ini: {session.title}"), (self.WHOLE_DAY, f"Seluruh hari {day}")]


class HereForm(forms.Form):
    """How somebody is there; the hours are of the rakor's zone."""

    mode = forms.ChoiceField(label="Cara", choices=MODES)
    in_at = MomentField(label="Masuk", required=False)
    note = forms.CharField(label="Catatan", max_length=300, required=False)
    how = forms.ChoiceField(label="Sumber", choices=SOURCES)

    def __init__(self, *args: Any, session: Session, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.tz = session.rakor.timezone
                field.label = f"{field.label} ({session.rakor.zone})"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("in_at", "out_at"):
            if (values.get(name) or self.now) > self.now:
                self.add_error(name, "Jam ini belum tiba. Periksa hari dan jamnya.")
        return values

    def noted(self) -> Noted:
        values = self.cleaned_data
        return Noted(
            status=Status(values.get("status", Status.PRESENT)),
            mode=Mode(values["mode"]),
            how=How(values["how"]),
            in_at=values["in_at"],
            out_at=values.get("out_at"),
            represented_by=values.get("represented_by", ""),
            note=values["note"],
            assignment=values.get("assignment"),
            upload=values.get("upload"),
        )


class NoteForm(HereForm):
    """What stands of one person in one session."""

    status = forms.ChoiceField(label="Keterangan", choices=Status.choices)
    out_at = MomentField(label="Keluar", required=False)
    represented_by = forms.CharField(
        label="Diwakili oleh",
        max_length=160,
        required=False,
        help_text="Nama dan jabatan wakil.",
    )
    assignment = forms.ModelChoiceField(
        AssignmentLetter.objects.none(),
        label="Surat tugas wakil",
        required=False,
        empty_label="(tidak ada, atau unggah di bawah)",
        error_messages={"invalid_choice": "Surat tugas ini bukan milik kantor itu. Pilih yang lain."},
    )
    upload = PaperField(label="Surat tugas baru (PDF atau foto)", allowed=SCANS, required=False)
    field_order = ["status", "mode", "in_at", "out_at", "represented_by", "assignment", "upload", "note", "how"]

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of(line), **kwargs)
        delegate = line.known.delegate
        if delegate:
            letters = AssignmentLetter.objects.filter(invitation=delegate.invitation).select_related("file")
            offer(self.fields["assignment"], letters)
        else:
            del self.fields["assignment"], self.fields["upload"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("status") not in SEAT_TAKEN:
            values["in_at"] = values["out_at"] = None
        if values.get("status") != Status.REPRESENTED:
            values |= {"represented_by": "", "assignment": None, "upload": None}
        elif not values.get("represented_by"):
            self.add_error("represented_by", "Tulis siapa yang mewakili.")
        in_at, out_at = values.get("in_at"), values.get("out_at")
        if in_at and out_at and out_at < in_at:
            self.add_error("out_at", "Jam keluar mendahului jam masuk.")
        return values


class GuestForm(HereForm):
    """Somebody who came without having been named."""

    name = forms.CharField(label="Nama", max_length=120, error_messages={"required": "Tulis nama tamu."})
    title = forms.CharField(label="Jabatan", max_length=160, error_messages={"required": "Tulis jabatan tamu."})
    institution_name = forms.CharField(
        label="Instansi", max_length=150, error_messages={"required": "Tulis instansi tamu."}
    )
    field_order = ["name", "title", "institution_name", "mode", "in_at", "note", "how"]


def initial_of(line: Line) -> dict[str, object]:
    """What stands; of somebody not noted yet what is likely: there, in the way that was announced."""
    row, delegate = line.attendance, line.known.delegate
    if row:
        return {name: getattr(row, name) for name in NoteForm.field_order if name != "upload"}
    return {"mode": delegate.mode if delegate else Mode.ONSITE}

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from agendas.actions import Plan
from agendas.models import Session, SessionKind
from meetings.models import Kelas, Rakor
from participants.models import Division, Position
from rakor.lib import dates
from rakor.lib.inputs import groups, hour_field, offer


class SessionForm(forms.Form):
    kind = forms.ChoiceField(label="Jenis", choices=SessionKind.choices)
    title = forms.CharField(label="Judul", max_length=200, error_messages={"required": "Judul sesi wajib diisi."})
    day = forms.ChoiceField(label="Hari")
    starts = hour_field("Mulai")
    ends = hour_field("Selesai", required=False, help_text="Kosongkan untuk “s.d. selesai”.")
    room_name = forms.CharField(label="Ruang", max_length=60, required=False)
    kelas = forms.ModelChoiceField(Kelas.objects.none(), label="Kelas", required=False, empty_label="(semua peserta)")
    speakers = forms.ModelMultipleChoiceField(
        Position.objects.none(), label="Narasumber", required=False, widget=forms.CheckboxSelectMultiple
    )
    guest_name = forms.CharField(label="Narasumber dari luar", max_length=120, required=False)
    guest_title = forms.CharField(label="Jabatannya", max_length=120, required=False)
    moderator = forms.ModelChoiceField(Position.objects.none(), label="Moderator", required=False)
    note_taker = forms.ModelChoiceField(Position.objects.none(), label="Notulis", required=False)
    topics = forms.CharField(
        label="Pokok bahasan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu baris satu pokok.",
    )
    kind_name = forms.CharField(
        label="Sebutan jenis",
        max_length=60,
        required=False,
        help_text="Bila kantor memakai kata lain, misalnya: Penandatanganan pakta integritas.",
    )
    quorum = forms.IntegerField(
        label="Kuorum (jumlah delegasi)",
        required=False,
        min_value=1,
        max_value=2000,
        help_text="Sedikitnya berapa delegasi harus hadir. Kosongkan bila sesi ini tidak memerlukan kuorum.",
        error_messages={
            "invalid": "Tulis kuorum sebagai bilangan bulat, misalnya 7.",
            "min_value": "Kuorum sedikitnya 1 delegasi. Kosongkan bila tidak ada kuorum.",
            "max_value": "Kuorum paling banyak 2.000 delegasi.",
        },
    )
    is_fixed = forms.BooleanField(
        label="Titik tetap", required=False, help_text="Tidak ikut bergeser; ISHOMA dan penutupan selalu tetap."
    )
    is_internal = forms.BooleanField(
        label="Hanya untuk panitia", required=False, help_text="Tidak tampil dalam acara yang diterbitkan."
    )
    cue = forms.CharField(label="Catatan MC dan operator", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        days = self.fields["day"]
        assert isinstance(days, forms.ChoiceField)
        days.choices = [(day.isoformat(), dates.long_date(day)) for day in rakor.days()]
        outside = f"Sesi harus pada hari rakor: {rakor.days_text}."
        days.error_messages["invalid_choice"] = outside
        for name in ("starts", "ends"):
            self.fields[name].label = f"{self.fields[name].label} ({rakor.zone})"
        people = Position.objects.at(rakor.organiser, on=rakor.starts_on).order_by("pk")
        for name in ("speakers", "moderator", "note_taker"):
            offer(self.fields[name], people, lambda row: f"{row.person}, {row}")
        if "kelas" in self.fields:
            offer(self.fields["kelas"], Kelas.objects.filter(rakor=rakor), lambda row: f"Kelas {row.code}: {row.name}")

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Apa dan kapan", "code", "division", "kind", "title", "day", "room_name", "starts", "ends", "kelas"),
            ("Siapa", "speakers", "guest_name", "guest_title", "moderator", "note_taker", "quorum"),
            ("Apa yang dibahas", "topics"),
            ("Untuk panitia", "kind_name", "is_fixed", "is_internal", "cue"),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Jam selesai harus sesudah jam mulai.")
        if values.get("guest_name") and not values.get("guest_title"):
            self.add_error("guest_title", "Tulis jabatan narasumber dari luar, misalnya: Kepala Dinas Kominfo.")
        return values

    def plan(self) -> Plan:
        values = self.cleaned_data
        day, tz = dates.date.fromisoformat(values["day"]), self.rakor.timezone
        moderator, note_taker = values["moderator"], values["note_taker"]
        return Plan(
            kind=values["kind"],
            title=values["title"],
            starts_at=dates.at(day, values["starts"], tz),
            ends_at=dates.at(day, values["ends"], tz) if values["ends"] else None,
            room_name=values["room_name"],
            kelas=values.get("kelas"),
            speakers=list(values["speakers"]),
            guest_name=values["guest_name"],
            guest_title=values["guest_title"],
            moderator=moderator.person if moderator else None,
            note_taker=note_taker.person if note_taker else None,
            topics=[line.strip() for line in values["topics"].splitlines() if line.strip()],
            kind_name=values["kind_name"].strip(),
            is_fixed=values["is_fixed"],
            is_internal=values["is_internal"],
            cue=values["cue"],
            quorum=values["quorum"],
        )


class KelasForm(SessionForm):
    """A kelas and its first session in one go."""

    code = forms.CharField(label="Huruf kelas", max_length=2)
    division = forms.ModelChoiceField(
        Division.objects.none(), label="Divisi", required=False, empty_label="Sekretariat (tanpa divisi)"
    )
    field_order = ["code", "division", "day", "starts", "ends", "room_name", "speakers"]

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, rakor=rakor, **kwargs)
        for name in ("kind", "kelas", "version", "title"):
            del self.fields[name]
        offer(self.fields["division"], Division.objects.of(rakor.organiser, on=rakor.starts_on))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if Kelas.objects.filter(rakor=self.rakor, code=code).exists():
            raise forms.ValidationError(f"Kelas {code} sudah ada. Pilih huruf lain.")
        return code

    @property
    def name(self) -> str:
        division = self.cleaned_data["division"]
        return division.name if division else "Sekretariat"

    def plan(self) -> Plan:
        self.cleaned_data |= {"kind": SessionKind.KELAS, "title": f"Kelas {self.cleaned_data['code']}: {self.name}"}
        return super().plan()


def initial_of(session: Session) -> dict[str, Any]:
    """What the form shows of a session that exists."""
    tz = session.rakor.timezone
    people = Position.objects.at(session.rakor.organiser, on=session.rakor.starts_on)
    by_person = {held.person_id: held for held in people}
    speakers = list(session.speakers.all())
    guests = [speaker for speaker in speakers if speaker.person_id not in by_person]
    starts = dates.local(session.starts_at, tz)
    return {
        "kind": session.kind,
        "title": session.title,
        "day": starts.date().isoformat(),
        "starts": starts.time(),
        "ends": dates.local(session.ends_at, tz).time() if session.ends_at else None,
        "room_name": session.room.name if session.room else "",
        "kelas": session.kelas,
        "speakers": [by_person[speaker.person_id] for speaker in speakers if speaker.person_id in by_person],
        "guest_name": guests[0].name if guests else "",
        "guest_title": guests[0].title if guests else "",
        "moderator": by_person.get(session.moderator_id or 0),
        "note_taker": by_person.get(session.note_taker_id or 0),
        "topics": "\n".join(topic.title for topic in session.topics.all()),
        "version": session.version,
    } | {name: getattr(session, name) for name in ("kind_name", "is_fixed", "is_internal", "cue", "quorum")}

"""What a host writes when it asks for a paper."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from meetings.models import Invitation, Rakor
from participants.models import Bidang, InstitutionKind
from rakor.files.fields import PaperField
from rakor.files.kinds import KINDS, PAPERS
from rakor.lib import dates
from rakor.lib.inputs import day_field, groups, hour_field
from reports.models import QuestionKind, Requirement, RequirementKind, RequirementSet
from reports.models.shapes import KPU_PAPERS, PATTERN_WORDS

DEFAULT_NAMES: dict[str, str] = {
    RequirementKind.DIVISION_REPORT: "Laporan kegiatan divisi",
    RequirementKind.DIM: "Daftar Inventarisasi Masalah (DIM)",
    RequirementKind.DIM_DRAFT: "DIM atas rancangan peraturan",
    RequirementKind.HIBAH: "Realisasi hibah",
}


MIB = 1024 * 1024
LARGEST = 100  # MB of one file


def boxes(label: str, choices: list[tuple[str, str]], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class RequirementForm(forms.ModelForm):
    due_on = day_field("Tenggat, hari")
    due_hour = hour_field("Tenggat, pukul")
    month = forms.CharField(
        label="Bulan laporan",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text="Untuk realisasi hibah, misalnya Agustus 2020.",
    )
    institution_kinds = boxes("Diminta dari", [], help_text="Kosong: setiap kantor yang biasa menyusunnya.")
    bidangs = boxes("Satu berkas per divisi", list(Bidang.choices), help_text="Kosong: satu untuk seluruh kantor.")
    extensions = boxes(
        "Jenis berkas", [(e, KINDS[e].word) for e in sorted(PAPERS)], help_text="Kosong: semua jenis ini diterima."
    )
    size_mb = forms.IntegerField(label="Besar tiap berkas paling banyak (MB)", min_value=1, max_value=LARGEST)
    template_file = PaperField(
        label="Contoh atau format", required=False, help_text="Diunduh oleh kantor sebelum mengisi."
    )

    class Meta:
        model = Requirement
        fields = [
            *("kind", "name", "guidance", "institution_kinds", "bidangs", "reviewing_bidang", "is_obligatory"),
            *("needs_approval", "extensions", "most_files", "name_pattern", "contact_name", "contact_phone"),
        ]
        widgets = {"guidance": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": "Kosongkan untuk nama yang biasa.",
            "is_obligatory": "Yang tidak wajib tetap tampil, tetapi tidak dihitung kurang.",
            "needs_approval": "Operator mengajukan, pimpinan kantor menyetujui, lalu terkirim.",
            "reviewing_bidang": "Anggota divisi ini yang memeriksa; kosong: semua pemeriksa.",
            "name_pattern": f"Dapat memakai {', '.join(PATTERN_WORDS)}.",
        }

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.rakor = rakor
        self.fields["name"].required = False
        self.fields["due_hour"].label = f"Tenggat, pukul ({rakor.zone})"
        self.fields["institution_kinds"].choices = kinds_invited(rakor)  # type: ignore[attr-defined]
        self.fields["reviewing_bidang"].choices = [("", "Semua pemeriksa"), *Bidang.choices]  # type: ignore[attr-defined]
        self.initial["size_mb"] = self.instance.size_limit // MIB
        if self.instance.pk:
            local = dates.local(self.instance.due_at, rakor.timezone)
            self.initial["due_on"], self.initial["due_hour"] = local.date(), local.time()
            self.initial["month"] = f"{self.instance.period:%Y-%m}" if self.instance.period else ""
        self.helper = groups(
            self,
            ("Apa", "kind", "name", "month", "guidance", "template_file"),
            ("Kapan", "due_on", "due_hour"),
            ("Siapa", "institution_kinds", "bidangs", "is_obligatory", "needs_approval"),
            ("Berkas", "extensions", "size_mb", "most_files", "name_pattern"),
            ("Pemeriksaan", "reviewing_bidang", "contact_name", "contact_phone"),
        )

    def clean_month(self) -> date | None:
        text = str(self.cleaned_data["month"])
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError as unclear:
            raise forms.ValidationError("Tulis bulan sebagai tahun dan bulan, misalnya 2020-08.") from unclear

    def clean_name_pattern(self) -> str:
        pattern = str(self.cleaned_data["name_pattern"])
        rest = pattern
        for word in PATTERN_WORDS:
            rest = rest.replace(word, "")
        if "{" in rest or "}" in rest:
            raise forms.ValidationError(f"Di antara kurung kurawal hanya dapat ditulis {', '.join(PATTERN_WORDS)}.")
        return pattern

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, month = values.get("kind"), values.get("month")
        if kind == RequirementKind.HIBAH and not month and "month" not in self.errors:
            self.add_error("month", "Pilih bulan yang dilaporkan.")
        values["name"] = values.get("name") or DEFAULT_NAMES.get(kind or "", "")
        if not values["name"] and "name" not in self.errors:
            self.add_error("name", "Tulis nama berkas yang diminta.")
        self.refuse_sensitive(kind or "", values.get("institution_kinds") or [])
        self.instance.period = month
        self.instance.size_limit = (values.get("size_mb") or 1) * MIB
        if values.get("due_on") and values.get("due_hour"):
            self.instance.due_at = dates.at(values["due_on"], values["due_hour"], self.instance.rakor.timezone)
        return values

    def refuse_sensitive(self, kind: str, kinds: list[str]) -> None:
        """DIM and hibah of the KPU are nobody else's business."""
        others = [word for word in kinds if not word.startswith("kpu_")]
        if kind in KPU_PAPERS and others:
            words = ", ".join(str(InstitutionKind(word).label) for word in others)
            self.add_error("institution_kinds", f"Berkas ini disusun oleh KPU saja, bukan {words}.")


def kinds_invited(rakor: Rakor) -> list[tuple[str, str]]:
    found = set(Invitation.objects.filter(rakor=rakor).values_list("institution__kind", flat=True))
    return [(kind.value, str(kind.label)) for kind in InstitutionKind if not found or kind in found]


class QuestionForm(forms.Form):
    label = forms.CharField(label="Pertanyaan", max_length=200)
    kind = forms.ChoiceField(label="Bentuk jawaban", choices=QuestionKind.choices)
    unit = forms.CharField(label="Satuan", max_length=30, required=False, help_text="Misalnya TPS, orang.")
    options = forms.CharField(label="Pilihan, satu per baris", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_required = forms.BooleanField(label="Wajib dijawab", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        choices = [line.strip() for line in values.get("options", "").splitlines() if line.strip()]
        if values.get("kind") == QuestionKind.CHOICE and len(choices) < 2:
            self.add_error("options", "Tulis sedikitnya dua pilihan, satu per baris.")
        values["choices"] = list(dict.fromkeys(choices))
        return values


MOST_QUESTIONS = 60


class QuestionRows(forms.BaseFormSet):
    def questions(self) -> list[dict[str, Any]]:
        """In their order. A question keeps its key, and no other gets it later, so that drafts find their answers."""
        kept = [form for form in self.ordered_forms if form.cleaned_data.get("label")]
        names = ("label", "kind", "unit", "choices", "is_required")
        return [
            {"key": form.initial.get("key") or f"q{uuid4().hex[:8]}"}
            | {name: form.cleaned_data[name] for name in names}
            for form in kept
        ]


def question_rows(requirement: Requirement, data: Any = None) -> QuestionRows:
    initial = [
        {name: question[name] for name in ("key", "label", "kind", "unit", "is_required")}
        | {"options": "\n".join(question["choices"])}
        for question in requirement.questions
    ]
    made = forms.formset_factory(
        QuestionForm,
        formset=QuestionRows,
        extra=3,
        can_order=True,
        can_delete=True,
        max_num=MOST_QUESTIONS,
        absolute_max=MOST_QUESTIONS,
    )
    return made(data, initial=initial, prefix="isian")  # type: ignore[return-value]


class WithdrawForm(forms.Form):
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})


class KeepSetForm(forms.Form):
    name = forms.CharField(
        label="Nama set", max_length=100, error_messages={"required": "Tulis nama set, misalnya Rakor tahapan."}
    )


class AskSetForm(forms.Form):
    kept = forms.ModelChoiceField(
        queryset=RequirementSet.objects.none(), label="Set", error_messages={"required": "Pilih set."}
    )

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = RequirementSet.objects.filter(institution=rakor.organiser)  # type: ignore[attr-defined]

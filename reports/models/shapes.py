"""What a paper that is asked for looks like, whether for one rakor or kept in a standard set."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from participants.models import Bidang, Institution, InstitutionKind
from rakor.files.kinds import PAPERS
from rakor.files.models import StoredFile

MOST_FILES = 10
PATTERN = "{urutan} {kantor} {berkas} v{versi}"  # words that are put in place one by one; nothing is formatted
PATTERN_WORDS = ("{urutan}", "{kantor}", "{berkas}", "{divisi}", "{versi}")


class RequirementKind(models.TextChoices):
    DIVISION_REPORT = "laporan_divisi", "Laporan divisi"
    DIM = "dim", "Daftar Inventarisasi Masalah (DIM)"
    DIM_DRAFT = "dim_rancangan", "DIM atas rancangan peraturan"
    HIBAH = "hibah", "Laporan realisasi anggaran hibah"
    FIGURES = "angka", "Angka kesiapan"
    FORM = "formulir", "Formulir dengan isian sendiri"
    FILE = "berkas", "Berkas lain"


KPU_PAPERS = (
    RequirementKind.DIVISION_REPORT,
    RequirementKind.DIM,
    RequirementKind.DIM_DRAFT,
    RequirementKind.HIBAH,
)
ASKING = (RequirementKind.FIGURES, RequirementKind.FORM)  # their fields are written by the host
RECAPPED = (RequirementKind.DIVISION_REPORT, *ASKING)  # DIM and hibah stand beside each other on pages of their own
WITH_FILES = (RequirementKind.DIVISION_REPORT, RequirementKind.FORM, RequirementKind.FILE)


class QuestionKind(models.TextChoices):
    TEXT = "teks", "Teks singkat"
    LONG_TEXT = "uraian", "Uraian"
    NUMBER = "angka", "Angka bulat"
    RUPIAH = "rupiah", "Rupiah"
    DAY = "tanggal", "Tanggal"
    YES_NO = "ya_tidak", "Ya atau tidak"
    CHOICE = "pilihan", "Pilihan"


NUMBERS = (QuestionKind.NUMBER, QuestionKind.RUPIAH)


class RequirementShape(models.Model):
    kind = models.CharField("jenis", max_length=15, choices=RequirementKind)
    name = models.CharField("nama", max_length=150)
    guidance = models.TextField("petunjuk", max_length=2000, blank=True)
    institution_kinds = models.JSONField("jenis kantor", default=list)  # none named: whoever the kind suits
    bidangs = models.JSONField("per divisi", default=list)  # none named: one paper for the whole office
    reviewing_bidang = models.CharField("divisi pemeriksa", max_length=3, choices=Bidang, blank=True)
    is_obligatory = models.BooleanField("wajib", default=True)
    needs_approval = models.BooleanField("disetujui pimpinan kantor lebih dulu", default=False)
    questions = models.JSONField("isian", default=list)  # of {"key", "label", "kind", "unit", "choices", "is_required"}
    extensions = models.JSONField("jenis berkas", default=list)  # none named: every kind that papers may have
    size_limit = models.BigIntegerField("besar paling banyak", default=settings.UPLOAD_LIMIT)  # bytes of one file
    most_files = models.PositiveSmallIntegerField(
        "jumlah berkas", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_FILES)]
    )
    name_pattern = models.CharField("nama berkas unduhan", max_length=120, default=PATTERN)
    template = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    contact_name = models.CharField("narahubung", max_length=120, blank=True)
    contact_phone = models.CharField("telepon narahubung", max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def allowed_extensions(self) -> frozenset[str]:
        return frozenset(self.extensions) or PAPERS

    @property
    def may_be_nil(self) -> bool:
        """A statement that there is nothing to report; figures are filled in with their zeros."""
        return self.kind != RequirementKind.FIGURES

    @property
    def takes_files(self) -> bool:
        return self.kind in WITH_FILES

    @property
    def takes_photos(self) -> bool:
        """As one PDF."""
        return self.takes_files and "pdf" in self.allowed_extensions

    @property
    def is_dim(self) -> bool:
        return self.kind in (RequirementKind.DIM, RequirementKind.DIM_DRAFT)

    @property
    def is_recapped(self) -> bool:
        return self.kind in RECAPPED

    @property
    def asks_questions(self) -> bool:
        return self.kind in ASKING

    @property
    def is_kpu_paper(self) -> bool:
        """Owed by KPU's offices alone, and never opened by an access sheet."""
        return self.kind in KPU_PAPERS

    def is_owed_by(self, institution: Institution) -> bool:
        """KPU's own papers are owed by KPU offices alone, whatever is named; an agency never owes DIM or hibah."""
        if self.is_kpu_paper and not institution.is_kpu:
            return False
        return not self.institution_kinds or institution.kind in self.institution_kinds

    @property
    def kinds_text(self) -> str:
        """Whom it is asked of: "KPU kabupaten/kota, Bawaslu"."""
        if self.institution_kinds:
            return ", ".join(str(InstitutionKind(kind).label) for kind in self.institution_kinds)
        return "semua kantor KPU" if self.kind in KPU_PAPERS else "semua yang diundang"


def sane_shape(model: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(most_files__range=(1, MOST_FILES)), name=f"{model}_asks_for_a_sane_number_of_files"
        ),
        models.CheckConstraint(condition=Q(size_limit__gt=0), name=f"{model}_allows_some_bytes"),
    ]

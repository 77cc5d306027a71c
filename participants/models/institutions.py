"""Institutions (a KPU office is a satker) and their divisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Replace

from participants.models.regions import Region
from participants.models.validity import Validity, ValidityQuerySet, ends_after_it_begins, holds_on

if TYPE_CHECKING:
    from participants.gate import Actor


class InstitutionKind(models.TextChoices):
    KPU_RI = "kpu_ri", "KPU RI"
    KPU_PROVINSI = "kpu_provinsi", "KPU provinsi"
    KPU_KABKOTA = "kpu_kabkota", "KPU kabupaten/kota"
    BAWASLU = "bawaslu", "Bawaslu"
    DESK = "desk", "Desk Pilkada/Pemilu"
    FORKOPIMDA = "forkopimda", "Forkopimda"
    PEMDA = "pemda", "Pemerintah daerah"
    OPD = "opd", "Organisasi perangkat daerah"
    POLRI = "polri", "Polri"
    TNI = "tni", "TNI"
    KEJAKSAAN = "kejaksaan", "Kejaksaan"
    CAMAT = "camat", "Kecamatan"
    PARTAI = "partai", "Partai politik atau tim kampanye"
    LAIN = "lain", "Lainnya"


KPU_KINDS = (InstitutionKind.KPU_RI, InstitutionKind.KPU_PROVINSI, InstitutionKind.KPU_KABKOTA)


class Bidang(models.TextChoices):
    """The field of work behind a division's name, so that a host's seven can recap a district's five."""

    KUL = "KUL", "Keuangan, Umum, Logistik dan Rumah Tangga"
    TEK = "TEK", "Teknis Penyelenggaraan"
    HUK = "HUK", "Hukum dan Pengawasan"
    SOS = "SOS", "Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM"
    DAT = "DAT", "Perencanaan, Data dan Informasi"


class InstitutionQuerySet(ValidityQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Its own office's card; the operator of the system sees all of them."""
        if actor.role == "admin":
            return self
        return self.filter(pk=actor.institution.pk) if actor.institution else self.none()

    def known_to(self, host: Institution) -> Self:
        """Those that everybody finds, and those that this host noted for itself."""
        return self.filter(Q(kept_by=None) | Q(kept_by=host))

    def named_like(self, typed: str) -> Self:
        """Each typed word stands in the name; Palangkaraya finds Palangka Raya."""
        found = self.annotate(compact=Replace(Replace(Lower("name"), Value(" ")), Value("-")))
        for word in typed.lower().replace("-", "").split():
            found = found.filter(compact__contains=word)
        return found

    def kpu_kabkota_of(self, province: Region, *, on: date) -> Self:
        """KPU kabupaten/kota of the province on that day, in the official order."""
        return self.filter(
            holds_on(on, "region__codes__"), kind=InstitutionKind.KPU_KABKOTA, region__codes__parent=province
        ).order_by("region__codes__code")


class Institution(Validity):
    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=20, choices=InstitutionKind)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah")
    timezone = models.CharField("zona waktu", max_length=30, default="Asia/Jakarta")
    seat = models.CharField("tempat kedudukan", max_length=60, blank=True)
    letterhead_body = models.CharField("kop, baris pertama", max_length=100, blank=True)
    letterhead_unit = models.CharField("kop, baris kedua", max_length=100, blank=True)
    address = models.CharField("alamat", max_length=200, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    letter_code = models.CharField("kode surat", max_length=10, blank=True)
    number_pattern = models.CharField(
        "pola nomor surat", max_length=120, default="{urut}/{klasifikasi}-{jenis}/{kode}/{tahun}"
    )
    is_demo = models.BooleanField(default=False)
    kept_by = models.ForeignKey(  # the host that noted a body from outside for itself; empty: everybody finds it
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("institution_ends_after_it_begins"),
            models.UniqueConstraint(fields=["name"], condition=Q(kept_by=None), name="institution_named_once"),
            models.UniqueConstraint(fields=["kept_by", "name"], name="institution_kept_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kpu(self) -> bool:
        return self.kind in KPU_KINDS

    @property
    def is_national(self) -> bool:
        """Of no single region, as KPU RI: what it hosts may invite several provinces."""
        return self.region_id is None

    @property
    def covers(self) -> str:
        """How a letter names all offices below: "se-Kalimantan Selatan"."""
        return f"se-{self.region.name.removeprefix('Provinsi ')}" if self.region else "seluruh Indonesia"


class DivisionQuerySet(ValidityQuerySet):
    def of(self, institution: Institution, *, on: date) -> Self:
        return self.filter(institution=institution).valid_on(on).order_by("order")


class Division(Validity):
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="divisions")
    bidang = models.CharField(max_length=3, choices=Bidang)
    name = models.CharField("nama", max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        constraints = [ends_after_it_begins("division_ends_after_it_begins")]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

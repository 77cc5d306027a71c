"""The reference data: 552 regions, their offices, and who belonged where on which day."""

from datetime import date

import pytest

from participants.models import Division, Institution, InstitutionKind, Region, RegionCode
from participants.reference.load import load_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions() -> None:
    load_all()


def kpu_of(province: str, day: date) -> list[str]:
    region = Region.objects.get(name=province, kind="provinsi")
    return [office.name for office in Institution.objects.kpu_kabkota_of(region, on=day)]


def test_loading_gives_552_regions_and_553_offices_and_again_nothing(regions: None) -> None:
    load_all()

    kinds = {kind: Region.objects.filter(kind=kind).count() for kind in ("provinsi", "kabupaten", "kota")}
    assert kinds == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    assert RegionCode.objects.count() == 578  # 26 units have had two
    assert Institution.objects.count() == 553
    assert Division.objects.count() == 5 * 552


def test_thirteen_offices_of_kalimantan_selatan_stand_in_official_order(regions: None) -> None:
    offices = kpu_of("Kalimantan Selatan", date(2020, 9, 17))

    assert len(offices) == 13
    assert offices[0] == "KPU Kabupaten Tanah Laut"
    assert offices[-2:] == ["KPU Kota Banjarmasin", "KPU Kota Banjarbaru"]


def test_merauke_belonged_to_papua_in_2020_and_to_papua_selatan_in_2024(regions: None) -> None:
    assert "KPU Kabupaten Merauke" in kpu_of("Papua", date(2020, 9, 17))
    assert "KPU Kabupaten Merauke" not in kpu_of("Papua Selatan", date(2020, 9, 17))
    assert "KPU Kabupaten Merauke" in kpu_of("Papua Selatan", date(2024, 2, 12))
    assert "KPU Kabupaten Merauke" not in kpu_of("Papua", date(2024, 2, 12))


def test_in_aceh_the_office_is_called_kip(regions: None) -> None:
    aceh = Institution.objects.get(name="KIP Aceh")

    assert aceh.kind == InstitutionKind.KPU_PROVINSI
    assert aceh.letterhead_body == "KOMISI INDEPENDEN PEMILIHAN"
    assert kpu_of("Aceh", date(2024, 2, 12))[0] == "KIP Kabupaten Aceh Selatan"


def test_zones_follow_the_province_not_the_island(regions: None) -> None:
    zones = dict(Institution.objects.filter(kind=InstitutionKind.KPU_PROVINSI).values_list("name", "timezone"))

    assert zones["KPU Provinsi Kalimantan Tengah"] == "Asia/Jakarta"
    assert zones["KPU Provinsi Kalimantan Selatan"] == "Asia/Makassar"
    assert zones["KPU Provinsi Papua"] == "Asia/Jayapura"

"""The filters that every page and paper writes with."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template

DEADLINE = datetime(2020, 9, 14, 8, 0, tzinfo=UTC)


def rendered(source: str, **context: Any) -> str:
    return Template(source).render(Context({"tz": "Asia/Makassar"} | context))


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ v|rupiah }}", 29_286_275_000, "Rp29.286.275.000,00"),
        ("{{ v|thousands }}", 1_234_567, "1.234.567"),
        ("{{ v|percent:3316 }}", 911, "27,47%"),
        ("{{ v|terbilang }}", 130, "seratus tiga puluh"),
        ("{{ v|roman }}", 2, "II"),
        ("{{ v|moment:tz }}", DEADLINE, "Senin, 14 September 2020 pukul 16.00 WITA"),
        ("{{ v|plain_moment:tz }}", DEADLINE, "14 September 2020 pukul 16.00 WITA"),
        ("{{ v|short_moment:tz }}", DEADLINE, "14 Sep 16.00 WITA"),
        ("{{ v|clock_time:tz }}", DEADLINE, "16.00 WITA"),
        ("{{ v|local_date:tz|long_date }}", DEADLINE, "Senin, 14 September 2020"),
        ("{{ v|long_date }}", date(2020, 9, 17), "Kamis, 17 September 2020"),
        ("{{ v|plain_date }}", date(2020, 9, 17), "17 September 2020"),
        ("{{ v|short_date }}", date(2020, 9, 17), "Kam 17/9"),
        ("{{ v|brief_date }}", date(2020, 9, 17), "17 Sep 2020"),
        ("{{ v|duration }}", timedelta(hours=5, minutes=40), "5 jam 40 menit"),
        ("{{ v|zone_label }}", "Asia/Jayapura", "WIT"),
        ("{{ v|filesize_id }}", 0, "0 byte"),
        ("{{ v|filesize_id }}", 1_023, "1023 byte"),
        ("{{ v|filesize_id }}", 421_888, "412 kB"),
        ("{{ v|filesize_id }}", 1_048_400, "1,0 MB"),
        ("{{ v|filesize_id }}", 1_887_436, "1,8 MB"),
        ("{{ v|filesize_id }}", 10 * 1024**2, "10,0 MB"),
        ("{{ v|sha_short }}", "9c417be0" + "0" * 52 + "5d2f", "9c41 7be0 … 5d2f"),
    ],
)
def test_filters_write_one_way(source: str, value: Any, written: str) -> None:
    assert rendered(source, v=value) == written


@pytest.mark.parametrize(
    "source", ["{{ v|rupiah }}", "{{ v|percent:0 }}", "{{ v|moment:tz }}", "{{ v|local_date:tz|long_date }}"]
)
def test_filters_leave_the_unknown_blank(source: str) -> None:
    assert rendered(source, v=None) == ""


def test_zero_is_written_because_it_is_known() -> None:
    assert rendered("{{ v|rupiah }}", v=0) == "Rp0,00"


def test_tags_write_ranges() -> None:
    days = {"a": date(2020, 9, 17), "b": date(2020, 9, 18)}

    assert rendered("{% day_range a b %}", **days) == "Kamis s.d. Jumat, 17 s.d. 18 September 2020"
    assert rendered("{% date_range a b %}", **days) == "17 s.d. 18 September 2020"
    assert rendered("{% span a None tz %}", a=DEADLINE) == "16.00 WITA s.d. selesai"
    assert rendered("{% in_zones a tz 'Asia/Jakarta' %}", a=DEADLINE) == "16.00 WITA (15.00 WIB)"


def test_icon_points_into_the_sprite_and_escapes_its_name() -> None:
    assert rendered("{% icon 'check' %}") == (
        '<svg class="i" aria-hidden="true"><use href="/static/dist/icons.svg#i-check"/></svg>'
    )
    assert '"><script>' not in rendered("{% icon v %}", v='x"><script>')


def test_address_is_that_of_the_url_tag() -> None:
    for _ in range(2):
        assert rendered("{% address 'home' %} {% address 'rakor_show' v %}", v=7) == "/ /rakor/7/"

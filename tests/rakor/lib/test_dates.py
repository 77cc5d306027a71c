"""Dates and hours as the office writes them, in three zones."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.lib import dates

WIB, WITA, WIT = dates.ZONES
THURSDAY = date(2020, 9, 17)
EVENING = datetime(2019, 11, 1, 12, 0, tzinfo=UTC)
DEADLINE = datetime(2020, 9, 14, 8, 0, tzinfo=UTC)


def test_zones_are_the_three_of_the_country() -> None:
    assert dates.ZONES == {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
    assert dates.zone_label("Asia/Jayapura") == "WIT"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 11, 1), "Jumat"),
        (date(2020, 9, 17), "Kamis"),
        (date(2020, 12, 9), "Rabu"),
        (date(2024, 2, 14), "Rabu"),
        (date(2024, 11, 27), "Rabu"),
        (date(2022, 3, 18), "Jumat"),
        (date(2024, 2, 12), "Senin"),
    ],
)
def test_day_name_is_that_of_the_calendar(day: date, name: str) -> None:
    assert dates.day_name(day) == name


def test_one_day_is_written_in_four_lengths() -> None:
    assert dates.long_date(THURSDAY) == "Kamis, 17 September 2020"
    assert dates.plain_date(THURSDAY) == "17 September 2020"
    assert dates.brief_date(THURSDAY) == "17 Sep 2020"
    assert dates.short_date(THURSDAY) == "Kam 17/9"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2020, 9, 17), date(2020, 9, 18), "17 s.d. 18 September 2020"),
        (date(2024, 9, 30), date(2024, 10, 2), "30 September s.d. 2 Oktober 2024"),
        (date(2024, 12, 31), date(2025, 1, 2), "31 Desember 2024 s.d. 2 Januari 2025"),
        (date(2024, 2, 12), date(2024, 2, 12), "12 Februari 2024"),
    ],
)
def test_date_range_names_month_and_year_where_they_change(first: date, last: date, written: str) -> None:
    assert dates.date_range(first, last) == written


def test_day_range_names_the_days() -> None:
    assert dates.day_range(THURSDAY, date(2020, 9, 18)) == "Kamis s.d. Jumat, 17 s.d. 18 September 2020"
    assert dates.day_range(date(2024, 2, 12), date(2024, 2, 12)) == "Senin, 12 Februari 2024"


def test_spell_date_opens_a_berita_acara() -> None:
    assert dates.spell_date(THURSDAY) == "Kamis tanggal tujuh belas bulan September tahun dua ribu dua puluh"


def test_one_instant_is_one_hour_in_each_zone() -> None:
    assert dates.clock_time(EVENING, WITA) == "20.00 WITA"
    assert dates.clock_time(EVENING, WIB) == "19.00 WIB"
    assert dates.clock_time(EVENING, WIT) == "21.00 WIT"
    assert dates.hour(EVENING, WITA) == "20.00"


def test_in_zones_adds_the_hour_of_a_viewer_elsewhere() -> None:
    assert dates.in_zones(EVENING, WITA, WIB) == "20.00 WITA (19.00 WIB)"
    assert dates.in_zones(EVENING, WITA, WITA) == "20.00 WITA"
    assert dates.in_zones(EVENING, WITA, None) == "20.00 WITA"


def test_in_zones_says_when_the_viewer_has_another_day() -> None:
    after_midnight = dates.at(date(2020, 9, 18), time(0, 30), WIT)

    assert dates.in_zones(after_midnight, WIT, WIB) == "00.30 WIT (22.30 WIB, sehari sebelumnya)"
    assert dates.in_zones(after_midnight, WIB, WIT) == "22.30 WIB (00.30 WIT, sehari sesudahnya)"


def test_a_deadline_at_the_end_of_the_host_s_day_comes_an_hour_early_in_the_west() -> None:
    due = dates.at(date(2020, 9, 14), time(23, 59), WITA)

    assert due == datetime(2020, 9, 14, 15, 59, tzinfo=UTC)
    assert dates.in_zones(due, WITA, WIB) == "23.59 WITA (22.59 WIB)"


def test_moment_names_day_hour_and_zone() -> None:
    assert dates.moment(DEADLINE, WITA) == "Senin, 14 September 2020 pukul 16.00 WITA"
    assert dates.plain_moment(DEADLINE, WITA) == "14 September 2020 pukul 16.00 WITA"
    assert dates.short_moment(DEADLINE, WITA) == "14 Sep 16.00 WITA"


def test_moment_takes_the_day_of_its_zone() -> None:
    assert dates.moment(datetime(2020, 9, 14, 16, 30, tzinfo=UTC), WIB) == "Senin, 14 September 2020 pukul 23.30 WIB"
    assert dates.moment(datetime(2020, 9, 14, 16, 30, tzinfo=UTC), WIT) == "Selasa, 15 September 2020 pukul 01.30 WIT"


def test_span_has_two_ends_or_runs_until_done() -> None:
    starts = dates.at(THURSDAY, time(19, 30), WITA)

    assert dates.span(starts, dates.at(THURSDAY, time(22, 10), WITA), WITA) == "19.30–22.10 WITA"
    assert dates.span(dates.at(THURSDAY, time(14), WITA), None, WITA) == "14.00 WITA s.d. selesai"
    assert dates.span(starts, dates.at(date(2020, 9, 18), time(0, 15), WITA), WITA) == "19.30–00.15 WITA (Jum 18/9)"


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(hours=5, minutes=40), "5 jam 40 menit"),
        (timedelta(days=4), "4 hari"),
        (timedelta(days=4, hours=2, minutes=59), "4 hari 2 jam"),
        (timedelta(days=4, minutes=59), "4 hari"),
        (timedelta(hours=3), "3 jam"),
        (timedelta(minutes=59, seconds=59), "59 menit"),
        (timedelta(seconds=20), "0 menit"),
        (-timedelta(hours=1, minutes=5), "1 jam 5 menit"),
    ],
)
def test_duration_is_written_in_at_most_two_units(length: timedelta, written: str) -> None:
    assert dates.duration(length) == written


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from([WIB, WITA, WIT]))
def test_at_gives_an_instant_that_shows_the_same_day_and_hour_again(day: date, hour: time, tz: str) -> None:
    shown = dates.local(dates.at(day, hour, tz), tz)

    assert (shown.date(), shown.time()) == (day, hour)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 40))
def test_date_range_always_ends_with_the_last_day_in_full(first: date, length: int) -> None:
    last = first + timedelta(days=length)

    assert dates.date_range(first, last).endswith(dates.plain_date(last))
    assert dates.date_range(first, last).startswith(str(first.day))


@pytest.mark.parametrize(
    ("tz", "viewer", "written"),
    [
        (WITA, WIB, "WIB 1 jam lebih awal"),
        (WITA, WIT, "WIT 1 jam lebih lambat"),
        (WIB, WIT, "WIT 2 jam lebih lambat"),
        (WITA, WITA, ""),
    ],
)
def test_zone_gap_says_how_far_the_clocks_are_apart(tz: str, viewer: str, written: str) -> None:
    assert dates.zone_gap(tz, viewer) == written

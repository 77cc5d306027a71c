"""Dates and hours as the office writes them. Instants are aware and in UTC; a zone is the IANA name of one of three."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rakor.lib.money import terbilang

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def zone_label(tz: str) -> str:
    return ZONES[tz]


def at(day: date, hour: time, tz: str) -> datetime:
    """The instant, in UTC, at which clocks of that zone show this day and hour."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(tz)).astimezone(UTC)


def local(instant: datetime, tz: str) -> datetime:
    """The same instant by the clocks of that zone."""
    return instant.astimezone(ZoneInfo(tz))


# --- days


def day_name(day: date) -> str:
    return DAYS[day.weekday()]


def month_name(day: date) -> str:
    return MONTHS[day.month - 1]


def plain_date(day: date) -> str:
    """17 September 2020"""
    return f"{day.day} {month_name(day)} {day.year}"


def long_date(day: date) -> str:
    """Kamis, 17 September 2020"""
    return f"{day_name(day)}, {plain_date(day)}"


def short_date(day: date) -> str:
    """Kam 17/9"""
    return f"{day_name(day)[:3]} {day.day}/{day.month}"


def brief_date(day: date) -> str:
    """17 Sep 2020, for narrow columns"""
    return f"{day.day} {month_name(day)[:3]} {day.year}"


def date_range(first: date, last: date) -> str:
    """17 s.d. 18 September 2020; month and year are named twice only where they change"""
    if first == last:
        return plain_date(first)
    if first.year != last.year:
        return f"{plain_date(first)} s.d. {plain_date(last)}"
    if first.month != last.month:
        return f"{first.day} {month_name(first)} s.d. {plain_date(last)}"
    return f"{first.day} s.d. {plain_date(last)}"


def day_range(first: date, last: date) -> str:
    """Kamis s.d. Jumat, 17 s.d. 18 September 2020"""
    if first == last:
        return long_date(first)
    return f"{day_name(first)} s.d. {day_name(last)}, {date_range(first, last)}"


def spell_date(day: date) -> str:
    """Kamis tanggal tujuh belas bulan September tahun dua ribu dua puluh, as a berita acara opens"""
    words = f"tanggal {terbilang(day.day)} bulan {month_name(day)} tahun {terbilang(day.year)}"
    return f"{day_name(day)} {words}"


# --- hours; each names its zone


def hour(instant: datetime, tz: str) -> str:
    """20.00 without a zone: only where a head or a neighbour names it"""
    return local(instant, tz).strftime("%H.%M")


def clock_time(instant: datetime, tz: str) -> str:
    """20.00 WITA"""
    return f"{hour(instant, tz)} {zone_label(tz)}"


def in_zones(instant: datetime, tz: str, viewer_tz: str | None) -> str:
    """20.00 WITA (19.00 WIB) for a viewer elsewhere, whose calendar may show another day"""
    if viewer_tz is None or zone_label(viewer_tz) == zone_label(tz):
        return clock_time(instant, tz)
    ahead = (local(instant, viewer_tz).date() - local(instant, tz).date()).days
    other_day = {-1: ", sehari sebelumnya", 0: "", 1: ", sehari sesudahnya"}[ahead]
    return f"{clock_time(instant, tz)} ({clock_time(instant, viewer_tz)}{other_day})"


def zone_gap(tz: str, viewer_tz: str) -> str:
    """WIB 1 jam lebih awal, for a page whose hours are all of one zone; empty where the viewer's clock agrees"""
    hours = list(ZONES).index(viewer_tz) - list(ZONES).index(tz)  # UTC+7, +8 and +9, without summer time
    return f"{zone_label(viewer_tz)} {abs(hours)} jam lebih {'lambat' if hours > 0 else 'awal'}" if hours else ""


def moment(instant: datetime, tz: str) -> str:
    """Senin, 14 September 2020 pukul 16.00 WITA"""
    return f"{long_date(local(instant, tz).date())} pukul {clock_time(instant, tz)}"


def plain_moment(instant: datetime, tz: str) -> str:
    """14 September 2020 pukul 16.00 WITA"""
    return f"{plain_date(local(instant, tz).date())} pukul {clock_time(instant, tz)}"


def short_moment(instant: datetime, tz: str) -> str:
    """14 Sep 16.00 WITA"""
    day = local(instant, tz).date()
    return f"{day.day} {month_name(day)[:3]} {clock_time(instant, tz)}"


def file_moment(instant: datetime, tz: str) -> str:
    """14-09-2020 16.00 WITA, for the name of a file"""
    return f"{local(instant, tz):%d-%m-%Y} {clock_time(instant, tz)}"


def span(starts: datetime, ends: datetime | None, tz: str) -> str:
    """19.30–22.10 WITA; without an end: 14.00 WITA s.d. selesai; an end on another day names it"""
    if ends is None:
        return f"{clock_time(starts, tz)} s.d. selesai"
    hours = f"{hour(starts, tz)}–{clock_time(ends, tz)}"
    last = local(ends, tz).date()
    return hours if last == local(starts, tz).date() else f"{hours} ({short_date(last)})"


def duration(length: timedelta) -> str:
    """5 jam 40 menit, 4 hari: at most two units, whole minutes, whatever the sign"""
    minutes = int(abs(length).total_seconds() // 60)
    parts = ((minutes // 1440, "hari"), (minutes // 60 % 24, "jam"), (minutes % 60, "menit"))
    first = next((place for place, (count, _) in enumerate(parts) if count), 2)
    return " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count) or "0 menit"

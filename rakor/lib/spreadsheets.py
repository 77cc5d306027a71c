import io
from collections.abc import Iterable, Sequence

import xlsxwriter


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]], *, note: str, name: str) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(name[:31])
        sheet.write_string(0, 0, note)
        for place, row in enumerate([columns, *rows], start=1):
            for column, text in enumerate(row):
                sheet.write_string(place, column, text)
    return out.getvalue()

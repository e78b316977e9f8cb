"""A table as CSV that Excel opens as it is: UTF-8 with its mark, and no cell that computes."""

import csv
import re
from io import StringIO

MARK = "\ufeff"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?", re.ASCII)


def lines(rows):
    """The text of these rows of cells, line by line, the mark first."""
    yield MARK
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow([plain(cell) for cell in row])
        yield line.getvalue()


def plain(cell):
    """A cell as text; what would be read as a formula begins with an apostrophe. A number is one a
    program reads: 1,236 on the page is 1236 in the file."""
    text = str(cell)
    if _NUMBER.fullmatch(text):
        return text.replace(",", "")
    return f"'{text}" if text.startswith(_FORMULAS) else text


def of_table(table, about):
    """The lines of a board's table, with what it is about and until when beneath it."""
    rows = [table.columns, *([cell.text for cell in row] for row in table.rows)]
    if table.total:
        rows.append([cell.text for cell in table.total])
    return lines([*rows, [], [about], *([[table.note]] if table.note else [])])

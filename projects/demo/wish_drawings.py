"""What was wished for, drawn on a table; no photograph of anybody."""

from projects.demo.sheets import (
    BLUE,
    DAY,
    EDGE,
    GLOW,
    GREEN,
    PAPER,
    RED,
    STEEL,
    STONE,
    WALL,
    WOOD,
    Sheet,
)  # fmt: skip


def _table():
    sheet = Sheet(WALL)
    sheet.box(0, 56, 100, 75, fill=WOOD)
    sheet.line(0, 56, 100, 56, fill=EDGE, width=0.6)
    return sheet


def radio():
    sheet = _table()
    sheet.line(66, 28, 78, 8, fill=STEEL, width=0.9)
    sheet.box(24, 28, 76, 58, fill=RED, edge=EDGE)
    sheet.disc(38, 43, 11, "#3d372f")
    sheet.disc(38, 43, 7, STEEL)
    sheet.box(54, 34, 72, 42, fill=PAPER, edge=EDGE)
    for x in (57, 63, 69):
        sheet.disc(x, 50, 2, PAPER)
    return sheet


def stick():
    sheet = _table()
    sheet.line(40, 60, 58, 14, fill=EDGE, width=2)
    sheet.line(58, 14, 66, 16, fill=EDGE, width=2.6)
    sheet.shape(36, 60, 44, 60, 43, 64, 37, 64, fill=STEEL)
    return sheet


def shoes():
    sheet = _table()
    for x in (22, 54):
        sheet.shape(x, 40, x + 9, 40, x + 13, 50, x + 27, 53, x + 27, 60, x, 60, fill=BLUE)
        sheet.box(x, 58, x + 27, 61, fill=PAPER, edge=EDGE)
        for y in (44, 48):
            sheet.line(x + 7, y, x + 12, y + 1, fill=PAPER, width=0.8)
    return sheet


def blanket():
    sheet = _table()
    for number, colour in enumerate((GREEN, PAPER, RED, PAPER, BLUE)):
        sheet.box(22, 52 - 7 * number, 78, 58 - 7 * number, fill=colour, edge=EDGE)
    return sheet


def lamp():
    sheet = _table()
    sheet.shape(42, 34, 70, 34, 88, 60, 20, 60, fill=(255, 223, 138, 90))
    sheet.shape(46, 18, 62, 18, 72, 34, 38, 34, fill=GREEN)
    sheet.disc(55, 35, 3, GLOW)
    sheet.line(55, 34, 55, 58, fill=STEEL, width=1.6)
    sheet.box(45, 57, 65, 60, fill=STEEL, edge=EDGE)
    return sheet


def chair():
    sheet = Sheet(DAY)
    sheet.box(0, 62, 100, 75, fill=STONE)
    sheet.box(34, 18, 38, 66, fill=STEEL)
    sheet.box(34, 20, 66, 34, fill=BLUE, edge=EDGE)
    sheet.box(34, 44, 68, 49, fill=BLUE, edge=EDGE)
    sheet.box(62, 18, 66, 66, fill=STEEL)
    return sheet


def bag():
    sheet = _table()
    sheet.line(42, 22, 42, 14, 58, 14, 58, 22, fill=EDGE, width=1.6)
    sheet.box(30, 20, 70, 60, fill=BLUE, edge=EDGE)
    sheet.box(36, 40, 64, 56, fill="#3f7fc8", edge=EDGE)
    sheet.line(50, 40, 50, 56, fill=PAPER, width=0.8)
    return sheet


def pencils():
    sheet = _table()
    colours = (RED, GLOW, GREEN, BLUE, WOOD, STEEL, "#7a4fa0")
    for number, colour in enumerate(colours):
        x = 22 + 8 * number
        sheet.box(x, 30, x + 5, 58, fill=colour, edge=EDGE)
        sheet.shape(x, 30, x + 5, 30, x + 2.5, 22, fill=PAPER)
    return sheet


def book():
    sheet = _table()
    for number, colour in enumerate((RED, GREEN, BLUE)):
        top = 48 - 9 * number
        sheet.box(28 + 2 * number, top, 74 - 2 * number, top + 9, fill=colour, edge=EDGE)
        sheet.box(32 + 2 * number, top + 5, 74 - 2 * number, top + 7, fill=PAPER)
    return sheet


def ball():
    sheet = _table()
    sheet.disc(50, 40, 19, "#d8762a")
    sheet.line(31, 40, 69, 40, fill=EDGE, width=0.8)
    sheet.line(50, 21, 50, 59, fill=EDGE, width=0.8)
    return sheet


DRAWINGS = {
    "radio": radio, "stick": stick, "shoes": shoes, "blanket": blanket, "lamp": lamp,
    "chair": chair, "bag": bag, "pencils": pencils, "book": book, "ball": ball,
}  # fmt: skip

"""More scenes, drawn twice: streets, squares and what people do for each other."""

from projects.demo.sheets import (
    BLUE,
    DAY,
    EDGE,
    GREEN,
    OLD,
    PAPER,
    RED,
    STEEL,
    STONE,
    WALL,
    WOOD,
    Sheet,
)  # fmt: skip

ROAD, GRASS, WATER, SKIN = "#8d8f92", "#b9cdb0", "#7e97a3", "#c9a27e"


def street(sky=DAY):
    """A row of houses behind a pavement, the place for what is in front of them."""
    sheet = Sheet(sky)
    for left, right, top, colour in ((0, 30, 16, WALL), (30, 62, 22, OLD), (62, 100, 12, WALL)):
        sheet.box(left, top, right, 50, fill=colour, edge=EDGE)
        for x in range(left + 5, right - 6, 10):
            for y in range(top + 5, 40, 11):
                sheet.box(x, y, x + 5, y + 6, fill="#a9c3d4", edge=EDGE, line=0.25)
    sheet.box(0, 50, 100, 54, fill=STONE)
    return sheet


def _person(sheet, x, y, coat, height=16):
    sheet.disc(x, y - height, height / 6, SKIN)
    sheet.shape(x - 1.6, y - height + 3, x + 1.6, y - height + 3, x + 3, y, x - 3, y, fill=coat)


def drain(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=ROAD)
    if done:
        sheet.box(0, 55, 100, 62, fill=STONE, edge=EDGE)
        for x in range(6, 100, 12):
            sheet.line(x, 55, x, 62, fill=EDGE, width=0.5)
            sheet.line(x + 4, 57, x + 4, 60, fill=EDGE, width=0.9)
            sheet.line(x + 7, 57, x + 7, 60, fill=EDGE, width=0.9)
        return sheet
    sheet.box(0, 55, 100, 62, fill="#3f4a46", edge=EDGE)
    sheet.shape(8, 62, 30, 59, 60, 60, 92, 62, 97, 68, 70, 72, 34, 71, 10, 68, fill=WATER)
    for x, y in ((20, 58), (46, 59), (73, 58)):
        sheet.disc(x, y, 1.6, GRASS)
        sheet.box(x + 4, y - 1, x + 8, y + 1, fill=WOOD)
    return sheet


def paving(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill="#c3beb4" if done else "#a39c90")
    if done:
        for y in (61, 68):
            sheet.line(0, y, 100, y, fill=STONE, width=0.4)
        for x in range(-20, 120, 20):
            sheet.line(x + 10, 54, x, 75, fill=STONE, width=0.4)
        return sheet
    for x, y, size in ((18, 62, 6), (44, 68, 8), (70, 60, 5), (84, 70, 6)):
        sheet.shape(
            x - size, y, x - size / 3, y - 3, x + size, y - 1, x + size / 2, y + 3, x - size / 2, y + 2,
            fill="#6f685d",
        )  # fmt: skip
        sheet.line(x + size, y - 1, x + size + 7, y + 3, x + size + 9, y, fill=EDGE, width=0.5)
    return sheet


def ramp(done):
    sheet = Sheet(DAY)
    sheet.box(0, 66, 100, 75, fill=STONE)
    sheet.box(40, 8, 100, 66, fill=WALL, edge=EDGE)
    sheet.box(62, 20, 78, 48, fill=BLUE, edge=EDGE)
    for step in range(4):
        sheet.box(56 - 4 * step, 48 + 4.5 * step, 84 + 4 * step, 66, fill="#cfc8bb", edge=EDGE)
    if done:
        sheet.shape(4, 66, 56, 48, 56, 66, fill="#d8cfc0")
        sheet.line(4, 66, 56, 48, fill=EDGE, width=0.6)
        sheet.line(8, 56, 58, 38, fill=GREEN, width=1.3)
        for x in (10, 25, 40, 55):
            y = 66 - (x - 4) * 18 / 52
            sheet.line(x, y, x, y - 10.5, fill=GREEN, width=1)
    return sheet


def meals(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=ROAD)
    sheet.box(76, 28, 88, 50, fill=WOOD, edge=EDGE)
    _person(sheet, 82, 53, "#6d7f9c")
    if done:
        _person(sheet, 60, 62, GREEN, 19)
        sheet.box(63, 50, 71, 56, fill=RED, edge=EDGE)
        sheet.line(63, 50, 67, 47, 71, 50, fill=EDGE, width=0.6)
        for x in (30, 46):
            sheet.disc(x, 66, 4.4, EDGE)
            sheet.disc(x, 66, 2.4, STONE)
        sheet.line(30, 66, 36, 58, 44, 58, 46, 66, fill=BLUE, width=1.4)
        sheet.box(24, 50, 34, 58, fill=RED, edge=EDGE)
    else:
        sheet.box(6, 32, 20, 50, fill=RED, edge=EDGE)
        sheet.disc(13, 40, 4, PAPER)
        for x in range(26, 72, 7):
            sheet.line(x, 64, x + 4, 64, fill=PAPER, width=0.9)
    return sheet


def parking(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=ROAD)
    if done:
        for x in range(4, 62, 14):
            sheet.line(x + 4, 55, x, 66, fill=PAPER, width=0.9)
        sheet.line(4, 66, 60, 66, fill=PAPER, width=0.9)
        sheet.box(70, 56, 98, 74, fill="#a04a3f")
        for x in range(72, 98, 6):
            sheet.line(x, 57, x - 2, 73, fill=PAPER, width=0.7)
    spots = (
        ((8, 57), (22, 57), (36, 57)) if done else ((6, 58), (26, 63), (48, 56), (68, 62), (82, 57))
    )
    for (x, y), colour in zip(spots, (RED, PAPER, BLUE, "#d9b24c", GREEN), strict=False):
        sheet.box(x, y, x + 12, y + 5, fill=colour, edge=EDGE, line=0.3)
        sheet.shape(x + 2, y, x + 4, y - 3, x + 9, y - 3, x + 10.5, y, fill="#a9c3d4")
        for wheel in (3, 9):
            sheet.disc(x + wheel, y + 5, 1.4, EDGE)
    return sheet


def crossing(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=ROAD)
    sheet.line(0, 70, 100, 70, fill=PAPER, width=0.7)
    sheet.box(58, 54, 90, 65, fill="#d9b24c", edge=EDGE)
    sheet.box(84, 56, 89, 60, fill="#a9c3d4", edge=EDGE, line=0.3)
    for x in (64, 84):
        sheet.disc(x, 65, 2.6, EDGE)
    for x, coat in ((16, RED), (22, BLUE)):
        _person(sheet, x, 57 if done else 66, coat, 12)
    if done:
        for x in range(2, 100, 6):
            sheet.line(x, 52, x, 61, fill=PAPER, width=0.9)
        for y in (53, 58):
            sheet.line(0, y, 100, y, fill=STEEL, width=0.9)
    return sheet


def songs(done):
    sheet = Sheet(WALL)
    sheet.box(0, 62, 100, 75, fill=WOOD)
    sheet.box(26, 10, 74, 36, fill="#f7f2e6" if done else OLD, edge=EDGE)
    if done:
        for y in (17, 22, 27):
            sheet.line(32, y, 68, y, fill=EDGE, width=0.35)
        for x, y in ((36, 25), (44, 21), (52, 25), (60, 18)):
            sheet.disc(x, y, 1.4, RED)
            sheet.line(x + 1.2, y, x + 1.2, y - 6, fill=RED, width=0.5)
        for x, coat in ((22, RED), (36, BLUE), (50, GREEN), (64, RED), (78, "#6d7f9c")):
            _person(sheet, x, 72, coat, 22)
    else:
        for x in (16, 40, 64):
            sheet.box(x, 52, x + 18, 55, fill="#7d7568", edge=EDGE)
            for leg in (2, 16):
                sheet.line(x + leg, 55, x + leg, 66, fill=EDGE, width=0.9)
    return sheet


def books(done):
    sheet = Sheet(WALL)
    sheet.box(0, 64, 100, 75, fill=WOOD)
    sheet.box(14, 10, 86, 64, fill="#b98d5e", edge=EDGE, line=0.8)
    colours = (RED, GREEN, BLUE, "#d9b24c", PAPER, STEEL)
    for shelf in range(3):
        foot = 26 + 18 * shelf
        sheet.box(17, foot - 14, 83, foot, fill="#6f5538")
        kept = range(21) if done else (0, 1, 2, 9, 17)[shelf : shelf + 3]
        for place in kept:
            x, height = 18 + 3.05 * place, 8 + (place * 7 + shelf * 3) % 5
            colour = colours[(place + 2 * shelf) % 6] if done else OLD
            sheet.box(x, foot - height, x + 2.7, foot, fill=colour, edge=EDGE, line=0.2)
    return sheet


def table(done):
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=STONE)
    if done:
        sheet.shape(14, 26, 50, 14, 86, 26, fill=RED)
        for x in (18, 82):
            sheet.line(x, 26, x, 66, fill=EDGE, width=1)
        for x, coat in ((34, PAPER), (56, PAPER), (70, BLUE)):
            _person(sheet, x, 62, coat, 22)
    sheet.box(24, 54, 76, 58, fill=PAPER if done else WOOD, edge=EDGE)
    for x in (27, 73):
        sheet.line(x, 58, x, 70, fill=EDGE, width=1.2)
    if done:
        sheet.box(46, 46, 48, 54, fill=GREEN)
        sheet.box(43, 49, 51, 51, fill=GREEN)
    return sheet

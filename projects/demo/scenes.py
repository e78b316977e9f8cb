"""How a place was and how it became, drawn twice; no photograph of anybody. Houses, lanes, rooms."""

from projects.demo.sheets import (
    BLUE,
    DAY,
    DUSK,
    EDGE,
    GLOW,
    GREEN,
    NIGHT,
    OLD,
    PAPER,
    RED,
    STEEL,
    STONE,
    WALL,
    WOOD,
    Sheet,
)  # fmt: skip


def lane(done):
    sheet = Sheet(NIGHT)
    wall, road = (OLD, "#8d8474") if done else (DUSK, "#2a3143")
    sheet.shape(0, 8, 36, 26, 36, 48, 0, 75, fill=wall)
    sheet.shape(100, 8, 64, 26, 64, 48, 100, 75, fill=wall)
    sheet.shape(36, 48, 64, 48, 100, 75, 0, 75, fill=road)
    for x, top, high in ((8, 30, 16), (24, 33, 10), (80, 30, 16)):
        sheet.box(x, top, x + 7, top + high, fill="#5d5140" if done else "#242c3d")
    for x, y, reach in ((22, 16, 16), (42, 26, 7)) if done else ():
        foot = y + 48 if reach > 10 else y + 26
        sheet.line(x - 6, foot, x - 6, y, x, y, fill=STEEL, width=0.9)
        sheet.shape(x, y, x - reach, foot + 4, x + reach, foot + 4, fill=(255, 223, 138, 90))
        sheet.disc(x, y, 2.2, GLOW)
    return sheet


def lane_with_poles():
    """The same lane by day, half way: poles and a ladder, no lamp yet."""
    sheet = Sheet(DAY)
    sheet.shape(0, 8, 36, 26, 36, 48, 0, 75, fill=OLD)
    sheet.shape(100, 8, 64, 26, 64, 48, 100, 75, fill=OLD)
    sheet.shape(36, 48, 64, 48, 100, 75, 0, 75, fill=STONE)
    for x, top, foot in ((16, 16, 64), (36, 26, 52)):
        sheet.line(x, foot, x, top, x + 6, top, fill=STEEL, width=1.2)
    for x in (22, 27):
        sheet.line(x, 66, x - 4, 34, fill=WOOD, width=0.9)
    for step in range(5):
        y = 62 - 6 * step
        sheet.line(21.5 - 0.75 * step, y, 26.5 - 0.75 * step, y, fill=WOOD, width=0.7)
    return sheet


def railing(done):
    sheet = Sheet(DAY)
    sheet.box(0, 0, 100, 30, fill="#cfdfe9")
    sheet.box(12, 0, 88, 64, fill=WALL, edge=EDGE)
    sheet.box(20, 0, 80, 44, fill="#eef4f7", edge=EDGE)
    top = 22 if done else 46
    for x in range(14, 88, 4):
        sheet.line(x, top, x, 64, fill=GREEN if done else STEEL, width=0.9)
    sheet.line(12, top, 88, top, fill=GREEN if done else STEEL, width=1.8)
    sheet.line(93, 64, 93, top, fill=RED, width=0.6)
    for y in (64, top):
        sheet.line(91, y, 95, y, fill=RED, width=0.6)
    sheet.box(0, 64, 100, 75, fill=STONE)
    return sheet


def bus_stop(done):
    sheet = Sheet("#c3ccd6" if not done else DAY)
    sheet.box(0, 58, 100, 75, fill="#8d8f92")
    sheet.line(0, 67, 100, 67, fill=PAPER, width=0.8)
    sheet.box(0, 54, 100, 58, fill=STONE)
    for slant in range(0, 100, 7):
        sheet.line(slant, slant % 11, slant - 4, 12 + slant % 11, fill="#8fa3b8", width=0.4)
    sheet.line(20, 54, 20, 22, fill=STEEL, width=1.2)
    sheet.box(14, 16, 26, 24, fill=BLUE)
    sheet.box(50, 46, 74, 48, fill=WOOD)
    for x in (52, 72):
        sheet.line(x, 48, x, 54, fill=WOOD, width=1)
    if done:
        sheet.shape(36, 22, 86, 18, 90, 23, 40, 27, fill=RED)
        for x in (44, 82):
            sheet.line(x, 25, x, 54, fill=EDGE, width=1.3)
    return sheet


def house(sheet, colour):
    sheet.box(14, 6, 86, 66, fill=colour, edge=EDGE)
    for row in (12, 27, 42):
        for x in (20, 36, 58, 74):
            sheet.box(x, row, x + 7, row + 8, fill="#a9c3d4", edge=EDGE)
    sheet.box(0, 66, 100, 75, fill=STONE)


def estate(done):
    sheet = Sheet(DAY)
    house(sheet, "#f0e3c4" if done else OLD)
    sheet.box(46, 52, 55, 66, fill=BLUE if done else "#4b443a", edge=EDGE)
    if done:
        for x, way in ((16, 5), (84, -5)):
            sheet.box(min(x, x + way), 22, max(x, x + way), 25, fill=EDGE)
            sheet.disc(x + way, 23.5, 1.4, RED)
        sheet.box(57, 56, 60, 60, fill=PAPER, edge=EDGE)
    else:
        for x, y in ((29, 14), (47, 22), (67, 36), (30, 40), (50, 12)):
            sheet.shape(x, y, x + 6, y + 2, x + 4, y + 9, x - 2, y + 6, fill="#8f826c")
    return sheet


def doors(done):
    sheet = Sheet(DAY)
    house(sheet, WALL)
    sheet.box(45, 48, 57, 66, fill="#3d372f", edge=EDGE)
    if done:
        sheet.box(45, 48, 57, 66, fill=STEEL, edge=EDGE)
        sheet.line(51, 48, 51, 66, fill=EDGE, width=0.6)
        sheet.box(60, 54, 63, 59, fill=PAPER, edge=EDGE)
        sheet.disc(61.5, 56.5, 0.8, GREEN)
    return sheet


def gates(done):
    sheet = Sheet(DAY)
    sheet.box(0, 60, 100, 75, fill=STONE)
    for x in (8, 84):
        sheet.box(x, 22, x + 9, 60, fill=WALL, edge=EDGE)
    sheet.box(6, 16, 95, 22, fill=RED)
    if done:
        for x in range(19, 84, 5):
            sheet.line(x, 34, x, 60, fill=GREEN, width=0.9)
        for y in (34, 47, 60):
            sheet.line(17, y, 84, y, fill=GREEN, width=1.1)
    return sheet


def wiring(done):
    sheet = Sheet(WALL)
    if done:
        sheet.box(36, 20, 64, 52, fill=PAPER, edge=EDGE, line=0.8)
        for x in range(40, 61, 5):
            sheet.box(x, 30, x + 3, 40, fill=GREEN)
        for x in (43, 50, 57):
            sheet.line(x, 0, x, 20, fill=STEEL, width=1.4)
        sheet.line(50, 52, 50, 75, fill=STEEL, width=1.4)
        return sheet
    for n, colour in enumerate((RED, EDGE, BLUE, WOOD, EDGE, RED)):
        y = 12 + 8 * n
        sheet.line(
            0, y, 22, y + 14 - 5 * n, 40, y + 3, 58, 60 - y, 76, y + 6, 100, y - 4, fill=colour
        )
    sheet.box(40, 30, 58, 44, fill=OLD, edge=EDGE)
    return sheet


def idle_rooms(done):
    sheet = Sheet(DAY)
    sheet.box(0, 62, 100, 75, fill=STONE)
    sheet.shape(10, 24, 50, 8, 90, 24, fill=RED if done else "#7d7568")
    sheet.box(14, 24, 86, 62, fill=PAPER if done else OLD, edge=EDGE)
    for x in (20, 66):
        sheet.box(x, 32, x + 14, 46, fill="#a9c3d4" if done else "#5b564e", edge=EDGE)
    sheet.box(43, 40, 57, 62, fill=GREEN if done else "#4b443a", edge=EDGE)
    if done:
        sheet.box(48, 26, 52, 38, fill=GREEN)
        sheet.box(44, 30, 56, 34, fill=GREEN)
    else:
        for x in (20, 66):
            sheet.line(x, 32, x + 14, 46, fill=WOOD, width=1.2)
            sheet.line(x + 14, 32, x, 46, fill=WOOD, width=1.2)
    return sheet

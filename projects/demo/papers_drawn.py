"""Papers and a board as somebody photographs them: lines, frames and seals, no word that could be read."""

from projects.demo.sheets import BLUE, EDGE, GREEN, PAPER, RED, STEEL, STONE, WOOD, Sheet
from projects.demo.streets import street

# Of these every paper is in the file: invoices, the sign-in sheet of the meeting, the board.
WHOLE_FILES = ("article-lamps", "article-guard-rail")


def paper_invoice(number=0):
    """An invoice as somebody photographs it: its frame, lines and seal, no word that could be read."""
    sheet = Sheet(STEEL)
    sheet.box(8, 14, 92, 64, fill=PAPER, edge=EDGE)
    sheet.box(36, 18, 64, 21, fill=WOOD)
    sheet.box(12, 26, 88, 58, fill=PAPER, edge=WOOD, line=0.5)
    for row in range(3):
        y = 34 + row * 6
        sheet.line(12, y, 88, y, fill=WOOD, width=0.3)
        sheet.box(15, y - 4, 30 + (row + number) * 7 % 12, y - 2.5, fill=BLUE)
        sheet.box(72, y - 4, 82, y - 2.5, fill=BLUE)
    sheet.disc(76, 54, 6, RED)
    sheet.disc(76, 54, 4.8, PAPER)
    return sheet


def board():
    """A notice board under its roof, with sheets of paper; no word that could be read."""
    sheet = street()
    sheet.box(0, 54, 100, 75, fill=STONE)
    for x in (20, 80):
        sheet.line(x, 20, x, 70, fill=STEEL, width=1.6)
    sheet.box(16, 22, 84, 56, fill=GREEN, edge=EDGE)
    sheet.shape(12, 22, 50, 12, 88, 22, fill=RED)
    for left in (22, 44, 66):
        sheet.box(left, 27, left + 14, 51, fill=PAPER, edge=EDGE, line=0.3)
        sheet.box(left + 3, 30, left + 11, 31.2, fill=RED)
        for row in range(5):
            y = 34 + row * 3
            sheet.line(left + 2, y, left + 12, y, fill=STEEL, width=0.35)
    return sheet


def paper_form():
    """A filled form on a desk, as somebody photographs it: lines, no word that could be read."""
    sheet = Sheet(WOOD)
    sheet.box(26, 4, 74, 72, fill=PAPER, edge=EDGE)
    sheet.box(38, 9, 62, 12, fill=EDGE)
    for row in range(8):
        y = 17 + row * 6
        sheet.box(30, y, 70, y + 6, edge=EDGE, line=0.3, fill=PAPER)
        sheet.line(42, y, 42, y + 6, fill=EDGE, width=0.3)
        sheet.box(45, y + 2, 52 + row * 5 % 16, y + 3, fill=BLUE)
    sheet.disc(62, 64, 5, RED)
    sheet.disc(62, 64, 3.8, PAPER)
    return sheet

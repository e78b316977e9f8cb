"""Paper and pen for the demo's drawings: a sheet is 100 wide and 75 high."""

import io

from PIL import Image, ImageDraw

SIZE, FINE = (800, 600), 2  # drawn larger by FINE and made smaller, for smooth edges
NIGHT, DUSK, DAY, GLOW = "#1d2433", "#39445c", "#dfeaf2", "#ffdf8a"
WALL, OLD, STONE, EDGE, PAPER = "#e9dfcf", "#c9bba4", "#b9b2a6", "#5f554a", "#fbf8f3"
RED, GREEN, BLUE, STEEL, WOOD = "#b3261e", "#1b6e4f", "#1f5fa8", "#7d8791", "#9a6b3f"


class Sheet:
    """A sheet of paper with a background; shapes in its own units."""

    def __init__(self, background):
        self.unit = SIZE[0] * FINE / 100
        self.image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), background)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def _points(self, numbers):
        return [number * self.unit for number in numbers]

    def box(self, *corners, fill, edge=None, line=0.4):
        width = int(line * self.unit) if edge else 0
        self.pen.rectangle(self._points(corners), fill=fill, outline=edge, width=width)

    def shape(self, *points, fill):
        self.pen.polygon(self._points(points), fill=fill)

    def line(self, *points, fill=EDGE, width=0.8):
        self.pen.line(self._points(points), fill=fill, width=int(width * self.unit), joint="curve")

    def disc(self, x, y, radius, fill):
        self.pen.ellipse(self._points((x - radius, y - radius, x + radius, y + radius)), fill=fill)

    def png(self):
        written = io.BytesIO()
        self.image.resize(SIZE, Image.Resampling.LANCZOS).save(written, "PNG", compress_level=1)
        return written

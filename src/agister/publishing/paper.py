"""A sheet of A4 and the pen on it: lines, paragraphs, rules, codes, new pages. The same strokes give the same bytes.

No clock, file name or random identifier enters the PDF.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from agister.publishing.typeface import REGULAR, printable, register

#: Points of a millimetre.
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 25 * MM, 190 * MM
GREY, FAINT = 0.35, 0.8
_FOOT = 24 * MM


class Paper:
    """Pages that grow downwards. `y` is where the pen is, in points from the bottom."""

    def __init__(self, *, title: str, author: str, subject: str, foot: str) -> None:
        register()  # says what is not installed
        from reportlab.pdfgen.canvas import Canvas

        self._sink = io.BytesIO()
        self.canvas: Any = Canvas(self._sink, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("agister")
        self.canvas.setSubject(subject)
        self._foot_text = foot
        self.number = 1
        self.y = HEIGHT - 20 * MM

    def close(self) -> bytes:
        """The finished PDF."""
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self._sink.getvalue()

    def room(self, height: float) -> bool:
        """A new page where the height does not fit any more; whether it began."""
        if self.y - height >= _FOOT:
            return False
        self._foot()
        self.canvas.showPage()
        self.number += 1
        self.y = HEIGHT - 25 * MM
        return True

    def broken(self, text: str, font: str, size: float, width: float) -> list[str]:
        """The text in lines that fit; a word that is too long is cut."""
        from reportlab.lib.utils import simpleSplit
        from reportlab.pdfbase.pdfmetrics import stringWidth

        found: list[str] = []
        for row in simpleSplit(printable(text), font, size, width):
            rest = row
            while stringWidth(rest, font, size) > width and len(rest) > 1:
                end = len(rest)
                while end > 1 and stringWidth(rest[:end], font, size) > width:
                    end -= 1
                found.append(rest[:end])
                rest = rest[end:]
            found.append(rest)
        return found

    def paragraph(
        self, x: float, text: str, width: float, *, size: float = 10, grey: float = 0, gap: float = 4.8
    ) -> None:
        """Lines one below the other, `gap` millimetres apart."""
        for row in self.broken(text, REGULAR, size, width):
            self.room(gap * MM)
            self.say(x, row, REGULAR, size, grey=grey)
            self.y -= gap * MM

    def say(self, x: float, text: str, font: str, size: float, *, grey: float = 0, at: float | None = None) -> None:
        """One line, from x."""
        self.canvas.setFont(font, size)
        self.canvas.setFillGray(grey)
        self.canvas.drawString(x, self.y if at is None else at, printable(text))

    def say_right(self, text: str, font: str, size: float, *, grey: float = 0) -> None:
        """One line that ends at the right margin. Amounts keep their blanks."""
        self.canvas.setFont(font, size)
        self.canvas.setFillGray(grey)
        self.canvas.drawRightString(RIGHT, self.y, text)

    def rule(self, grey: float, up: float = 0) -> None:
        """A thin line across, `up` millimetres above the pen."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, self.y + up * MM, RIGHT, self.y + up * MM)

    def panel(self, top: float, height: float) -> None:
        """A grey ground with round corners, a little wider than the text."""
        self.canvas.setFillGray(0.965)
        self.canvas.roundRect(LEFT - 4 * MM, top - height, RIGHT - LEFT + 8 * MM, height, 2 * MM, stroke=0, fill=1)

    def code(self, modules: Sequence[Sequence[int]], x: float, y: float, size: float) -> None:
        """A square code from its lower left corner, on white and with the margin of four modules that readers ask for."""
        canvas = self.canvas
        canvas.setFillGray(1)
        canvas.rect(x, y, size, size, stroke=0, fill=1)
        canvas.setFillGray(0)
        step = size / (len(modules) + 8)
        path = canvas.beginPath()
        for row, cells in enumerate(modules):
            column = 0
            while column < len(cells):
                run = column
                while run < len(cells) and cells[run]:
                    run += 1
                if run > column:
                    path.rect(x + (column + 4) * step, y + size - (row + 5) * step, (run - column) * step, step)
                column = run + 1
        canvas.drawPath(path, stroke=0, fill=1)

    def _foot(self) -> None:
        self.say(LEFT, f"{self._foot_text} · page {self.number}", REGULAR, 8, grey=GREY, at=14 * MM)

"""What a terminal shows of the bytes that the program writes: as much of one as a test has to read.

Cursor, erasing and words; colours are passed over. It decides nothing and waits for nothing.
"""

from __future__ import annotations

import codecs
import re

from rich.cells import cell_len

_PIECE = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"
    r"|\x1b[()#%].|\x1b[^\[\]P_^X()#%]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<words>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)


class TerminalScreen:
    """A screen of cells.

    Args:
        columns: cells of a row.
        rows: how many.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self._cells = [[" "] * columns for _row in range(rows)]
        self._row = self._column = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, written: bytes) -> None:
        """Take what the program wrote; a sequence that is cut waits for its end."""
        text = self._rest + self._decoder.decode(written)
        at = 0
        while at < len(text):
            piece = _PIECE.match(text, at)
            if piece is None:
                break
            self._take(piece)
            at = piece.end()
        self._rest = text[at:]

    def rows(self) -> list[str]:
        """Return the rows as they are seen, without the blanks at their ends."""
        return ["".join(row).rstrip() for row in self._cells]

    def text(self) -> str:
        """Return the whole screen."""
        return "\n".join(self.rows())

    def _take(self, piece: re.Match[str]) -> None:
        if piece["words"] is not None:
            self._write(piece["words"])
        elif piece["control"] is not None:
            self._control(piece["control"])
        elif piece["final"] is not None and not piece["mark"]:
            numbers = [int(number) for number in piece["numbers"].replace(":", ";").split(";") if number]
            self._sequence(piece["final"], numbers)

    def _write(self, words: str) -> None:
        for letter in words:
            cells = cell_len(letter)
            row = self._cells[self._row]
            if not cells:
                row[max(self._column - 1, 0)] += letter
                continue
            for place, shown in enumerate((letter, "")[:cells], self._column):
                if place < self.columns:
                    row[place] = shown
            self._column += cells

    def _control(self, control: str) -> None:
        if control == "\n":
            self._row = min(self._row + 1, len(self._cells) - 1)
        elif control == "\r":
            self._column = 0
        elif control == "\b":
            self._column = max(self._column - 1, 0)

    def _sequence(self, final: str, numbers: list[int]) -> None:
        number = numbers[0] if numbers else 0
        if final in "Hf":
            self._row = min(max(number, 1), len(self._cells)) - 1
            self._column = (numbers[1] if len(numbers) > 1 else 1) - 1
        elif final in "ABCD":
            down, right = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}[final]
            self._row = min(max(self._row + down * max(number, 1), 0), len(self._cells) - 1)
            self._column = max(self._column + right * max(number, 1), 0)
        elif final == "G":
            self._column = max(number, 1) - 1
        elif final == "J":
            self._erase_rows(number)
        elif final == "K":
            self._erase_in_row(number)

    def _erase_rows(self, number: int) -> None:
        first, last = {0: (self._row + 1, len(self._cells)), 1: (0, self._row)}.get(number, (0, len(self._cells)))
        for row in range(first, last):
            self._cells[row] = [" "] * self.columns
        if number < 2:
            self._erase_in_row(number)

    def _erase_in_row(self, number: int) -> None:
        first, last = {0: (self._column, self.columns), 1: (0, self._column + 1)}.get(number, (0, self.columns))
        for place in range(first, min(last, self.columns)):
            self._cells[self._row][place] = " "

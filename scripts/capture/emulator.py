"""A small terminal: takes the bytes a program writes and keeps the cells they paint.

Knows what ncurses sends for TERM=xterm-256color, with background colour erase, wide and combining
characters. What it does not know it refuses loudly: a picture must not be silently wrong.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

SEQUENCE = re.compile(
    r"\x1b(?:\[(?P<private>[?>=!]?)(?P<params>[\d;:]*)(?P<middle>[ $\"']*)(?P<final>[@-~])"
    r"|\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<charset>[()*+][0-9A-Za-z])"
    r"|(?P<plain>[=>78DEHMNOZc]))")
LINE_DRAWING = dict(zip("`afgijklmnopqrstuvwxyz{|}~",
                        "◆▒°±␉␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"))


@dataclass(frozen=True)
class Style:
    """Colours are None (the terminal's own), an index 0...255, or (red, green, blue)."""
    fg: object = None
    bg: object = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


@dataclass
class Cell:
    """`text` is empty in the second half of a wide character."""
    text: str = " "
    style: Style = Style()


def width_of(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Unknown(Exception):
    """The program sent something this terminal does not know."""


class Terminal:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.style = Style()
        self.row = self.column = 0
        self.saved = (0, 0, Style())
        self.top, self.bottom = 0, rows - 1
        self.wraps_next = False
        self.cursor_shown = True
        self.draws_lines = False
        self.last = " "
        self.pending = ""
        self.lines = [self.blank_line() for _ in range(rows)]

    def blank_line(self):
        return [self.blank() for _ in range(self.columns)]

    def blank(self):
        """Erased cells keep the background in force (bce)."""
        return Cell(" ", Style(bg=self.style.bg))

    def text(self):
        return "\n".join("".join(cell.text for cell in line).rstrip() for line in self.lines)

    # Input

    def feed(self, text):
        text, self.pending = self.pending + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self.character(text[at])
                at += 1
                continue
            found = SEQUENCE.match(text, at)
            if not found:
                if len(text) - at > 256:
                    raise Unknown(repr(text[at:at + 16]))
                self.pending = text[at:]
                return
            self.sequence(found)
            at = found.end()

    def character(self, character):
        if character == "\r":
            self.move(self.row, 0)
        elif character == "\n":
            self.line_feed()
        elif character == "\b":
            self.move(self.row, self.column - 1)
        elif character == "\t":
            self.move(self.row, (self.column // 8 + 1) * 8)
        elif character in "\x0e\x0f":
            self.draws_lines = character == "\x0e"
        elif character == "\x07":
            pass
        elif ord(character) < 32:
            raise Unknown(repr(character))
        else:
            self.put(LINE_DRAWING.get(character, character) if self.draws_lines else character)

    def put(self, character):
        width = width_of(character)
        if width == 0:
            self.combine(character)
            return
        if self.wraps_next or self.column + width > self.columns:
            self.move(self.row, 0)
            self.line_feed()
        line = self.lines[self.row]
        line[self.column] = Cell(character, self.style)
        if width == 2:
            line[self.column + 1] = Cell("", self.style)
        self.last = character
        after = self.column + width
        self.column = min(after, self.columns - 1)
        self.wraps_next = after >= self.columns

    def combine(self, mark):
        column = self.column if self.wraps_next else self.column - 1
        line = self.lines[self.row]
        while column > 0 and line[column].text == "":
            column -= 1
        line[max(column, 0)].text += mark

    # Sequences

    def sequence(self, found):
        if found["final"]:
            self.control(found)
        elif found["charset"]:
            self.draws_lines = found["charset"] == "(0" or (
                self.draws_lines and found["charset"][0] != "(")
        elif found["plain"] == "7":
            self.saved = (self.row, self.column, self.style)
        elif found["plain"] == "8":
            row, column, self.style = self.saved
            self.move(row, column)
        elif found["plain"] == "M":
            self.reverse_line_feed()
        elif found["plain"] and found["plain"] not in "=>":
            raise Unknown(repr(found[0]))

    def control(self, found):
        final, private = found["final"], found["private"]
        numbers = [int(part) if part else None for part in found["params"].split(";")]
        if private == "?" and final in "hl":
            if 25 in numbers:
                self.cursor_shown = final == "h"
            return
        if private or found["middle"] or final in "hltnc":
            return  # modes, window operations and questions paint nothing
        if final == "m":
            self.render(found["params"])
            return
        handler = self.HANDLERS.get(final)
        if not handler:
            raise Unknown(repr(found[0]))
        handler(self, numbers)

    def move(self, row, column):
        self.row = max(0, min(self.rows - 1, row))
        self.column = max(0, min(self.columns - 1, column))
        self.wraps_next = False

    def line_feed(self):
        if self.row == self.bottom:
            self.scroll(1)
        else:
            self.move(self.row + 1, self.column)

    def reverse_line_feed(self):
        if self.row == self.top:
            self.scroll(-1)
        else:
            self.move(self.row - 1, self.column)

    def scroll(self, count, top=None):
        """Moves the region's lines up by `count`, down where it is negative."""
        top = self.top if top is None else top
        for _ in range(min(abs(count), self.bottom - top + 1)):
            out, into = (top, self.bottom) if count > 0 else (self.bottom, top)
            del self.lines[out]
            self.lines.insert(into, self.blank_line())

    def erase(self, row, start, end):
        for column in range(start, min(end, self.columns)):
            self.lines[row][column] = self.blank()

    def erase_display(self, numbers):
        mode = numbers[0] or 0
        if mode == 0:
            self.erase(self.row, self.column, self.columns)
        if mode == 1:
            self.erase(self.row, 0, self.column + 1)
        rows = {0: range(self.row + 1, self.rows), 1: range(self.row)}.get(mode, range(self.rows))
        for row in rows:
            self.erase(row, 0, self.columns)

    def erase_line(self, numbers):
        start, end = {0: (self.column, self.columns), 1: (0, self.column + 1)}.get(
            numbers[0] or 0, (0, self.columns))
        self.erase(self.row, start, end)

    def insert(self, numbers):
        line = self.lines[self.row]
        for _ in range(numbers[0] or 1):
            line.insert(self.column, self.blank())
        del line[self.columns:]

    def delete(self, numbers):
        line = self.lines[self.row]
        del line[self.column:self.column + (numbers[0] or 1)]
        while len(line) < self.columns:
            line.append(self.blank())

    def region(self, numbers):
        self.top = (numbers[0] or 1) - 1
        self.bottom = ((numbers[1] if len(numbers) > 1 else None) or self.rows) - 1
        self.move(0, 0)

    def place(self, numbers):
        column = numbers[1] if len(numbers) > 1 else 1
        self.move((numbers[0] or 1) - 1, (column or 1) - 1)

    def repeat(self, numbers):
        for _ in range(numbers[0] or 1):
            self.put(self.last)

    HANDLERS = {
        "@": insert, "P": delete, "H": place, "f": place, "J": erase_display, "K": erase_line,
        "b": repeat, "r": region,
        "A": lambda self, n: self.move(self.row - (n[0] or 1), self.column),
        "B": lambda self, n: self.move(self.row + (n[0] or 1), self.column),
        "C": lambda self, n: self.move(self.row, self.column + (n[0] or 1)),
        "D": lambda self, n: self.move(self.row, self.column - (n[0] or 1)),
        "G": lambda self, n: self.move(self.row, (n[0] or 1) - 1),
        "d": lambda self, n: self.move((n[0] or 1) - 1, self.column),
        "L": lambda self, n: self.scroll(-(n[0] or 1), self.row),
        "M": lambda self, n: self.scroll(n[0] or 1, self.row),
        "S": lambda self, n: self.scroll(n[0] or 1),
        "T": lambda self, n: self.scroll(-(n[0] or 1)),
        "X": lambda self, n: self.erase(self.row, self.column, self.column + (n[0] or 1)),
        "Z": lambda self, n: self.move(self.row, (self.column - 1) // 8 * 8),
    }

    # Colours and weights

    SWITCHES = {
        1: {"bold": True}, 2: {"dim": True}, 3: {"italic": True}, 4: {"underline": True},
        7: {"reverse": True}, 22: {"bold": False, "dim": False}, 23: {"italic": False},
        24: {"underline": False}, 27: {"reverse": False}, 39: {"fg": None}, 49: {"bg": None},
    }

    def render(self, params):
        groups = [[int(part or 0) for part in group.split(":")] for group in params.split(";")]
        while groups:
            code, *rest = groups.pop(0)
            if code in (38, 48):
                which = "fg" if code == 38 else "bg"
                self.style = replace(self.style, **{which: self.color(rest, groups)})
            elif code == 0:
                self.style = Style()
            elif code in self.SWITCHES:
                self.style = replace(self.style, **self.SWITCHES[code])
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.style = replace(self.style, fg=code - 30 if code < 60 else code - 82)
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.style = replace(self.style, bg=code - 40 if code < 60 else code - 92)
            else:
                raise Unknown(f"SGR {params}")

    @staticmethod
    def color(rest, groups):
        """`38:2::r:g:b` carries its own parts (and a colour space); `38;2;r;g;b` what follows."""
        if rest:
            return rest[1] if rest[0] == 5 else tuple(rest[-3:])
        if groups.pop(0)[0] == 5:
            return groups.pop(0)[0]
        return tuple(groups.pop(0)[0] for _ in range(3))

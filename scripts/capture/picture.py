"""Draws a terminal's cells as an SVG that looks the same wherever it is shown.

Backgrounds are rectangles, text is monospace text held to the grid, and what must join without a
gap (lines, blocks, braille dots) is drawn as shapes, so that it does not hang on the viewer's font.
"""

from collections import Counter
from dataclasses import replace
from xml.sax.saxutils import escape

from emulator import Cell

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, BASELINE, MARGIN = 8.4, 18, 14, 13.4, 14
# Browsers pass over xml:space, and then squeeze the blanks of a run of text.
BLANKS = "<style>text{white-space:pre}</style>"
FONTS = "'DejaVu Sans Mono','Menlo','Consolas','Liberation Mono',monospace"
# Cells that touch show no seam.
SHARP = ' shape-rendering="crispEdges"'
ANSI = ["#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
        "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff"]
LEVELS = (0, 95, 135, 175, 215, 255)
# Which of the four arms (up, right, down, left) a line-drawing character has.
ARMS = {"─": "rl", "│": "ud", "┌": "rd", "┐": "dl", "└": "ur", "┘": "ul", "├": "urd", "┤": "udl",
        "┬": "rdl", "┴": "url", "┼": "urdl", "╭": "rd", "╮": "dl", "╰": "ur", "╯": "ul",
        "╴": "l", "╵": "u", "╶": "r", "╷": "d"}
# Left, top, width, height in eighths of a cell.
BLOCKS = {"█": (0, 0, 8, 8), "▀": (0, 0, 8, 4), "▐": (4, 0, 4, 8), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8)}
BLOCKS |= {chr(0x2580 + n): (0, 8 - n, 8, n) for n in range(1, 8)}
BLOCKS |= {chr(0x2590 - n): (0, 0, n, 8) for n in range(1, 8)}
# Column and row of each braille dot, from the lowest bit up (Unicode 15.0, section 21.1).
DOTS = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]


def color(value, default):
    if value is None:
        return default
    if isinstance(value, tuple):
        return "#%02x%02x%02x" % value
    if value < 16:
        return ANSI[value]
    if value >= 232:
        return "#%02x%02x%02x" % ((8 + 10 * (value - 232),) * 3)
    value -= 16
    return "#%02x%02x%02x" % (LEVELS[value // 36], LEVELS[value // 6 % 6], LEVELS[value % 6])


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rectangle(left, top, width, height):
    return f"M{number(left)} {number(top)}h{number(width)}v{number(height)}h{number(-width)}z"


def shape(character, left, top):
    """The character as a filled path, or None where it is text."""
    middle, half = left + CELL_WIDTH / 2, top + CELL_HEIGHT / 2
    if character in ARMS:
        arms = {"u": (middle - .5, top, 1, CELL_HEIGHT / 2 + .5),
                "d": (middle - .5, half - .5, 1, CELL_HEIGHT / 2 + .5),
                "l": (left, half - .5, CELL_WIDTH / 2 + .5, 1),
                "r": (middle - .5, half - .5, CELL_WIDTH / 2 + .5, 1)}
        return "".join(rectangle(*arms[arm]) for arm in ARMS[character])
    if character in BLOCKS:
        x, y, width, height = BLOCKS[character]
        return rectangle(left + x * CELL_WIDTH / 8, top + y * CELL_HEIGHT / 8,
                         width * CELL_WIDTH / 8, height * CELL_HEIGHT / 8)
    if "\u2800" <= character[:1] <= "\u28ff":
        dots = ord(character) - 0x2800
        step_x, step_y = CELL_WIDTH / 2, CELL_HEIGHT / 4
        return "".join(
            rectangle(left + column * step_x + .9, top + row * step_y + 1, step_x - 1.6, step_y - 1.8)
            for bit, (column, row) in enumerate(DOTS) if dots >> bit & 1)
    return None


class Picture:
    """The cells of one moment as an SVG document."""

    def __init__(self, terminal, title):
        self.terminal, self.title = terminal, title
        counts = Counter(self.colors(cell.style)[1] for line in terminal.lines for cell in line)
        self.ground = counts.most_common(1)[0][0]

    @staticmethod
    def colors(style):
        pair = color(style.fg, "#d8d8d8"), color(style.bg, "#101010")
        return pair[::-1] if style.reverse else pair

    def svg(self):
        width = self.terminal.columns * CELL_WIDTH + 2 * MARGIN
        height = self.terminal.rows * CELL_HEIGHT + 2 * MARGIN
        size = f'width="{number(width)}" height="{number(height)}"'
        body = "\n".join([*self.grounds(), *self.shapes(), *self.texts(), *self.caret()])
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {number(width)} '
            f'{number(height)}" role="img">\n<title>{escape(self.title)}</title>\n'
            f'<rect width="100%" height="100%" rx="8" fill="{self.ground}"/>\n'
            f'<g transform="translate({MARGIN} {MARGIN})" font-family="{FONTS}" '
            f'font-size="{FONT_SIZE}" xml:space="preserve">\n{BLANKS}\n{body}\n</g>\n</svg>\n')

    def runs(self, line, key):
        """Neighbouring cells with one key: (first column, cells, key)."""
        start = 0
        for column in range(1, len(line) + 1):
            if column == len(line) or key(line[column]) != key(line[start]):
                yield start, line[start:column], key(line[start])
                start = column

    def grounds(self):
        for row, line in enumerate(self.terminal.lines):
            for column, cells, ground in self.runs(line, lambda cell: self.colors(cell.style)[1]):
                if ground != self.ground:
                    path = rectangle(column * CELL_WIDTH, row * CELL_HEIGHT,
                                     len(cells) * CELL_WIDTH, CELL_HEIGHT)
                    yield f'<path fill="{ground}"{SHARP} d="{path}"/>'

    def shapes(self):
        paths = {}
        for row, line in enumerate(self.terminal.lines):
            for column, cell in enumerate(line):
                drawn = cell.text and shape(cell.text, column * CELL_WIDTH, row * CELL_HEIGHT)
                if drawn:
                    look = self.colors(cell.style)[0], SHARP if cell.text in BLOCKS else ""
                    paths.setdefault(look, []).append(drawn)
        for (fill, edges), parts in paths.items():
            yield f'<path fill="{fill}"{edges} d="{"".join(parts)}"/>'

    def texts(self):
        for row, line in enumerate(self.terminal.lines):
            for column, cells, style in self.runs(self.settled(line), lambda cell: cell.style):
                yield from self.run(row, column, cells, style)

    @staticmethod
    def settled(line):
        """The line with gaps in the look of what stands before them: what was painted there first
        cannot be seen, and is another in each run."""
        before, cells = None, []
        for cell in line:
            style = cell.style
            is_gap = cell.text == " " and not (style.underline or style.reverse)
            if is_gap and before and not before.reverse:
                style = replace(before, bg=style.bg, underline=False)
            before = style
            cells.append(Cell(cell.text, style))
        return cells

    def run(self, row, column, cells, style):
        """Plain letters go out together; anything wider or rarer stands on its own cell."""
        words, start = "", column
        for offset, cell in enumerate(cells):
            plain = len(cell.text) == 1 and cell.text < "\u0250"
            if plain:
                if not words:
                    start = column + offset
                words += cell.text
                continue
            yield from self.text(row, start, words, len(words), style)
            words = ""
            if cell.text and shape(cell.text, 0, 0) is None:
                wide = offset + 1 < len(cells) and cells[offset + 1].text == ""
                yield from self.text(row, column + offset, cell.text, 2 if wide else 1, style)
        yield from self.text(row, start, words, len(words), style)

    def text(self, row, column, words, columns, style):
        left = column + len(words) - len(words.lstrip(" "))
        columns -= left - column + len(words) - len(words.rstrip(" ")) if words.strip() else 0
        words = words.strip(" ")
        if not words:
            return
        look = f' fill="{self.colors(style)[0]}"'
        look += ' font-weight="bold"' if style.bold else ""
        look += ' font-style="italic"' if style.italic else ""
        look += ' opacity="0.6"' if style.dim else ""
        look += ' text-decoration="underline"' if style.underline else ""
        yield (f'<text x="{number(left * CELL_WIDTH)}" y="{number(row * CELL_HEIGHT + BASELINE)}" '
               f'textLength="{number(columns * CELL_WIDTH)}" lengthAdjust="spacingAndGlyphs"{look}>'
               f'{escape(words)}</text>')

    def caret(self):
        if self.terminal.cursor_shown:
            x, y = self.terminal.column * CELL_WIDTH, self.terminal.row * CELL_HEIGHT
            yield (f'<path fill="{self.colors(self.terminal.style)[0]}" opacity="0.75" '
                   f'd="{rectangle(x, y + 1, 2, CELL_HEIGHT - 2)}"/>')

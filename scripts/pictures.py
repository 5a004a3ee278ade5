"""Boxes and arrows as SVG, legible on light and on dark pages."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 220, 60
MARGIN = 40
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2328; text-anchor: middle }
  .small { font-size: 12px; fill: #59636e }
  rect { fill: #f6f8fa; stroke: #59636e }
  path { stroke: #59636e; stroke-width: 1.5; fill: none }
  marker path { fill: #59636e; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 } rect { fill: #151b23; stroke: #9198a1 }
    path { stroke: #9198a1 } marker path { fill: #9198a1 }
  }
"""


class Box(NamedTuple):
    """A rectangle with a name and a line below it; x and y are its upper left corner."""

    name: str
    text: str
    x: int
    y: int

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + WIDTH / 2, self.y + HEIGHT / 2


Arrow = tuple[Box, Box, Sequence[str]]
"""From, to, and the lines that say why."""


def picture(title: str, boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    """An SVG document. Arrows run along rows and columns."""
    width = max(box.x for box in boxes) + WIDTH + 5 * MARGIN
    height = max(box.y for box in boxes) + HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z"/></marker></defs>',
        *(part for arrow in arrows for part in drawn_arrow(*arrow)),
        *(part for box in boxes for part in drawn_box(box)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def drawn_box(box: Box) -> list[str]:
    x, y = box.middle
    return [
        f'<rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
        f'<text x="{x:g}" y="{y - 4:g}">{escape(box.name)}</text>',
        f'<text class="small" x="{x:g}" y="{y + 16:g}">{escape(box.text)}</text>',
    ]


def drawn_arrow(before: Box, after: Box, lines: Sequence[str]) -> list[str]:
    (x1, y1), (x2, y2) = before.middle, after.middle
    if y1 == y2:
        path = f"M{x1 + WIDTH / 2:g} {y1:g} L{x2 - WIDTH / 2:g} {y2:g}"
        x, y = (x1 + x2) / 2, y1 - 8 - 16 * (len(lines) - 1)
        anchor = "middle"
    else:
        path = f"M{x1:g} {y1 + HEIGHT / 2:g} L{x2:g} {y2 - HEIGHT / 2:g}"
        x, y = x1 + 10, (y1 + y2) / 2 - 8 * (len(lines) - 1) + 4
        anchor = "start"
    return [
        f'<path d="{path}" marker-end="url(#tip)"/>',
        *(
            f'<text class="small" style="text-anchor: {anchor}" x="{x:g}" y="{y + 16 * n:g}">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ),
    ]

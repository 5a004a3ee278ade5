"""The findings as a picture: how far each ratio is from its aim. Its colours are seen on light and on dark pages."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Literal

from tests.bench.findings import Aim, Finding

WIDTH, ROW, LABELS, AIM_WIDTH, MOST = 1010, 24, 550, 100, 3.0
TEXT, GOOD, BAD = "#767676", "#2f81c7", "#d9691e"
HEADINGS: dict[Literal["≥", "≤"], str] = {
    "≥": "Longer is better: at least up to the line",
    "≤": "Shorter is better: at most up to the line",
}


def chart(rows: Iterable[Finding]) -> str:
    """An SVG picture with two panels: aims that are a least, and aims that are a most."""
    aimed = [(row, row.aim, row.aimed_at) for row in rows if row.aim is not None and row.aimed_at is not None]
    shapes: list[str] = []
    top = 0
    for sign, heading in HEADINGS.items():
        panel = [each for each in aimed if each[1].sign == sign]
        if panel:
            shapes.extend(drawn(heading, panel, top))
            top += (len(panel) + 2) * ROW
    style = f"text {{ font: 12px system-ui, sans-serif; fill: {TEXT} }} .heading {{ font-weight: 600 }}"
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img">'
    return "\n".join([start, "<title>Ratios and their aims</title>", f"<style>{style}</style>", *shapes, "</svg>\n"])


def drawn(heading: str, panel: Sequence[tuple[Finding, Aim, float]], top: int) -> Iterator[str]:
    """One panel: every bar is scaled so that its aim lies on the same line."""
    yield f'<text class="heading" x="0" y="{top + 17}">{heading}</text>'
    line = LABELS + AIM_WIDTH
    for number, (row, aim, figure) in enumerate(panel, start=1):
        y = top + number * ROW
        width = min(figure / aim.value, MOST) * AIM_WIDTH
        against = f" ÷ {row.than}" if aim.unit == "×" else ""
        value = f"{figure:.2f} {aim.unit} (aim {aim})"
        yield f'<text x="{LABELS - 8}" y="{y + 17}" text-anchor="end">{escape(short(row.what + against))}</text>'
        yield f'<rect x="{LABELS}" y="{y + 4}" width="{width:.1f}" height="16" rx="2" fill="{colour(row)}"/>'
        yield f'<text x="{max(LABELS + width, line) + 8:.1f}" y="{y + 17}">{value}</text>'
    bottom = top + (len(panel) + 1) * ROW
    yield f'<path d="M{line} {top + ROW}V{bottom}" stroke="{TEXT}" stroke-width="2" stroke-dasharray="4 3"/>'


def colour(row: Finding) -> str:
    return GOOD if row.reached else BAD


def short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"

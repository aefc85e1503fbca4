"""Charts as SVG, without a library: grouped bars, and lines over a logarithmic axis. Colours are told apart by people who see few of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

COLOURS = ("#9aa5b1", "#c9a227", "#7a5195", "#bc5090", "#e07a5f", "#2a7de1")
_TEXT, _FAINT, _LINE = "#1f2933", "#616e7c", "#e4e7eb"
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 860, 380, 68, 40, 92


def bars(title: str, groups: Sequence[str], series: Mapping[str, Sequence[float]], *, most: float = 1.0) -> str:
    """For each group one bar of each series, from 0 to `most`."""
    plot_w, plot_h = WIDTH - LEFT - 16, HEIGHT - TOP - BOTTOM
    parts = [*_frame(title, [n * most / 5 for n in range(6)], lambda value: TOP + plot_h * (1 - value / most), lambda value: f"{value:.1f}")]
    room = plot_w / max(len(groups), 1)
    wide = min(34.0, room * 0.84 / max(len(series), 1))
    for g, group in enumerate(groups):
        middle = LEFT + room * (g + 0.5)
        for n, (name, values) in enumerate(series.items()):
            high = plot_h * min(values[g] / most, 1.0)
            x, y = middle + (n - len(series) / 2) * wide, TOP + plot_h - high
            colour = COLOURS[(n - len(series)) % len(COLOURS)]
            parts.append(
                f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" height="{high:.1f}" rx="2" fill="{colour}">'
                f"<title>{escape(name)}, {escape(group)}: {values[g]:.3f}</title></rect>"
            )
            parts.append(_label(x + wide / 2, y - 4, f"{values[g]:.2f}".removeprefix("0"), size=10, anchor="middle"))
        parts.append(_label(middle, TOP + plot_h + 18, group, anchor="middle"))
    return _svg([*parts, *_legend(list(series), TOP + plot_h + 44)])


def lines(title: str, across: Sequence[float], series: Mapping[str, Sequence[float | None]], unit: str) -> str:
    """Each series over `across`, both axes logarithmic; None is a value that was not measured."""
    values = [value for found in series.values() for value in found if value]
    if not values or not across:
        return ""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)) + 1e-9)
    high = max(high, low + 1)
    plot_w, plot_h = WIDTH - LEFT - 40, HEIGHT - TOP - BOTTOM
    begin, end = math.log10(min(across)), math.log10(max(across))

    def x_of(value: float) -> float:
        return LEFT + 12 + (plot_w - 24) * ((math.log10(value) - begin) / (end - begin) if end > begin else 0.5)

    def y_of(value: float) -> float:
        return TOP + plot_h * (1 - (math.log10(value) - low) / (high - low))

    parts = [*_frame(title, [10.0**n for n in range(low, high + 1)], y_of, lambda value: f"{value:g} {unit}")]
    for n, (name, found) in enumerate(series.items()):
        colour = COLOURS[(n - len(series)) % len(COLOURS)]
        points = [(x_of(size), y_of(value), value) for size, value in zip(across, found, strict=True) if value]
        parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for x, y, value in points:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{escape(name)}: {value:g} {unit}</title></circle>')
            parts.append(_label(x, y - 9, f"{value:.3g}", size=10, anchor="middle"))
    parts += [_label(x_of(size), TOP + plot_h + 18, f"{size:,.0f}", anchor="middle") for size in across]
    return _svg([*parts, *_legend(list(series), TOP + plot_h + 44)])


def _frame(title: str, ticks: Sequence[float], y_of: object, said: object) -> list[str]:
    assert callable(y_of) and callable(said)
    parts = [_label(LEFT, 20, title, size=15, weight=600, colour=_TEXT)]
    for tick in ticks:
        y = y_of(tick)
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 16}" y2="{y:.1f}" stroke="{_LINE}"/>')
        parts.append(_label(LEFT - 8, y + 4, said(tick), size=11, anchor="end"))
    return parts


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts, x, row = [], float(LEFT), 0
    for n, name in enumerate(names):
        wide = 22 + 6.6 * len(name) + 18
        if x + wide > WIDTH - 10:
            x, row = float(LEFT), row + 1
        parts.append(
            f'<rect x="{x:.0f}" y="{y + 20 * row - 10:.0f}" width="12" height="12" rx="2" fill="{COLOURS[(n - len(names)) % len(COLOURS)]}"/>'
        )
        parts.append(_label(x + 18, y + 20 * row, name, colour=_TEXT))
        x += wide
    return parts


def _label(x: float, y: float, text: str, *, size: int = 12, anchor: str = "start", weight: int = 400, colour: str = _FAINT) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _svg(parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="system-ui, sans-serif" role="img"><rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>\n'
    )

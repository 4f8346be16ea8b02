"""A learning curve as an SVG."""

from collections.abc import Iterator, Sequence
from math import log
from xml.sax.saxutils import escape

from annotator.assist.evaluation import CurvePoint

WIDTH, HEIGHT = 640, 400
LEFT, TOP, RIGHT, BOTTOM = 60, 30, 110, 50
LINES = (
    ("F1", "f1", "#1b1b1b", ""),
    ("Precision", "precision", "#1f5fa8", "6 4"),
    ("Recall", "recall", "#a8541f", "2 3"),
)
ROW = 17
FONT = "font-family='sans-serif' font-size='13'"


def curve_svg(points: Sequence[CurvePoint], title: str) -> str:
    """Return a picture of a curve: articles from left to right on a logarithmic scale, percent upward."""
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' viewBox='0 0 {WIDTH} {HEIGHT}'>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#ffffff'/>",
        f"<text x='{LEFT}' y='20' {FONT} font-weight='bold'>{escape(title)}</text>",
        *(_percent_line(percent) for percent in range(0, 101, 20)),
        *(_article_mark(points, one) for one in points),
        f"<text x='{(LEFT + WIDTH - RIGHT) / 2:.0f}' y='{HEIGHT - 10}' {FONT} text-anchor='middle'>articles</text>",
        *(_line(points, field, color, dashes) for _, field, color, dashes in LINES),
        *_names(points),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(points: Sequence[CurvePoint], articles: int) -> float:
    first, last = points[0].articles, points[-1].articles
    share = log(articles / first) / log(last / first) if last > first else 0.5
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _percent_line(percent: int) -> str:
    y = _y(percent / 100)
    return (
        f"<path d='M{LEFT} {y:.1f}H{WIDTH - RIGHT}' stroke='#d8d8d8'/>"
        f"<text x='{LEFT - 8}' y='{y + 4:.1f}' {FONT} text-anchor='end'>{percent} %</text>"
    )


def _article_mark(points: Sequence[CurvePoint], point: CurvePoint) -> str:
    x = _x(points, point.articles)
    return f"<text x='{x:.1f}' y='{HEIGHT - BOTTOM + 20}' {FONT} text-anchor='middle'>{point.articles:,}</text>"


def _line(points: Sequence[CurvePoint], field: str, color: str, dashes: str) -> str:
    places = [(_x(points, one.articles), _y(getattr(one, field))) for one in points]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dots = "".join(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{color}'/>" for x, y in places)
    return (
        f"<path d='M{path}' fill='none' stroke='{color}' stroke-width='2' stroke-dasharray='{dashes or 'none'}'/>{dots}"
    )


def _names(points: Sequence[CurvePoint]) -> Iterator[str]:
    """Yield the names of the lines where they end, one below the other also where the ends meet."""
    ends = sorted((_y(getattr(points[-1], field)), name, color) for name, field, color, _ in LINES)
    x, middle = _x(points, points[-1].articles) + 10, len(ends) // 2
    for at, (end, name, color) in enumerate(ends):
        apart = ends[middle][0] + (at - middle) * ROW
        y = min(apart, end) if at < middle else max(apart, end)
        yield f"<text x='{x:.1f}' y='{y + 4:.1f}' {FONT} fill='{color}'>{name}</text>"

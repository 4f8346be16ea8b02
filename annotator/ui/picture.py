"""An article with its labels as a file that one prints or puts into a paper: what is wanted, and how it is saved.

A format is a row of SUFFIXES and a module. In PDF and HTML the text can be selected; PNG and SVG look the same
everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError, FormatError
from annotator.files import created, written_beside
from annotator.model import Document, Label, Relation, Span
from annotator.ui.translation import translate

if TYPE_CHECKING:
    from annotator.ui.text_view.look import TextStyle

Follow = Callable[[float], None]
"""Is told the share that is done, 0 to 1, and may raise CancelledError."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".pdf": "picture_pdf", ".svg": "picture_svg", ".png": "picture_png", ".html": "picture_html"}
)
"""Suffix of the file: the module whose `draw(picture, follow)` returns its bytes."""

MIN_SCALE, MAX_SCALE = 0.5, 8.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn. `theme` is `light` or `dark`, empty for light paper, or what the reader of HTML has."""

    document: Document
    spans: tuple[Span, ...]
    labels: tuple[Label, ...]
    style: "TextStyle"
    theme: str = ""
    scale: float = 2.0
    """Pixels of a PNG for one of the window's."""
    legend: bool = True
    relations: tuple[Relation, ...] = ()
    relation_labels: tuple[Label, ...] = ()
    """Those of the relations. HTML leaves relations out."""

    @property
    def title(self) -> str:
        """Return the title in one line."""
        return " ".join(self.document.title.split())


def save_picture(picture: Picture, path: Path, *, replace: bool, follow: Follow = lambda _: None) -> None:
    """Write a picture in the format that the path's suffix names; nothing is there before all is.

    Raises FormatError, AnnotatorError when there is too much for the format, and what `follow` raises.
    """
    draw = writer_for(path)
    if path.exists() and not replace:
        raise FormatError(
            translate("picture", "This exists already. Choose another name, or say --force to replace it."), path=path
        )
    if path.is_dir():
        raise FormatError(translate("picture", "This is a folder, not a file. Name a file in it."), path=path)
    content = draw(picture, follow)
    with written_beside(path) as new, created(new) as file:
        file.write(content)


def writer_for(path: Path) -> Callable[[Picture, Follow], bytes]:
    """Return what draws a file of that suffix. Raises FormatError when nothing does."""
    module = SUFFIXES.get(path.suffix.lower())
    if module is None:
        sentence = translate("picture", "A picture is a file that ends in one of {suffixes}. Give it such a name.")
        raise FormatError(sentence.format(suffixes=", ".join(SUFFIXES)), path=path)
    draw: Callable[[Picture, Follow], bytes] = import_module(f"annotator.ui.{module}").draw
    return draw


def too_much(sentence: str) -> AnnotatorError:
    """Return the error for an article that is too long for a format; the sentence says how long and why not."""
    return AnnotatorError(f"{sentence} " + translate("picture", "Take PDF, which has pages, or HTML."))

"""Finds the data files that come with the program: icons, translations, the sample's articles."""

from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.translation import mark

_PACKAGE = Path(__file__).resolve().parent


def find_resource(name: str) -> Path:
    """Return the path of a file or folder in resources, named with forward slashes: `icons/annotator.svg`.

    In an installed wheel, resources is inside the package, in a clone beside it. Raises AnnotatorError when there
    is no such resource.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = folder / name
        if path.exists():
            return path
    raise AnnotatorError(
        mark("errors", "The program's file {name} is missing from its folder {package}. Install the program again."),
        name=name,
        package=_PACKAGE,
    )

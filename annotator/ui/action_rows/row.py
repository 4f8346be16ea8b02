"""What a row of the table of actions says, and the menus that it can stand in."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from annotator.model import value
from annotator.ui.translation import mark


class Needs(StrEnum):
    """What has to be there for an action to make sense."""

    NOTHING = "nothing"
    PROJECT = "project"
    PLACE = "place"
    """An article, be it one that cannot be read."""
    DOCUMENT = "document"
    JOB = "job"
    REPORT = "report"
    EXPORT = "export"


WHY_NOT: Mapping[Needs, str] = MappingProxyType(
    {
        Needs.NOTHING: mark("actions", "Cannot be done just now."),
        Needs.PROJECT: mark("actions", "Needs an open project."),
        Needs.DOCUMENT: mark("actions", "Needs an open article."),
        Needs.JOB: mark("actions", "Needs a running import or export."),
        Needs.PLACE: mark("actions", "Needs an article in the list to start from."),
        Needs.REPORT: mark("actions", "Needs an import or export that had something to tell."),
        Needs.EXPORT: mark("actions", "Needs an export since the start."),
    }
)
"""Why an action cannot be done, by what it needs."""


@value
class ActionRow:
    """One action. `keys` are as Qt writes them; the first is the one that is shown.

    An action with a `choice` is one of several of which one holds; a `checkable` one is on or off. The keys of one
    that is `in_text` work only while the text has the keyboard. Those of one `part` stand in a menu inside the menu.
    """

    name: str
    title: str
    explains: str
    menu: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    repeats: bool = False
    new_section: bool = False
    checkable: bool = False
    choice: str = ""
    in_text: bool = False
    part: str = ""


FILE = mark("actions", "&File")
EDIT = mark("actions", "&Edit")
GO = mark("actions", "&Go")
SPAN = mark("actions", "&Span")
ARTICLE = mark("actions", "&Article")
LABEL = mark("actions", "&Label")
VIEW = mark("actions", "&View")
HELP = mark("actions", "&Help")
MENUS = (FILE, EDIT, GO, SPAN, LABEL, ARTICLE, VIEW, HELP)
"""In the order of the menu bar. LABEL holds the labels of the open project above its rows."""

BORDERS = mark("actions", "Borders")
SUGGESTIONS = mark("actions", "Suggestions")
RELATIONS = mark("actions", "Relations")
CHAINS = mark("actions", "Chains")
"""Menus inside a menu: with all its rows one below the other, that of spans would be higher than many screens."""

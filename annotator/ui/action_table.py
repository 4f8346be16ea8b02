"""The table of actions: whatever a user can do is a row. Menus, buttons and keys are made from it by `actions`."""

from annotator.ui.action_rows import (
    article_menu,
    edit_menu,
    file_menu,
    go_menu,
    help_menu,
    label_menu,
    relation_rows,
    remark_rows,
    span_menu,
    suggestion_rows,
    view_menu,
)
from annotator.ui.action_rows.row import LABEL, MENUS, WHY_NOT, ActionRow, Needs

ACTIONS = (
    *file_menu.ROWS,
    *edit_menu.ROWS,
    *go_menu.ROWS,
    *span_menu.ROWS,
    *suggestion_rows.ROWS,
    *relation_rows.ROWS,
    *label_menu.ROWS,
    *article_menu.ROWS,
    *remark_rows.ROWS,
    *view_menu.ROWS,
    *help_menu.ROWS,
)
"""Each menu's rows in the order of the menu."""

__all__ = ["ACTIONS", "LABEL", "MENUS", "WHY_NOT", "ActionRow", "Needs"]

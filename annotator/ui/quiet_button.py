"""A button that stands back: those of the bars beside the text, which are pressed seldom."""

from PySide6.QtWidgets import QPushButton


def quiet_button(text: str, explains: str) -> QPushButton:
    """Make a button that Enter never presses from elsewhere, with a tooltip that says what it does."""
    button = QPushButton(text)
    button.setObjectName("quiet")
    button.setAutoDefault(True)  # Else only the space bar would press it.
    button.setToolTip(explains)
    return button

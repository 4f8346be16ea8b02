"""Only the text, and what is labelled in it: everything else is away until one comes back."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.ui.escaping import Escaping
from annotator.ui.page import Page
from annotator.ui.panels import Panels
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar


class OnlyText(QObject):
    """Hides all round the text, and brings it back as it was. What has to be said is shown as long as it is said."""

    def __init__(self, window: QWidget, *, top_bar: TopBar, page: Page, panels: Panels, status: StatusLine) -> None:
        super().__init__(window)
        self._page, self._panels, self._status = page, panels, status
        self._hidden = (top_bar, page.header, status)
        self._escaping = Escaping(window, self.leave)
        status.told.connect(self._show_told)

    @property
    def is_on(self) -> bool:
        """Return whether only the text is shown."""
        return self._panels.is_alone

    def toggle(self) -> None:
        """Show only the text, or everything again."""
        self._show(only=not self.is_on)

    def leave(self) -> None:
        """Show everything again as it was."""
        if self.is_on:
            self._show(only=False)

    def _show(self, *, only: bool) -> None:
        self._panels.show_alone(on=only)
        for part in self._hidden:
            part.setVisible(not only)
        self._escaping.listen(on=only)
        self._page.take_focus()
        if only:
            self._status.say(self.tr("Only the text. Esc brings everything back."))

    def _show_told(self, something: bool) -> None:
        if self.is_on:
            self._status.setVisible(something)

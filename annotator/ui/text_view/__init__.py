"""The text view: an article with its spans, drawn and chosen by mouse and by keys."""

from annotator.ui.text_view.view import TextView

__all__ = ["TextView"]

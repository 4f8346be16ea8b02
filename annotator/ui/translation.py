"""Texts in the user's language."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from annotator.errors import AnnotatorError
from annotator.resources import find_resource
from annotator.translation import mark
from annotator.ui.plain_text import whole

__all__ = ["error_text", "install_language", "mark", "translate"]

OURS, QTS = "annotator", "qtbase"
"""What the files are called, before `_de.qm`, in resources/translations and in Qt's own folder."""


def install_language(application: QApplication, locale: QLocale) -> None:
    """Speak the language of the locale, if resources/translations has it; else everything stays English."""
    texts = QTranslator(application)
    if not texts.load(locale, OURS, "_", str(find_resource("translations"))):
        return
    application.installTranslator(texts)
    from PySide6.QtCore import QLibraryInfo

    of_qt = QTranslator(application)
    if of_qt.load(locale, QTS, "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(of_qt)
    application.setLayoutDirection(locale.textDirection())


def translate(context: str, text: str) -> str:
    """Return a text, marked or written here as a literal, in the user's language."""
    return QCoreApplication.translate(context, text)


def error_text(error: AnnotatorError) -> str:
    """Return the sentence of an error in the user's language, as far as it is marked; values come in afterwards."""
    sentence = translate("errors", error.sentence)
    if not error.values:
        return sentence
    return sentence.format(
        **{
            name: error_text(one) if isinstance(one, AnnotatorError) else whole(one)
            for name, one in error.values.items()
        }
    )

"""The errors whose text is written for the user. Anything else that is raised is a bug."""

from pathlib import Path


class AnnotatorError(Exception):
    """What happened, to which file, line or span, and what to do: one or two sentences.

    A `sentence` that is marked for translation, in the context "errors", names its `values` in braces: so it can be
    translated before they are put in. A sentence without values stands as it is written.
    """

    def __init__(self, sentence: str = "", **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values


class EditError(AnnotatorError):
    """An edit that the scheme or the text does not allow. Nothing was changed."""


class FindError(AnnotatorError):
    """What is looked for is no pattern, or one that takes too long."""


class ConflictError(AnnotatorError):
    """Somebody else changed the same rows first. Nothing was changed.

    `document` is the id of the document where it happened, `action` the id of the action
    that could not be undone, where there is one: it can be skipped.
    """

    def __init__(
        self, sentence: str, *, document: int | None = None, action: int | None = None, **values: object
    ) -> None:
        super().__init__(sentence, **values)
        self.document = document
        self.action = action


class ProjectError(AnnotatorError):
    """A project cannot be opened, created or written."""


class ServerLostError(ProjectError):
    """The server of a team's project does not answer. Whoever waits may try again."""


class SettingsError(AnnotatorError):
    """A value that a setting does not take, or a settings file that cannot be read."""


class FormatError(AnnotatorError):
    """A file cannot be read or written as the format says. Lines count from 1."""

    def __init__(self, reason: str, *, path: Path | None = None, line: int | None = None) -> None:
        place = "" if path is None else f"{path}, line {line}: " if line is not None else f"{path}: "
        super().__init__(place + reason)
        self.reason = reason
        self.path = path
        self.line = line


class FormatUnknownError(FormatError):
    """A file is of no format that is recognised: somebody has to name it."""


class EncodingUnknownError(FormatError):
    """A text is in none of the encodings that are known by themselves: somebody has to name it."""


class CancelledError(AnnotatorError):
    """The user stopped a long piece of work. Nothing of it remains."""

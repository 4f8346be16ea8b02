"""A project is looked at before it takes the place of the one that is shown, which stays where this one is damaged."""

from annotator.errors import AnnotatorError
from annotator.store.project import Project


def make_ready(project: Project, annotator: str) -> None:
    """Let the annotator have a layer, and see that labels, people and the list can be read.

    Raises AnnotatorError, and closes the project, when they cannot.
    """
    try:
        project.ensure_annotator(annotator)
        project.scheme()
        project.documents(annotator=annotator, limit=1)
    except AnnotatorError:
        project.close()
        raise

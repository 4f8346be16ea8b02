"""An article that must not be anywhere any more, and very much that was done with it."""

from collections.abc import Callable
from dataclasses import replace

from annotator.edits import Edit
from annotator.model import AnnotatedDocument, Document, Note, Place, Progress, Span, Status, Verdict
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from tests.store.making import article, bring_in, label

SECRET = "Quetzalcoatlus"
TITLE = "Xylophonist"
CRAWLED = "crawled"
"""A word of the text as it was fixed."""


def secret() -> AnnotatedDocument:
    """Return the article."""
    text = f"The {SECRET} flew. " * 30 + "It landed in Baku."
    document = Document(7, text, f"{TITLE} article", author=f"{TITLE} senior", metadata={"about": SECRET})
    return AnnotatedDocument(document, (Span(70, 7, "PERSON", "Ayla", 4, 18, note=f"a {SECRET}"),))


def work_with_it(project: Project, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Bring it in as the document 7, beside two others, and do everything with it; Ayla and Björn are there."""
    bring_in(project, [article(1), article(2), secret()], keep_ids=True)
    label(project, 1)
    label(project, 7, 23, 37)
    project.apply(f"Label PERSON: {SECRET}", [Edit(None, Note(71, 7, "Björn", SECRET))], "Björn")
    project.undo("Ayla")
    project.redo("Ayla")
    meanwhile()
    project.apply("Move", [Edit(None, Place(72, 7, 1)), Edit(None, Place(73, 1, 7))], "Ayla")
    project.apply("Flag", [Edit(None, Progress(74, 7, "Björn", Status.DONE, flagged=True, note=SECRET))], "Björn")
    both = [Edit(None, Note(80 + number, number, "Ayla", "both")) for number in (1, 7)]
    project.apply(f"Note: {TITLE} and more", both, "Ayla")
    project.apply("Reject", [Edit(None, Verdict(76, 7, 4, 18, "PERSON", "memory", "Ayla", accepted=False))], "Ayla")
    document = project.document(7)
    text = document.text.replace("flew", CRAWLED)
    project.apply(f"Fix: {TITLE}", fix_text(document, text, reanchor(document.text, text, document.spans)), "Ayla")
    project.apply("Rename", [Edit(old := project.document(7).document, replace(old, title="Plain"))], "Ayla")
    project.idle()

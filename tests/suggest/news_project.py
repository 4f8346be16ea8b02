"""A project of the short articles."""

from annotator.edits import set_status
from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Document, Scheme, Status
from annotator.report import Report
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from tests.suggest.news import article, articles


def make_project(folder, address=None):
    """Make a project of twelve articles that anna has done, and one that is to do: the last; a file if nothing else."""
    native = find_format("native")
    path = folder / "articles.jsonl"
    waiting = AnnotatedDocument(Document(99, article(99).text))
    native.write([*articles(12), waiting], Scheme(), path, chosen_options(native, {}), Report())
    made = Project.open(address or folder / "news.annotator", create=True)
    made.ensure_annotator("anna")
    import_files(made, [path], annotator="anna")
    for document in list(made.annotated_documents()):
        if document.spans:
            made.apply("Done", set_status(document, "anna", Status.DONE), "anna")
    return made

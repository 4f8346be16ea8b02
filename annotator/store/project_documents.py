"""What a project tells of its documents as wholes, with their annotations, and how many of these there are."""

from collections.abc import Iterator, Sequence

from annotator.model import AnnotatedDocument
from annotator.store import DocumentFilter, Statistics, history, queries, reading
from annotator.store.project_lists import EVERYTHING, ProjectLists


class ProjectDocuments(ProjectLists):
    """The part of a project that reads whole documents."""

    def document(self, id: int) -> AnnotatedDocument:
        """Return a document with all layers. Raises ProjectError when it is gone or damaged."""
        with self._reading() as connection:
            return reading.read_document(connection, self._names, id)

    def annotated_documents(
        self, where: DocumentFilter = EVERYTHING, *, annotator: str | None = None
    ) -> Iterator[AnnotatedDocument]:
        """Yield whole documents, a page in memory at a time: all in order of id, those of a filter in its order."""
        if where == EVERYTHING:
            yield from self._all_documents()
        elif annotator is None:
            raise ValueError("a filter is one annotator's view")
        else:
            yield from self.some_documents(self.document_ids(where, annotator=annotator))

    def some_documents(self, ids: Sequence[int]) -> Iterator[AnnotatedDocument]:
        """Yield whole documents in this order, a page in memory at a time; those that are gone are left out."""
        for at in range(0, len(ids), reading.PAGE):
            with self._reading() as connection:
                page = reading.read_some(connection, self._names, ids[at : at + reading.PAGE])
            yield from page

    def _all_documents(self) -> Iterator[AnnotatedDocument]:
        last = count = 0
        begun = self._seq
        while True:
            with self._reading() as connection:
                page = reading.read_page(connection, self._names, last)
                if not page and history.next_seq(connection) == begun + 1:
                    reading.check_all_read(connection, count)
            if not page:
                return
            count += len(page)
            last = page[-1].document.id
            yield from page

    def label_counts(self, annotator: str) -> dict[str, int]:
        """Return how many spans of the annotator have each label."""
        with self._reading() as connection:
            return queries.read_label_counts(connection, self._names, self._names.annotator(annotator))

    def statistics(self) -> Statistics:
        """Count what each annotator has done: documents, spans, time."""
        from annotator.store.statistics import read_statistics

        with self._reading() as connection:
            return read_statistics(connection, self._names)

    def layers(self) -> tuple[str, ...]:
        """Return the names of those who have annotations, sorted."""
        with self._reading() as connection:
            return queries.read_layers(connection, self._names)

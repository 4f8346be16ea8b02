"""What a project finds in all its articles, batch by batch, each in a short read of its own; and labels of it.

Both are seldom wanted: what they need is imported then.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.store.project_documents import ProjectDocuments

if TYPE_CHECKING:
    from annotator.store.hits import Batch, Hit, Search
    from annotator.store.labelling import BulkLabelling

FIRST_STEP, STEP = 40, 200
"""Articles that are read for the first batch, and for each further one."""


class ProjectHits(ProjectDocuments):
    """The part of a project that finds, and labels very much of what is found."""

    def find_hits(self, search: "Search", *, annotator: str) -> Iterator["Batch"]:
        """Yield what is found, in batches; whoever does not want more stops asking.

        Raises FindError for a pattern that is none, or that takes too long.
        """
        from annotator.store.candidates import candidates_of
        from annotator.store.hit_reading import read_hits
        from annotator.store.hits import MOST_HITS, Batch

        search.places("", ())  # A pattern that is none is refused, whatever there is to look in.
        candidates, found = candidates_of(search), 0
        while True:
            with self._reading() as connection:
                ids = candidates.take(connection, STEP if found else FIRST_STEP)
                hits = read_hits(connection, self._names, self._viewer(connection, annotator), ids, search)
            hits = hits[: MOST_HITS - found]
            found += len(hits)
            full = found >= MOST_HITS
            more = candidates.more and not full
            yield Batch(tuple(hits), more, candidates.capped or full, candidates.total)
            if not more:
                return

    def hits_in(self, documents: Sequence[int], search: "Search", *, annotator: str) -> list["Hit"]:
        """Return what is found in these documents now, in their order."""
        from annotator.store.hit_reading import read_hits

        with self._reading() as connection:
            return read_hits(connection, self._names, self._viewer(connection, annotator), documents, search)

    @contextmanager
    def bulk_labelling(self, title: str, label: str, annotator: str) -> Iterator["BulkLabelling"]:
        """Open a labelling of any number of places, as one action. Raises ConflictError without the label.

        Close it by `close_import`; leaving in any other way takes all of it back.
        """
        from annotator.store.labelling import BulkLabelling

        with self._reading():
            names = self._names.copy()
        labelling = BulkLabelling(self._database, names, title, label, annotator)
        try:
            yield labelling
        finally:
            if not labelling.is_over:
                labelling.abandon()

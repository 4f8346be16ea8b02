"""What others take for the same: each format by its own library, or by the plainest code that does as much.

Every writer takes articles with spans and makes the file; every reader gives back how many articles and spans there
are, after it has made of each span its place and its label. The libraries are those of the extra `clients`.
"""

from tests.benchmarks import json_floors, standoff_floors, table_floors, word_floors

FLOORS = dict(
    sorted({**json_floors.FLOORS, **standoff_floors.FLOORS, **table_floors.FLOORS, **word_floors.FLOORS}.items())
)
"""By the names of the formats. Where two libraries are named, the second one reads."""

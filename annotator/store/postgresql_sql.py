"""SQL for PostgreSQL: the store writes each statement once, as SQLite reads it, and here it is said in other words.

Only what the two databases call differently is changed: the columns of both have the same names, and those of
PostgreSQL compare texts by their code points (COLLATE "C"), as SQLite does.
"""

import re
import struct
from functools import lru_cache

WHOLE = "value #>> '{}'"
SORTED_NUMBER = (
    "(SELECT '0' || lpad(to_hex(CASE WHEN n >= 0 THEN n # (-9223372036854775808) ELSE ~n END), 16, '0') "
    "FROM (SELECT ('x' || encode(float8send(({value})::{kind}::float8), 'hex'))::bit(64)::bigint AS n) "
    "AS bits)"
)
FIELDS = (
    "LATERAL (SELECT key, CASE json_typeof(value) "
    f"WHEN 'number' THEN {SORTED_NUMBER.format(value=WHOLE, kind='float8')} "
    f"WHEN 'boolean' THEN {SORTED_NUMBER.format(value=WHOLE, kind='boolean::integer')} "
    f"WHEN 'null' THEN '1' ELSE '1' || lower(({WHOLE}) COLLATE \"C\") END AS value "
    "FROM json_each(CAST(document.metadata AS json))) AS each"
)
"""The metadata by key, each value as a text that sorts as the value does: see `sorted_text` and `sorted_number`."""

LISTED = "(SELECT CAST(one AS bigint) AS value FROM json_array_elements_text(CAST(%s AS json)) AS one)"
LOWERED = 'lower(CAST(%s AS text) COLLATE "C")'

IN_ORDER = 'SELECT * FROM span ORDER BY document, start, "end" DESC, id'
"""What is read by that index comes in its order."""

COLUMN = r"([\w.\"]+)"

RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        # Which index to use and in which order to join: PostgreSQL has statistics to choose by.
        (r"FROM span INDEXED BY span_document WHERE", f"FROM ({IN_ORDER}) AS span WHERE"),
        (r" INDEXED BY \w+| NOT INDEXED\b", ""),
        (r"CROSS JOIN (\w+(?: AS \w+)?) ON", r"JOIN \1 ON"),
        # Lists and objects that come as JSON.
        (r"json_each\(document\.metadata\) AS each", FIELDS.replace("\\", r"\\")),
        (r"json_each\(%s\) AS (\w+)", rf"{LISTED} AS \1"),
        (r"json_each\(%s\)", f"{LISTED} AS listed"),
        (rf"json_group_array\({COLUMN}\)", r"CAST(coalesce(json_agg(\1), '[]') AS text)"),
        (r"json_extract\((coalesce\(\w+, \w+\)), '\$\.(\w+)'\)", r"CAST(CAST(\1 AS json) ->> '\2' AS bigint)"),
        # Texts without regard to ASCII case: lower() knows no other letters where texts are compared by code points.
        (r"BLOB COLLATE NOCASE", 'TEXT COLLATE "C"'),
        (rf"\({COLUMN} COLLATE NOCASE, {COLUMN}\) ([<>]=?) \(%s, %s\)", rf"(lower(\1), \2) \3 ({LOWERED}, %s)"),
        (rf"{COLUMN} COLLATE NOCASE ([<>]=?) %s", rf"lower(\1) \2 {LOWERED}"),
        (rf"{COLUMN} COLLATE NOCASE", r"lower(\1)"),
        (r"\bLIKE\b", "ILIKE"),
        (r"instr\(lower\((\w+(?:\.\w+)?)\), %s\)", r'strpos(lower(\1 COLLATE "und-x-icu"), %s) > 0'),
        (r"substr\(([\w.]+), (.+?), (.+?)\) AS", r"substr(\1, CAST(\2 AS integer), CAST(\3 AS integer)) AS"),
        # Full text.
        (
            r"bm25\(document_fts\) AS score FROM document_fts WHERE document_fts MATCH %s",
            "-ts_rank(words, q, 1) AS score FROM document_fts, to_tsquery('simple', %s) AS q WHERE words @@ q",
        ),
        (r"document_fts MATCH %s", "document_fts.words @@ to_tsquery('simple', %s)"),
    )
)

TABLE_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bINTEGER\b", "BIGINT"),
        (r"\b(TEXT\b|VARCHAR\(\d+\))(?! COLLATE)", r'\1 COLLATE "C"'),
        (r"\)\s*WITHOUT ROWID", ")"),
    )
)
"""For statements that make tables and columns: an id takes 63 bits, which SQLite's INTEGER has."""


@lru_cache(maxsize=2048)
def for_postgresql(statement: str) -> str:
    """Return a statement that was written for SQLite, with `%s` or `?` for its parameters, as PostgreSQL reads it."""
    said = statement.strip()
    if "?" in said and "%s" not in said:
        said = said.replace("%", "%%").replace("?", "%s")
    if said.startswith(("CREATE TABLE", "ALTER TABLE")):
        for pattern, other in TABLE_RULES:
            said = pattern.sub(other, said)
    for pattern, other in RULES:
        said = pattern.sub(other, said)
    if said.startswith("INSERT OR IGNORE"):
        said = f"INSERT{said.removeprefix('INSERT OR IGNORE')} ON CONFLICT DO NOTHING"
    return said


def sorted_text(text: str) -> str:
    """Return a text of the metadata as PostgreSQL keeps it: behind all numbers, without ASCII case."""
    return "1" + "".join(letter.lower() if letter.isascii() else letter for letter in text)


def sorted_number(number: float) -> str:
    """Return a number of the metadata as PostgreSQL keeps it: a text that sorts as the number does."""
    (bits,) = struct.unpack(">q", struct.pack(">d", number))
    return f"0{(bits + 2**63 if bits >= 0 else -1 - bits):016x}"

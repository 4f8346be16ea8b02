"""How statements that were written for SQLite are said for PostgreSQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.store.postgresql_sql import for_postgresql, sorted_number, sorted_text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("SELECT id FROM document NOT INDEXED WHERE id > %s", "SELECT id FROM document WHERE id > %s"),
        ("FROM a INDEXED BY b CROSS JOIN c ON c.id = a.id", "FROM a JOIN c ON c.id = a.id"),
        ('json_group_array("end")', "CAST(coalesce(json_agg(\"end\"), '[]') AS text)"),
        (
            "FROM span INDEXED BY span_document WHERE document IN (%s)",
            'FROM (SELECT * FROM span ORDER BY document, start, "end" DESC, id) AS span WHERE document IN (%s)',
        ),
        ("UPDATE label SET checksum = ? WHERE id = ?", "UPDATE label SET checksum = %s WHERE id = %s"),
        ("INSERT OR IGNORE INTO a VALUES (%s)", "INSERT INTO a VALUES (%s) ON CONFLICT DO NOTHING"),
        ("t.x COLLATE NOCASE >= %s", 'lower(t.x) >= lower(CAST(%s AS text) COLLATE "C")'),
        ("CREATE TABLE t (id INTEGER, n TEXT) WITHOUT ROWID", 'CREATE TABLE t (id BIGINT, n TEXT COLLATE "C")'),
        ("CREATE TABLE t (k VARCHAR(20) NOT NULL)", 'CREATE TABLE t (k VARCHAR(20) COLLATE "C" NOT NULL)'),
        ("title LIKE %s ESCAPE '\\'", "title ILIKE %s ESCAPE '\\'"),
    ],
)
def test_statements(written, said):
    assert for_postgresql(written) == said


@given(st.lists(st.floats(allow_nan=False) | st.integers(-(2**53), 2**53), min_size=2))
def test_numbers_sort_as_texts(numbers):
    assert sorted(numbers) == sorted(numbers, key=sorted_number) or len(set(numbers)) < len(numbers)


def test_texts_come_behind_numbers_and_without_case():
    assert sorted_number(10**300) < sorted_text("") < sorted_text("A") == sorted_text("a") < sorted_text("B")

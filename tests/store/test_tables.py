import subprocess
import sys

from sqlalchemy import create_mock_engine

from annotator.store import tables


def test_a_name_may_be_given_again_when_it_was_removed_also_on_postgresql():
    statements = []
    engine = create_mock_engine(
        "postgresql+psycopg2://",
        lambda statement, *_: statements.append(str(statement.compile(dialect=engine.dialect))),
    )
    tables.metadata.create_all(engine, checkfirst=False)
    unique = [line for line in statements if "CREATE UNIQUE INDEX" in line]
    assert len(unique) == 2
    assert all("WHERE removed = 0" in line for line in unique)


def test_the_store_does_not_load_the_other_dialect():
    code = "import sys, annotator.store.project; print('sqlalchemy.dialects.postgresql' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

"""Other people's programs read what we write: `python -m tests.clients [NAME...]`.

Needs the extra `clients`, which is large: it has an environment of its own, and is no part of the tests. Prints what
was found; what a program reads otherwise than we wrote it ends with an error. The datasets are those that lie beside
the project.
"""

import argparse
import tempfile
from pathlib import Path

from tests.clients import cassis_client, datasets_client, gate_client, pandas_client, spacy_client, token_clients
from tests.formats.corpora import re3d, wikigold

DATA = Path(__file__).parents[3] / "shared" / "data"
CLIENTS = {
    "cassis": cassis_client.check,
    "conllu": token_clients.check_conllu,
    "datasets": datasets_client.check,
    "gate": gate_client.check,
    "nervaluate": token_clients.check_nervaluate,
    "pandas": pandas_client.check,
    "spacy": spacy_client.check,
}


def main() -> None:
    """Run the clients that are named, else all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clients", nargs="*", choices=[[], *CLIENTS], metavar="NAME", help=", ".join(CLIENTS))
    names = parser.parse_args().clients or list(CLIENTS)
    datasets = {"re3d": re3d(DATA / "re3d"), "wikigold": wikigold(DATA / "wikigold")}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for line in CLIENTS[name](datasets, Path(folder)):
                print(f"{name}: {line}", flush=True)


if __name__ == "__main__":
    main()

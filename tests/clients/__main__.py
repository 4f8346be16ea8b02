"""Other people's programs read what we write: `python -m tests.clients [NAME...]`.

Needs the extra `clients`, which is large: it has an environment of its own, and is no part of the tests. Prints what
was found; what a program reads otherwise than we wrote it ends with an error. The datasets are those that lie beside
the project.

doccano and Label Studio are run when they are named: each has an environment of its own, which `--make` makes.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

from tests.clients import (
    cassis_client,
    datasets_client,
    doccano_client,
    gate_client,
    label_studio_client,
    pandas_client,
    spacy_client,
    standoff_clients,
    token_clients,
)
from tests.formats.corpora import re3d, wikigold

DATA = Path(__file__).parents[3] / "shared" / "data"
CLIENTS = {
    "bioc": standoff_clients.check_bioc,
    "cassis": cassis_client.check,
    "conllu": token_clients.check_conllu,
    "datasets": datasets_client.check,
    "gate": gate_client.check,
    "nervaluate": token_clients.check_nervaluate,
    "pandas": pandas_client.check,
    "pybrat": standoff_clients.check_pybrat,
    "spacy": spacy_client.check,
}
APART = {"doccano": doccano_client, "label-studio": label_studio_client}
ENVIRONMENTS = Path(tempfile.gettempdir()) / "annotator-clients"


def main() -> None:
    """Run the clients that are named, else all that the extra has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ", ".join([*CLIENTS, *APART])
    parser.add_argument("clients", nargs="*", choices=[[], *CLIENTS, *APART], metavar="NAME", help=names)
    parser.add_argument("--make", action="store_true", help="make the environment of a client where it has none")
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS, metavar="FOLDER",
                        help="where these environments are (%(default)s)")  # fmt: skip
    args = parser.parse_args()
    datasets = {"re3d": re3d(DATA / "re3d"), "wikigold": wikigold(DATA / "wikigold")}
    for name in args.clients or CLIENTS:
        check = CLIENTS.get(name) or _apart(name, args)
        with tempfile.TemporaryDirectory() as folder:
            for line in check(datasets, Path(folder)):
                print(f"{name}: {line}", flush=True)


def _apart(name: str, args: argparse.Namespace):
    client = APART[name]
    return partial(client.check, python=client.ENVIRONMENT.python(args.environments, make=args.make))


if __name__ == "__main__":
    main()

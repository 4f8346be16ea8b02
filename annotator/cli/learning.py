"""What the commands that learn take: the project, whose labels, and by which engines."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.printing import tell
from annotator.cli.project_argument import add_project
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.assist.assistant import Assistant


def add_learning(parser: argparse.ArgumentParser) -> None:
    """Say what is learned from, and how."""
    add_project(parser)
    parser.add_argument("--annotator", metavar="NAME", help="learn from this annotator's labels, not from yours")
    parser.add_argument(
        "--engine", metavar="NAME", action="append", default=[], help="only this engine; may be given several times"
    )


def add_setups(parser: argparse.ArgumentParser) -> None:
    """Say what engines can be told to suggest by besides the project's labels."""
    parser.add_argument(
        "--lists",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="suggest what stands in a file too: a form a line, a form and a label with a tab between, or patterns as "
        "JSON Lines in the shape of spaCy's EntityRuler; may be given several times",
    )
    parser.add_argument(
        "--spacy",
        metavar="PIPELINE",
        help="suggest what a spaCy pipeline finds that is installed, such as en_core_web_sm, and learn by its tags",
    )
    parser.add_argument(
        "--language-model",
        metavar="URL",
        help="ask a language model too, that speaks OpenAI's chat completions, such as http://localhost:11434/v1",
    )
    parser.add_argument("--model-name", metavar="NAME", default="", help="which one, where there are several")
    parser.add_argument(
        "--yes-send-text-to",
        metavar="URL",
        help="the same address once more: the texts of the articles are sent there, which nothing else does",
    )
    parser.add_argument(
        "--ask-for-key", action="store_true", help="ask for its key, and keep that in the keyring of the system"
    )


def setups(args: argparse.Namespace) -> dict[str, str]:
    """Return what the engines are told that have to be set up."""
    found = {"lists": "\n".join(str(path.absolute()) for path in args.lists)} if args.lists else {}
    if args.spacy:
        found["spacy"] = args.spacy
        if not args.engine or "crf" in args.engine:
            found["crf"] = args.spacy
    if args.language_model:
        from annotator.suggest.language_model import NO_CONSENT, ModelSetup

        setup = ModelSetup(args.language_model, args.model_name, args.yes_send_text_to or "")
        if setup.may_send_to != setup.address:
            raise AnnotatorError(
                f"{NO_CONSENT} Say --yes-send-text-to {{address}} if that is what you want.", address=setup.address
            )
        if args.ask_for_key:
            from getpass import getpass

            from annotator.suggest.endpoint_keys import keep_key

            keep_key(setup.address, getpass(f"Key for {setup.address}: ").strip())
        found["language-model"] = setup.as_text()
    return found


def whose(args: argparse.Namespace) -> str:
    """Return the annotator whose labels are meant."""
    from annotator.settings import Settings, annotator_name

    return args.annotator or annotator_name(Settings.load())


def tell_troubles(assistant: "Assistant") -> None:
    """Say what went wrong with some engine, while the others went on; each sentence once."""
    for trouble in dict.fromkeys(map(str, assistant.take_troubles())):
        tell(f"annotator: {trouble}", errors=True)


def share(text: str) -> float:
    """Return a number from 0 to 1, as argparse wants it."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return number

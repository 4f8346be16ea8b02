"""`annotator formats`: what can be read and written."""

import argparse

from annotator.cli.answers import add_json
from annotator.cli.printing import print_json, tell
from annotator.formats import Format

NAME = "formats"
HELP = "list the formats that can be read and written, what they carry, and their options"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print every format."""
    from annotator.formats import Way, all_formats

    formats = all_formats()
    if args.json:
        print_json({"formats": [as_json(format_) for format_ in formats]})
        return 0
    for format_ in formats:
        ways = " and ".join(way for way, can in (("read", format_.reads), ("written", format_.writes)) if can)
        kind = "a folder" if format_.folder else ", ".join(format_.suffixes)
        tell(f"{format_.name:<14} {format_.title} ({kind}): {ways}")
        if format_.carries:
            tell(f"{'':<14} carries {', '.join(sorted(format_.carries))}")
        for option in format_.options:
            choices = f", one of {', '.join(option.choices)}" if option.choices else ""
            way = "" if option.way == Way.BOTH else f" (for {option.way})"
            tell(f"{'':<14} --option {option.name}={option.default or '…'}: {option.title}{choices}{way}")
    return 0


def as_json(format_: Format) -> dict[str, object]:
    """Return a format for scripts."""
    return {
        "name": format_.name,
        "title": format_.title,
        "suffixes": format_.suffixes,
        "folder": format_.folder,
        "reads": format_.reads,
        "writes": format_.writes,
        "carries": sorted(format_.carries),
        "options": [
            {
                "name": option.name,
                "title": option.title,
                "default": option.default,
                "choices": option.choices,
                "way": option.way,
            }
            for option in format_.options
        ],
    }

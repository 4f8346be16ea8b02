"""What the commands that write a dataset share."""

from pathlib import Path


def format_of(out: Path) -> str:
    """Return the name of the one format that has the suffix of `out`, else of the native one."""
    from annotator.formats import all_formats

    names = [format_.name for format_ in all_formats() if format_.writes and out.suffix.lower() in format_.suffixes]
    return names[0] if len(names) == 1 else "native"

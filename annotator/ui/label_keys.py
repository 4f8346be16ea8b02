"""Which keys give a label: its own, or letters of its name."""

from collections.abc import Iterable, Mapping

from annotator.model import Label, value


@value
class KeyScheme:
    """What letters do: with `letters_label` they give labels, else they go to words. `single`: bare keys work."""

    letters_label: bool = False
    single: bool = True


@value
class LabelKeys:
    """The keys of one label, as Qt writes them; the first of each is shown.

    `label` gives it, `second` gives it as one more label, `everywhere` gives it to all that reads the same.
    """

    label: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = ()


def label_keys(labels: Iterable[Label], scheme: KeyScheme) -> Mapping[str, LabelKeys]:
    """Return the keys of the labels, by name."""
    labels = tuple(labels)
    letters = _letters(labels) if scheme.letters_label else {}
    return {
        label.name: _with_modifiers(
            tuple(key for key in dict.fromkeys((letters.get(label.name, ""), label.key)) if key), single=scheme.single
        )
        for label in labels
    }


def _with_modifiers(keys: tuple[str, ...], *, single: bool) -> LabelKeys:
    plain = keys if single else tuple(f"Alt+{key}" if _is_single(key) else key for key in keys)
    everywhere = "Alt" if single else "Ctrl+Alt"
    return LabelKeys(
        plain,
        tuple(f"Shift+{key}" for key in plain if "Shift+" not in key),
        tuple(f"{everywhere}+{key}" for key in keys if key.isdecimal()),
    )


def _is_single(key: str) -> bool:
    return len(key) == 1


def _letters(labels: tuple[Label, ...]) -> Mapping[str, str]:
    """Return a letter for each label: its key if that is one, else the first of its name that is free."""
    taken = {label.key.upper() for label in labels}
    letters = {}
    for label in labels:
        free = (one.upper() for one in label.name if one.isascii() and one.isalpha() and one.upper() not in taken)
        letter = label.key.upper() if label.key.isalpha() and len(label.key) == 1 else next(free, "")
        taken.add(letter)
        letters[label.name] = letter
    return letters

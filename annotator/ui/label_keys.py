"""Which keys give a label: its own, or letters of its name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from string import ascii_uppercase

from annotator.model import Label, value


@value
class KeyScheme:
    """What letters do: with `letters_label` they give labels, else they go to words. `single`: bare keys work.

    `chosen` are the keys that labels have on this machine in place of their own, by name.
    """

    letters_label: bool = False
    single: bool = True
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@value
class LabelKeys:
    """The keys of one label, as Qt writes them; the first of each is shown.

    `label` gives it, `second` gives it as one more label, `everywhere` gives it to all that reads the same.
    """

    label: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = ()


def label_keys(
    labels: Iterable[Label], scheme: KeyScheme, taken: Collection[str] = frozenset()
) -> Mapping[str, LabelKeys]:
    """Return the keys of the labels, by name. One that is `taken`, or an earlier label's, does nothing for a label.

    Two meanings would leave a key with none.
    """
    labels = tuple(labels)
    own = {label.name: scheme.chosen.get(label.name, (label.key,) if label.key else ()) for label in labels}
    letters = _letters(own, taken) if scheme.letters_label else {}
    gone = set(taken)
    plain = {name: _free(_plain((letters.get(name, ""), *keys), scheme), gone) for name, keys in own.items()}
    return {
        name: LabelKeys(
            keys,
            _free((_with_shift(key) for key in keys if "Shift+" not in key), gone),
            _free(_everywhere((*own[name],), scheme), gone),
        )
        for name, keys in plain.items()
    }


def _plain(keys: Iterable[str], scheme: KeyScheme) -> Iterable[str]:
    return (key if scheme.single or len(key) > 1 else f"Alt+{key}" for key in keys if key)


def _with_shift(key: str) -> str:
    """Return a key with Shift, which Qt writes last of the modifiers."""
    at = key.rfind("+", 0, len(key) - 1) + 1
    return f"{key[:at]}Shift+{key[at:]}"


def _everywhere(keys: Iterable[str], scheme: KeyScheme) -> Iterable[str]:
    modifier = "Alt" if scheme.single else "Ctrl+Alt"
    return (f"{modifier}+{key}" for key in keys if key.isdecimal())


def _free(keys: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    """Return the keys that nobody has yet, and note that they are gone."""
    free = tuple(key for key in dict.fromkeys(keys) if key not in gone)
    gone.update(free)
    return free


def _letters(own: Mapping[str, tuple[str, ...]], others: Collection[str]) -> Mapping[str, str]:
    """Return a letter for each label: its key if that is one, else the first of its name that is free, else any."""
    lone = {name: [key.upper() for key in keys if len(key) == 1 and key.isalpha()] for name, keys in own.items()}
    taken = {key.upper() for keys in own.values() for key in keys} | set(others)
    letters = {}
    for name, keys in lone.items():
        wanted = (one.upper() for one in f"{name}{ascii_uppercase}" if one.isascii() and one.isalpha())
        letter = next(iter(keys), "") or next((one for one in wanted if one not in taken), "")
        taken.add(letter)
        letters[name] = letter
    return letters

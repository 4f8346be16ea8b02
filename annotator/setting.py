"""One setting: its name, its type, what it takes, and what it is called."""

from collections.abc import Mapping
from typing import Generic, TypeVar, cast

from annotator.errors import SettingsError
from annotator.translation import mark
from annotator.value import value

T = TypeVar("T")


@value
class Setting(Generic[T]):
    """One thing that can be chosen. Its type is that of `default`; a mapping's values are of the type `item`.

    `title` and `help` are for the user, as are `choice_titles`, one for each choice, and `unit`, that of a number;
    all are marked for translation in the context "settings". A setting without a title is what the program
    remembers by itself. `section` is the heading under which it stands.
    `choices` are all values it takes, `minimum` and `maximum` the limits of a number, or empty for no limit,
    `step` is from one number to the next when it is turned up or down. `is_font` marks the name of a font.
    """

    name: str
    default: T
    title: str = ""
    help: str = ""
    section: str = ""
    choices: tuple[T, ...] = ()
    choice_titles: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float = 1
    unit: str = ""
    is_font: bool = False
    item: type = str

    def checked(self, value: object) -> T:
        """Return the value as this setting keeps it; raises SettingsError when it does not take it."""
        value = self._converted(value)
        if self.choices and value not in self.choices:
            raise self._refusal(value, f"one of {', '.join(map(str, self.choices))}")
        if isinstance(value, int | float) and not (self._limit(-1) <= value <= self._limit(1)):
            raise self._refusal(value, f"a number from {self.minimum} to {self.maximum}")
        return value

    def _converted(self, value: object) -> T:
        wanted = type(self.default)
        if wanted is float and type(value) is int:
            return cast(T, float(value))
        if wanted is tuple and isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return cast(T, tuple(value))
        if wanted is dict and isinstance(value, Mapping) and all(type(part) is self.item for part in value.values()):
            return cast(T, dict(value))
        if wanted is tuple or wanted is dict or type(value) is not wanted:
            raise self._refusal(value, _KINDS[wanted])
        return value

    def _limit(self, sign: int) -> float:
        limit = self.minimum if sign < 0 else self.maximum
        return sign * float("inf") if limit is None else limit

    def _refusal(self, value: object, wanted: str) -> SettingsError:
        return SettingsError(
            mark("errors", "The setting {name} takes {wanted}, not {value!r}."),
            name=self.name,
            wanted=wanted,
            value=value,
        )


_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    tuple: "a list of texts",
    dict: "a table of names and values",
}

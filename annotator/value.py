"""Makes the classes of values: quickly, since a start makes sixty of them.

`dataclass` alone would write the source of up to six methods for each class and compile it, a twentieth of the start;
all but `__init__` are the same for all classes but for the names of the fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a value class: frozen by contract, with slots, shown, compared and hashed by its fields."""
    made = identity_value(cls)
    known = fields(made)  # type: ignore[arg-type]  # `made` is a dataclass by the line before.
    compared = _getter([field.name for field in known if field.compare])
    hashed = _getter([field.name for field in known if (field.compare if field.hash is None else field.hash)])
    shown = [field.name for field in known if field.repr]

    def is_equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    def show(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    for method, name in ((is_equal, "__eq__"), (hash_of, "__hash__"), (show, "__repr__")):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def identity_value(cls: type[T]) -> type[T]:
    """Make a class of which each object, frozen by contract, equals only itself: what it holds is never compared."""
    return dataclass(slots=True, repr=False, eq=False, match_args=False)(cls)


def _getter(names: Sequence[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else type

"""Modules that a library imports at once and seldom uses: they are loaded when something of them is asked for.

`importlib.util.LazyLoader` does the same, but not for a library that takes a function out of the module while it loads.
"""

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class Deferred(ModuleType):
    """Stands for a module. The functions that are named may be taken out of it before it is loaded."""

    def __init__(self, name: str, functions: Sequence[str] = ()) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, self._deferred(function))

    def _deferred(self, function: str) -> Callable[..., Any]:
        def call(*args: object, **options: object) -> Any:
            return getattr(self._loaded(), function)(*args, **options)

        return call

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # Who looks at every module, as PySide6 does for its source, is not to load this one.
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def _loaded(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)


@contextmanager
def deferring(modules: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Let those of the modules that are not loaded yet stay so while the block imports them.

    `modules` names functions of each that may be taken out of it. Who imports one after the block gets the real one.
    """
    stand_ins = {name: Deferred(name, functions) for name, functions in modules.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
                parent, _, child = name.rpartition(".")
                if parent in sys.modules:
                    # `import a.b` looks for `b` in `a`, where the import of the real one would have put it.
                    setattr(sys.modules[parent], child, stand_in)

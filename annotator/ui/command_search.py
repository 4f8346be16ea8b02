"""Which commands somebody means by a few letters, the likeliest first."""

from collections.abc import Sequence

from annotator.ui.commands import Command
from annotator.ui.word_match import begins_words, match
from annotator.value import identity_value

BY_MENU = 20
BY_EXPLANATION = 200
"""What it costs that not the title is what was found."""


@identity_value
class Found:
    """A command, and the characters of its title that were typed."""

    command: Command
    positions: frozenset[int] = frozenset()


def search(typed: str, commands: Sequence[Command], recent: Sequence[str]) -> list[Found]:
    """Return the commands that are found, the best first; `recent` names those used last, the latest first.

    Of those that are found as well, one whose title is typed whole comes first. Where nothing is typed, all are found:
    those used last, then the others in their order.
    """
    age, whole = {name: at for at, name in enumerate(recent)}, typed.strip().casefold()
    found = [
        ((cost, one.command.title.casefold().rstrip("…") != whole, age.get(one.command.name, len(age))), one)
        for one, cost in _finds(typed, commands)
    ]
    return [one for _key, one in sorted(found, key=lambda entry: entry[0])]


def _finds(typed: str, commands: Sequence[Command]) -> list[tuple[Found, int]]:
    finds = []
    for command in commands:
        in_title = match(typed, command.title)
        if in_title is not None:
            finds.append((Found(command, in_title.positions), in_title.cost))
            continue
        in_menu = match(typed, f"{command.menu} {command.title}")
        if in_menu is not None:
            finds.append((Found(command), in_menu.cost + BY_MENU))
        elif begins_words(typed, command.explains):
            finds.append((Found(command), BY_EXPLANATION))
    return finds

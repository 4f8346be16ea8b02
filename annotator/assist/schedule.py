"""When it is time to learn anew: after each article that is done at first, then at growing intervals."""

OFTEN = 20
"""Below so many articles each one teaches much, and learning takes no time."""
EVERY = 5
SHARE = 20
"""Of many articles, this part of them must be new."""


def interval(articles: int) -> int:
    """Return how many articles more are waited for after learning from so many."""
    return 1 if articles < OFTEN else max(EVERY, articles // SHARE)


def is_due(articles: int, learned: int) -> bool:
    """Return whether it is time, now that there are so many, and `learned` were there last time. Fewer are news too."""
    return articles < learned or articles - learned >= interval(learned)

"""What the scheme says about the attributes of spans, and which values they take."""

from annotator.errors import EditError
from annotator.model import Attribute, AttributeKind, Attributes, AttributeValue, Scheme
from annotator.translation import mark


def attributes_for(scheme: Scheme, label: str) -> tuple[Attribute, ...]:
    """Return the attributes of a label's spans: its own, then those of the labels above it; a name counts once."""
    found: dict[str, Attribute] = {}
    for above in scheme.upward(label):
        for attribute in above.attributes:
            found.setdefault(attribute.name, attribute)
    return tuple(found.values())


def with_defaults(scheme: Scheme, label: str, attributes: Attributes = ()) -> Attributes:
    """Return the attributes with the defaults of those that the label has besides."""
    defaults = {one.name: one.default for one in attributes_for(scheme, label) if one.default is not None}
    return in_order({**defaults, **dict(attributes)}) if defaults else attributes


def in_order(attributes: dict[str, AttributeValue]) -> Attributes:
    """Return attributes as spans hold them."""
    return tuple(sorted(attributes.items()))


def check(attribute: Attribute, value: AttributeValue) -> None:
    """Raise EditError unless an attribute may have that value."""
    match attribute.kind:
        case AttributeKind.YES_NO:
            fits = isinstance(value, bool)
        case AttributeKind.CHOICE:
            fits = value in attribute.choices
        case AttributeKind.CHOICES:
            fits = isinstance(value, tuple) and set(value) <= set(attribute.choices)
        case AttributeKind.LINK:
            fits = isinstance(value, str) and value == value.strip() and len(value.split()) == 1
        case AttributeKind.TEXT:
            fits = isinstance(value, str)
    if not fits:
        raise EditError(mark("errors", "{name} cannot be “{value}”."), name=attribute.name, value=shown(value))


def shown(value: AttributeValue) -> str:
    """Return a value as one text; several choices with commas between."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)

"""The keys of language models, in the keyring of the system, by address: never in a file or a project of ours.

By the package keyring (the extra `language-model`). Most language models on one's own machine ask for none.
"""

from annotator.errors import AnnotatorError
from annotator.translation import mark

SERVICE = "Annotator: language model"
NO_KEYRING = mark(
    "errors",
    "The key cannot be kept: {reason}. Install the extra “language-model” (pip install "
    "annotator-desktop[language-model]), and see that the system has a keyring.",
)


def kept_key(address: str) -> str:
    """Return the key for an address, empty if none is kept or there is no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, address) or ""
    except KeyringError:
        return ""


def keep_key(address: str, key: str) -> None:
    """Keep the key for an address, instead of another one; an empty one takes it away. Raises AnnotatorError."""
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError as error:
        raise AnnotatorError(NO_KEYRING, reason="the package keyring is not installed") from error
    try:
        if key:
            keyring.set_password(SERVICE, address, key)
        else:
            keyring.delete_password(SERVICE, address)
    except PasswordDeleteError:  # There was none.
        return
    except KeyringError as error:
        raise AnnotatorError(NO_KEYRING, reason=str(error) or type(error).__name__) from error

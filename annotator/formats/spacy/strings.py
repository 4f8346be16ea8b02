"""How spaCy numbers strings: by a hash of 64 bits, but for the names that it knows itself.

The hash is MurmurHash64A with the seed 1 (spacy/strings.pyx, https://github.com/explosion/murmurhash); the names are
those of spacy/symbols.pyx, whose numbers are their places. A label such as PERSON is one of them: were it hashed, spaCy
would not find it.
"""

from functools import lru_cache

_FACTOR = 0xC6A4A7935BD1E995
_MASK = 2**64 - 1
_SHIFT = 47
_SEED = 1

_BEFORE_FLAGS = """
IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP
IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY
"""
_BETWEEN = """
ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY PROB
LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE
"""
_BEHIND_DEPRECATED = """
PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL
CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj
expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis
partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID
IDX _
"""
SYMBOLS = (
    "",
    *_BEFORE_FLAGS.split(),
    *(f"FLAG{number}" for number in range(19, 64)),
    *_BETWEEN.split(),
    *(f"DEPRECATED{number:03}" for number in range(1, 277)),
    *_BEHIND_DEPRECATED.split(),
)
_NUMBERS = {name: number for number, name in enumerate(SYMBOLS)}


@lru_cache(maxsize=100_000)
def string_number(string: str) -> int:
    """Return the number by which spaCy knows a string."""
    number = _NUMBERS.get(string)
    return murmur(string.encode()) if number is None else number


def murmur(content: bytes) -> int:
    """Return the hash MurmurHash64A."""
    number = _SEED ^ (len(content) * _FACTOR & _MASK)
    whole = len(content) // 8 * 8
    for at in range(0, whole, 8):
        block = int.from_bytes(content[at : at + 8], "little") * _FACTOR & _MASK
        block = (block ^ block >> _SHIFT) * _FACTOR & _MASK
        number = (number ^ block) * _FACTOR & _MASK
    if whole < len(content):
        number = (number ^ int.from_bytes(content[whole:], "little")) * _FACTOR & _MASK
    number = (number ^ number >> _SHIFT) * _FACTOR & _MASK
    return number ^ number >> _SHIFT

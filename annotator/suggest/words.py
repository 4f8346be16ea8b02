"""Words that tell, by themselves, what a stretch of text is. Lists of facts, nothing else; all in small letters."""


def listed(words: str) -> frozenset[str]:
    """Return words that stand in one line."""
    return frozenset(words.split())


PARTICLES = listed(
    "of de del della der den des di da do dos das du la le el al bin ibn bint ben van von ter ten zu zur af av y dla"
)
"""Small words that stand inside a name: University of Oslo, Charles de Gaulle, Osama bin Laden."""

LINKS = listed("of de for")
ARTICLES = listed("the a an la le les el los las")
"""After a link and an article a name goes on: Battle of the Bulge."""

TITLES = listed(
    "mr mrs ms miss mx dr prof professor sir dame lord lady president minister secretary chancellor ambassador senator "
    "governor mayor judge justice king queen prince princess emperor pope bishop archbishop cardinal father sister "
    "general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander corporal cpl "
    "spc pvt chairman chairwoman director spokesman spokeswoman congressman congresswoman representative rep sen gov "
    "coach chief sheikh imam ayatollah rabbi saint"
)
"""Titles before a person's name, without full stops."""

DETERMINERS = listed(
    "the a an this that these those its his her their our your my all any some several many both each every no"
)
"""Words that begin a phrase and are seldom one."""

FUNCTION_WORDS = listed(
    "a an the this that these those there then they their them theirs he she his her hers him it its we our us ours "
    "you your i my me mine and but or nor so yet in on at by for from to with without within as if when while since "
    "after before during although though because however meanwhile moreover furthermore therefore thus hence according "
    "both some many much most all any no not none only also even each every either neither few several another other "
    "others such what who whom whose why how where which whether is are was were be been being am has have had having "
    "do does did doing can could may might must shall should will would of off out over under up down into onto upon "
    "about above across against along among around behind below beneath beside besides between beyond despite except "
    "inside like near outside past per through throughout toward towards until till unlike via than too very just "
    "still again once here now today yesterday tomorrow later earlier next last first second third one two three four "
    "five six seven eight nine ten eleven twelve hundreds thousands dozens more less fewer least same own let please "
    "yes perhaps maybe indeed instead nevertheless nonetheless otherwise finally recently currently previously "
    "originally eventually soon often sometimes usually generally additionally similarly consequently subsequently "
    "initially unfortunately following given including based born using prior regarding concerning"
)
"""Words that begin sentences without being names."""

MONTHS = listed(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
ALSO_VERBS = listed("may march")
"""Months that at the start of a sentence are more often something else."""
DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
SCALES = listed("hundred thousand million billion trillion bn m k dozen")
UNITS = listed(
    "percent % per km kilometers kilometres kilometer kilometre miles mile meters metres meter metre feet foot ft "
    "inches inch cm mm kg kilograms kilogram tons tonnes tonne ton pounds pound lb lbs ounces acres acre hectares "
    "hectare square cubic litres liters barrels gallons watts kw mw gw mph knots degrees dollars euros yen rubles "
    "yuan francs cents usd eur gbp years year months month weeks week days day hours hour minutes minute seconds "
    "people"
)
"""What may follow a number and belongs to it."""

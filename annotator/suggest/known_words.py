"""Words that tell what a name may be that holds them or stands beside them. Lists of facts, all in small letters."""

from collections.abc import Mapping
from types import MappingProxyType

from annotator.suggest.words import listed

COUNTRIES = listed(
    "afghanistan africa albania algeria america andorra angola argentina armenia asia australia austria azerbaijan "
    "bahrain bangladesh belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria "
    "burma burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus denmark djibouti "
    "dominica ecuador egypt england eritrea estonia ethiopia eu europe fiji finland france gabon gambia georgia "
    "germany ghana greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq "
    "ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon lesotho "
    "liberia libya liechtenstein lithuania luxembourg macedonia madagascar malawi malaysia maldives mali malta "
    "mauritania mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal "
    "netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland "
    "portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan "
    "suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uae "
    "uganda uk ukraine uruguay usa uzbekistan vatican venezuela vietnam wales yemen zambia zimbabwe"
)
"""Countries and continents of one word."""

PEOPLES = listed(
    "afghan african albanian algerian american angolan arab argentine armenian asian australian austrian azerbaijani "
    "bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian canadian "
    "chilean chinese colombian congolese croatian cuban cypriot czech danish dutch egyptian emirati english estonian "
    "ethiopian european finnish french georgian german ghanaian greek haitian hungarian icelandic indian indonesian "
    "iranian iraqi irish islamic israeli italian jamaican japanese jordanian kazakh kenyan korean kurdish kuwaiti "
    "latvian lebanese liberian libyan lithuanian malaysian mexican moldovan mongolian moroccan nepalese nigerian "
    "norwegian omani pakistani palestinian peruvian philippine polish portuguese qatari romanian russian rwandan "
    "saudi scottish senegalese serbian singaporean slovak slovenian somali soviet spanish sudanese swedish swiss "
    "syrian taiwanese tanzanian thai tunisian turkish ugandan ukrainian uzbek venezuelan vietnamese welsh western "
    "yemeni zambian zimbabwean"
)
"""Adjectives of countries and peoples."""

GIVEN_NAMES = listed(
    "aaron abdul abdullah adam ahmad ahmed alan albert alexander alexei ali alice amanda amy andrea andrei andrew "
    "andré angela ann anna anne annie anthony antonio arthur ashley barbara bashar ben benjamin betty beverly bill "
    "billy bob bobby bonnie boris brandon brenda brian bruce carl carlos carol carolyn catherine charles chen cheryl "
    "chris christina christine christopher clarence craig cynthia dan daniel dave david deborah debra denise dennis "
    "diana diane diego dmitry donald donna doris dorothy douglas earl edward elizabeth emily emma eric ernest eugene "
    "evelyn fernando frances frank françois fred fritz gary george gerald giovanni giuseppe gloria gregory hamid hans "
    "harold harry hassan heather heinrich helen henry hiroshi howard hussein ibrahim irene ivan jack jacqueline "
    "jacques james jane janet janice jason javier jean jeffrey jennifer jeremy jerry jesse jessica jim jimmy joan joe "
    "john johnny jonathan jose joseph joshua joyce juan judith judy julia julie justin jürgen karen karim karl "
    "katherine kathleen kathryn kathy keith kelly kenji kenneth kevin khalid kim kimberly klaus kumar larry laura "
    "lawrence lee leo li lillian linda lisa lois lori louis louise luigi luis luke mahmoud manuel marco margaret "
    "maria marie marilyn mario mark martha martin mary matthew max melissa michael michel michelle miguel mike "
    "mikhail mildred ming mohamed mohammad mohammed muhammad mustafa nancy nguyen nicholas nicole nikolai norma "
    "oliver omar pablo pamela park patricia patrick paul paula pedro peter philip phillip phyllis pierre rachel raj "
    "ralph randy raymond rebecca richard robert robin roger ronald rose roy ruby russell ruth ryan saddam sam samuel "
    "sandra sanjay sara sarah scott sean sergei sharon shawn shirley simon singh sophia stephanie stephen steve "
    "steven susan takeshi tammy teresa terry theresa thomas timothy tina todd tom victor virginia vladimir walter "
    "wanda wang wayne wei william willie wolfgang yusuf zhang"
)
"""Frequent given names of many countries, and family names that are as frequent."""

OF_ORGANISATIONS = listed(
    "academy administration agency airlines airways army assembly association authority band bank battalion board "
    "brigade bureau cathedral church club co coalition college command commission committee company congress corp "
    "corporation corps council court cup department division entertainment fc federation films force forces "
    "foundation front government group guard guards holdings hospital inc industries institute institution "
    "international journal league llc ltd magazine militia ministry movement museum navy network news newspaper "
    "office orchestra organisation organization parliament party pictures plc police post press radio records "
    "regiment school senate services society studio studios systems team technologies television times tv union "
    "united university"
)
"""Words that stand in the names of organisations."""

OF_PLACES = listed(
    "airport avenue bay border bridge capital central city coast county desert district east eastern forest gulf "
    "harbor harbour hill hills island islands kingdom lake mount mountain mountains near north northern ocean park "
    "peninsula port province region republic river road sea south southern square state station street town valley "
    "village west western"
)
"""Words that stand in the names of places, or beside them."""

KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "country": COUNTRIES,
        "people": PEOPLES,
        "given": GIVEN_NAMES,
        "organisation": OF_ORGANISATIONS,
        "place": OF_PLACES,
    }
)


def kinds_of(word: str) -> list[str]:
    """Return the kinds that a word, in small letters and without full stops, is of."""
    return [kind for kind, words in KINDS.items() if word in words]

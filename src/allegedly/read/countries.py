"""Countries as datelines print them after the city, with their codes (ISO 3166-1 alpha-2).

A state, province or territory counts for its country, abbreviations in the style of the Associated Press. "Georgia" is left out:
after a city it may be the state or the country, and a later stage knows the city.
"""

from __future__ import annotations

_COUNTRIES = (
    "AD=Andorra;AE=United Arab Emirates,UAE;AF=Afghanistan;AG=Antigua and Barbuda;AI=Anguilla;AL=Albania;AM=Armenia;"
    "AO=Angola;AR=Argentina;AS=American Samoa;AT=Austria;AU=Australia;AW=Aruba;AX=Aland Islands;AZ=Azerbaijan;"
    "BA=Bosnia and Herzegovina,Bosnia;BB=Barbados;BD=Bangladesh;BE=Belgium;BF=Burkina Faso;BG=Bulgaria;BH=Bahrain;"
    "BI=Burundi;BJ=Benin;BM=Bermuda;BN=Brunei;BO=Bolivia;BR=Brazil;BS=Bahamas,The Bahamas;BT=Bhutan;BW=Botswana;BY=Belarus;"
    "BZ=Belize;CA=Canada;CD=Democratic Republic of the Congo,Congo,DR Congo,DRC;CF=Central African Republic;"
    "CG=Republic of the Congo,Congo Republic;CH=Switzerland;CI=Ivory Coast,Cote d'Ivoire,Côte d'Ivoire;CK=Cook Islands;"
    "CL=Chile;CM=Cameroon;CN=China;CO=Colombia;CR=Costa Rica;CU=Cuba;CV=Cabo Verde,Cape Verde;CW=Curacao,Curaçao;CY=Cyprus;"
    "CZ=Czechia,Czech Republic;DE=Germany;DJ=Djibouti;DK=Denmark;DM=Dominica;DO=Dominican Republic;DZ=Algeria;EC=Ecuador;"
    "EE=Estonia;EG=Egypt;EH=Western Sahara;ER=Eritrea;ES=Spain;ET=Ethiopia;FI=Finland;FJ=Fiji;FK=Falkland Islands;"
    "FM=Micronesia;FO=Faroe Islands;FR=France;GA=Gabon;"
    "GB=United Kingdom,England,Scotland,Wales,Northern Ireland,Britain,U.K.,UK;GD=Grenada;GF=French Guiana;GG=Guernsey;"
    "GH=Ghana;GI=Gibraltar;GL=Greenland;GM=Gambia,The Gambia;GN=Guinea;GP=Guadeloupe;GQ=Equatorial Guinea;GR=Greece;"
    "GT=Guatemala;GU=Guam;GW=Guinea-Bissau;GY=Guyana;HK=Hong Kong;HN=Honduras;HR=Croatia;HT=Haiti;HU=Hungary;ID=Indonesia;"
    "IE=Ireland,Republic of Ireland;IL=Israel;IM=Isle of Man;IN=India;IQ=Iraq;IR=Iran;IS=Iceland;IT=Italy;JE=Jersey;"
    "JM=Jamaica;JO=Jordan;JP=Japan;KE=Kenya;KG=Kyrgyzstan;KH=Cambodia;KI=Kiribati;KM=Comoros;KN=Saint Kitts and Nevis;"
    "KP=North Korea,DPRK;KR=South Korea,Republic of Korea;KW=Kuwait;KY=Cayman Islands;KZ=Kazakhstan;LA=Laos;LB=Lebanon;"
    "LC=Saint Lucia;LI=Liechtenstein;LK=Sri Lanka;LR=Liberia;LS=Lesotho;LT=Lithuania;LU=Luxembourg;LV=Latvia;LY=Libya;"
    "MA=Morocco;MC=Monaco;MD=Moldova;ME=Montenegro;MG=Madagascar;MH=Marshall Islands;MK=North Macedonia,Macedonia;ML=Mali;"
    "MM=Myanmar,Burma;MN=Mongolia;MO=Macao,Macau;MP=Northern Mariana Islands;MQ=Martinique;MR=Mauritania;MS=Montserrat;"
    "MT=Malta;MU=Mauritius;MV=Maldives;MW=Malawi;MX=Mexico;MY=Malaysia;MZ=Mozambique;NA=Namibia;NC=New Caledonia;NE=Niger;"
    "NF=Norfolk Island;NG=Nigeria;NI=Nicaragua;NL=Netherlands;NO=Norway;NP=Nepal;NR=Nauru;NU=Niue;NZ=New Zealand;OM=Oman;"
    "PA=Panama;PE=Peru;PF=French Polynesia;PG=Papua New Guinea;PH=Philippines;PK=Pakistan;PL=Poland;"
    "PM=Saint Pierre and Miquelon;PN=Pitcairn;PR=Puerto Rico;"
    "PS=Gaza Strip,Gaza,West Bank,Palestinian Territories,Palestine;PT=Portugal;PW=Palau;PY=Paraguay;QA=Qatar;"
    "RE=Reunion,Réunion;RO=Romania;RS=Serbia;RU=Russia,Russian Federation;RW=Rwanda;SA=Saudi Arabia;SB=Solomon Islands;"
    "SC=Seychelles;SD=Sudan;SE=Sweden;SG=Singapore;SH=Saint Helena;SI=Slovenia;SK=Slovakia;SL=Sierra Leone;SM=San Marino;"
    "SN=Senegal;SO=Somalia;SR=Suriname;SS=South Sudan;ST=Sao Tome and Principe,São Tomé and Príncipe;SV=El Salvador;"
    "SY=Syria;SZ=Eswatini,Swaziland;TC=Turks and Caicos Islands;TD=Chad;TG=Togo;TH=Thailand;TJ=Tajikistan;TK=Tokelau;"
    "TL=East Timor,Timor-Leste;TM=Turkmenistan;TN=Tunisia;TO=Tonga;TR=Turkey,Türkiye,Turkiye;TT=Trinidad and Tobago;"
    "TV=Tuvalu;TW=Taiwan;TZ=Tanzania;UA=Ukraine;UG=Uganda;US=United States,United States of America,USA,U.S.,U.S.A.,US;"
    "UY=Uruguay;UZ=Uzbekistan;VA=Vatican,Vatican City;VC=Saint Vincent and the Grenadines;VE=Venezuela;"
    "VG=British Virgin Islands;VI=U.S. Virgin Islands;VN=Vietnam;VU=Vanuatu;WF=Wallis and Futuna;WS=Samoa;XK=Kosovo;"
    "YE=Yemen;YT=Mayotte;ZA=South Africa;ZM=Zambia;ZW=Zimbabwe"
)
_STATES = {
    "US": (
        "Ala.,Alabama,Alaska,Ariz.,Arizona,Ark.,Arkansas,Calif.,California,Colo.,Colorado,Conn.,Connecticut,Del.,Delaware,D.C.,DC,"
        "District of Columbia,Fla.,Florida,Ga.,Hawaii,Idaho,Ill.,Illinois,Ind.,Indiana,Iowa,Kan.,Kansas,Ky.,Kentucky,La.,Louisiana,"
        "Maine,Md.,Maryland,Mass.,Massachusetts,Mich.,Michigan,Minn.,Minnesota,Miss.,Mississippi,Mo.,Missouri,Mont.,Montana,Neb.,"
        "Nebraska,Nev.,Nevada,N.H.,New Hampshire,N.J.,New Jersey,N.M.,New Mexico,N.Y.,New York,N.C.,North Carolina,N.D.,"
        "North Dakota,Ohio,Okla.,Oklahoma,Ore.,Oregon,Pa.,Pennsylvania,R.I.,Rhode Island,S.C.,South Carolina,S.D.,South Dakota,"
        "Tenn.,Tennessee,Texas,Utah,Vt.,Vermont,Va.,Virginia,Wash.,W.Va.,West Virginia,Wis.,Wisconsin,Wyo.,Wyoming"
    ),
    "CA": (
        "Alberta,British Columbia,Manitoba,New Brunswick,Newfoundland,Nova Scotia,Ontario,Prince Edward Island,Quebec,Saskatchewan,"
        "Yukon,Nunavut"
    ),
}


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def _load() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in _COUNTRIES.split(";"):
        code, names = row.strip().split("=")
        codes.update((_fold(name), code) for name in names.split(","))
    for code, names in _STATES.items():
        codes.update((_fold(name), code) for name in names.split(","))
    return codes


_CODES = _load()


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country, state or province as printed; `None` where it is none we know."""
    return _CODES.get(_fold(name).removeprefix("the "))

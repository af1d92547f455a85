"""News agencies as they sign datelines, and the name each is recorded under."""

from __future__ import annotations

import re

_AGENCIES = (
    "AAP", "ABNA", "AFP", "Agerpres", "Anadolu", "ANI", "ANP", "ANSA", "Antara", "AP", "APA", "APP", "Armenpress", "ATS", "Azertac",
    "BBC", "BelTA", "Belga", "Bernama", "Bloomberg", "BNS", "BSS", "BTA", "Business Wire", "CNA", "CNN", "CNS", "CTK", "DPA",
    "EFE", "ELTA", "Europa Press", "Fars", "FENA", "Fides", "GLOBE NEWSWIRE", "HINA", "IANS", "INA", "Interfax",
    "Interfax-Ukraine", "IPS", "IRIN", "IRNA", "ISNA", "ITAR-TASS", "JTA", "Kazinform", "KCNA", "Kyodo", "KUNA", "LETA", "Lusa",
    "MAP", "Mehr", "MENA", "MIA", "MTI", "MTN", "NAN", "News", "NNA", "NTB", "PA", "PANA", "PAP", "Petra", "PNA", "PRNewswire",
    "PTI", "QNA", "Reuters", "RFE/RL", "RIA Novosti", "Ritzau", "SANA", "SAPA", "SDA", "SITA", "SPA", "Sputnik", "STA", "STT",
    "TANJUG", "TASR", "Tasnim", "TASS", "Thomson Reuters Foundation", "Trend", "TT", "UKRINFORM", "UNB", "UNIAN", "UPI", "VNA",
    "VOA", "WAFA", "WAM", "Xinhua", "Yonhap", "The Canadian Press", "The New Humanitarian", "Radio Free Asia", "RFA",
)  # fmt: skip
_OTHER_SPELLINGS = {
    "the associated press": "AP",
    "associated press": "AP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "xinhua news agency": "Xinhua",
    "kyodo news": "Kyodo",
    "yonhap news agency": "Yonhap",
    "anadolu agency": "Anadolu",
    "aa": "Anadolu",
    "press trust of india": "PTI",
    "united press international": "UPI",
    "voice of america": "VOA",
    "voa news": "VOA",
    "radio free europe/radio liberty": "RFE/RL",
    "rfe": "RFE/RL",
    "press association": "PA",
    "pa media": "PA",
    "canadian press": "The Canadian Press",
    "cp": "The Canadian Press",
    "čtk": "CTK",
    "ukrinform": "Ukrinform",
    "tanjug": "Tanjug",
    "bbc news": "BBC",
    "ria": "RIA Novosti",
    "ria-novosti": "RIA Novosti",
}
_KNOWN = {name.casefold(): name for name in _AGENCIES} | _OTHER_SPELLINGS


def known_agency(printed: str) -> str | None:
    """The agency's usual name for a printed one ("REUTERS", "Associated Press"); the first of two joined by a stroke;
    `None` where it is none we know."""
    folded = " ".join(printed.casefold().split()).removesuffix(" agency")
    if folded in _KNOWN:
        return _KNOWN[folded]
    first = re.split(r"\s*[/,|]\s*|\s+-\s+", folded)[0]
    return _KNOWN.get(first)

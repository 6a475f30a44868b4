"""How laws, statutes and treaties name their parts: 'Article 3. Money', '§ 1 Name und Sitz', '第一章 总则'."""

from __future__ import annotations

import re
from typing import NamedTuple

# From the largest to the smallest, in the languages of the site and of its neighbours.
_NAMES = (
    r"book|livre|libro|buch|livro|boek",
    r"part|partie|parte|teil|deel|část|część|часть",
    r"title|titre|t[íi]tulo|titolo|titel",
    r"chapter|chapitre|cap[íi]tulo|capo|kapitel|hoofdstuk|hauptst[üu]ck|rozdział|kapitola|глава",
    r"section|sec[cç][ií][óo]n|se[cç]ção|seção|sezione|abschnitt|afdeling|unterabschnitt|раздел",
    r"article|art[íi]culo|articolo|artigo|artikel|art\.|clause|§§?|paragraf|artykuł|článek|статья",
)
# 'Erster Abschnitt', 'Première partie'.
_ORDINAL = (
    r"(?:erst|zweit|dritt|viert|fünft|sechst|siebt|siebent|acht|neunt|zehnt)e[rs]?|premi(?:er|ère)|deuxième|troisième|"
    r"quatrième|cinquième|primera?|segund[oa]|tercera?|cuart[oa]|quint[oa]|first|second|third|fourth|fifth"
)
_APART = (
    r"annex|appendix|annexe|anexo|allegato|anlage|anhang|bijlage|załącznik|příloha|приложение",
    r"disposici[óo]n(?:es)?|dispositions?|disposizion[ei]|disposiç(?:ão|ões)",
)
_WHICH = (
    r"\d{1,4}\s?[a-z]?|[ivxlc]{1,7}|[a-z]|premi(?:er|ère)|prim(?:er|ero|era|o|a)|segund[oa]|tercer[oa]?|cuart[oa]|"
    r"quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|d[ée]cim[oa]|[úu]nic[oa]|unique|preliminar|preliminary|"
    r"final(?:es)?|transitori[oa]s?|adicional(?:es)?|derogatori[oa]s?|finales?|transitoires?"
)
_DIVISION = re.compile(
    rf"(?:(?P<name>{'|'.join(f'(?P<r{rank}>{names})' for rank, names in enumerate(_NAMES))})"
    rf"(?:\s+|(?<=[§.])\s*)(?:{_WHICH})|"
    rf"(?:{_ORDINAL})\s+(?:{'|'.join(f'(?P<o{rank}>{names})' for rank, names in enumerate(_NAMES[:5]))})|"
    rf"(?P<apart>{'|'.join(_APART)})(?:\s+(?:{_WHICH})){{0,2}})(?![^\W_])(?:\.?[ºª])?"
    r"(?P<sign>\s*[.:–—-]{1,2})?(?:\s+(?P<rest>\S.*))?",
    re.IGNORECASE,
)
# 第一章 总则: 编 and 部分 are books, 章 chapters, 节 sections, 条 articles.
_EAST_ASIAN = re.compile(
    r"第\s*[一二三四五六七八九十百千〇零\d０-９]{1,6}\s*(?:(?P<r0>编|編|部分)|(?P<r3>章)|(?P<r4>节|節|款)|(?P<r5>条|條))"
    r"(?:[\s\u3000:：]*(?P<rest>\S.*))?"
)


class Division(NamedTuple):
    """`rank`: the smaller, the larger the part is; None for what stands beside the largest, as an annex does.
    `rest`: what is behind its number, and the `sign` between them."""

    rank: int | None
    sign: str
    rest: str


def division(text: str) -> Division | None:
    match = _DIVISION.fullmatch(text) or _EAST_ASIAN.fullmatch(text)
    if match is None:
        return None
    groups = match.groupdict()
    rank = next((rank for rank in range(len(_NAMES)) if groups.get(f"r{rank}") or groups.get(f"o{rank}")), None)
    return Division(rank, (groups.get("sign") or "").strip(), groups["rest"] or "")

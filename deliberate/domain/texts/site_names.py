"""Names under which the site itself would seem to speak, in whatever script, spelling or company they come."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from deliberate.domain.texts.looks import looks, skeleton


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Nobody has one of these beside a name of their own. A long one counts within a word, too.
_ROLES = _words("""
admin admins administrator administrators administration sysadmin webmaster superuser moderator moderators moderation
administratorin moderatorin moderatoren moderatorinnen administrateur administratrice modérateur modératrice
administrador administradora moderador moderadora amministratore amministratrice moderatore moderatrice
beheerder administratör moderatör moderatorka moderátor administrátor yönetici
администратор администраторы администрация админ модератор модераторы адміністратор адміністрація адмін
διαχειριστής συντονιστής מודרטור مدیرسایت
管理员 管理員 版主 管理者 管理人 モデレーター モデレータ 관리자 운영자 모더레이터 어드민
मॉडरेटर प्रशासक व्यवस्थापक एडमिन मध्यस्थ ผู้ดูแลระบบ ผู้ดูแล แอดมิน ແອດມິນ အက်ဒမင် អ្នកគ្រប់គ្រង
أدمن ادمن آدمین أدمين אדמין אדמינית админка мадэратар модэратар адміністратар әкімші
ადმინი ადმინისტრატორი მოდერატორი ադմին ադմինիստրատոր մոդերատոր አስተዳዳሪ
অ্যাডমিন এডমিন মডারেটর প্রশাসক అడ్మిన్ నిర్వాహకుడు మోడరేటర్ அட்மின் நிர்வாகி மட்டுறுத்துநர்
ನಿರ್ವಾಹಕ ಅಡ್ಮಿನ್ അഡ്മിൻ കാര്യനിർവാഹകൻ ਐਡਮਿਨ એડમિન ඇඩ්මින් アドミン アドミニストレーター 어드민 관리인
ylläpitäjä ylläpito moderaattori rendszergazda adminisztrátor správce správca skrbnik moderação moderación
moderazione moderering moderátorka administrátorka administratorka quảntrịviên điềuhànhviên pengelola
""")
# These may be part of a name, or are one in another language; alone they are not.
_SITE = _words("""
root system systems staff support deliberate site mod mods team bot help helpdesk official
editor editors reader visitor anonymous nobody guest deleted user account
sysop operator postmaster hostmaster abuse security noreply betreiber
sistema soporte equipo anónimo invitado système équipe anonyme invité redaktion verwaltung anonym gast
система поддержка редактор редакция гость аноним підтримка гість анонім σύστημα ανώνυμος
مشرف المشرف مشرفون المشرفون مدير المدير الإدارة إدارة مسؤول المسؤول مراقب المراقب النظام مجهول مدیر ناظر
מנהל מנהלת מנחה מערכת אנונימי
系统 系統 官方 站长 站長 主持人 客服 匿名 编辑 編輯 運営 司会者 編集者 중재자 시스템 익명
""")
_LITTLE = frozenset(_words("a an the of this our your for and by"))
# So long that it stands in no other word.
_LONG = 8
# Scripts that put no spaces between words.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_LIKE_LETTERS = str.maketrans("34578$@ƏƎƐЄЭƜ", "EASTBSAEEEEEM")
# A name of several of these words is written in one now and then; shorter ones stand at the beginning of many.
_PARTS = 3
_ROUND = dict.fromkeys(map(ord, "○◯●◉⊙◌ꙨꙩꙪꙫ۰"), ord("o"))
_TO_KATAKANA = {letter: letter + 0x60 for letter in range(0x3041, 0x3097)}
_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOR_AN_I = re.compile(r"(?<=\w)!(?=\w)")


def speaks_as_the_site(name: str) -> bool:
    name = _FOR_AN_I.sub("i", name).translate(_TO_KATAKANA | _ROUND)
    words = _letters(_WORD_BEGINS.sub(" ", name)).split()
    whole = _spellings(_letters(name).replace(" ", ""))
    roles, site = _folded()
    if whole & (roles | site) or any(role in spelling for role in _inside() for spelling in whole):
        return True
    if any(_spellings(word) & roles for word in (*words, *(word.strip("0123456789") for word in words))):
        return True
    others = [word for word in words if word.lower() not in _LITTLE and not word.isdecimal()]
    return bool(others) and all(_is_of_the_site(word.strip("0123456789") or word) for word in others)


def _letters(text: str) -> str:
    """With a space for whatever is no letter, digit or mark of one: vowels of many scripts are marks."""
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text)


def _is_of_the_site(word: str) -> bool:
    """Whether it is one of the words, or two of them in one: 'siteadmin'."""
    roles, site = _folded()
    kept = roles | site
    return any(
        spelling in kept
        or any(spelling[:cut] in kept and spelling[cut:] in kept for cut in range(_PARTS, len(spelling) - _PARTS + 1))
        for spelling in _spellings(word)
    )


@cache
def _folded() -> tuple[frozenset[str], frozenset[str]]:
    roles, site = (frozenset(one for word in words for one in _spellings(word)) for words in (_ROLES, _SITE))
    return roles, site


@cache
def _inside() -> frozenset[str]:
    """Roles that are found wherever they stand."""
    long = [word for word in _ROLES if len(word) >= _LONG or _UNSPACED.fullmatch(word)]
    return frozenset(one for word in long for one in _spellings(word))


def _spellings(word: str) -> frozenset[str]:
    """What a word comes to by its looks: written as it is, in small letters and in capitals. Empty for no letters."""
    return frozenset(filter(None, map(_fold, looks(word))))


def _fold(word: str) -> str:
    """One way to write all that look like it, or are read like it: 1, l, I and i are one letter here."""
    for _ in range(3):
        word = skeleton(word).upper()
    return "".join(c for c in word.translate(_LIKE_LETTERS) if c.isalnum())

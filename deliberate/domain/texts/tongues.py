"""Which language a text is in that does not say it: by its script, and by small words that every text has.

Nobody is told a language that may be another: a text too short for it, in two languages, or in one that is not listed,
is in none. Of relatives that share most small words (Danish, Norwegian; Czech, Slovak) those are listed in which they
differ, and languages of which nothing else is known here are listed so that they are not taken for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from deliberate.domain.texts.letters import words as split

# A text is told by its first words.
_READ = 4_000
# So many of the words must be such small ones; in most texts three of ten are. And so much more must speak for one
# language than for the next.
_FEWEST = 0.1
_LEAD = 2.5
# No text is told by less, nor apart from a relative by fewer words that only one of them has.
_LEAST, _FEWEST_APART = 6, 3
# In scripts with one language so many letters are enough.
_LETTERS = 20
_NEARLY_ALL = 0.7

_LATIN = {
    "af": "die van en het is nie wat vir met hierdie om te deur as word kan ook hy sy ons wees daar sal moet baie",
    "ca": (
        "de la que i el en a els les amb per un una del és no al dels aquest aquesta com també més ha són pels "
        "però se o es si hi d l està entre sobre tot aquests"
    ),
    "cs": (
        "a v na se je z že do to s o pro ve by jsou ke od za nebo jako která který které podle jeho při bude být "
        "není k ze pokud však jejich"
    ),
    "cy": "y yr yn a i o ar ei mae wedi bod am gyda nid sydd hyn gan neu fod eu drwy oedd wrth ond cael hefyd",
    "da": (
        "og i at af en til er det som på de den med for ikke et der har kan fra blev efter bliver skal også hvis "
        "eller om var sig være dette denne ved men vil kun du"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es werden wird oder "
        "sind an bei sie er hat nach"
    ),
    "en": (
        "the of and to in a is that for it as was with be by on are this or which have not from an at will shall "
        "their they can he his"
    ),
    "eo": "la de kaj en estas al ne por ke kun estis pri kiu el ĝi oni ili povas estu per sed ankaŭ tiu laŭ aŭ kiuj",
    "es": (
        "de la que el en y a los se del las un por con una para es al lo como más su pero sus o este son esta "
        "según no si ha está puede ser sin entre sobre todo"
    ),
    "et": (
        "ja on ei et see ka oma kui või mis seda ning oli selle aga kes tema siis peab võib eest poolt nende pole "
        "ainult kõik saa ole ära"
    ),
    "eu": (
        "eta da ez du dira bat izan duen zuen baina hau edo dute egin bere den ere zen horren dela behar diren arteko"
    ),
    "fi": (
        "ja on ei että se oli hän mutta myös kun ovat joka mukaan jos sekä tai ole sen ne voi olla kuin mitä vain "
        "kuten jotka"
    ),
    "fr": (
        "de la le et les des en du que un une est dans pour par au qui a pas sur ce il sont plus ne se avec ou aux "
        "l d son cette être"
    ),
    "ga": "an na agus ar ag is a i do le go ní bhí tá sé nach atá ná ach raibh faoi ó seo leis mar chun iad",
    "gl": (
        "de a e o que do da en os un para unha con por non as se no dos na ao máis como das é pola polo foi ou "
        "esta pode está hai sen entre sobre ser"
    ),
    "hr": (
        "i u je na se da su za od kao s o koji što nije bi biti ili ne iz koja sve ali koje nakon može prema kako "
        "te kada samo više"
    ),
    "hu": (
        "a az és hogy nem is egy van ez meg de csak volt vagy mint el ha már még kell ki azt minden lehet amely "
        "nincs ezt"
    ),
    "id": (
        "yang dan di dari untuk dengan ini dalam pada itu tidak adalah akan oleh atau ke juga bisa tersebut karena "
        "telah dapat ada boleh bahwa hanya namun kepada jika daripada"
    ),
    "is": "og að í á er sem til um við með var ekki það af en fyrir hann eru því frá þess hefur verið eða eftir þeir",
    "it": (
        "di e il la che in a per un del è una non i con le si della da al nel dei come più alla sono anche gli "
        "delle o se può essere dell l d"
    ),
    "lt": (
        "ir kad yra į iš su tai bet o kaip ar už buvo apie nuo jis jo pagal gali šio taip po dėl tik arba turi "
        "kurie būti nėra negali per jei ne"
    ),
    "lv": "un ir ar no par ka kas uz tas bet lai vai kā pie nav pēc arī kuri bija savu tiek tiem šo līdz var tika jo",
    "ms": (
        "yang dan di dari untuk dengan ini dalam pada itu tidak adalah akan oleh atau ke juga boleh tersebut "
        "kerana telah dapat ada bahawa ialah daripada kepada hanya jika"
    ),
    "nl": (
        "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan bij door worden wordt uit "
        "naar of heeft zij hun"
    ),
    "no": (
        "og i det er på til som en å for av at med ikke har et den de om var fra blir kan etter skal også eller "
        "seg hvis ved men vil denne dette være ikkje ein eit frå kun du"
    ),
    "pl": (
        "w i na z się do nie to że jest o jak po przez od za ale dla są tym oraz jego być może jako lub który "
        "które tylko jeśli przy ich"
    ),
    "pt": (
        "de a que e o do da em os um para uma com por não as se no dos na mais ao como das é pela pelo foi ou são "
        "está ser pode sem entre sobre todos"
    ),
    "ro": (
        "de și în a la cu pe nu se din că este o un care pentru mai sau prin fi sunt ale unei au lui cum după ar "
        "sa poate"
    ),
    "sk": (
        "a v na sa je z že do to s o pre vo by sú ku od za alebo ako ktorá ktorý ktoré podľa jeho pri bude byť nie "
        "ak ale k však ich"
    ),
    "sl": (
        "in je v na se da so za z ki po pa od ne tudi s kot bi ali pri iz še kaj zaradi bil ter lahko bo bilo več "
        "samo če"
    ),
    "sq": "të e në dhe i një për me që nga më si ka është nuk ose por janë do kjo ky prej mund duke tyre",
    "st": "ho le a ya ba e ka mme tsa hore ha o ke ditjhaba bang feela tse eo yona motho wa bohle seo",
    "sv": (
        "och i att det som en på är av för med den till inte de om ett har från var kan eller ska även vid han men "
        "när vara denna du så"
    ),
    "sw": "ya na wa kwa ni katika la za kuwa cha hii si kama au wote huo yake watu pia haki hiyo bila kila yote",
    "tl": "ang ng sa na mga ay at kung may ito para hindi o ni isang nito siya bawat ating upang lahat dapat",
    "tr": (
        "ve bir bu da de için ile olarak çok daha olan gibi kadar ne ya veya değil sonra her ise ki en var "
        "tarafından yok tüm içinde göre"
    ),
    "vi": "và của là các trong có được cho không một những với để này người khi đã từ phải về hoặc theo tại nếu",
}
_CYRILLIC = {
    "be": (
        "і ў не на з што да як для гэта па але ці быць яго ад быў ён пры таксама калі у які якія або за толькі "
        "можа каб мае"
    ),
    "bg": (
        "на и в за да се от са че не с по е като това до към или при който ще но които бъде след само може без ако "
        "този всички а"
    ),
    "kk": "және мен бұл үшін бір болып деп ол да де осы емес бар керек кез оның туралы немесе болады",
    "mk": "на и во да се од за не ќе со е што како по тоа до но или биде при кој ова сите може ги ако без го ја",
    "ru": (
        "и в не на что с по как это для из от он к но а то его за или быть при так был все их также о если только "
        "чтобы этот может после до"
    ),
    "sr": (
        "и у је на да се за са од не као који или из су ће би што до али која после може није због ако само како више с"
    ),
    "uk": (
        "і в не на що з до та як для це за від по але й його або у про які при бути він є якщо також може під має "
        "чи лише можна"
    ),
}
_ARABIC = {
    "ar": "في من على أن إلى عن مع هذا هذه التي الذي لا ما أو كان كل بين قد كما لم بعد غير ذلك هو هي ليس أي عند حيث",
    "fa": "و در به از که این است را با برای آن یک تا بر های می شود هر خود شده باشد نیز دارد یا کرد کند باید وجود",
    "ur": "اور کے کی میں ہے کا سے کو نے پر یہ ہیں اس کہ بھی نہیں ایک تھا لیے گیا کر جو ہو تو",
}
_DEVANAGARI = {
    "hi": "के में की है और से को का नहीं पर यह हैं एक ने भी इस कि या लिए गया तो जो कर ही किया कोई करने साथ था",
    "mr": "आणि या आहे ते व हे आहेत तो होते केली होता नाही असे किंवा हा ही साठी त्या केले मध्ये करणे परंतु झाले",
    "ne": "र को मा छ लागि यो छैन गर्न पनि हो का ले भएको तथा वा एक गरेको छन् गर्ने हुन एउटा गरिएको तर",
}
_HEBREW = {
    "he": "של את על לא הוא זה עם כל או כי גם אם היא אל יש בין אשר אין זו כדי יותר",
    "yi": "די און איז אין צו פון מיט דאס דער זיך האט ניט נישט אויף אז פאר דעם זיינען אויך",
}
# What begins with one letter and ends before the other: its language, or which of the lists tells it.
_SCRIPTS = (
    ("A", "\u0250", "LATIN"),
    ("\u0370", "\u0400", "el"),
    ("\u0400", "\u0530", "CYRILLIC"),
    ("\u0530", "\u0590", "hy"),
    ("\u0590", "\u0600", "HEBREW"),
    ("\u0600", "\u0700", "ARABIC"),
    ("\u0900", "\u0980", "DEVANAGARI"),
    ("\u0980", "\u0a00", "bn"),
    ("\u0b80", "\u0c00", "ta"),
    ("\u0e00", "\u0e80", "th"),
    ("\u10a0", "\u1100", "ka"),
    ("\u1e00", "\u1f00", "LATIN"),
    ("\u1f00", "\u2000", "el"),
    ("\u3040", "\u3100", "ja"),
    ("\u3400", "\ua000", "zh"),
    ("\uac00", "\ud7b0", "ko"),
)

_LISTS = {
    **{"LATIN": _LATIN, "CYRILLIC": _CYRILLIC, "HEBREW": _HEBREW},
    **{"ARABIC": _ARABIC, "DEVANAGARI": _DEVANAGARI},
}

# All that can be told.
CODES = frozenset(code for lists in _LISTS.values() for code in lists) | {code for *_, code in _SCRIPTS} - _LISTS.keys()

# What is a part of what is listed, or an older name of it (ISO 639-3, RFC 5646).
_PARTS = {
    **{"nb": "no", "nn": "no", "fil": "tl", "bs": "hr", "sh": "hr", "prs": "fa"},
    **{"cmn": "zh", "yue": "zh", "iw": "he", "in": "id", "ji": "yi"},
}


def guessed(text: str) -> str | None:
    """The code of the language, 'de'; None unless it is sure."""
    words = [word.text.lower() for word in islice(split(text), _READ) if not word.text[0].isdigit()]
    letters = _by_script(words)
    script, most = max(letters.items(), key=lambda pair: pair[1], default=("", 0))
    if not script or most < _NEARLY_ALL * letters.total():
        return None
    known = _LISTED.get(script)
    if known is None:
        return script if most >= _LETTERS else None
    return _by_words(words, known)


def is_one_of(code: str, tag: str) -> bool:
    """Whether a tag such as 'de-AT' or 'nb' (RFC 5646) is of the language with this code, 'de' or 'no'."""
    spoken = tag.partition("-")[0].lower()
    return code in (spoken, _PARTS.get(spoken, spoken))


def _by_script(words: Iterable[str]) -> Counter[str]:
    """How many letters there are of each script. Japanese is written in two, and one of them is that of Chinese."""
    letters: Counter[str] = Counter()
    for letter, number in Counter("".join(words)).items():
        script = next((name for start, end, name in _SCRIPTS if start <= letter < end), "")
        letters[script] += number
    if letters["ja"] > letters["zh"] / 10:
        letters["ja"] += letters.pop("zh", 0)
    return letters


def _by_words(words: list[str], known: dict[str, frozenset[str]]) -> str | None:
    counts = Counter(words)
    small = {code: {word: counts[word] for word in listed if word in counts} for code, listed in known.items()}
    told = {code: sum(found.values()) for code, found in small.items()}
    best = max(told, key=lambda code: (told[code], code))
    if told[best] < max(_LEAST, _FEWEST * len(words)):
        return None
    return best if all(_is_surer(small[best], small[other]) for other in known if other != best) else None


def _is_surer(one: dict[str, int], other: dict[str, int]) -> bool:
    """By the words that are not in both."""
    only_one = sum(number for word, number in one.items() if word not in other)
    only_other = sum(number for word, number in other.items() if word not in one)
    return only_one >= max(_FEWEST_APART, _LEAD * only_other)


def _split(lists: dict[str, str]) -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lists.items()}


_LISTED = {name: _split(lists) for name, lists in _LISTS.items()}

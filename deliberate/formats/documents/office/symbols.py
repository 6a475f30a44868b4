"""Letters of fonts that have signs in their place, by the signs that they print: Symbol and Wingdings."""

from __future__ import annotations

import re

# Such fonts are written as the private characters U+F020 to U+F0FF.
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def _table(signs: str) -> dict[int, str]:
    """Of 'a=α b=β': what stands for each code."""
    pairs = (pair.split("=", 1) for pair in signs.split())
    return {int(code, 16) if len(code) == 2 else ord(code): sign for code, sign in pairs}


# Adobe's Symbol encoding; digits and stops are those of ASCII.
_SYMBOL = _table(
    "A=Α B=Β C=Χ D=Δ E=Ε F=Φ G=Γ H=Η I=Ι J=ϑ K=Κ L=Λ M=Μ N=Ν O=Ο P=Π Q=Θ R=Ρ S=Σ T=Τ U=Υ V=ς W=Ω X=Ξ Y=Ψ Z=Ζ "
    "a=α b=β c=χ d=δ e=ε f=φ g=γ h=η i=ι j=ϕ k=κ l=λ m=μ n=ν o=ο p=π q=θ r=ρ s=σ t=τ u=υ v=ϖ w=ω x=ξ y=ψ z=ζ "
    "22=∀ 24=∃ 27=∋ 2D=− 40=≅ 5C=∴ 5E=⊥ A0=€ A2=′ A3=≤ A5=∞ A7=♣ A8=♦ A9=♥ AA=♠ AB=↔ AC=← AD=↑ AE=→ AF=↓ B0=° B1=± "
    "B2=″ B3=≥ B4=× B5=∝ B6=∂ B7=• B8=÷ B9=≠ BA=≡ BB=≈ BC=… C5=⊕ C6=∅ C7=∩ C8=∪ C9=⊃ CA=⊇ CB=⊄ CC=⊂ CD=⊆ CE=∈ CF=∉ "
    "D0=∠ D1=∇ D2=® D3=© D4=™ D5=∏ D6=√ D7=⋅ D8=¬ D9=∧ DA=∨ DB=⇔ DC=⇐ DD=⇑ DE=⇒ DF=⇓ E5=∑ F2=∫"
)
_WINGDINGS = _table(
    "22=✂ 28=☎ 2A=✉ 3F=✍ 4A=☺ 4C=☹ 6C=● 6E=■ 6F=□ 70=□ 71=❑ 72=❒ 74=⬧ 75=◆ 76=❖ 77=⬥ 9E=· 9F=• A0=▪ A1=○ A7=▪ A8=◻ "
    "AB=★ D8=➢ DF=← E0=→ E1=↑ E2=↓ E8=➔ EF=⇦ F0=⇨ F3=⬄ FB=✗ FC=✓ FD=☒ FE=☑"
)
# What a sign is that nobody here knows.
UNKNOWN = "\ufffd"


def readable(text: str, font: str = "") -> str:
    """With the signs that such a font prints, and UNKNOWN for those that are in no table."""
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda match: _sign(ord(match[0]) - 0xF000, font), text)


def symbol(code: str | None, font: str = "") -> str:
    """The sign of a `w:sym`: a code in hexadecimal digits, and its font."""
    if not code or not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return UNKNOWN
    number = int(code, 16)
    if number < 0x100 or 0xF000 <= number < 0xF100:
        return _sign(number & 0xFF, font)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else UNKNOWN


def _sign(code: int, font: str) -> str:
    if "wingdings" in font.lower():
        return _WINGDINGS.get(code, UNKNOWN)
    if code in _SYMBOL or "symbol" in font.lower() or not font:
        return _SYMBOL.get(code) or (chr(code) if 0x20 <= code < 0x7F else UNKNOWN)
    return chr(code) if 0x20 <= code < 0x7F else UNKNOWN

"""An answer as tokens: one pass over the text, whose places stay true to the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pdsync.goals.dates.words import ABBREVIATED, TYPOS

_TOKEN = re.compile(
    r"(?P<link>https?://\S+|www\.\S+|[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{1,40})"
    r"|(?P<dotted>(?:[^\W\d_]\.){3,})"
    r"|(?P<chat>(?<![^\W_])(?:b4|b/f|2day|2moro\w?|2mrw|2nite|4ever|w/in)(?![^\W_]))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<number>\d+)|(?P<mark>[.,;:!?()/\-+&@#%$~>=\n])"
)
_SAME = {
    **dict.fromkeys("’‘ʼ′`´", "'"),
    **dict.fromkeys("–—−‐‑‒―", "-"),
    **dict.fromkeys("\v\f\r\x85\u2028\u2029", "\n"),
    **dict.fromkeys("→⇒➔➜", ">"),
    "×": "x",
    "…": ".",
}
SENTENCE_ENDS = frozenset(".!?;\n")
PADDING = 8


class _Fold(dict[int, str]):
    """Every character as exactly one plain small one, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _SAME.get(char) or unicodedata.normalize("NFKC", char).lower()
        self[code] = plain = plain if len(plain) == 1 else char
        return plain


_FOLD = _Fold()


def plain(text: str) -> str:
    """The text in small plain letters, character for character."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


class Tokens:
    """Words, numbers and marks of a text side by side: `t` their texts, `n` numbers or None, `start`, `end`, `glued`.

    `glued[i]`: nothing stands between token i and the one before it; `capital[i]`: it begins with a capital letter;
    `guessed`: the tokens that were mended by guessing. The lists are padded with empty tokens, so that a look a few
    places ahead of the last or behind the first finds "".
    """

    __slots__ = ("capital", "end", "glued", "guessed", "n", "size", "start", "t")

    def __init__(self, text: str, mend: Callable[[str], str] = lambda word: word) -> None:
        self.t: list[str] = []
        self.n: list[int | None] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.glued: list[bool] = []
        self.capital: list[bool] = []
        self.guessed: list[int] = []
        last = -1
        for match in _TOKEN.finditer(plain(text).replace("\v", "\n").replace("\r", "\n").replace("\\", "/")):
            word, kind = match.group(), match.lastgroup
            start, end = match.span()
            number = None
            if kind in ("word", "chat"):
                said, word = word, self._word(word, mend)
                if word is not said and word not in said and said not in TYPOS:
                    self.guessed.append(len(self.t))
            elif kind == "dotted":
                word = word.replace(".", "")
            elif kind == "number":
                number = int(word) if len(word) <= 6 else None
            elif kind == "link":
                word = "<link>"
            self.t.append(word)
            self.n.append(number)
            self.start.append(start)
            self.end.append(end)
            self.glued.append(start == last)
            self.capital.append(text[start].isupper())
            last = end
        self.size = len(self.t)
        self.t += [""] * PADDING
        self.n += [None] * PADDING
        self.start += [len(text)] * PADDING
        self.end += [len(text)] * PADDING
        self.glued += [False] * PADDING
        self.capital += [False] * PADDING

    @staticmethod
    def _word(word: str, mend: Callable[[str], str]) -> str:
        if word.endswith("'s"):
            word = word[:-2]
        return TYPOS.get(word) or mend(word)

    def named_inside(self, i: int) -> bool:
        """Whether token i has a capital letter that no beginning of a sentence gives it."""
        return self.capital[i] and i > 0 and not self.ends_sentence(i - 1) and self.t[i - 1] not in ("\n", ":", "-")

    def ends_sentence(self, i: int) -> bool:
        """Whether token i closes a sentence: not the full stop of "Dec. 18" or of "3.15"."""
        mark = self.t[i]
        if mark not in SENTENCE_ENDS or not mark:
            return False
        if mark != ".":
            return True
        if self.glued[i + 1] and self.glued[i]:
            return False
        shortened = i > 0 and self.t[i - 1] in ABBREVIATED
        goes_on = self.n[i + 1] is not None or self.t[i + 1] in ABBREVIATED or not self.capital[i + 1]
        return not (shortened and self.t[i + 1] and goes_on)

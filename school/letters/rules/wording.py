"""A letter's text, and what it must not say: pointed out beside the text, decided by a person."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

PLACEHOLDERS = ("student", "class", "college", "counsellor", "office_phone")
STAFF_PLACEHOLDERS = ("name", "unit", "office_phone")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Language(enum.StrEnum):
    """In which language the standing words of a letter and its slip are."""

    CHINESE = "zh_CN"
    ENGLISH = "en"
    BOTH = "zh_CN+en"


@dataclass(frozen=True)
class WordingText:
    """What a family reads. Paragraphs of the body are apart by an empty line; **bold** is marked so.

    ``language`` decides the standing words around it, among them what the slip says.
    """

    title: str
    salutation: str
    body: str
    signed_by: str
    language: Language = Language.CHINESE

    @property
    def sha256(self) -> str:
        """The hash that stands on receipts: which text was signed. Parts are kept apart by a NUL."""
        parts = f"{self.title}\0{self.salutation}\0{self.body}\0{self.signed_by}\0{self.language}"
        return hashlib.sha256(parts.encode()).hexdigest()

    @property
    def whole(self) -> str:
        """All of it, to be checked."""
        return f"{self.title}\n{self.salutation}\n{self.body}\n{self.signed_by}"


class Fault(enum.StrEnum):
    """What may be wrong with a sentence."""

    EXAGGERATION = "exaggeration"
    REQUEST = "request"
    CONDITION = "condition"
    TONE = "tone"
    GUARDIAN = "guardian"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True)
class Finding:
    """Words to look at again: which, and why. ``start`` is their place in the text."""

    fault: Fault
    quote: str
    start: int


@dataclass(frozen=True)
class _Suspicion:
    """``words`` in a sentence are a fault unless ``pardon`` is found in the same sentence."""

    fault: Fault
    words: re.Pattern[str]
    pardon: re.Pattern[str] | None = None


_NOT = re.compile(r"不能|不是|并非|无法|没有|不可能|不要相信|不要轻信|cannot|not\b", re.IGNORECASE)
_WARNING = re.compile(
    r"不会|不要(?!忘)|不得|不向|不收|不必|不用|不需|无需|从不|决不|绝不|切勿|请勿|勿|别(?!忘)|谨防|警惕|小心|骗|凡是|"
    r"never|not\b|n't|beware|scam|fraud",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"自愿|不影响|无关|不与|不作为|不挂钩|不会(?:影响|因)|不(?:得|能)(?:要求|强制|强迫|作为|与)|由(?:本人|家长|您|孩子)?(?:自己)?决定|"
    r"voluntary|not\b",
    re.IGNORECASE,
)
_APP = r"(?:App|APP|app|软件|应用|国家反诈中心|反诈中心)"
_INSTALL = r"(?:安装|下载|注册|实名|开启预警|开通)"
_GAINS = r"(?:挂钩|评优|评先|评奖|奖学金|助学金|毕业|入学|注册学籍|选课|考核|学分|综测|综合测评|成绩|入党|宿舍)"

_SUSPICIONS = (
    _Suspicion(
        Fault.EXAGGERATION,
        re.compile(
            r"百分之?百|100\s*[%％]|万能|神器|杜绝|根除|零风险|万无一失|保证(?:不|安全|有效)|绝对(?:安全|有效|不会)|"
            r"(?:所有|一切|全部|任何)(?:的)?(?:诈骗|骗局|骗子)(?:电话)?(?:都|均)?(?:能|会|可以)?(?:被)?(?:拦|挡|防)|"
            r"(?:再也|就|便|从此)不(?:会|用怕|怕)(?:再)?(?:被骗|上当|受骗)|永远不会(?:被骗|上当)|guarantee|100 ?percent",
            re.IGNORECASE,
        ),
        _NOT,
    ),
    _Suspicion(
        Fault.REQUEST,
        re.compile(
            r"转账|汇款|付款|收款码|缴费|交费|缴纳|保证金|手续费|银行卡|卡号|短信验证码|验证码|支付密码|登录密码|密码|"
            r"bank card|card number|password|sms code|verification code|transfer money",
            re.IGNORECASE,
        ),
        _WARNING,
    ),
    _Suspicion(
        Fault.CONDITION,
        re.compile(
            rf"(?:必须|务必|一律|强制|应当|都要|须|限期).{{0,6}}(?:安装|下载|装上).{{0,10}}|"
            rf"(?:不|未|没有?|拒不|拒绝){_INSTALL}.{{0,12}}(?:不得|不能|不予|不许|取消|影响|扣|通报|后果|责任|处分)|"
            rf"{_INSTALL}.{{0,16}}{_GAINS}|{_GAINS}.{{0,16}}{_INSTALL}|"
            rf"(?:安装|注册|实名|{_APP}).{{0,12}}截图|must install|required to install",
            re.IGNORECASE,
        ),
        _FREE,
    ),
    _Suspicion(Fault.TONE, re.compile(r"务必|严禁|一票否决|违者|后果自负|责任自负|通报批评|不得有误|否则")),
    _Suspicion(Fault.GUARDIAN, re.compile(r"监护人|guardians?", re.IGNORECASE)),
)


def wording_findings(text: str, placeholders: Collection[str] = PLACEHOLDERS) -> list[Finding]:
    """Everything in ``text`` to look at again, in the order of the text.

    A sentence is judged as a whole: one that says the school never asks for a code is no request,
    and one that says the app stays voluntary is no condition.
    """
    found = [*_unknown_placeholders(text, placeholders)]
    for start, sentence in _sentences(text):
        for suspicion in _SUSPICIONS:
            found += _in_sentence(suspicion, start, sentence)
    return sorted(found, key=lambda finding: (finding.start, finding.fault))


def _in_sentence(suspicion: _Suspicion, start: int, sentence: str) -> Iterator[Finding]:
    if suspicion.pardon is not None and suspicion.pardon.search(sentence):
        return
    for match in suspicion.words.finditer(sentence):
        yield Finding(suspicion.fault, match.group().strip(), start + match.start())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their place. A semicolon ends one too: lists of rules hide behind semicolons."""
    for match in re.finditer(r"[^。！？!?；;\n]+[。！？!?；;]?|\n", text):
        yield match.start(), match.group()


def _unknown_placeholders(text: str, placeholders: Collection[str]) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(text):
        if match[1] not in placeholders:
            yield Finding(Fault.PLACEHOLDER, match.group(), match.start())

"""The standing words of a letter and its slip in each language. A line break in a label makes two small lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from school.letters.paper import CHINESE_LABELS, LetterLabels
from school.letters.rules.wording import Language


@dataclass(frozen=True)
class Standing:
    """What a language decides: labels, the steps beside the code, how to check the letter, the PDF's language.

    ``{address}`` in ``verify_line`` is where anybody may ask for the letter's number.
    """

    labels: LetterLabels
    steps: tuple[str, str, str]
    verify_line: str
    pdf_language: str


ENGLISH_LABELS = LetterLabels(
    number="Letter no.",
    check_code="Check code",
    steps_title="Sign on your phone in three steps",
    cut="No phone? Sign below, cut along the line, and let the student bring the slip to school",
    turn_over="The letter goes on overleaf. The slip is on the back; cutting it off takes no text away.",
    slip_title="Slip for the letter to families",
    student="Student",
    student_number="Student no.",
    relation="I am the\nstudent's",
    relations=("mother", "father", "grandparent", "other"),
    have_read="I have read this letter",
    please_contact="I have a question; please ask the teacher to contact me",
    hint="Dark ink, inside the boxes. Signing only says you have read the letter: no fee, no guarantee.",
    date="Date",
    date_parts=("Y", "M", "D"),
    signature="Signature",
)
BILINGUAL_LABELS = LetterLabels(
    number="信件编号 No.",
    check_code="核对码 Check code",
    steps_title="用手机签收，只要三步 Sign by phone in three steps",
    cut="不用手机的，签好后沿虚线剪下，交孩子带回学校 No phone? Sign, cut here, let the student bring it back",
    turn_over="正文转背面。回执在背面，剪下不会剪掉正文。 Continued overleaf; the slip is on the back.",
    slip_title="家长信回执 Reply slip",
    student="学生 Student",
    student_number="学号 No.",
    relation="我是学生的\nI am the student's",
    relations=("母亲\nmother", "父亲\nfather", "祖父母、外祖父母\ngrandparent", "其他\nother"),
    have_read="我已看过这封信\nI have read this letter",
    please_contact="我有疑问，请老师联系我\nI have a question; please ask the teacher to contact me",
    hint=(
        "请用深色笔写日期、签名，不要写出框。签名只表示看过信，不收费，也不是担保。\n"
        "Dark ink, inside the boxes. Signing only says you have read the letter: no fee, no guarantee."
    ),
    date="日期\nDate",
    signature="家长签名\nSignature",
)

STANDING: dict[Language, Standing] = {
    Language.CHINESE: Standing(
        CHINESE_LABELS,
        ("微信或相机扫左边的二维码", "填核对码，看信", "写上姓名，按“签收”"),
        "这封信不收费，也不要验证码。想核实，请打开 {address}，或者打：",
        "zh-CN",
    ),
    Language.ENGLISH: Standing(
        ENGLISH_LABELS,
        ("Scan the code on the left", "Enter the check code, read the letter", "Type your name and sign"),
        "This letter asks for no money and no SMS code. To check it, open {address} or call: ",
        "en",
    ),
    Language.BOTH: Standing(
        BILINGUAL_LABELS,
        (
            "扫左边的二维码 Scan the code on the left",
            "填核对码，看信 Enter the check code",
            "写上姓名签收 Type your name, sign",
        ),
        "不收费，不要验证码 No fee, no SMS code. 核实 To check: {address} 或打 or call: ",
        "zh-CN",
    ),
}
# Whatever the locale of the server is.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_words(day: dt.date, language: Language) -> str:
    """The letter's date as the language writes it."""
    chinese = f"{day.year}年{day.month}月{day.day}日"
    english = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return {Language.CHINESE: chinese, Language.ENGLISH: english, Language.BOTH: f"{chinese}　{english}"}[language]

"""What the wording check points out, and what it leaves in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.letters.default_wording import default_wording
from school.letters.rules import Fault, wording_findings


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("装上国家反诈中心App，百分百防骗。", Fault.EXAGGERATION),
        ("装了就不会被骗！", Fault.EXAGGERATION),
        ("这是防骗神器", Fault.EXAGGERATION),
        ("从此杜绝诈骗。", Fault.EXAGGERATION),
        ("所有诈骗电话都能拦住。", Fault.EXAGGERATION),
        ("请把银行卡号填在回执上。", Fault.REQUEST),
        ("收到后请回复短信验证码。", Fault.REQUEST),
        ("请缴纳材料费，扫码付款。", Fault.REQUEST),
        ("请不要忘记告诉我们密码。", Fault.REQUEST),
        ("全体学生必须安装国家反诈中心App。", Fault.CONDITION),
        ("未安装的不得参加评优。", Fault.CONDITION),
        ("安装情况与奖学金挂钩。", Fault.CONDITION),
        ("评优以注册情况为准。", Fault.CONDITION),
        ("请上传安装完成的截图，下载后发App截图。", Fault.CONDITION),
        ("请家长务必签字。", Fault.TONE),
        ("逾期一票否决。", Fault.TONE),
        ("请监护人签名。", Fault.GUARDIAN),
        ("{stduent}同学的家长：", Fault.PLACEHOLDER),
    ],
)
def test_pointed_out(text: str, fault: Fault) -> None:
    found = wording_findings(text)
    assert fault in {finding.fault for finding in found}
    assert all(text[finding.start :].startswith(finding.quote) for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "学校不会向您要银行卡密码和短信验证码。",
        "凡是催着转账、索要验证码的，请先停下来。",
        "装不装由本人决定，不影响学习、评奖和办事。",
        "它不是万能的，不能保证拦住全部骗局。",
        "签收不收任何费用。",
        "{student}同学的家长：",
        "请您看完后签收，谢谢。",
    ],
)
def test_left_in_peace(text: str) -> None:
    assert wording_findings(text) == []


def test_our_own_default_says_nothing_wrong() -> None:
    text = default_wording("云州大学", "保卫处")
    assert wording_findings(text.whole) == []


def test_a_warning_in_one_sentence_does_not_excuse_the_next() -> None:
    found = wording_findings("我们从不要密码。请把银行卡写在下面。")
    assert [(finding.fault, finding.quote) for finding in found] == [(Fault.REQUEST, "银行卡")]


@given(st.text(alphabet="请不会装安必须密码{}。，\n卡App", max_size=60))
def test_findings_are_in_the_text_and_in_order(text: str) -> None:
    found = wording_findings(text)
    assert all(text[finding.start :].startswith(finding.quote) for finding in found)
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)

"""The letters a school starts from. Their words are ours; a school changes them as it likes."""

from __future__ import annotations

import datetime as dt
import enum

from school.letters.rules.wording import Language, WordingText

# How long a family has, where nobody says.
DUE_AFTER = dt.timedelta(days=21)


class Start(enum.StrEnum):
    """Which text a new mailing starts from."""

    FAMILIES = "families"
    BILINGUAL = "bilingual"
    STAFF = "staff"


DEFAULT_TITLE = "致家长的一封信"

DEFAULT_BODY = """\
您好！这几年，电信网络诈骗的手法一直在变，学生和家长都可能遇上。学校正在做反诈宣传，有几件事想请您了解。

**一、先停一停。**常见的骗局有刷单返利、冒充客服退款、冒充老师收费、游戏账号交易、虚假贷款。凡是催着转账、\
索要验证码、要求共享屏幕、不许告诉家人和老师的，请先停下来。

**二、收费要核实。**学校和老师不会在聊天群里发收款码，也不会向您要银行卡密码和短信验证码。有人以学校的名义要钱，\
请先打信尾的电话问清楚。

**三、同孩子约好。**遇到急着用钱的消息，先通一次电话，听到本人的声音再商量。万一被骗，请不要责怪孩子，马上拨打110，\
联系银行，留好聊天和转账记录，谨防再次被骗。反诈劝阻专线是96110。

**四、软件自愿装。**学校会介绍“国家反诈中心”App，装不装由本人决定，不影响学习、评奖和办事。它能提醒一部分风险，\
不能代替我们自己的判断。

请您看完后签收。手机扫码，或者在回执上签名交孩子带回，选一种就行，都算数。签收只表示您看过信，不收任何费用。"""

BILINGUAL_TITLE = "致家长的一封信 A Letter to Families"

BILINGUAL_BODY = """\
您好！这几年，电信网络诈骗的手法一直在变，学生和家长都可能遇上。有几件事想请您了解。

Telecom and online fraud keeps changing, and both students and families may meet it. Here is what we would like \
you to know.

**一、先停一停。**凡是催着转账、索要验证码、要求共享屏幕、不许告诉家人和老师的，请先停下来。

**1. Stop first.** If somebody presses you to transfer money, asks for a code sent by SMS, wants you to share your \
screen, or tells you to keep it from family and teachers, stop: beware of fraud.

**二、收费要核实。**学校和老师不会在聊天群里发收款码，也不会向您要银行卡密码和短信验证码。

**2. Check every request for money.** The school never posts payment codes in chat groups and never asks for your \
bank card password or SMS codes. If somebody asks for money in the school's name, call the number in this letter first.

**三、同孩子约好。**遇到急着用钱的消息，先通话，听到本人的声音再商量。万一被骗，马上拨打110，联系银行，留好记录。\
反诈劝阻专线是96110。

**3. Agree with your child.** When a message says money is needed urgently, call and hear the voice first. If you were \
cheated, dial 110 at once, call your bank and keep the records. A call from 96110 is the police warning you of fraud: \
please answer it.

**四、软件自愿装。**学校会介绍“国家反诈中心”App，装不装由本人决定，不影响学习、评奖和办事。它只能提醒一部分风险。

**4. The app is voluntary.** We introduce the app of the National Anti-Fraud Center. Whether to install it is each \
person's own decision; studies, awards and services do not depend on it. It warns of some risks only.

请您看完后签收，扫码或在回执上签名，选一种就行。签收只表示您看过信，不收任何费用。

Please sign on your phone or on the slip; either one is enough. Signing only says that you have read this letter. It \
costs nothing."""

STAFF_TITLE = "致教职工及家属的一封信"

STAFF_BODY = """\
您好！电信网络诈骗不只盯着学生，教职工和家里的老人、孩子也会遇上。这封信请您看一看，也带回家念给家里人听。

**一、常见的骗局。**冒充领导或同事借钱，冒充公检法说您涉案，冒充客服办退款，投资理财群里的“导师”带着赚钱，\
兼职刷单先付后返。凡是催着转账、索要验证码、要求共享屏幕、不许告诉别人的，请先停下来。

**二、要钱先核实。**领导、同事、亲友在网上开口借钱，请先打电话，听到本人的声音再说。学校不会在聊天群里发收款码，\
也不会向您要银行卡密码和短信验证码。

**三、多陪陪老人。**请提醒家里老人：公安机关不会在电话里办案，也没有什么“安全账户”。96110打来的电话是劝阻诈骗的，请接听。

**四、万一被骗。**马上拨打110，联系银行，留好聊天和转账记录，谨防再次被骗：说能帮您把钱追回来的，也是骗子。请不要责怪家里人。

**五、软件自愿装。**“国家反诈中心”App能提醒一部分风险，装不装由本人决定，不影响考核和评优，也不能代替自己的判断。

这封信不用回执，不登记谁看过，也不收任何费用。"""


def default_wording(school_name: str, office_name: str, start: Start = Start.FAMILIES) -> WordingText:
    """The first version of a mailing nobody has written a text for."""
    signed_by = f"{school_name}{office_name}"
    if start is Start.BILINGUAL:
        salutation = "{student}同学的家长： Dear family of {student},"
        return WordingText(BILINGUAL_TITLE, salutation, BILINGUAL_BODY, signed_by, Language.BOTH)
    if start is Start.STAFF:
        return WordingText(STAFF_TITLE, "{name}老师：", STAFF_BODY, signed_by)
    return WordingText(DEFAULT_TITLE, "{student}同学的家长：", DEFAULT_BODY, signed_by)

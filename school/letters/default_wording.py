"""The letter a school starts from. Its words are ours; a school changes them as it likes."""

import datetime as dt

from school.letters.rules.wording import WordingText

# How long a family has, where nobody says.
DUE_AFTER = dt.timedelta(days=21)

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


def default_wording(school_name: str, office_name: str) -> WordingText:
    """The first version of a mailing nobody has written a text for."""
    return WordingText(DEFAULT_TITLE, "{student}同学的家长：", DEFAULT_BODY, f"{school_name}{office_name}")

"""Names of people who do not exist: common surnames and characters put together by chance.

Some are rare on purpose. They are what breaks printing, sorting and searching: characters beyond the
basic plane, the middle dot, single names, names of twenty characters.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from school.org.models import Gender

# By frequency, roughly: one surname of a line is so many times as common as one of the last line.
_WEIGHTS = (60, 20, 10, 3, 1)
_SURNAMES = (
    "王李张刘陈",
    "杨黄赵吴周徐孙马朱胡",
    "郭何林高罗郑梁谢宋唐许邓韩冯曹",
    "彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
    "庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦欧莘路岳齐沿梅庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柳华",
)
_COMPOUND = ("欧阳", "上官", "司徒", "诸葛", "皇甫", "尉迟", "令狐", "公孙", "慕容", "东方")
SURNAMES = [*"".join(line * weight for weight, line in zip(_WEIGHTS, _SURNAMES, strict=True)), *_COMPOUND]

_GIVEN = {
    Gender.MALE: (
        "子浩宇俊泽志文家明建天嘉梓一思承景皓博瑞鹏凯世永正立恒致云启书仲元国晨振",
        "轩然博宇杰豪铭涛辉阳航睿霖峰瑜翔洋超磊毅哲恺源旭晖凡鑫森奕成远帆川逸驰",
    ),
    Gender.FEMALE: (
        "雨思欣佳梓诗晓语心静若可芷婉书慧雅梦依沛美嘉清怡舒安紫亦采沐林秋春明灵云",
        "涵怡琪萱瑶彤妍婷悦桐菲宁雯颖琳蕾薇然洁嫣蓉璇莹曦雪馨霏玥晴茜瑾蓓苒禾兮",
    ),
}
_OF_PARENTS = {
    Gender.MALE: ("建国志永家大德海春长卫文学立振玉金宏世", "国强军平勇明伟峰生林华东斌民波根荣辉"),
    Gender.FEMALE: ("秀丽玉桂春淑美金素红月爱彩雪翠惠晓海", "英华芳兰梅珍琴萍霞云娟敏艳玲芬红莲香燕凤"),
}
_RARE = "堃喆珺䶮㛃𬭎𫍯鿍㑇𠮷"
# Names that everybody knows somebody by, and that the lists above can make.
FAMOUS = frozenset(
    [
        "刘德华",
        "张国荣",
        "张学友",
        "黎明",
        "马云",
        "成龙",
        "王菲",
        "李娜",
        "姚明",
        "刘翔",
        "李宁",
        "周涛",
        "雷军",
        "任志强",
        "张国立",
        "陈佩斯",
        "金星",
        "李安",
        "马龙",
        "张继科",
        "王浩",
        "林丹",
        "孙杨",
        "郭晶晶",
        "李晨",
        "邓超",
        "黄渤",
        "徐峥",
        "胡歌",
        "李冰冰",
        "周迅",
        "陈坤",
        "刘烨",
        "杨洋",
        "王凯",
        "张译",
        "李健",
        "周深",
        "毛不易",
        "王源",
        "王俊凯",
        "陈道明",
        "王一博",
        "丁俊晖",
        "张家辉",
        "张文宏",
        "李国强",
        "高峰",
        "杨澜",
        "白岩松",
        "康辉",
        "海霞",
        "董卿",
        "朱军",
        "王志文",
        "陈建斌",
        "刘涛",
        "韩红",
        "那英",
        "孙俪",
        "杨幂",
        "高圆圆",
        "汪涵",
        "何炅",
        "谢娜",
        "李湘",
        "王岳伦",
        "田亮",
        "杨威",
        "王宝强",
        "李小龙",
        "李嘉诚",
        "王建林",
        "董明珠",
        "马化腾",
        "史玉柱",
    ]
)

_UYGHUR = {
    Gender.MALE: [
        "买买提",
        "吐尔逊",
        "艾合买提",
        "阿卜杜拉",
        "玉山江",
        "库尔班",
        "阿里木江",
        "热合曼",
        "艾尼瓦尔",
        "帕尔哈提",
        "依力哈木",
        "木拉提",
    ],
    Gender.FEMALE: [
        "阿依努尔",
        "古丽娜尔",
        "热依汗古丽",
        "帕提古丽",
        "祖丽胡玛尔",
        "阿依古丽",
        "麦尔哈巴",
        "古丽巴哈尔",
        "再娜甫",
    ],
}
_TIBETAN = {
    Gender.MALE: ["扎西顿珠", "次仁旺堆", "旦增罗布", "格桑多吉", "洛桑平措", "索朗扎西"],
    Gender.FEMALE: ["格桑卓玛", "次仁央宗", "德吉白珍", "白玛拉姆", "央金措姆", "旦增曲珍"],
}
_MONGOLIAN = {
    Gender.MALE: ["苏和巴特尔", "宝音", "朝鲁", "那日苏", "阿木古郎", "特木尔"],
    Gender.FEMALE: ["乌日娜", "其其格", "萨日娜", "娜仁托娅", "高娃", "阿茹娜"],
}


class Name(NamedTuple):
    """A name, and the surname that children share with their father (empty where there are none)."""

    full: str
    surname: str = ""


# In the first classes of every campus, so that even a small one has them all.
SPECIAL: tuple[tuple[Name, Gender], ...] = (
    (Name("𠮷志远", "𠮷"), Gender.MALE),
    (Name("买买提·吐尔逊"), Gender.MALE),
    (Name("李䶮", "李"), Gender.MALE),
    (Name("王诗㛃", "王"), Gender.FEMALE),
    (Name("陈𬭎", "陈"), Gender.MALE),
    (Name("阿依努尔·买买提"), Gender.FEMALE),
    (Name("林𫍯", "林"), Gender.MALE),
    (Name("欧阳雨桐", "欧阳"), Gender.FEMALE),
    (Name("周鿍", "周"), Gender.MALE),
    (Name("阿卜杜拉·买买提艾力·吐尔逊江·艾合买提"), Gender.MALE),
    (Name("吴㑇", "吴"), Gender.MALE),
    (Name("赵珺", "赵"), Gender.FEMALE),
    (Name("孙喆", "孙"), Gender.MALE),
    (Name("郑晓堃", "郑"), Gender.FEMALE),
    (Name("扎西顿珠"), Gender.MALE),
    (Name("乌日娜"), Gender.FEMALE),
)


def student_name(random: Random, gender: Gender) -> Name:
    """A name as somebody born in this century bears it."""
    draw = random.random()
    if draw < 0.025:
        return _without_surname(random, gender, draw)
    surname = random.choice(SURNAMES)
    first, second = _GIVEN[gender]
    if draw < 0.2:
        given = random.choice(second)
    elif draw < 0.21:
        given = random.choice(first) + random.choice(_RARE)
    else:
        given = random.choice(first) + random.choice(second)
    return Name(surname + given, surname) if surname + given not in FAMOUS else student_name(random, gender)


def relative_name(random: Random, student: Name, gender: Gender, *, same_surname: bool) -> str:
    """A name of the generation before; where the student has no surname, a name of the same kind."""
    if not student.surname:
        return _without_surname(random, gender, 0.0 if "·" in student.full else 0.02).full
    return _older_name(random, gender, student.surname if same_surname else random.choice(SURNAMES))


def adult_name(random: Random, gender: Gender) -> str:
    """A name of somebody who works at the school, of either generation."""
    if random.random() < 0.5:
        return student_name(random, gender).full
    return _older_name(random, gender, random.choice(SURNAMES))


def _older_name(random: Random, gender: Gender, surname: str) -> str:
    first, second = _OF_PARENTS[gender]
    given = random.choice(second)
    if random.random() < 0.7:
        given = random.choice(first) + given
    return surname + given if surname + given not in FAMOUS else _older_name(random, gender, surname)


def _without_surname(random: Random, gender: Gender, draw: float) -> Name:
    if draw < 0.013:
        return Name(f"{random.choice(_UYGHUR[gender])}·{random.choice(_UYGHUR[Gender.MALE])}")
    return Name(random.choice((_TIBETAN if draw < 0.02 else _MONGOLIAN)[gender]))

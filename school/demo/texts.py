"""What families ask, why some do not sign, and the made-up strokes of a drawn name."""

from __future__ import annotations

from random import Random

QUESTIONS = (
    "孩子的手机是苹果的，能装这个App吗？",
    "我不识字，让孩子的姑姑代签可以吗？",
    "扫码的页面要验证码吗？我怕是骗子。",
    "回执是不是一定要用手机签？我想签纸的。",
    "我们夫妻都在外地打工，什么时候交回去都可以吗？",
    "装了App以后会不会一直提醒？孩子说耗电。",
    "信里说的电话白天打不通，晚上有人接吗？",
    "孩子说班里已经交了，怎么我还能签？",
    "家里只有奶奶，老人家不会用手机，怎么办？",
    "App注册要身份证，安全吗？",
)

# Most families that do not sign say nothing.
REASONS = ("", "", "孩子已经成年，我们尊重他自己的决定。", "", "信已经看过了，家里不习惯在手机上签字。")

PAD_WIDTH, PAD_HEIGHT = 320, 200


def strokes(random: Random) -> list[list[list[int]]]:
    """A few lines across the pad, as a finger draws them; in CSS pixels."""
    drawn = []
    for place in range(random.randint(4, 7)):
        x, y = 30 + place * 36 + random.randrange(12), random.randrange(40, 120)
        slope, bend = random.randrange(-3, 9), random.randrange(2, 12)
        drawn.append([[x + 4 * step, min(PAD_HEIGHT, y + slope * step + bend * (step % 3))] for step in range(8)])
    return drawn

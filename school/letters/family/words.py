"""Who somebody is to the student, in kinship words, and who helped to read the letter."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.letters.models import ContactWay, Helper, Relationship, Signature

RELATIONSHIP_WORDS = {
    Relationship.MOTHER: _l("Mother"),
    Relationship.FATHER: _l("Father"),
    Relationship.PATERNAL_GRANDMOTHER: _l("Father's mother"),
    Relationship.PATERNAL_GRANDFATHER: _l("Father's father"),
    Relationship.MATERNAL_GRANDMOTHER: _l("Mother's mother"),
    Relationship.MATERNAL_GRANDFATHER: _l("Mother's father"),
    Relationship.SIBLING: _l("Brother or sister"),
    Relationship.OTHER: _l("Another relative"),
}
NOBODY_HELPS = _l("No, I read it myself")
HELPER_WORDS = {
    Helper.STUDENT: _l("The student reads it to me"),
    Helper.FAMILY: _l("Another of the family"),
    Helper.NEIGHBOUR: _l("A neighbour or friend"),
    Helper.TEACHER: _l("A teacher"),
}
# The same as a fact, beside a signature.
HELPED_WORDS = {
    Helper.STUDENT: _l("the student helped"),
    Helper.FAMILY: _l("another of the family helped"),
    Helper.NEIGHBOUR: _l("a neighbour or friend helped"),
    Helper.TEACHER: _l("a teacher helped"),
}
CONTACT_WAYS = {
    ContactWay.TELEPHONE: _l("by telephone"),
    ContactWay.IN_PERSON: _l("in person"),
    ContactWay.VIDEO_CALL: _l("by video call"),
    ContactWay.OTHER: _l("in another way"),
}

# As rosters write it, for the one person a letter is addressed to.
ROSTER_WORDS = {
    Relationship.MOTHER: ("母亲", "妈妈", "母"),
    Relationship.FATHER: ("父亲", "爸爸", "父"),
    Relationship.PATERNAL_GRANDMOTHER: ("奶奶", "祖母"),
    Relationship.PATERNAL_GRANDFATHER: ("爷爷", "祖父"),
    Relationship.MATERNAL_GRANDMOTHER: ("外婆", "姥姥", "外祖母"),
    Relationship.MATERNAL_GRANDFATHER: ("外公", "姥爷", "外祖父"),
    Relationship.SIBLING: ("哥哥", "姐姐", "兄", "姐"),
}


def signer_words(signature: Signature) -> str:
    """Who signed: 外婆 林桂芳（学生本人帮忙）. The name may be missing, help is said where there was some."""
    who = f"{RELATIONSHIP_WORDS[signature.relationship_to_student]} {signature.name}".rstrip()
    if signature.helped_by is None:
        return who
    return str(gettext("%(who)s (%(help)s)", who=who, help=HELPED_WORDS[signature.helped_by]))


def relationship_of(roster_word: str) -> str:
    """The relationship a roster's word means, or "" where it does not say."""
    return next((key.value for key, words in ROSTER_WORDS.items() if roster_word.strip() in words), "")

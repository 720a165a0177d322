"""Who somebody is to the student, in kinship words."""

from flask_babel import lazy_gettext as _l

from school.letters.models import Relationship

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


def relationship_of(roster_word: str) -> str:
    """The relationship a roster's word means, or "" where it does not say."""
    return next((key.value for key, words in ROSTER_WORDS.items() if roster_word.strip() in words), "")

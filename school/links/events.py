"""What happens to links, for the log."""

from school.foundation.audit import event
from school.links.rules import SecondThing

LINK_OPENED = event("link.opened", "personal_link", second_thing=SecondThing)
LINK_REFUSED = event("link.refused", "personal_link", wrong_tries=int, locked=bool)

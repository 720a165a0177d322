"""That made-up people came and went, for the log. What lies between is about nobody."""

from school.foundation.audit import event

DEMO_LOADED = event("demo.loaded", "school", students=int, seed=int)
DEMO_REMOVED = event("demo.removed", "school", rows=int)

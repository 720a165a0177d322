"""Personal links: tokens, the landing page, and the second thing that opens them."""

from school.foundation.access import Gate
from school.links import models

__all__ = ["init_app", "models"]


def init_app(app: Gate) -> None:
    """Add this room to the application."""
    from school.links.views import blueprint, load_family

    app.register_blueprint(blueprint)
    # First of all: a student who is signed in on this phone reads the family's page as the family.
    app.actor_loaders.insert(0, load_family)

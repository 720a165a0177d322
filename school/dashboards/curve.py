"""The trend as a chart: a line by day, and its table by teaching week."""

from __future__ import annotations

from flask_babel import gettext

from school.dashboards.queries.trend import Trend
from school.foundation.ui.charts import Chart, Event, Series
from school.foundation.ui.filters import short_date

SUNDAY = 6


def chart(trend: Trend) -> Chart | None:
    """Both lines with their denominators; the table shows the last day of each week, and today.

    None while there is nothing to draw: no letter issued, and no student whose alerts are on.
    """
    if not trend.begun:
        return None
    days = [each.day for each in trend.days]
    last = len(days) - 1
    issued = [Event(gettext("Letters issued"), short_date(trend.issued_on))] if trend.issued_on in days else []
    return Chart(
        title=gettext("Signed or back: of the letters issued. Call alerts on: of all students."),
        heading=gettext("Up to"),
        categories=tuple(short_date(day) for day in days),
        series=(
            Series(gettext("Signed or back"), tuple(each.answered for each in trend.days)),
            Series(gettext("Call alerts on"), tuple(each.alerts for each in trend.days)),
        ),
        events=tuple(issued),
        in_table=tuple(index for index, day in enumerate(days) if day.weekday() == SUNDAY or index == last),
    )

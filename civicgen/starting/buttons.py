"""All that an editor can do in one step, by name. A new button is a file beside this one and a line here. No I/O."""

from collections.abc import Mapping

from civicgen.starting import (
    close,
    extend,
    join,
    new_answer,
    new_consultation,
    new_proposal,
    new_update,
    redact,
    refuse,
)
from civicgen.starting.inputs import Button

BUTTONS: Mapping[str, Button] = {
    "new-consultation": new_consultation.BUTTON,
    "new-proposal": new_proposal.BUTTON,
    "answer": new_answer.BUTTON,
    "update": new_update.BUTTON,
    "extend": extend.BUTTON,
    "close": close.BUTTON,
    "refuse": refuse.BUTTON,
    "join": join.BUTTON,
    "redact": redact.BUTTON,
}
"""`BUTTONS[name].plan(inputs, standing, at)` gives a Plan, or Refused with every doubt. `civicgen.app.pressing`
prepares what it needs, and judges the result by the checks of content."""

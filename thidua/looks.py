"""How a state looks: code -> (glyph, tone). One map feeds the words on screen and the marks in drawings.

Codes are those of the catalogue of states (unique over all workflows); glyphs are names in static/img/icons.svg,
tones are names in `thidua.tokens.TONES`. A state is always glyph + word + colour: grey print still reads.
"""

IDLE = ("ring", "idle")  # nobody has begun
DOING = ("half", "doing")  # the holder is at work
SENT = ("sent", "doing")  # handed over
WAITING = ("clock", "wait")  # on somebody else's desk
PERSON = ("question", "wait")  # a person must judge
HELD = ("pause", "wait")
RETURNED = ("return", "back")
LATE = ("warning", "back")
DONE = ("done", "ok")
FAILED = ("bad", "fail")
ENDED = ("stop", "idle")  # over, with neither praise nor blame
LOCKED = ("lock", "idle")
HONOUR = ("star", "honour")

_BY_LOOK = {
    IDLE: "idle not_due open new planned prepared preparing proposed not_sent queued pending drafting found to_print",
    DOING: "doing draft editing checking appraising running launched interim nurturing self bloc compiled rendering "
    "in_force amending partial",
    SENT: "sent submitted sent_up passed asked invited answered proposal_signed cast written visited printed mailed "
    "amend_sent",
    WAITING: "wait to_head to_confirm to_lead to_director at_leader at_parent at_council at_office party_opinion "
    "opinions consulting assigned provisional standing signed sending amend_to_head waiting committed",
    PERSON: "ask unverified needs_person inferred disputed",
    HELD: "on_hold paused",
    RETURNED: "back returned office_returned recalled rework unlocked corrected lower_form partly_revoked",
    LATE: "late ok_late missing no_address",
    DONE: "ok done accepted ok_on_time on_time received eligible voted_pass answered_agree summarised shown counted "
    "minuted ready handed reviewed replicating concluded issued delivered succeeded amended "
    "pass verified paid",
    FAILED: "overdue fail ineligible voted_fail not_granted answered_object failed bounced revoked void error refused",
    ENDED: "closed final stopped withdrawn hidden not_expected not_taking_part no_remark superseded reissued none "
    "cancelled skipped portal_only dropped kept",
    LOCKED: "locked frozen",
    HONOUR: "honour granted decided",
}
LOOKS = {code: look for look, codes in _BY_LOOK.items() for code in codes.split()}


def look(code):
    """(glyph, tone) of a state's code. Raises KeyError for an unknown code: a state without a look is a mistake."""
    return LOOKS[str(code)]

"""Every address of the program: which object it is about, who may know that object, who may enter.

The test walks the whole URLconf against this table and fails on an address without an entry. `sees` and `enters` name
members of the cast (tests/cast.py); whoever is not in `sees` gets 404, who sees but may not enter gets 403.
"""

from __future__ import annotations

from typing import NamedTuple

EVERYONE = frozenset(
    ["secretariat", "chair", "commissioner", "observer", "operator", "office_chair"]
    + ["other_operator", "stranger", "admin", "note_taker"]
)
HOST = frozenset({"secretariat", "chair", "commissioner"})
READERS = HOST | {"observer"}
BANJAR = frozenset({"operator", "office_chair"})
INVITED = BANJAR | {"other_operator"}
AROUND = READERS | INVITED | {"note_taker"}  # everybody who has to do with the rakor
OFFICE = READERS | BANJAR  # who knows what concerns KPU Kabupaten Banjar alone
WRITERS = frozenset({"secretariat", "note_taker"})
SECRETARIAT = frozenset({"secretariat"})
CHAIR = frozenset({"chair"})
NOBODY: frozenset[str] = frozenset()


class Entry(NamedTuple):
    target: str  # the name of the object in the test's world, "" for addresses without one
    sees: frozenset[str]
    enters: frozenset[str]
    methods: str = "GET"
    extra: dict[str, object] = {}  # noqa: RUF012 - further parts of the address


PAPER = {"requirement_pk": "requirement", "bidang": "KUL"}
DIM = {"requirement_pk": "dim", "bidang": "-"}
HIBAH = {"requirement_pk": "hibah", "bidang": "-"}
BOTH = "GET POST"

PUBLIC = {
    "health_show": "GET",
    "login": BOTH,
    "login_resume": "POST",
    "printed_verify": "GET",
    "access_enter": BOTH,
    "feed_calendar": "GET",  # a calendar program cannot log in; the address is the secret
}

# The guest came in by the access sheet of KPU Kabupaten Banjar. Whatever is not listed is closed: an object that the
# guest knows answers 403, every other one 404.
GUEST_KNOWS = frozenset(
    {"", "rakor", "invitation", "delegate", "assignment", "edition", "banjar", "position", "figures"}
    | {"kelas", "room", "seat_rule", "session", "slot", "material", "signed_sheet", "block", "outcome", "bare_outcome"}
    | {"direction", "reference", "printed", "sent", "sent_copy", "shipped"}
)
GUEST_ENTERS = frozenset(
    {"logout", "access_home", "agenda_show", "letter_sent_list", "letter_file", "copy_file", "assignment_file"}
    | {"assignment_add", "invitation_show", "invitation_answer", "session_joins", "attendance_open", "attendance_tick"}
    | {"delegate_add", "delegate_again", "delegate_change", "delegate_swap", "delegate_remove", "paper_list"}
)
# And these, but only about a paper that is not KPU's own; about those of the register's world every one is a 404.
OPEN_PAPER = {"requirement_pk": "open_paper", "bidang": "-"}
GUEST_AT: dict[str, tuple[str, dict[str, object]]] = {
    **dict.fromkeys(("paper_show", "paper_save", "paper_send", "paper_nil"), ("invitation", OPEN_PAPER)),
    **dict.fromkeys(("paper_take_back", "petition_ask", "photo_join", "upload_begin"), ("invitation", OPEN_PAPER)),
    **dict.fromkeys(("comment_list", "comment_add"), ("invitation", OPEN_PAPER)),
    **{name: ("invitation", OPEN_PAPER | {"order": 1}) for name in ("draft_file", "draft_file_drop")},
    "upload_take": ("invitation", OPEN_PAPER | {"upload_pk": "guest_upload"}),
    "upload_append": ("guest_upload", {}),
    "requirement_template": ("open_paper", {}),
    "submission_show": ("open_submission", {}),
    "submission_file": ("open_submission", {"order": 1}),
    "submission_compare": ("open_submission", {}),
}

REGISTER = {
    # secretariat
    "home": Entry("", EVERYONE, EVERYONE),
    "rakor_show": Entry("rakor", AROUND, AROUND),
    "rakor_next": Entry("rakor", AROUND, AROUND),
    "rakor_calendar": Entry("rakor", AROUND, AROUND),
    "calendar_show": Entry("", EVERYONE, EVERYONE),
    "calendar_year": Entry("", EVERYONE, EVERYONE),
    "my_calendar": Entry("", EVERYONE, EVERYONE),
    "feed_show": Entry("", EVERYONE, EVERYONE),
    "feed_create": Entry("", EVERYONE, EVERYONE, "POST"),
    "feed_revoke": Entry("", EVERYONE, EVERYONE, "POST"),
    "rakor_copy": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "rakor_mark_template": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "rakor_unmark_template": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "requirement_inherit": Entry("turunan", READERS, SECRETARIAT, "POST"),
    "rakor_tree": Entry("rakor", AROUND, READERS),
    "branch_show": Entry("rakor", AROUND, READERS, "GET", {"branch_pk": "branch"}),
    "rakor_postpone": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "rakor_reschedule": Entry("postponed", AROUND, SECRETARIAT, BOTH),
    "rakor_cancel": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    # participants
    "logout": Entry("", EVERYONE, EVERYONE, "POST"),
    "account_show": Entry("", EVERYONE, EVERYONE),
    "right_choose": Entry("", EVERYONE, NOBODY, "POST"),  # 404 without a right of one's own in the form
    "password_change": Entry("", EVERYONE, EVERYONE, BOTH),
    "institution_list": Entry("", EVERYONE, EVERYONE),
    "institution_add": Entry("", EVERYONE, frozenset({"admin"}), BOTH),
    "institution_show": Entry("banjar", BANJAR | {"admin"}, BANJAR | {"admin"}),
    "institution_change": Entry("banjar", BANJAR | {"admin"}, frozenset({"operator", "admin"}), BOTH),
    "position_add": Entry("banjar", BANJAR | {"admin"}, frozenset({"operator", "admin"}), BOTH),
    "position_end": Entry("position", BANJAR | {"admin"}, frozenset({"operator", "admin"}), "POST"),
    "right_give": Entry("position", BANJAR | {"admin"}, frozenset({"operator", "admin"}), BOTH),
    # meetings
    "rakor_list": Entry("", EVERYONE, EVERYONE),
    "rakor_add": Entry("", EVERYONE, SECRETARIAT | {"stranger"}, BOTH),
    "rakor_open": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "invitation_list": Entry("rakor", AROUND, AROUND),
    "invitation_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "quota_change": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "invitation_show": Entry("invitation", OFFICE, OFFICE),
    "invitation_withdraw": Entry("invitation", OFFICE, SECRETARIAT, "POST"),
    "invitation_answer": Entry("invitation", OFFICE, BANJAR | SECRETARIAT, "POST"),
    "delegate_add": Entry("invitation", OFFICE, BANJAR | SECRETARIAT, "POST"),
    "delegate_remove": Entry("delegate", OFFICE, BANJAR | SECRETARIAT, "POST"),
    "outsider_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "naming_due_change": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "invitation_change": Entry("invitation", OFFICE, SECRETARIAT, BOTH),
    "delegate_again": Entry("invitation", OFFICE, BANJAR | SECRETARIAT, "POST"),
    "delegate_change": Entry("delegate", OFFICE, BANJAR | SECRETARIAT, BOTH),
    "delegate_swap": Entry("delegate", OFFICE, BANJAR | SECRETARIAT, BOTH),
    "assignment_add": Entry("invitation", OFFICE, BANJAR | SECRETARIAT, "POST"),
    "assignment_file": Entry("assignment", OFFICE, OFFICE),
    "access_list": Entry("rakor", AROUND, SECRETARIAT),
    "access_sheets_make": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "access_sheet": Entry("invitation", OFFICE, SECRETARIAT, BOTH),
    "access_revoke": Entry("access_link", SECRETARIAT, SECRETARIAT, "POST"),
    "access_home": Entry("", EVERYONE, NOBODY),
    "coverage_show": Entry("rakor", AROUND, READERS),
    "seats_place": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "seat_change": Entry("delegate", OFFICE, SECRETARIAT, BOTH),
    "seat_rule_list": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "seat_rule_usual": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "seat_rule_remove": Entry("seat_rule", AROUND, SECRETARIAT, "POST"),
    "rakor_parent": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "direction_list": Entry("rakor", AROUND, AROUND),
    "direction_add": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "children_due_set": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "direction_raise": Entry("direction", AROUND, SECRETARIAT, "POST"),
    "direction_lower": Entry("direction", AROUND, SECRETARIAT, "POST"),
    "direction_remove": Entry("direction", AROUND, SECRETARIAT, "POST"),
    "reference_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "reference_change": Entry("reference", AROUND, SECRETARIAT, BOTH),
    "reference_remove": Entry("reference", AROUND, SECRETARIAT, "POST"),
    "reference_file": Entry("reference", AROUND, AROUND),
    "rakor_join": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    # agendas
    "rakor_change": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "agenda_show": Entry("rakor", AROUND, AROUND),
    "board_show": Entry("rakor", AROUND, READERS),
    "edition_list": Entry("rakor", AROUND, AROUND),
    "edition_show": Entry("edition", AROUND, AROUND),
    "edition_release": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "session_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "kelas_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "session_change": Entry("session", AROUND, SECRETARIAT, BOTH),
    "session_remove": Entry("session", AROUND, SECRETARIAT, "POST"),
    "agenda_undo": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "clash_accept": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "clash_reopen": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "session_move": Entry("session", AROUND, SECRETARIAT, BOTH),
    "agenda_shift": Entry("session", AROUND, SECRETARIAT, BOTH),
    "column_list": Entry("rakor", AROUND, READERS),
    "room_add": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "room_change": Entry("room", AROUND, SECRETARIAT, BOTH),
    "room_remove": Entry("room", AROUND, SECRETARIAT, "POST"),
    "kelas_change": Entry("kelas", AROUND, SECRETARIAT, BOTH),
    "kelas_remove": Entry("kelas", AROUND, SECRETARIAT, "POST"),
    "day_show": Entry("rakor", AROUND, HOST | {"note_taker"}),
    "hall_show": Entry("rakor", AROUND, READERS | {"note_taker"}),
    "session_joins": Entry("rakor", AROUND, HOST | INVITED),
    "session_show": Entry("session", AROUND, AROUND),
    "session_start": Entry("session", AROUND, HOST | {"note_taker"}, "POST"),
    "session_end": Entry("session", AROUND, HOST | {"note_taker"}, "POST"),
    "session_fact": Entry("session", AROUND, HOST | {"note_taker"}, BOTH),
    "session_join": Entry("session", AROUND, SECRETARIAT, BOTH),
    "material_add": Entry("session", AROUND, HOST | {"note_taker"}, "POST"),
    "material_file": Entry("material", AROUND, AROUND),
    "material_remove": Entry("material", AROUND, HOST | {"note_taker"}, "POST"),
    "slot_list": Entry("session", AROUND, AROUND),
    "slot_fill": Entry("session", AROUND, SECRETARIAT, "POST"),
    "prompts_change": Entry("session", AROUND, SECRETARIAT, "POST"),
    "slot_move": Entry("slot", AROUND, SECRETARIAT, "POST"),
    "slot_remove": Entry("slot", AROUND, SECRETARIAT, "POST"),
    "attendance_list": Entry("rakor", AROUND, READERS | {"note_taker"}),
    "code_list": Entry("rakor", AROUND, SECRETARIAT | INVITED),
    "code_show": Entry("delegate", OFFICE, SECRETARIAT | BANJAR),
    "attendance_show": Entry("session", AROUND, READERS | {"note_taker"}),
    "attendance_roll": Entry("session", AROUND, READERS | {"note_taker"}),
    "attendance_note": Entry("session", AROUND, SECRETARIAT, BOTH, {"person_pk": "attendee"}),
    "guest_add": Entry("session", AROUND, SECRETARIAT, BOTH),
    "attendance_import": Entry("session", AROUND, SECRETARIAT, BOTH),
    "sheet_list": Entry("session", AROUND, READERS | {"note_taker"}),
    "sheet_add": Entry("session", AROUND, SECRETARIAT, "POST"),
    "sheet_tick": Entry("session", AROUND, SECRETARIAT, "POST"),
    "sheet_file": Entry("signed_sheet", AROUND, READERS | {"note_taker"}),
    "sheet_remove": Entry("signed_sheet", AROUND, SECRETARIAT, "POST"),
    "attendance_code": Entry("session", AROUND, HOST),
    "attendance_open": Entry("", EVERYONE, INVITED, "GET", {"code": "salah"}),
    "attendance_tick": Entry("session", AROUND, INVITED, BOTH),
    "attendance_desk": Entry("session", AROUND, SECRETARIAT),
    "attendance_inside": Entry("session", AROUND, SECRETARIAT),
    "attendance_sync": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    # reports
    "matrix_show": Entry("rakor", AROUND, AROUND),
    "matrix_sheet": Entry("rakor", AROUND, AROUND),
    "paper_list": Entry("rakor", AROUND, NOBODY),
    "matrix_hall": Entry("rakor", AROUND, READERS),
    "province_list": Entry("rakor", AROUND, READERS),
    "province_sheet": Entry("rakor", AROUND, READERS),
    "requirement_zip": Entry("rakor", AROUND, READERS, "GET", {"requirement_pk": "requirement"}),
    "recap_show": Entry("rakor", AROUND, READERS, "GET", {"requirement_pk": "requirement"}),
    "recap_sheet": Entry("rakor", AROUND, READERS, "GET", {"requirement_pk": "figures"}),
    "office_zip": Entry("invitation", OFFICE, OFFICE),
    "requirement_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "requirement_change": Entry("requirement", AROUND, SECRETARIAT, BOTH),
    "requirement_list": Entry("rakor", AROUND, AROUND),
    "requirement_withdraw": Entry("requirement", AROUND, SECRETARIAT, BOTH),
    "requirement_remove": Entry("requirement", AROUND, SECRETARIAT, "POST"),
    "requirement_template": Entry("requirement", AROUND, AROUND),
    "question_edit": Entry("figures", AROUND, SECRETARIAT, BOTH),
    "set_keep": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "set_ask": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "set_drop": Entry("rakor", AROUND, SECRETARIAT, "POST", {"set_pk": "kept_set"}),
    "upload_begin": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "upload_take": Entry("invitation", OFFICE, BANJAR, "POST", PAPER | {"upload_pk": "upload"}),
    "upload_append": Entry("upload", frozenset({"operator"}), frozenset({"operator"}), "HEAD PATCH DELETE"),
    "photo_join": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "draft_file": Entry("invitation", OFFICE, BANJAR, "GET", PAPER | {"order": 1}),
    "draft_file_drop": Entry("invitation", OFFICE, BANJAR, "POST", PAPER | {"order": 1}),
    "paper_show": Entry("invitation", OFFICE, OFFICE, "GET", PAPER),
    "paper_save": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "paper_send": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "paper_nil": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "paper_record": Entry("invitation", OFFICE, SECRETARIAT, BOTH, PAPER),
    "paper_record_nil": Entry("invitation", OFFICE, SECRETARIAT, "POST", PAPER),
    "paper_approve": Entry("invitation", OFFICE, frozenset({"office_chair"}), "POST", PAPER),
    "paper_hand_back": Entry("invitation", OFFICE, frozenset({"office_chair"}), "POST", PAPER),
    "paper_take_back": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "obligation_extend": Entry("invitation", OFFICE, SECRETARIAT | CHAIR, "POST", PAPER),
    "obligation_exempt": Entry("invitation", OFFICE, SECRETARIAT | CHAIR, "POST", PAPER),
    "obligation_owe": Entry("invitation", OFFICE, SECRETARIAT | CHAIR, "POST", PAPER),
    "submission_show": Entry("submission", OFFICE, OFFICE),
    "submission_file": Entry("submission", OFFICE, OFFICE, "GET", {"order": 1}),
    "submission_compare": Entry("second_submission", OFFICE, OFFICE),
    "submission_next": Entry("submission", OFFICE, SECRETARIAT | {"commissioner"}),
    "review_list": Entry("rakor", AROUND, SECRETARIAT | {"commissioner"}),
    "comment_list": Entry("invitation", OFFICE, OFFICE, "GET", PAPER),
    "comment_add": Entry("invitation", OFFICE, HOST | BANJAR, "POST", PAPER),
    "petition_ask": Entry("invitation", OFFICE, BANJAR, "POST", PAPER),
    "petition_grant": Entry("petition", OFFICE, SECRETARIAT | CHAIR, "POST"),
    "petition_decline": Entry("petition", OFFICE, SECRETARIAT | CHAIR, "POST"),
    "submission_reopen": Entry("submission", OFFICE, SECRETARIAT | CHAIR, "POST"),
    "submission_prints": Entry("submission", OFFICE, OFFICE),
    "submission_print": Entry("submission", OFFICE, OFFICE, "POST"),
    "submission_sign": Entry("submission", OFFICE, SECRETARIAT | BANJAR, "POST"),
    "signed_submission_file": Entry("signed_submission", OFFICE, OFFICE),
    "submission_accept": Entry("submission", OFFICE, SECRETARIAT | {"commissioner"}, "POST"),
    "submission_return": Entry("submission", OFFICE, SECRETARIAT | {"commissioner"}, "POST"),
    # dim
    "dim_list": Entry("rakor", AROUND, AROUND),
    "dim_edit": Entry("invitation", OFFICE, BANJAR, "GET", DIM),
    "dim_row_save": Entry("invitation", OFFICE, BANJAR, "POST", DIM),
    "dim_row_remove": Entry("invitation", OFFICE, BANJAR, "POST", DIM),
    "dim_import": Entry("invitation", OFFICE, BANJAR, "POST", DIM),
    "dim_template": Entry("invitation", OFFICE, BANJAR | SECRETARIAT, "GET", DIM),
    "dim_send": Entry("invitation", OFFICE, BANJAR, "POST", DIM),
    # hibah
    "hibah_list": Entry("rakor", AROUND, AROUND),
    "hibah_edit": Entry("invitation", OFFICE, BANJAR, "GET", HIBAH),
    "hibah_save": Entry("invitation", OFFICE, BANJAR, "POST", HIBAH),
    "hibah_send": Entry("invitation", OFFICE, BANJAR, "POST", HIBAH),
    "hibah_record": Entry("invitation", OFFICE, SECRETARIAT, BOTH, HIBAH),
    # minutes
    "minutes_list": Entry("rakor", AROUND, AROUND),
    "minutes_propose": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "minutes_show": Entry("proposed_minutes", READERS, READERS),
    "minutes_return": Entry("proposed_minutes", READERS, CHAIR, "POST"),
    "minutes_correct": Entry("proposed_minutes", READERS, SECRETARIAT, "POST"),
    "notes_show": Entry("session", AROUND, READERS | {"note_taker"}),
    "note_add": Entry("session", AROUND, WRITERS, "POST"),
    "outcome_add": Entry("session", AROUND, WRITERS, "POST"),
    "note_change": Entry("block", AROUND, WRITERS, BOTH),
    "note_remove": Entry("block", AROUND, WRITERS, "POST"),
    "outcome_change": Entry("outcome", AROUND, WRITERS, BOTH),
    "outcome_remove": Entry("bare_outcome", AROUND, WRITERS, "POST"),
    "followup_add": Entry("outcome", AROUND, WRITERS, "POST"),
    "followup_list": Entry("rakor", AROUND, AROUND),
    "followup_show": Entry("follow_up", OFFICE, OFFICE),
    "followup_report": Entry("follow_up", OFFICE, BANJAR, "POST"),
    "followup_verify": Entry("reported_follow_up", OFFICE, HOST, "POST"),
    "followup_return": Entry("reported_follow_up", OFFICE, HOST, "POST"),
    # documents
    "letter_list": Entry("rakor", AROUND, AROUND),
    "letter_add": Entry("rakor", AROUND, SECRETARIAT, BOTH),
    "letter_show": Entry("concept", READERS, READERS),
    "letter_change": Entry("concept", READERS, SECRETARIAT, BOTH),
    "letter_print": Entry("concept", READERS, READERS),
    "letter_propose": Entry("concept", READERS, SECRETARIAT, "POST"),
    "letter_approve": Entry("proposed", READERS, CHAIR, "POST"),
    "letter_return": Entry("proposed", READERS, CHAIR, "POST"),
    "letter_number": Entry("approved", READERS, SECRETARIAT, "POST"),
    "letter_sign": Entry("numbered", READERS, SECRETARIAT, "POST"),
    "letter_send": Entry("signed", READERS, SECRETARIAT, "POST"),
    "letter_cancel": Entry("concept", READERS, SECRETARIAT, "POST"),
    "letter_sent_list": Entry("rakor", AROUND, AROUND),
    "letter_file": Entry("sent", AROUND, AROUND),
    "letter_batch": Entry("papers", READERS, READERS),
    "letter_batch_retry": Entry("papers", READERS, SECRETARIAT, "POST"),
    "copies_sign": Entry("papers", READERS, SECRETARIAT, "POST"),
    "copy_sign": Entry("copy", READERS, SECRETARIAT, BOTH),
    "copy_file": Entry("sent_copy", READERS | BANJAR, READERS | BANJAR),
    "letter_correct": Entry("sent", AROUND, SECRETARIAT, "POST"),
    "bundle_show": Entry("rakor", AROUND, READERS),
    "bundle_order": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "bundle_zip": Entry("rakor", AROUND, READERS),
    "letter_register": Entry("", EVERYONE, READERS | {"stranger"}),
    "letter_register_sheet": Entry("", EVERYONE, READERS | {"stranger"}),
    "series_list": Entry("", EVERYONE, SECRETARIAT | {"stranger"}),
    "series_add": Entry("", EVERYONE, SECRETARIAT | {"stranger"}, BOTH),
    "series_change": Entry("series", READERS, SECRETARIAT, BOTH),
    "wording_list": Entry("", EVERYONE, SECRETARIAT | {"stranger"}),
    "wording_add": Entry("", EVERYONE, SECRETARIAT | {"stranger"}, BOTH),
    "wording_put_away": Entry("wording", READERS, SECRETARIAT, "POST"),
    "wording_take_back": Entry("wording", READERS, SECRETARIAT, "POST"),
    "wording_change": Entry("wording", READERS, SECRETARIAT, BOTH),
    "wording_copy": Entry("shipped", EVERYONE, SECRETARIAT | {"stranger"}, "POST"),
    "minutes_approve": Entry("proposed_minutes", READERS, CHAIR, "POST"),
    "minutes_print": Entry("proposed_minutes", READERS, READERS),
    "minutes_sign": Entry("proposed_minutes", READERS, SECRETARIAT, "POST"),
    "minutes_file": Entry("signed_minutes", AROUND, AROUND),
    "rundown_show": Entry("rakor", AROUND, AROUND),
    "rundown_print": Entry("rakor", AROUND, HOST | {"note_taker"}, "POST"),
    "matrix_printed": Entry("rakor", AROUND, READERS),
    "matrix_print": Entry("rakor", AROUND, HOST, "POST"),
    "recap_printed": Entry("rakor", AROUND, READERS, "GET", {"requirement_pk": "requirement"}),
    "recap_print": Entry("rakor", AROUND, HOST, "POST", {"requirement_pk": "requirement"}),
    "roster_list": Entry("rakor", AROUND, HOST | {"note_taker"}),
    "roster_print": Entry("rakor", AROUND, HOST | {"note_taker"}, "POST"),
    "roster_sheet": Entry("rakor", AROUND, HOST | {"note_taker"}),
    "travel_print": Entry("rakor", AROUND, HOST, "POST"),
    "travel_sheet": Entry("rakor", AROUND, HOST),
    "rooming_sheet": Entry("rakor", AROUND, HOST),
    "printed_file": Entry("printed", AROUND, AROUND),
    # reminders
    "delivery_list": Entry("rakor", AROUND, READERS),
    "rakor_remind": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "office_remind": Entry("rakor", AROUND, SECRETARIAT, "POST"),
    "office_message": Entry("rakor", AROUND, SECRETARIAT),
    "unanswered_list": Entry("rakor", AROUND, SECRETARIAT),
    "unanswered_remind": Entry("rakor", AROUND, SECRETARIAT, "POST"),
}

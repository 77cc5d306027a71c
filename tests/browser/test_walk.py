"""The main job from end to end, in the browser, by the people who do it: the rakor of KPU Kalimantan Selatan, 2020."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretariat.demo.cast import SEATS
from tests.browser import walk_minutes as minutes
from tests.browser import walk_papers as papers
from tests.browser import walk_plan as plan
from tests.browser.visitor import Visitor
from tests.live import LiveSite

BANJAR = "KPU Kabupaten Banjar"
OTHERS = sorted(set(SEATS) - {BANJAR})


@pytest.mark.browser
@pytest.mark.dealt_to("postgresql")
def test_a_rakor_goes_from_its_invitation_to_signed_minutes(
    live_site: LiveSite, enter: Callable[[str], Visitor]
) -> None:
    secretariat, chair, operator, note_taker = map(enter, ("sekretariat", "ketua", "banjar", "notulis-d"))

    # 1 the plan, 2 the letter and its answer
    rakor = plan.create_rakor(secretariat)
    plan.plan_sessions(secretariat, rakor)
    plan.invite_everybody(secretariat, rakor)
    plan.write_letter(secretariat, chair, rakor)
    plan.number_and_print(secretariat)
    plan.sign_and_send(secretariat)
    plan.answer(operator, rakor)

    # 3 what is asked for, 4 what the office sends
    papers.require_papers(secretariat, rakor)
    papers.see_what_is_owed(operator)
    first, second = plan.scan("laporan-kul.pdf"), plan.scan("laporan-kul-2.pdf")
    receipt = papers.send_report(operator, first)
    papers.check_receipt(operator, first)
    papers.type_dim(operator)
    papers.fill_grant(operator)
    papers.bring_deadline_nearer(secretariat, rakor)

    # 5 returned, corrected, accepted
    papers.hand_back(secretariat, receipt)
    papers.send_again(operator, second)
    papers.accept(secretariat, rakor, [first, second])
    papers.check_sheet(papers.matrix_as_sheet(secretariat, rakor))

    # 6 notes, 7 minutes
    minutes.take_notes(note_taker)
    minutes.propose(secretariat, rakor)
    minutes.approve(chair, rakor)
    minutes.check_print(minutes.print_minutes(secretariat, rakor))
    minutes.sign(secretariat)
    minutes.notes_are_locked(note_taker)
    minutes.office_reads(operator, rakor)

    # 8 who has not sent the DIM was reminded, the others were not
    assert papers.read_outbox(secretariat, rakor) == sorted(OTHERS * papers.READERS)
    papers.check_mails(live_site.var / "mail", OTHERS)

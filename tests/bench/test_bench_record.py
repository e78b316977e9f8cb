"""How long does the stand-alone verifier take, and how many facts a second does the chain take in?"""

import threading
import time

import pytest
from django.db import connection

from funding.models import AuditRun
from tests.record.forging import chain, checkpoint, write
from weishishi.kernel import clock
from weishishi.record import verify_record
from weishishi.record.models import Entry

ROWS, WRITERS, EACH = 200_000, 8, 500


def test_two_hundred_thousand_rows_verified(tmp_path):
    rows = chain(ROWS)
    points = [checkpoint(rows, ROWS // 100 * number) for number in range(1, 101)]
    files = write(tmp_path, rows, points)
    started = time.perf_counter()
    assert verify_record.main(files) == 0
    print(f"{ROWS:,} rows, 100 checkpoints: {time.perf_counter() - started:.1f} s")


@pytest.mark.django_db(transaction=True)
def test_facts_a_second_by_eight_writers():
    started, barrier = time.perf_counter(), threading.Barrier(WRITERS)

    def write_facts():
        barrier.wait()
        for _ in range(EACH):
            AuditRun.objects.create(ran_at=clock.now(), found={})
        connection.close()

    writers = [threading.Thread(target=write_facts) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    took = time.perf_counter() - started
    assert Entry.objects.count() == WRITERS * EACH
    print(
        f"{WRITERS} writers: {WRITERS * EACH / took:.0f} facts a second, each bound into the chain"
    )

import threading
from itertools import pairwise

from annotator.ids import COUNTER_BITS, IdSource, new_id, new_ids


def test_ids_grow_while_the_clock_stands_still():
    ids = IdSource(clock=lambda: 1_700_000_000_000)
    taken = [ids.take().start for _ in range(1000)]
    assert all(later > earlier for earlier, later in pairwise(taken))


def test_ids_grow_when_the_clock_goes_back():
    times = iter([2_000, 3_000, 1_000, 1_001, 3_001])
    ids = IdSource(clock=lambda: next(times))
    taken = [ids.take().start for _ in range(5)]
    assert taken == sorted(set(taken))
    assert taken[-1] >> COUNTER_BITS == 3_001


def test_an_id_tells_its_millisecond_and_fits_a_rowid():
    at = 4_000_000_000_000  # In the year 2096.
    made = IdSource(clock=lambda: at).take().start
    assert made >> COUNTER_BITS == at
    assert 0 < made < 2**63


def test_two_processes_that_start_in_the_same_millisecond_take_other_ids():
    starts = {IdSource(clock=lambda: 1_700_000_000_000).take().start for _ in range(20)}
    assert len(starts) > 1


def test_many_ids_follow_each_other_and_block_their_place():
    ids = IdSource(clock=lambda: 1_000)
    many, next_one = ids.take(5_000_000), ids.take()
    assert len(many) == 5_000_000
    assert next_one.start == many[-1] + 1


def test_threads_never_get_the_same_id():
    ids, taken = IdSource(), []

    def take():
        taken.extend([ids.take().start for _ in range(2000)])

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == len(taken) == 16_000


def test_the_ids_of_the_process_come_from_one_source():
    first = new_id()
    many = new_ids(3)
    assert first < many[0] < many[-1] < new_id()


def test_after_the_clock_was_put_back_ids_go_on_behind_those_that_are_there():
    source = IdSource(clock=lambda: 1_000_000)
    ahead = 2_000_000 << COUNTER_BITS
    source.go_past(ahead)
    assert source.take().start == ahead + 1
    source.go_past(5)
    assert source.take().start == ahead + 2


def test_an_id_that_no_clock_has_made_is_passed_over():
    source = IdSource(clock=lambda: 1_000_000)
    source.go_past(2**63 - 1)
    assert source.take().stop < 2**62

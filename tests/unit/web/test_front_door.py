"""The ids that the front door gives requests."""

from uuid import RFC_4122, UUID

from emulator.web.front_door import random_uuid


def test_request_ids_are_random_uuids_in_their_usual_form_and_none_comes_twice() -> None:
    texts = {random_uuid() for _ in range(1_000)}
    ids = [UUID(text) for text in texts]
    assert len(texts) == 1_000
    assert {str(each) for each in ids} == texts
    assert {(each.version, each.variant) for each in ids} == {(4, RFC_4122)}
    assert len({each.hex[0] for each in ids}) == len({each.hex[-1] for each in ids}) == 16

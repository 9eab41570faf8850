"""Rooms fill the slots of pages without knowing one another."""

from exchange.web.panels import panel, panels


def of_a_room(room: str, text: str, order: int) -> None:
    def beside(_subject: object) -> str:
        return text

    beside.__module__ = f"exchange.{room}.panels"
    panel("test.slot", order)(beside)


def test_rooms_that_chose_the_same_name_are_all_drawn_in_order_and_a_second_time_replaces() -> None:
    of_a_room("listings.watching", "watch", 20)
    of_a_room("deals", "old", 10)
    of_a_room("deals", "propose ", 10)

    assert panels("test.slot") == "propose watch"

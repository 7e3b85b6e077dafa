"""What a change of year sends: the fragments that follow it, and nothing that stays the same."""

from collections import Counter

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.reader import Reader, run_apart
from benchmarks.wire import Wire


class Listener(Reader):
    """A reader who counts the kinds of elements that come."""

    def __init__(self, *where: str):
        super().__init__(*where)
        self.kinds: Counter[str] = Counter()

    def _take(self, packed: bytes) -> bool:
        message = ForwardMsg.FromString(packed)
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            self.kinds[element.WhichOneof("type") or "block"] += 1
        return super()._take(packed)


def after_a_year(wire: Wire, page: str, query: str) -> tuple[Counter, float, int]:
    """Kinds of elements sent by a second change of year, KB on the wire, and all opening sent."""

    async def changed():
        reader = Listener(wire.address, page, query)
        await reader.open()
        opened = sum(reader.kinds.values())
        await reader.change_year(2019)
        reader.kinds.clear()
        before = wire.bytes
        await reader.change_year(2021)
        await reader.close()
        return reader.kinds, (wire.bytes - before) / 1024, opened

    return run_apart(changed())


def test_a_year_of_the_council_page_sends_no_chart_of_all_years(dashboard):
    kinds, _, opened = after_a_year(Wire(dashboard), "council", "council=slough")
    assert kinds["plotly_chart"] == kinds["selectbox"] == kinds["slider"] == 0
    assert sum(kinds.values()) < opened / 2

"""What happened meanwhile can be read beneath the long chart without a pointer, on a phone too."""

import pytest

from dashboard.queries.country import trends
from dashboard.words import dated

LABELS = """() => {
  const plots = [...document.querySelectorAll('.js-plotly-plot')];
  const plot = plots.find((each) => each.textContent.includes('Registers become plans'));
  const room = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('.textpoint text')].map((text) => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left - room.left, box.right - room.left, box.top, box.bottom,
      room.width];
  });
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_every_event_is_named_within_the_chart_and_none_covers_another(reader, width):
    page = reader("trends#since-1994", viewport={"width": width, "height": 844})
    page.get_by_text("Registers become plans", exact=True).first.wait_for()
    labels = page.evaluate(LABELS)
    events = trends.events()
    assert sorted(text for text, *_ in labels) == sorted(events["label"])
    for text, left, right, _, _, room in labels:
        assert left >= 0 and right <= room, text
    by_top = sorted(labels, key=lambda label: label[3])
    assert [text for text, *_ in by_top] == events["label"].tolist()
    for above, below in zip(by_top, by_top[1:], strict=False):
        assert above[4] <= below[3] + 2, (above[0], below[0])
    fold = page.get_by_text("Policy, inquiries, inspections, evidence and breaks in the data")
    fold.focus()
    page.keyboard.press("Enter")
    told = page.get_by_role("table", name="Events, oldest first").inner_text()
    for event in events.itertuples():
        assert event.event in told and dated(event.event_date) in told

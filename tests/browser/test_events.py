"""Charts of Trends in the browser: drawn once, with what happened meanwhile to be read beneath."""

import pytest

from dashboard.charts import picture
from dashboard.queries.country import trends
from dashboard.takeaway.published import chart_pages
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


DRAWN_ANEW = """async ([first, then]) => {
  const room = document.body.appendChild(document.createElement("div"));
  room.style.width = "900px";
  await Plotly.react(room, JSON.parse(first));
  const drawn = room.calcdata;
  const { data, layout } = JSON.parse(then);
  await Plotly.react(room, { data, layout: { ...layout, width: 900 } });
  return room.calcdata !== drawn;
}"""


def test_a_chart_that_comes_again_with_its_width_is_not_drawn_anew(tabs, serving):
    page, (light, dark) = tabs.take(), ([], [])
    page.add_script_tag(content=picture.library().content.decode())
    for name in ("gap", "councils-below-the-line", "england-since-1994", "regions-share"):
        chart = chart_pages.charts()[name]()
        light.append(chart.draw("light").to_json())
        dark.append(chart.draw("dark").to_json())
    assert [page.evaluate(DRAWN_ANEW, [each, each]) for each in light] == [False] * 4
    pairs = zip(light, dark, strict=True)
    assert [page.evaluate(DRAWN_ANEW, list(pair)) for pair in pairs] == [True] * 4
    tabs.leave(page)

"""The accessibility statement.

The fact a newcomer gets wrong: it may say only what somebody, or a test that runs, has checked. Who
mends a fault takes it off the list; who finds one puts it on.
"""

AIM = """
The aim is level AA of the Web Content Accessibility Guidelines (WCAG) 2.2. **The dashboard partly
meets it**, for the faults listed below. This statement was prepared on 22 November 2026. It rests
on our own tests. No outside body has audited the dashboard, and nobody who uses assistive
technology every day has tested it yet.
"""
TESTED = """
By tests that run with every change, in Chromium:

* **axe-core finds no fault** on any page, light and dark, at 1,280 and at 390 pixels, with
  everything unfolded; nor in the map itself at 320.
* **Whole journeys by keyboard alone**: to find a council, move the year, read its class and
  download its table; and to open the menu on a phone. On each page the focus can be seen at the
  first thirty stops of Tab.
* **Zoomed to 200% and 400%** no page scrolls sideways and nothing is cut off; nor with the text
  spaced out.
* **What a choice changed is spoken**, once, and the focus stays where it was.
* With **motion reduced** nothing on any page moves. With **forced colours** sliders, switches and
  charts are still drawn. **On paper** each page comes out whole.
* The map **by keyboard alone**: one stop for Tab, arrows to walk, letters to find a council,
  Enter to choose, Escape to clear. The focus can be seen.
* **Contrast**, measured: classes stand at least 3 to 1 from the page by their fill or hatch, and
  neighbours that do not differ so in colour differ in hatch, for the usual eye and for three
  kinds of colour blindness.
* The map with **forced colours**, on **paper**, and with **large targets** for a finger. Nothing
  in it moves unless you press Play.
* On every page **headings follow in order**; each chart has a title, a sentence with numbers, a
  text alternative and its figures as a table.
* On this page every link of the list above leads to its section.

**Not tested**: screen readers, voice control, screen magnifiers, browsers other than Chromium.
"""
BUILT = """
* All that the map says is also in a select box, a sentence and a table. The map can be walked
  with the arrow keys, and each council says its name, class, figure and year.
* Colour is never alone: each class has its own hatch, and in tables its own words.
* Each chart has a sentence with its numbers, a text alternative, and its figures as a table.
* Tables are real HTML tables with headings, and no cell is blank.
* What you choose stands in the address, so it survives a reload and can be sent.
* A link to leave the site quickly stands at the top of each page. It opens another site. **It
  does not clear your browser's history.**
"""
FAULTS = """
* **Charts** on the other pages cannot be walked by keyboard (a limit of the chart library). The
  table beneath each has the same figures.
* **The London inset** answers the pointer only. The same councils are on the main map and in the
  list.
* On a narrow screen the sentence on a chosen council stands **below the map**, and focus stays
  where you chose. A spoken message says what was chosen.
* The pages need **JavaScript**. Without it the first page shows England's figures in words, with
  links to the briefings on every council and to the data.
"""
# Doubts of axe about the toolkit's own parts: its rule → what it means and what we did about it.
TOOLKIT = {
    "aria-prohibited-attr": "In **boxes that take several choices** each choice carries a label in "
    "a way that some screen readers pass over (a limit of the toolkit). Each shows its words, and "
    "a spoken message repeats the whole choice when it changes."
}
FAULTS += "".join(f"* {words}\n" for words in TOOLKIT.values())
TELL_US = """
If something keeps you from using a page, open an issue in the project's repository and say what
you use. All figures can also be had as CSV from the page that shows them.
"""

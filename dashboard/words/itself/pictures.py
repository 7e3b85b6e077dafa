"""The words of "Take this chart", and of the sheet that a picture is."""

TAKE = "Take this chart"
SIZE = "Size"
SIZES = {
    "article": "Article, 1200 × 800",
    "square": "Square, 1080 × 1080",
    "slide": "Slide, 1920 × 1080",
}
KINDS = {"png": "Picture (PNG)", "svg": "Drawing (SVG)"}
EMBED = "Copy an embed"
SOURCE = "Source: {sources}"
# Of an embed's page.
EMBED_TITLE = "A chart of what England's councils record about child sexual abuse"
NO_SCRIPT = "This chart needs JavaScript."
MORE = "This chart with its figures as a table, and more"

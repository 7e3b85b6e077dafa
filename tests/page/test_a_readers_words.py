"""What an address says is shown as plain words, wherever a page quotes it, and is kept nowhere.

The fact a newcomer gets wrong: no list of parameters is written here. Which there are is found by
opening the pages with each thing that they offer, and from the source that reads an address.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from dashboard import contents, queries, served
from dashboard.keeping import Kept
from dashboard.page.choices import controls

ROOT = Path(__file__).parents[2] / "dashboard"
MARK = "zqx"  # in no word of ours
WORDS = {
    "a link": f"[{MARK}](//elsewhere)",
    "a picture": f"![{MARK}](//elsewhere/p.png)",
    "HTML": f"<img src=x alt={MARK}><a href=//elsewhere>{MARK}</a>",
    "a formula": rf"$\LaTeX {MARK}$ $${MARK}$$",
    "a colour": f":red[{MARK}] :material/home: :smile:{MARK}",
    "an address": f"www.{MARK}.example https://{MARK}.example a@{MARK}.example",
    "a heading": f"\n# {MARK}\n* `{MARK}` **{MARK}** ~~{MARK}~~",
    "a long word": MARK + "w" * 5_000,
}
NOT_SHOWN = {("data.py", "part"), ("data.py", "format"), ("compare.py", "measure")}
FEW = 6  # things that a control offers are all tried, as each may bring controls; of more, one


@pytest.fixture(scope="module")
def opened(real_database, opener):
    """opened("council.py", {"council": "slough"}) → the page of the real figures, run once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(real_database))
        patch.setattr(served, "own_routes", True)
        yield lambda file, address: opener(f"views/{file}", **address)


@pytest.fixture(scope="module")
def found(opened):
    """Page → the address that brings its controls → label of each control by its parameter."""
    return {page.file: _controls_of(page.file, opened) for page in contents.PAGES}


def _controls_of(file: str, opened) -> dict[tuple, dict[str, str]]:
    seen, waiting, places = set(), [()], {}
    while waiting:
        address = waiting.pop()
        read, offered = {}, {}
        with pytest.MonkeyPatch.context() as here:
            _listen(here, read, offered)
            opened(file, dict(address))
        new = set(read.items()) - seen
        if new or not address:
            places[address] = read
        seen |= new
        for key, options in offered.items():
            if (key, read[key]) in new:
                named = [option for option in options if option]
                tried = named if len(options) <= FEW else named[:1]
                waiting += [(*address, (key, option)) for option in tried]
    return places


def _listen(patch, read: dict, offered: dict) -> None:
    """Note each parameter that a control reads, and what it offers."""
    take, choice = controls._take_from_address, controls.choice

    def taken(key, label, *rest):
        read[key] = label
        return take(key, label, *rest)

    def chosen(label, options, *, key, **more):
        offered[key] = list(options)
        return choice(label, options, key=key, **more)

    patch.setattr(controls, "_take_from_address", taken)
    patch.setattr(controls, "choice", chosen)


def strange(address: tuple, read: dict[str, str], text: str) -> dict[str, str]:
    """The address with these words in every parameter that it does not need for its controls."""
    words = dict.fromkeys(("data", "nothing-reads-this", *read), text)
    return words | dict(address)


def bodies(page) -> list[tuple[str, str]]:
    """Every element in which the mark stands: its kind, and all of its texts."""
    found = []
    for node in page._tree:
        proto = getattr(node, "proto", None)
        if proto is not None and MARK.encode() in proto.SerializeToString():
            found.append((node.type, getattr(proto, "body", "") or str(proto)))
    return found


class _Tags(HTMLParser):
    """Tags that have the mark, or an address elsewhere, in them."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("img", "iframe", "script") or re.search(f"{MARK}|elsewhere", str(attrs)):
            self.faults.append(self.get_starttag_text())


def faults_of(kind: str, body: str) -> list[str]:
    """What in the element would not be plain words."""
    if kind == "html":
        tags = _Tags()
        tags.feed(body)
        return tags.faults
    found = re.findall(r"<(?!/?p>)[^>]*>", MarkdownIt("commonmark").render(body))
    found += re.findall(r"\$|\\|~|:\w+[:\[/]|://|\w@\w|[^\W\d]\.[^\W\d]|\w{61}", body)
    return found


def test_what_would_not_be_plain_is_found():
    """Otherwise the next test would prove little."""
    for what, text in WORDS.items():
        assert faults_of("warning", f"The link asks for “{text}”."), what
    assert faults_of("html", f"<p>{WORDS['HTML']}</p>")
    assert faults_of("warning", "The link asks for “the usual 0.2”, which “A (b)” has not.") == []


@pytest.mark.parametrize("what", WORDS)
def test_every_message_that_quotes_an_address_is_plain(found, opened, what):
    quoted = 0
    for file, places in found.items():
        for address, read in places.items():
            said = bodies(opened(file, strange(address, read, WORDS[what])))
            for kind, body in said:
                assert faults_of(kind, body) == [], (file, address, body)
            messages = [body for kind, body in said if kind == "warning"]
            for key, label in read.items():
                # Where no filter or area is known nothing of it is shown, to choose a part of.
                unasked = (file, key) in NOT_SHOWN
                if key not in dict(address) and not unasked:
                    assert any(label in each for each in messages), (file, address, key)
            quoted += len(messages)
    assert quoted > 40


def test_every_parameter_that_the_source_names_is_among_those_found(found):
    keys = {key for places in found.values() for read in places.values() for key in read}
    named = set()
    for file in [*(ROOT / "views").rglob("*.py"), *(ROOT / "page").rglob("*.py")]:
        text = file.read_text()
        for call in re.findall(r"(?:controls|pickers)\.\w+\((?:[^()]|\([^()]*\))*\)", text):
            named |= set(re.findall(r'\bkey="(\w+)"', call))
        named |= set(re.findall(r'(?:query_params\.get|peek|asked)\("(\w+)"', text))
    assert {"council", "region", "police", "group", "threshold", "year"} & named
    assert named - {"data"} <= keys
    assert len(keys) > 25


# The rule in the source: words of an address stand in no sentence but through words.as_typed.

QUOTES, PLAIN = "as_typed", {"as_typed", "urlencode", "len", "escape", "float"}
SOURCES = re.compile(r"\bquery_params\b|\bcontrols\.(?:peek|asked)\(|\bst\.context\.url\b")


def unquoted(modules: dict[str, ast.Module]) -> list[str]:
    """Each place where a sentence has a reader's words in it as they came.

    They come from the address and from the first parameter of the functions called `read` in
    controls.py, and go on by assignment and as arguments to our own functions.
    """
    functions = [
        (name, node)
        for name, module in modules.items()
        for node in [module, *ast.walk(module)]
        if isinstance(node, ast.Module | ast.FunctionDef)
    ]
    carried = {("read", 0)}  # function and parameter
    while True:
        before, faults = len(carried), []
        for name, node in functions:
            faults += _follow(name, node, carried)
        if len(carried) == before:
            return sorted(set(faults))


def _follow(name: str, scope, carried: set) -> list[str]:
    theirs = set()
    if isinstance(scope, ast.FunctionDef):
        theirs = {
            each.arg
            for at, each in enumerate(scope.args.args + scope.args.kwonlyargs)
            if {(scope.name, at), (scope.name, each.arg)} & carried
        }

    def is_theirs(node) -> bool:
        if isinstance(node, ast.Call) and _called(node) in PLAIN:
            return False
        if isinstance(node, ast.Compare | ast.Lambda):
            return False
        if isinstance(node, ast.Name):
            return node.id in theirs
        if isinstance(node, ast.Call) and SOURCES.search(ast.unparse(node)[:60]):
            return True
        if isinstance(node, ast.Attribute) and SOURCES.search(ast.unparse(node)):
            return True
        if isinstance(node, ast.Call):
            # What a function answers is looked at there; a text's own methods answer with it.
            parts = node.args if _called(node) == "join" else []
            return any(map(is_theirs, [getattr(node.func, "value", node.func), *parts]))
        return any(map(is_theirs, ast.iter_child_nodes(node)))

    faults, known = [], -1
    inside = list(_inside(scope))
    while known != len(theirs):
        known = len(theirs)
        for node in inside:
            if isinstance(node, ast.Assign) and is_theirs(node.value):
                theirs |= _set(*node.targets)
            elif isinstance(node, ast.For | ast.comprehension) and is_theirs(node.iter):
                theirs |= _set(node.target)
    for node in inside:
        if isinstance(node, ast.Call):
            for at, given in enumerate(node.args):
                if is_theirs(given):
                    carried.add((_called(node), at))
            carried |= {(_called(node), k.arg) for k in node.keywords if is_theirs(k.value)}
        is_sentence = isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
        )
        is_filled = isinstance(node, ast.Call) and _called(node) == "format"
        if (is_sentence and is_theirs(node)) or (is_filled and any(map(is_theirs, node.args))):
            faults.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    return faults


def _set(*targets) -> set[str]:
    """The names that are given a value."""
    nodes = [node for target in targets for node in ast.walk(target)]
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _inside(scope):
    """The nodes of a scope; of a module, those outside its functions."""
    yield scope
    for node in ast.iter_child_nodes(scope):
        if not (isinstance(scope, ast.Module) and isinstance(node, ast.FunctionDef)):
            yield from ast.walk(node)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def modules() -> dict[str, ast.Module]:
    rooms = ("page", "views", "words", "queries")
    files = [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text()) for file in files}


@pytest.mark.parametrize(
    "source",
    [
        "def a():\n text = st.query_params.get('x')\n st.warning(f'no {text}')",
        "def a():\n text = st.query_params['x'].lower()\n st.warning('no {}'.format(text))",
        "def a():\n b(controls.peek('x') or '')\ndef b(said):\n return f'no {said}'",
        "def a():\n b(c=st.query_params['x'])\ndef b(*, c):\n d = c.strip()\n return 'no %s' % d",
        "def read(text):\n for each in [part for part in text.split()]:\n  note(f'{each}')",
    ],
)
def test_a_sentence_with_a_readers_words_as_they_came_is_found_in_the_source(source):
    tree = {"a.py": ast.parse(source)}
    assert len(unquoted(tree)) == 1
    quoted = re.sub(r"(\{|format\(|% )(text|said|d|each)\b", r"\1as_typed(\2)", source)
    assert quoted != source and unquoted({"a.py": ast.parse(quoted)}) == []


def test_no_sentence_has_a_readers_words_as_they_came():
    assert unquoted(modules()) == []


# What is kept.


def test_nothing_that_a_reader_typed_names_what_is_kept(found, opened):
    caches = dict(Kept.every)
    assert {"answers", "words", "figures", "files made"} <= set(caches)
    for file, places in found.items():
        for address, read in places.items():
            opened(file, strange(address, read, MARK))
            # And as words that are known but for the mark: a council, a number, two names.
            council = queries.councils()["slug"].iloc[0]
            opened(file, strange(address, read, f"{council},{MARK}"))
    looked_at = 0
    for name, kept in caches.items():
        for each in kept.names():
            looked_at += 1
            assert MARK not in repr(each), (name, each)
    assert looked_at > 100


STEPS = [round(0.05 * n, 2) for n in range(1, 21)]


@pytest.mark.parametrize("raw", ["0.1371", "0.999", "0.05000001", "-3.7", "71.3", "inf", "nan"])
def test_a_number_between_two_steps_is_moved_to_one_before_anything_is_made_of_it(opened, raw):
    """By the address; what a message brings is in tests/abuse/test_sockets.py."""
    page = opened("council.py", {"council": "slough", "threshold": raw})
    assert page.slider(key="threshold").value in STEPS
    named = [repr(each) for kept in Kept.every.values() for each in kept.names()]
    assert named and not any(re.search(rf"(?<![\w.]){raw}\b", each) for each in named)

"""Reads a page back into a tree, as strictly as no browser does: what is opened is closed, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from pdsync.sandbox.web.markup import VOID


@dataclass
class Node:
    """An element: its name, attributes, and children (elements and texts)."""

    name: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    @property
    def classes(self):
        return (self.attributes.get("class") or "").split()

    def walk(self):
        yield self
        for each in self.children:
            if isinstance(each, Node):
                yield from each.walk()

    def all(self, name=None, class_=None, /, **attributes):
        """Every element inside with that name, class and attributes, in order."""
        return [
            node
            for node in self.walk()
            if (name is None or node.name == name)
            and (class_ is None or class_ in node.classes)
            and all(node.attributes.get(key.rstrip("_").replace("_", "-")) == each for key, each in attributes.items())
        ]

    def one(self, name=None, class_=None, /, **attributes):
        found = self.all(name, class_, **attributes)
        assert len(found) == 1, (name, class_, attributes, len(found))
        return found[0]


class Reader(HTMLParser):
    """Builds the tree; an AssertionError where tags do not match."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        assert len({key for key, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        node = Node(tag, {key: "" if value is None else value for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise AssertionError("no page has comments")


def read(html):
    """The tree of a page or a part of one."""
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> stays open"
    return reader.root

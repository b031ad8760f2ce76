"""Reads a web page of the rehearsal server as a person without JavaScript does: elements, texts, forms."""

from html.parser import HTMLParser
from urllib.parse import urlencode

FORM = {"content_type": "application/x-www-form-urlencoded"}


class Elements(HTMLParser):
    """Every element with its attributes, and the visible text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag, **wanted):
        """The attributes of every element of this name that has these."""
        found = [attributes for name, attributes in self.elements if name == tag]
        return [one for one in found if wanted.items() <= one.items()]

    def without_label(self):
        """The fields that no label belongs to: what a screen reader could not name."""
        named = {one.get("for") for one in self.all("label")}
        fields = self.all("input") + self.all("textarea") + self.all("select")
        return [one for one in fields if one.get("type") != "hidden" and one.get("id") not in named]


def read(client, path):
    reply = client.get(path)
    assert reply.status == 200, reply.text
    return Elements(reply.text.decode())


def send(client, path, fields):
    """Send a form's fields, as pairs or by their names."""
    return client.post(path, urlencode(fields).encode(), **FORM)

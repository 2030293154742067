"""A student's goal Doc as the school hands it out, made through the API: headings, answers, a dropdown, a table, boxes."""

from pdsync.sandbox.users import account

TEACHER, STUDENT, READER = "teacher@school.example", "maya.o'brien@school.example", "mentor@school.example"
STATUSES = ("Not started", "In progress", "Done", "Blocked")
PROMPTS = ("Specific (What do you want to accomplish?):", "Measurable (How can you measure progress?):")
BOXES = ("Read my CV aloud", "Ask Sam & <Ana> for feedback")


def made(workspace, owner=TEACHER, name="SMART goals of Maya"):
    """The id of a new Doc of that owner."""
    user = account(workspace.store, owner)
    id = workspace.call("docs.documents.create", user, body={"title": name})["documentId"]
    for requests in (TEXT, LOOK, definition()):
        batch(workspace, user, id, requests)
    place = find(workspace, user, id, "Status: ") + len("Status: ")
    batch(workspace, user, id, [dropdown(place)])
    batch(workspace, user, id, [boxes(find(workspace, user, id, BOXES[0]))])
    end = find(workspace, user, id, "Progress log") + len("Progress log")
    batch(workspace, user, id, [{"insertTable": {"rows": 2, "columns": 3, "location": {"index": end}}}])
    fill_table(workspace, user, id)
    return id


def share(workspace, id, email, role, owner=TEACHER):
    account(workspace.store, email)
    user = account(workspace.store, owner)
    body = {"type": "user", "role": role, "emailAddress": email}
    workspace.call("drive.permissions.create", user, {"fileId": id, "sendNotificationEmail": False}, body)


def batch(workspace, user, id, requests, **control):
    body = {"requests": requests, **control}
    return workspace.call("docs.documents.batchUpdate", user, {"documentId": id}, body)


def get(workspace, user, id):
    return workspace.call("docs.documents.get", user, {"documentId": id, "includeTabsContent": True})


def body_of(document, tab=0):
    return document["tabs"][tab]["documentTab"]["body"]["content"]


def all_paragraphs(content):
    for block in content:
        if "paragraph" in block:
            yield block.get("startIndex", 0), block["paragraph"]
        for row in block.get("table", {}).get("tableRows", ()):
            for cell in row["tableCells"]:
                yield from all_paragraphs(cell["content"])


def text_of(paragraph):
    return "".join(each.get("textRun", {}).get("content", "") for each in paragraph["elements"])


def find(workspace, user, id, start):
    """Where the first paragraph with that beginning stands."""
    content = body_of(get(workspace, user, id))
    return next(index for index, paragraph in all_paragraphs(content) if text_of(paragraph).startswith(start))


def lines(document):
    """The text of every paragraph."""
    return [text_of(paragraph).removesuffix("\n") for _, paragraph in all_paragraphs(body_of(document))]


LINES = (
    "SMART goals of Maya", "This Doc is yours. Write below each question.", "Goal 1: a professional skill",
    PROMPTS[0], "", PROMPTS[1], "", "Status: ", *BOXES, "Progress log",
)  # fmt: skip
WORDS = "\n".join(LINES)
TEXT = [{"insertText": {"location": {"index": 1}, "text": WORDS}}]


def spread(line):
    start = 1 + sum(len(each) + 1 for each in LINES[: LINES.index(line)])
    return {"startIndex": start, "endIndex": start + len(line) + 1}


def named(line, style):
    return {
        "updateParagraphStyle": {
            "range": spread(line), "paragraphStyle": {"namedStyleType": style}, "fields": "namedStyleType",
        }
    }  # fmt: skip


def bold(line, at_most=99):
    area = spread(line)
    area["endIndex"] = min(area["endIndex"] - 1, area["startIndex"] + at_most)
    return {"updateTextStyle": {"range": area, "textStyle": {"bold": True}, "fields": "bold"}}


LOOK = [
    named(LINES[0], "TITLE"), named(LINES[2], "HEADING_1"), bold(PROMPTS[0]), bold(PROMPTS[1]), bold("Progress log"),
]  # fmt: skip


def definition():
    options = [{"optionId": f"dropdownItem.o{number}", "displayValue": each} for number, each in enumerate(STATUSES)]
    properties = {"title": "Goal status", "options": options}
    wanted = {"dropdownDefinitionId": "kix.status", "dropdownDefinitionProperties": properties}
    return [{"createDropdownDefinition": {"dropdownDefinition": wanted}}]


def dropdown(index):
    return {
        "insertDropdown": {
            "location": {"index": index}, "dropdownDefinitionId": "kix.status", "selectedOptionId": "dropdownItem.o0",
        }
    }  # fmt: skip


def boxes(start):
    end = start + sum(len(each) + 1 for each in BOXES)
    area = {"startIndex": start, "endIndex": end}
    return {"createParagraphBullets": {"range": area, "bulletPreset": "BULLET_CHECKBOX"}}


def fill_table(workspace, user, id):
    table = next(block["table"] for block in body_of(get(workspace, user, id)) if "table" in block)
    cells = table["tableRows"][0]["tableCells"]
    heads = ("Date", "What I did", "What comes next")
    requests = [
        {"insertText": {"location": {"index": cell["content"][0]["startIndex"]}, "text": head}}
        for cell, head in zip(cells, heads, strict=True)
    ]
    batch(workspace, user, id, requests[::-1])

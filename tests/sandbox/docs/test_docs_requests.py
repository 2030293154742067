"""What each kind of request does to a Doc."""

import pytest

from pdsync.sandbox.docs.suggestions import ACCEPTED, INLINE, WITHOUT
from pdsync.sandbox.refusals import Refusal
from tests.sandbox.docs.paper import OTHER, Paper, cell, span


def at(index, **more):
    return {"location": {"index": index, **more}}


class TestText:
    def test_text_stands_where_it_was_put(self):
        paper = Paper("Hello\nworld")
        paper.type("🌱 new", 7)
        assert paper.lines() == ["Hello\n", "🌱 newworld\n"]

    def test_text_goes_to_the_end_of_a_segment(self):
        paper = Paper("Hello")
        paper.do({"insertText": {"endOfSegmentLocation": {}, "text": "!"}})
        assert paper.lines() == ["Hello!\n"]

    def test_what_is_no_text_is_stripped(self):
        paper = Paper("a\x00b\rc\ue907d\x0be")
        assert paper.lines() == ["abcd\x0be\n"]

    @pytest.mark.parametrize(
        ("text", "index"),
        [("🌱", 2), ("👍🏽", 3), ("👩\u200d🏫", 3), ("👩\u200d🏫", 4), ("e\u0301", 2), ("🇳🇱", 3), ("☀\ufe0f", 2)],
    )
    def test_text_never_comes_into_what_is_read_as_one_character(self, text, index):
        paper = Paper(text)
        with pytest.raises(Refusal, match="The insertion index cannot be within a grapheme cluster"):
            paper.type("x", index)

    @pytest.mark.parametrize(("text", "index"), [("🌱🌱", 3), ("👍🏽a", 5), ("🇳🇱🇧🇪", 5), ("a e", 2)])
    def test_text_comes_between_two_characters(self, text, index):
        paper = Paper(text)
        paper.type("x", index)
        assert len(paper.lines()[0]) == len(text) + 2

    def test_a_new_line_of_a_heading_is_a_heading_with_an_id_of_its_own(self):
        paper = Paper("Title")
        style = {"range": span(1, 2), "paragraphStyle": {"namedStyleType": "HEADING_1"}, "fields": "namedStyleType"}
        paper.do({"updateParagraphStyle": style})
        old = paper.paragraph(0)["paragraphStyle"]["headingId"]
        paper.type("Before\n")
        styles = [paper.paragraph(number)["paragraphStyle"] for number in (0, 1)]
        assert [each["namedStyleType"] for each in styles] == ["HEADING_1", "HEADING_1"]
        assert styles[1]["headingId"] == old != styles[0]["headingId"]

    def test_text_takes_the_look_of_what_stands_before_but_no_link(self):
        paper = Paper("bold link")
        paper.do(
            {"updateTextStyle": {"range": span(1, 5), "textStyle": {"bold": True}, "fields": "bold"}},
            {"updateTextStyle": {"range": span(6, 10), "textStyle": {"link": {"url": "https://x.example"}}, "fields": "link"}},
        )  # fmt: skip
        paper.type("!", 10)
        paper.type("er", 5)
        runs = dict(paper.runs(0))
        assert runs["bolder"] == {"bold": True}
        assert runs["link"]["underline"]
        assert next(style for text, style in runs.items() if text.startswith("!")) == {}

    def test_a_deletion_over_whole_paragraphs_leaves_the_next_one_as_it_was(self):
        paper = Paper("one\ntwo\nthree")
        style = {"range": span(9, 10), "paragraphStyle": {"alignment": "CENTER"}, "fields": "alignment"}
        paper.do({"updateParagraphStyle": style})
        paper.cut(1, 9)
        assert paper.lines() == ["three\n"]
        assert paper.paragraph(0)["paragraphStyle"]["alignment"] == "CENTER"

    @pytest.mark.parametrize(
        ("criteria", "count", "lines"),
        [
            ({"text": "{{name}}"}, 2, ["Hi Zoë 🌻, Zoë 🌻\n", "{{NAM}}\n"]),
            ({"text": "{{nam}}", "matchCase": True}, 0, ["Hi {{name}}, {{name}}\n", "{{NAM}}\n"]),
            ({"text": "{{nam}}"}, 1, ["Hi {{name}}, {{name}}\n", "Zoë 🌻\n"]),
        ],
    )
    def test_every_match_is_replaced(self, criteria, count, lines):
        paper = Paper("Hi {{name}}, {{name}}\n{{NAM}}")
        (reply,) = paper.do({"replaceAllText": {"containsText": criteria, "replaceText": "Zoë 🌻"}})
        assert reply["replaceAllText"] == ({"occurrencesChanged": count} if count else {})
        assert paper.lines() == lines

    def test_replacing_reaches_headers_cells_and_other_tabs(self):
        paper = Paper("x")
        (tab, header, _) = paper.do(
            {"addDocumentTab": {"tabProperties": {"title": "Two"}}},
            {"createHeader": {"type": "DEFAULT"}},
            {"insertTable": {"rows": 1, "columns": 1, "location": {"index": 2}}},
        )
        tab_id = tab["addDocumentTab"]["tabProperties"]["tabId"]
        paper.type("x", 1, location={"tabId": tab_id})
        paper.type("x", 0, location={"segmentId": header["createHeader"]["headerId"]})
        paper.type("x", paper.tables()[0]["startIndex"] + 3)
        (reply,) = paper.do({"replaceAllText": {"containsText": {"text": "x"}, "replaceText": "y"}})
        assert reply["replaceAllText"]["occurrencesChanged"] == 4


class TestStyles:
    def test_a_style_is_set_and_taken_back(self):
        paper = Paper("Hello")
        change = {"range": span(1, 3), "textStyle": {"bold": True, "italic": True}, "fields": "bold,italic"}
        paper.do({"updateTextStyle": change})
        assert paper.runs(0) == [("He", {"bold": True, "italic": True}), ("llo\n", {})]
        paper.do({"updateTextStyle": {"range": span(1, 3), "textStyle": {}, "fields": "bold"}})
        assert paper.runs(0)[0] == ("He", {"italic": True})

    def test_a_style_up_to_the_newline_takes_it_along(self):
        paper = Paper("Hello")
        paper.do({"updateTextStyle": {"range": span(1, 6), "textStyle": {"bold": True}, "fields": "bold"}})
        assert paper.runs(0) == [("Hello\n", {"bold": True})]

    def test_a_heading_has_an_id_and_plain_text_has_none(self):
        paper = Paper("Hello")
        for name, has in (("HEADING_2", True), ("NORMAL_TEXT", False)):
            style = {"namedStyleType": name}
            paper.do(
                {"updateParagraphStyle": {"range": span(1, 2), "paragraphStyle": style, "fields": "namedStyleType"}}
            )
            found = paper.paragraph(0)["paragraphStyle"]
            assert (found["namedStyleType"], "headingId" in found) == (name, has)

    def test_a_named_style_looks_different_afterwards(self):
        paper = Paper("Hello")
        style = {"namedStyleType": "HEADING_1", "textStyle": {"italic": True}}
        paper.do({"updateNamedStyle": {"namedStyle": style, "fields": "namedStyleType,textStyle.italic"}})
        found = next(each for each in paper.tab()["namedStyles"]["styles"] if each["namedStyleType"] == "HEADING_1")
        assert found["textStyle"]["italic"]

    def test_the_page_and_its_sections_get_margins(self):
        paper = Paper("Hello")
        margin = {"magnitude": 36, "unit": "PT"}
        paper.do(
            {"updateSectionStyle": {"range": span(1, 2), "sectionStyle": {"marginTop": margin}, "fields": "marginTop"}}
        )
        assert paper.body()[0]["sectionBreak"]["sectionStyle"]["marginTop"] == margin
        paper.do({"updateDocumentStyle": {"documentStyle": {"marginTop": margin}, "fields": "marginTop"}})
        assert paper.tab()["documentStyle"]["marginTop"] == margin
        assert "marginTop" not in paper.body()[0]["sectionBreak"]["sectionStyle"]


class TestLists:
    def test_leading_tabs_become_levels_and_go(self):
        paper = Paper("a\n\tb\nc")
        paper.do({"createParagraphBullets": {"range": span(1, 5), "bulletPreset": "BULLET_DISC_CIRCLE_SQUARE"}})
        assert paper.lines() == ["a\n", "b\n", "c\n"]
        levels = [paper.paragraph(n).get("bullet", {"nestingLevel": None}).get("nestingLevel", 0) for n in range(3)]
        assert levels == [0, 1, None]
        (made,) = paper.tab()["lists"].values()
        assert len(made["listProperties"]["nestingLevels"]) == 9

    def test_a_list_of_the_same_kind_goes_on(self):
        paper = Paper("a\nb")
        for start in (1, 3):
            preset = "NUMBERED_DECIMAL_ALPHA_ROMAN"
            paper.do({"createParagraphBullets": {"range": span(start, start + 1), "bulletPreset": preset}})
        assert paper.paragraph(0)["bullet"]["listId"] == paper.paragraph(1)["bullet"]["listId"]

    def test_bullets_go_and_the_level_stays_as_an_indent(self):
        paper = Paper("\ta")
        paper.do({"createParagraphBullets": {"range": span(1, 2), "bulletPreset": "BULLET_CHECKBOX"}})
        paper.do({"deleteParagraphBullets": {"range": span(1, 2)}})
        assert "bullet" not in paper.paragraph(0)
        assert paper.paragraph(0)["paragraphStyle"]["indentStart"]["magnitude"] == 36


class TestTables:
    @pytest.fixture
    def paper(self):
        paper = Paper("Above\nBelow")
        paper.do({"insertTable": {"rows": 2, "columns": 2, "location": {"index": 6}}})
        for row, column in ((1, 1), (1, 0), (0, 1), (0, 0)):
            paper.type(f"{row}{column}", 7 + 4 + row * 5 + 2 * column - 1)
        assert paper.cells() == [["00", "01"], ["10", "11"]]
        return paper

    def test_an_empty_table_is_as_wide_as_google_counts(self):
        paper = Paper()
        paper.do({"insertTable": {"rows": 3, "columns": 2, "location": {"index": 1}}})
        (table,) = paper.tables()
        assert table["endIndex"] - table["startIndex"] == 2 + 3 * (1 + 2 * 2)
        assert [list(each)[-1] for each in paper.body()] == ["sectionBreak", "paragraph", "table", "paragraph"]

    def test_rows_and_columns_come(self, paper):
        paper.do({"insertTableRow": {"tableCellLocation": cell(7, 0, 0), "insertBelow": True}})
        paper.do({"insertTableColumn": {"tableCellLocation": cell(7, 0, 1)}})
        assert paper.cells() == [["00", "", "01"], ["", "", ""], ["10", "", "11"]]

    def test_rows_and_columns_go_and_the_last_takes_the_table(self, paper):
        paper.do({"deleteTableRow": {"tableCellLocation": cell(7, 0, 0)}})
        assert paper.cells() == [["10", "11"]]
        paper.do({"deleteTableColumn": {"tableCellLocation": cell(7, 0, 0)}})
        assert paper.cells() == [["11"]]
        paper.do({"deleteTableRow": {"tableCellLocation": cell(7, 0, 0)}})
        assert paper.tables() == []
        assert paper.lines() == ["Above\n", "\n", "Below\n"]

    def test_cells_are_merged_and_taken_apart(self, paper):
        both = {"tableCellLocation": cell(7, 0, 0), "rowSpan": 1, "columnSpan": 2}
        paper.do({"mergeTableCells": {"tableRange": both}})
        head = paper.tables()[0]["table"]["tableRows"][0]["tableCells"][0]
        assert head["tableCellStyle"]["columnSpan"] == 2
        assert paper.cells()[0] == ["00\n01", ""]
        paper.do({"unmergeTableCells": {"tableRange": both}})
        head = paper.tables()[0]["table"]["tableRows"][0]["tableCells"][0]
        assert head["tableCellStyle"]["columnSpan"] == 1

    def test_cells_rows_and_columns_are_styled(self, paper):
        start = {"tableStartLocation": {"index": 7}}
        red = {"color": {"rgbColor": {"red": 1}}}
        paper.do(
            {"updateTableCellStyle": {**start, "tableCellStyle": {"backgroundColor": red}, "fields": "backgroundColor"}},
            {"updateTableRowStyle": {**start, "rowIndices": [0], "tableRowStyle": {"preventOverflow": True}, "fields": "preventOverflow"}},
            {"updateTableColumnProperties": {**start, "columnIndices": [1], "tableColumnProperties": {"widthType": "FIXED_WIDTH", "width": {"magnitude": 90, "unit": "PT"}}, "fields": "*"}},
            {"pinTableHeaderRows": {**start, "pinnedHeaderRowsCount": 1}},
        )  # fmt: skip
        table = paper.tables()[0]["table"]
        rows = table["tableRows"]
        assert all(each["tableCellStyle"]["backgroundColor"] == red for row in rows for each in row["tableCells"])
        assert [row["tableRowStyle"].get("preventOverflow", False) for row in rows] == [True, False]
        assert [row["tableRowStyle"].get("tableHeader", False) for row in rows] == [True, False]
        widths = [each.get("width", {}).get("magnitude") for each in table["tableStyle"]["tableColumnProperties"]]
        assert widths == [None, 90]

    def test_a_whole_table_can_be_deleted(self, paper):
        (table,) = paper.tables()
        paper.cut(table["startIndex"], table["endIndex"])
        assert paper.tables() == []


class TestRanges:
    def test_a_named_range_moves_with_its_text_and_does_not_grow_at_its_end(self):
        paper = Paper("Hello world")
        (reply,) = paper.do({"createNamedRange": {"name": "greeting", "range": span(1, 6)}})
        name = reply["createNamedRange"]["namedRangeId"]
        paper.type("Oh! ")
        paper.type("!", 10)
        (found,) = paper.tab()["namedRanges"]["greeting"]["namedRanges"]
        assert (found["namedRangeId"], found["ranges"]) == (name, [span(5, 10)])

    def test_a_named_range_goes_with_its_text(self):
        paper = Paper("Hello world")
        paper.do({"createNamedRange": {"name": "greeting", "range": span(1, 6)}})
        paper.cut(1, 7)
        assert "namedRanges" not in paper.tab()

    def test_its_content_is_replaced_and_it_is_forgotten_by_name(self):
        paper = Paper("Hello world")
        paper.do({"createNamedRange": {"name": "greeting", "range": span(1, 6)}})
        paper.do({"replaceNamedRangeContent": {"namedRangeName": "greeting", "text": "Good morning"}})
        assert paper.lines() == ["Good morning world\n"]
        paper.do({"deleteNamedRange": {"name": "greeting"}})
        assert paper.lines() == ["Good morning world\n"]
        assert "namedRanges" not in paper.tab()


class TestSegments:
    def test_headers_and_footers_come_and_go(self):
        paper = Paper("Hello")
        for kind in ("Header", "Footer"):
            (reply,) = paper.do({f"create{kind}": {"type": "DEFAULT"}})
            name = reply[f"create{kind}"][f"{kind.lower()}Id"]
            paper.type("page", 0, location={"segmentId": name})
            tab = paper.tab()
            assert tab["documentStyle"][f"default{kind}Id"] == name
            assert tab[f"{kind.lower()}s"][name]["content"][0]["endIndex"] == 5
            paper.do({f"delete{kind}": {f"{kind.lower()}Id": name}})
            assert f"{kind.lower()}s" not in paper.tab()
            assert f"default{kind}Id" not in paper.tab()["documentStyle"]

    def test_footnotes_are_numbered_anew_and_go_with_their_mark(self):
        paper = Paper("ab")
        (late,) = paper.do({"createFootnote": at(3)})
        paper.do({"createFootnote": at(1)})
        marks = [each["footnoteReference"] for each in paper.paragraph(0)["elements"] if "footnoteReference" in each]
        assert [each["footnoteNumber"] for each in marks] == ["1", "2"]
        assert marks[1]["footnoteId"] == late["createFootnote"]["footnoteId"]
        paper.cut(1, 2)
        assert list(paper.tab()["footnotes"]) == [late["createFootnote"]["footnoteId"]]

    def test_breaks_take_two_places(self):
        paper = Paper("ab")
        paper.do({"insertPageBreak": at(2)})
        assert paper.lines() == ["a\N{OBJECT REPLACEMENT CHARACTER}\n", "b\n"]
        paper.do({"insertSectionBreak": {**at(4), "sectionType": "NEXT_PAGE"}})
        kinds = [next(key for key in each if not key.endswith("Index")) for each in paper.body()]
        assert kinds == ["sectionBreak", "paragraph", "paragraph", "sectionBreak", "paragraph"]

    def test_a_picture_cannot_be_fetched_and_a_positioned_one_can_go(self):
        paper = Paper("ab")
        tab = paper.content.tabs[0].with_fields(positionedObjects={"kix.pic": {"objectId": "kix.pic"}})
        paper.content = paper.content.with_tabs((tab,))
        paper.do({"deletePositionedObject": {"objectId": "kix.pic"}})
        assert "positionedObjects" not in paper.tab()


class TestTabs:
    def test_tabs_come_nest_move_and_go(self):
        paper = Paper("one")
        (two,) = paper.do({"addDocumentTab": {"tabProperties": {"title": "Two"}}})
        two = two["addDocumentTab"]["tabProperties"]["tabId"]
        (inner,) = paper.do({"addDocumentTab": {"tabProperties": {"title": "Inner", "parentTabId": two}}})
        inner = inner["addDocumentTab"]["tabProperties"]["tabId"]
        paper.type("inside", 1, location={"tabId": inner})
        assert paper.read()["tabs"][1]["childTabs"][0]["tabProperties"]["title"] == "Inner"
        paper.do(
            {
                "updateDocumentTabProperties": {
                    "tabProperties": {"tabId": two, "title": "2", "index": 0},
                    "fields": "title,index",
                }
            }
        )
        assert [tab["tabProperties"]["title"] for tab in paper.read()["tabs"]] == ["2", "Tab 1"]
        paper.do({"deleteTab": {"tabId": two}})
        assert [tab["tabProperties"]["index"] for tab in paper.read()["tabs"]] == [0]


OPTIONS = [{"displayValue": "Not started"}, {"displayValue": "Done"}]


class TestChips:
    def define(self, paper):
        wanted = {"dropdownDefinitionProperties": {"title": "Status", "options": OPTIONS}}
        (reply,) = paper.do({"createDropdownDefinition": {"dropdownDefinition": wanted}})
        made = reply["createDropdownDefinition"]["dropdownDefinition"]
        return made["dropdownDefinitionId"], made["dropdownDefinitionProperties"]["options"]

    def test_people_links_and_dates_take_one_place_each(self):
        paper = Paper("ab")
        paper.do(
            {"insertPerson": {**at(2), "personProperties": {"email": "lee@students.example"}}},
            {"insertRichLink": {**at(2), "richLinkProperties": {"uri": "https://drive.google.com/file/d/x"}}},
            {"insertDate": {**at(2), "dateElementProperties": {"timestamp": "2026-12-18T00:00:00Z"}}},
        )
        kinds = [next(key for key in each if not key.endswith("Index")) for each in paper.paragraph(0)["elements"]]
        assert kinds == ["textRun", "dateElement", "richLink", "person", "textRun"]
        shown = paper.paragraph(0)["elements"][1]["dateElement"]["dateElementProperties"]["displayText"]
        assert shown == "Dec 18, 2026"

    def test_a_dropdown_shows_its_first_option_until_another_is_chosen(self):
        paper = Paper("Status: ")
        name, options = self.define(paper)
        (reply,) = paper.do({"insertDropdown": {**at(9), "dropdownDefinitionId": name}})
        chip = reply["insertDropdown"]["dropdown"]
        assert chip["dropdownProperties"]["displayValue"] == "Not started"
        change = {"selectedOptionId": options[1]["optionId"]}
        paper.do(
            {
                "updateDropdownProperties": {
                    "dropdownId": chip["dropdownId"],
                    "dropdownProperties": change,
                    "fields": "selectedOptionId",
                }
            }
        )
        found = next(each["dropdown"] for each in paper.paragraph(0)["elements"] if "dropdown" in each)
        assert found["dropdownProperties"]["displayValue"] == "Done"

    def test_a_definition_is_kept_while_a_chip_uses_it(self):
        paper = Paper("x")
        name, options = self.define(paper)
        paper.do({"insertDropdown": {**at(1), "dropdownDefinitionId": name}})
        with pytest.raises(Exception, match="referenced"):
            paper.do({"deleteDropdownDefinition": {"dropdownDefinitionId": name}})
        rest = {"options": [options[1], {"displayValue": "Blocked"}]}
        paper.do(
            {
                "updateDropdownDefinitionProperties": {
                    "dropdownDefinitionId": name,
                    "dropdownDefinitionProperties": rest,
                    "selectedOptionIdReplacements": {options[0]["optionId"]: options[1]["optionId"]},
                    "fields": "options",
                }
            }
        )
        found = next(each["dropdown"] for each in paper.paragraph(0)["elements"] if "dropdown" in each)
        assert found["dropdownProperties"]["displayValue"] == "Done"
        paper.cut(1, 2)
        paper.do({"deleteDropdownDefinition": {"dropdownDefinitionId": name}})
        assert "dropdownDefinitions" not in paper.tab()


class TestComments:
    def test_a_thread_is_answered_resolved_and_reworded(self):
        paper = Paper("Hello world")
        (reply,) = paper.do({"insertComment": {"content": "Why?", "range": span(1, 6)}})
        thread = reply["insertComment"]["commentThread"]
        assert (thread["plainTextQuote"], thread["headPost"]["author"]["me"]) == ("Hello", True)
        name = {"commentId": thread["commentId"]}
        (answer,) = paper.do({"addCommentReply": {**name, "post": {"content": "Because"}}}, author=OTHER)
        post = answer["addCommentReply"]["post"]["postId"]
        paper.do({"updateCommentPost": {**name, "postId": post, "content": "So"}}, author=OTHER)
        paper.do({"addCommentReply": {**name, "post": {"commentAction": "RESOLVE"}}})
        (kept,) = paper.content.comments
        assert (kept["status"], kept["replies"][0]["content"]) == ("RESOLVED", "So")
        paper.do({"deleteCommentReply": {**name, "postId": post}}, author=OTHER)
        assert len(paper.content.comments[0]["replies"]) == 1


class TestSuggestions:
    def suggest(self):
        paper = Paper("Hello world")
        paper.type("brave ", 7, suggest=True)
        paper.cut(1, 6, suggest=True)
        return paper

    def test_the_three_views_of_a_doc(self):
        paper = self.suggest()
        assert paper.lines(mode=INLINE) == ["Hello brave world\n"]
        assert paper.lines(mode=ACCEPTED) == [" brave world\n"]
        assert paper.lines(mode=WITHOUT) == ["Hello world\n"]

    def test_each_suggestion_is_settled_for_itself(self):
        paper = self.suggest()
        inserted, deleted = (each["suggestionId"] for each in paper.content.suggestions)
        paper.do({"acceptSuggestion": {"suggestionId": inserted}})
        assert paper.lines(mode=WITHOUT) == ["Hello brave world\n"]
        paper.do({"rejectSuggestion": {"suggestionId": deleted}})
        assert paper.lines() == paper.lines(mode=ACCEPTED) == ["Hello brave world\n"]
        assert [each["status"] for each in paper.content.suggestions] == ["ACCEPTED", "REJECTED"]

    SPOTS = {  # noqa: RUF012
        "insertText": lambda at: {"insertText": {"location": {"index": at}, "text": "X"}},
        "deleteContentRange": lambda at: {"deleteContentRange": {"range": span(at, at + 1)}},
    }

    @pytest.mark.parametrize("first", SPOTS)
    @pytest.mark.parametrize("second", SPOTS)
    @pytest.mark.parametrize("gap", [0, 1])
    def test_what_touches_ones_own_suggestion_becomes_part_of_it(self, first, second, gap):
        paper = Paper("abcdefghij")
        made = paper.answer(self.SPOTS[first](3), suggest=True)["suggestionResponses"][0]["createdSuggestionIds"]
        answer = paper.answer(self.SPOTS[second](4 + gap), suggest=True)
        (told,) = answer["suggestionResponses"]
        assert told.keys() == {"createdSuggestionIds" if gap else "updatedSummarySuggestionIds"}
        assert (told.popitem()[1] == made) is (not gap)
        assert len(paper.content.suggestions) == 1 + gap
        assert answer["commentUpdateState"] == "ALL_SAVED"

    def test_somebody_elses_suggestion_takes_nothing_in(self):
        paper = Paper("abcdefghij")
        paper.type("X", 3, suggest=True)
        paper.type("Y", 4, suggest=True, author=OTHER)
        assert len(paper.content.suggestions) == 2

    def test_a_replacement_is_one_suggestion_that_says_both(self):
        paper = Paper("abc def")
        paper.do(
            {"deleteContentRange": {"range": span(5, 8)}},
            {"insertText": {"location": {"index": 8}, "text": "xyz"}},
            suggest=True,
        )
        assert [each["summaryText"] for each in paper.content.suggestions] == ["Replace: “def” with “xyz”"]

    def test_one_withdraws_what_one_suggested(self):
        paper = self.suggest()
        first = paper.content.suggestions[0]["suggestionId"]
        with pytest.raises(Exception, match="permission"):
            paper.do({"deleteSuggestion": {"suggestionId": first}}, author=OTHER)
        paper.do({"deleteSuggestion": {"suggestionId": first}})
        assert paper.lines() == ["Hello world\n"]

    def test_a_style_can_be_suggested(self):
        paper = Paper("Hello")
        change = {"range": span(1, 6), "textStyle": {"bold": True}, "fields": "bold"}
        paper.do({"updateTextStyle": change}, suggest=True)
        assert paper.runs(0)[0][1] == {}
        body = paper.body(mode=ACCEPTED)[1]["paragraph"]["elements"][0]["textRun"]
        assert body["textStyle"] == {"bold": True}


class TestPictures:
    def put(self, paper, uri, **size):
        wanted = {side: {"magnitude": length, "unit": "PT"} for side, length in size.items()}
        body = {**at(1), "uri": uri, **({"objectSize": wanted} if wanted else {})}
        id = paper.do({"insertInlineImage": body})[0]["insertInlineImage"]["objectId"]
        return id, paper.tab()["inlineObjects"][id]["inlineObjectProperties"]["embeddedObject"]

    @pytest.mark.parametrize(
        ("uri", "wanted", "size"),
        [
            ("https://example.com/logo_200x50.png", {"width": 100, "height": 100}, (100, 25)),
            ("https://example.com/logo_200x50.png", {"height": 10}, (40, 10)),
            ("https://example.com/logo_200x50.png", {}, (150, 37.5)),
            ("https://example.com/2000x1000.png", {}, (468, 234)),
            ("https://example.com/cat.png", {"width": 30, "height": 20}, (30, 20)),
        ],
    )
    def test_a_picture_is_as_large_as_goes_into_its_room(self, uri, wanted, size):
        paper = Paper("Hello")
        id, made = self.put(paper, uri, **wanted)
        assert paper.paragraph(0)["elements"][0]["inlineObjectElement"]["inlineObjectId"] == id
        assert (made["size"]["width"]["magnitude"], made["size"]["height"]["magnitude"]) == size
        assert made["imageProperties"]["sourceUri"] == uri

    def test_another_picture_takes_its_room(self):
        paper = Paper("Hello")
        id, made = self.put(paper, "https://example.com/logo_200x50.png")
        paper.do({"replaceImage": {"imageObjectId": id, "uri": "https://example.com/cat.png"}})
        new = paper.tab()["inlineObjects"][id]["inlineObjectProperties"]["embeddedObject"]
        assert new["imageProperties"]["sourceUri"] == "https://example.com/cat.png"
        assert new["size"] == made["size"]

    def test_a_picture_goes_with_its_mark(self):
        paper = Paper("Hello")
        self.put(paper, "https://example.com/logo_200x50.png")
        paper.cut(1, 2)
        assert "inlineObjects" not in paper.tab()


class TestPresets:
    @pytest.mark.parametrize(
        ("preset", "glyphs", "ends"),
        [
            ("NUMBERED_UPPERALPHA_ALPHA_ROMAN", ["UPPER_ALPHA", "ALPHA", "ROMAN", "DECIMAL", "ALPHA", "ROMAN"], [2, 5, 8]),
            ("NUMBERED_DECIMAL_NESTED", ["DECIMAL"] * 6, list(range(9))),
            ("BULLET_STAR_CIRCLE_SQUARE", ["★", "○", "■", "●", "○", "■"], []),
        ],
    )  # fmt: skip
    def test_a_preset_shapes_three_levels_and_numbers_may_stand_at_their_end(self, preset, glyphs, ends):
        paper = Paper("one")
        paper.do({"createParagraphBullets": {"range": span(1, 2), "bulletPreset": preset}})
        (made,) = paper.tab()["lists"].values()
        levels = made["listProperties"]["nestingLevels"]
        assert [each.get("glyphType") or each["glyphSymbol"] for each in levels[:6]] == glyphs
        assert [number for number, each in enumerate(levels) if each["bulletAlignment"] == "END"] == ends

"""What the way of every request rests on: recorded from the real service, documented by Google, or assumed."""

from __future__ import annotations

from pdsync.sandbox.evidence import ASSUMED, DOCUMENTED, RECORDED, Evidence

REQUESTS = (
    Evidence("routes and verbs", DOCUMENTED, "The discovery documents'; other paths get a page with 404 (recorded)."),
    Evidence("unknown names in a body", RECORDED, "Docs and Sheets: Google's words, all violations at once."),
    Evidence("wrong types in a body", RECORDED, "Google's words; the names of enums' types are partly assumed."),
    Evidence("proto3 JSON", RECORDED, "null is unset; both spellings; numbers as text; enums by number, in any case."),
    Evidence("malformed JSON", RECORDED, "The words of protobuf's parser; which of them it chooses is partly assumed."),
    Evidence(
        "unknown names in a body, Drive",
        ASSUMED,
        "A difference: refused unless strict is off; Google is thought to ignore them. withLink is ignored.",
    ),
    Evidence("unknown parameters", RECORDED, "Refused by Docs and Sheets."),
    Evidence(
        "unknown parameters, Drive",
        RECORDED,
        "A difference: only those of Drive's other methods are ignored, unless strict is off.",
    ),
    Evidence("parameters that are not played", ASSUMED, "A difference: 501 by name where they would change something."),
    Evidence("wrong types in parameters", RECORDED, "In both families; the bounds of Drive's page sizes too."),
    Evidence("repeated parameters", RECORDED, "Drive reads the first, Docs and Sheets the last; all are checked."),
    Evidence("order of the checks", RECORDED, "Error format, credential, parameters, body, handler, mask."),
    Evidence("uploads", DOCUMENTED, "Simple, multipart, resumable; at most 64 MiB here."),
    Evidence("size of a body", DOCUMENTED, "10 MiB; the status 413 is assumed."),
    Evidence("long GETs as POSTs", DOCUMENTED, "X-HTTP-Method-Override, as Google's client sends it."),
    Evidence("API keys", ASSUMED, "A difference: a key opens nothing here; only tokens of the sandbox do."),
)
ANSWERS = (
    Evidence("fields of Docs and Sheets", RECORDED, "The field that a refusal names is recorded for one path alone."),
    Evidence("fields of Drive", RECORDED, "Its refusal, what comes without a mask, that an empty one keeps nothing."),
    Evidence("a bad mask of a write", ASSUMED, "Nothing is written."),
    Evidence("errors of both families", RECORDED, "errors[] in Drive's always, in the others' by $.xgafv=1."),
    Evidence("JSON", RECORDED, "Two spaces, escapes and all; compact by prettyPrint=false, errors never."),
    Evidence("callback", RECORDED, "JSONP for GETs: 200 whatever happened."),
    Evidence("alt", RECORDED, "json, and media where there are bytes; alt=proto is refused."),
    Evidence("headers", RECORDED, "Those of the recordings; no ETag."),
    Evidence("gzip", DOCUMENTED, "Where Accept-Encoding and User-Agent both name it."),
    Evidence("Range of a download", DOCUMENTED, "One range from a start; 416 past the end."),
    Evidence("batch", DOCUMENTED, "Content-IDs, the outer credential; refusing more than 100 calls is assumed."),
    Evidence("Sheets read in a batch", RECORDED, "501; its words are assumed."),
    Evidence("paths of batches", ASSUMED, "A difference: /batch takes calls of Docs and of Sheets."),
)
TABLE = (*REQUESTS, *ANSWERS)

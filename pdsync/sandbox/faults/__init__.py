"""Faults as data: what goes wrong, for which request, and when. Deterministic: the same requests meet the same faults.

A fault is one JSON object::

    {"match": {"method": "drive.files.*", "user": "staff@school.example", "fileId": "*", "client": "*",
               "nth": 3, "times": 1, "probability": null, "seed": null},
     "phase": "before",
     "do": {"status": 500, "reason": "backendError"}}

`match`: every key may be left out. `method`, `user`, `fileId` and `client` are patterns with `*` and `?`, or lists of
them; methods are Google's ids, and `oauth.token`, `oauth.revoke`, `oauth.auth` for signing in (which no pattern
meets that does not begin with "oauth."). `nth`: from the n-th request that matches (1); `times`: so often (1; null:
from then on always); `probability`: only with that chance, which needs a `seed`. A request meets one fault at most,
the first that is due in the order of planning; one that is due and comes too late is due at the next.

`phase`: `before` the handler runs; `after` it ran and its change is kept; `during` its answer is on the way.

`do`: one of these ends, or none of them:

=============================== ========================== ==========================================================
`status`, `reason`              before, after              Google's own body in the method's dialect; either may be
                                                           left out; with `message`, `retryAfter` (seconds), or
                                                           `meaning` (see `bodies`); `html: true`: a page, no JSON
`connection`: `reset`, `close`  before, after, during      RST or FIN instead of the answer; during: in its middle
`truncate`: bytes               during                     so many bytes of the body, then FIN
`drip`: bytes per second        during                     the answer, slowly
=============================== ========================== ==========================================================

and any of these:

=============================== ========================== ==========================================================
`stall`: seconds                before, after, during      real seconds of silence: before the handler (which runs
                                                           then), after it, or in the middle of the answer
`edit`: {text, user, index}     before                     somebody else types into the Doc; or {requests, user}
`revoke`: `access`, `refresh`,  before, after              the user's tokens are dead from here on; an access token
`all`                                                      revoked before fails this request too, with 401
`deliverTwice`: true            after                      the handler runs twice; the second answer is sent
`listLag`: seconds or {calls}   after                      files.list does not see the file that was made
`modifiedLag`: seconds          after                      the file's modifiedTime stays what it was
=============================== ========================== ==========================================================

For the application: when `Faults.strike` answers with a fault,
``return await struck(fault, workspace, request, run, body=body)`` does all of it, `run() -> Ran` being the handler as
often as the fault wants it; `label` and `status_sent(answer)` are for the journal. For a part of a batch it is
`strike(..., part=True)` and `struck_part(fault, workspace, run, body=body)`, which is no coroutine.
For Drive: `lags.hidden(store, now)` asked once a files.list is the set of ids to leave out, and
`lags.modified_time(store, file_id, now)` the text to show for modifiedTime, or None.
"""

from pdsync.sandbox.faults.performing import perform, replacement, status_sent
from pdsync.sandbox.faults.planning import Faults
from pdsync.sandbox.faults.reading import Fault
from pdsync.sandbox.faults.striking import Ran, struck, struck_part

__all__ = ["Fault", "Faults", "Ran", "perform", "replacement", "status_sent", "struck", "struck_part"]

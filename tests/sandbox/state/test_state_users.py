"""Any address has an account, unless it was said to have none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.store import Store
from pdsync.sandbox.users import account, accounts, permission_id


def test_an_address_never_seen_before_has_an_account():
    user = account(Store(), "Jordan.Lee@School.Example")
    assert (user.email, user.name) == ("jordan.lee@school.example", "Jordan Lee")
    assert (user.has_account, user.has_storage) == (True, True)


def test_what_was_declared_stays_until_it_is_declared_otherwise():
    store = Store()
    account(store, "kim@home.example", name="Kim O'Brien", has_account=False)
    again = account(store, "KIM@home.example")
    assert (again.name, again.has_account) == ("Kim O'Brien", False)
    assert account(store, "kim@home.example", has_account=True).name == "Kim O'Brien"
    assert account(store, "kim@home.example").has_account


def test_a_service_account_owns_no_files():
    user = account(Store(), "robot@pdsync.iam.gserviceaccount.com")
    assert (user.has_account, user.has_storage) == (True, False)
    assert user.name == user.email


@pytest.mark.parametrize("text", ["", "nobody", "a@", "@b", "a b@c.example", "a@b@c"], ids=repr)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="not an e-mail address"):
        account(Store(), text)


def test_accounts_are_listed_by_address():
    store = Store()
    for email in ("b@x.example", "a@x.example"):
        account(store, email)
    assert [user.email for user in accounts(store)] == ["a@x.example", "b@x.example"]


@settings(max_examples=100)
@given(st.emails())
def test_a_permission_id_is_twenty_digits_and_hangs_on_the_address_alone(email):
    number = permission_id(email)
    assert number.isdecimal()
    assert len(number) == 20
    assert permission_id(f" {email.upper().lower()} ") == permission_id(email.lower())

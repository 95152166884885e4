"""The list of accounts: without secrets, and whole or not at all."""

from __future__ import annotations

import stat

import pytest

from byfax_desktop.desktop.accounts import (
    DEMO_REF,
    PRODUCTION_URL,
    TEST_URL,
    Account,
    AccountBook,
    AccountKind,
    AccountsUnreadable,
    NewLogin,
)
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.desktop.secrets import SecretsUnavailable


class MemorySecrets:
    """A secret store that forgets with the test."""

    def __init__(self):
        self.kept = {}
        self.for_run = {}
        self.is_locked = False

    def save(self, ref, key, secret):
        self._open()
        self.kept[ref] = (key, secret)

    def keep_for_run(self, ref, key, secret):
        self.for_run[ref] = (key, secret)

    def forget_run(self, ref):
        self.for_run.pop(ref, None)

    def load(self, ref):
        if ref in self.for_run:
            return self.for_run[ref]
        self._open()
        return self.kept[ref]

    def delete(self, ref):
        self._open()
        self.kept.pop(ref, None)

    def _open(self):
        if self.is_locked:
            raise SecretsUnavailable("Locked.", "Unlock.")


@pytest.fixture
def secrets():
    return MemorySecrets()


@pytest.fixture
def paths(tmp_path):
    return DataPaths(tmp_path)


@pytest.fixture
def book(paths, secrets):
    return AccountBook(paths, secrets)


def add(book, title="Office"):
    key = "my-key" if title == "Office" else f"key of {title}"
    return book.add(NewLogin(title, PRODUCTION_URL, key, "my-secret"))


def test_there_is_none_at_first(book):
    assert book.list() == ()
    assert book.current() is None


def test_an_added_account_is_there_after_a_restart_and_in_use(book, paths, secrets):
    account = add(book)

    again = AccountBook(paths, secrets)
    assert again.list() == (account,)
    assert again.current() == account
    assert again.credentials(account) == ("my-key", "my-secret")


def test_the_file_holds_no_secret_and_is_its_owners_alone(book, paths):
    add(book)

    text = paths.accounts_file.read_text()
    assert "my-secret" not in text
    assert "my-key" not in text
    assert stat.S_IMODE(paths.accounts_file.stat().st_mode) == 0o600


def test_an_account_whose_secret_cannot_be_kept_is_not_added(book, secrets):
    secrets.is_locked = True
    with pytest.raises(SecretsUnavailable):
        add(book)

    assert book.list() == ()


def test_the_one_in_use_can_be_changed(book):
    first, second = add(book, "First"), add(book, "Second")
    assert book.current() == second
    book.use(first.ref)

    assert book.current() == first


def test_an_account_is_found_by_title_or_ref(book):
    account = add(book)

    assert book.find("Office") == book.find(account.ref) == account
    assert book.find("Home") is None


def test_a_removed_account_takes_its_secret_with_it(book, secrets):
    first, second = add(book, "First"), add(book, "Second")
    book.remove(second.ref)

    assert book.list() == (first,)
    assert book.current() == first
    assert list(secrets.kept) == [first.ref]


def test_an_account_whose_secret_cannot_be_removed_stays(book, secrets):
    account = add(book)
    secrets.is_locked = True
    with pytest.raises(SecretsUnavailable):
        book.remove(account.ref)

    assert book.list() == (account,)


def test_there_is_one_demo_and_it_needs_no_keyring(book, secrets):
    secrets.is_locked = True
    book.add_demo()
    book.add_demo()
    (demo,) = book.list()
    assert (demo.ref, demo.is_demo) == (DEMO_REF, True)

    book.remove(DEMO_REF)
    assert book.list() == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"accounts": [{"nonsense": 1}], "current": ""}'])
def test_a_damaged_list_is_explained_and_kept(book, paths, text):
    paths.accounts_file.write_text(text)
    with pytest.raises(AccountsUnreadable) as caught:
        book.list()
    with pytest.raises(AccountsUnreadable):
        add(book)

    assert "accounts.json" in caught.value.do
    assert paths.accounts_file.read_text() == text


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        (Account("a", "A", PRODUCTION_URL), AccountKind.PRODUCTION),
        (Account("a", "A", TEST_URL), AccountKind.TEST),
        (Account("a", "A", "https://fax.example.test"), AccountKind.OTHER),
        (Account("demo", "Demo", "", is_demo=True), AccountKind.DEMO),
    ],
)
def test_what_kind_an_account_is_comes_of_its_address(account, kind):
    assert account.kind is kind


def test_an_account_that_is_entered_twice_is_one_account(book):
    first = add(book)
    again = book.add(NewLogin("Other title", PRODUCTION_URL, "my-key", "new-secret"))

    assert again.ref == first.ref
    assert book.list() == (again,)
    assert book.credentials(again) == ("my-key", "new-secret")


def test_an_account_that_is_entered_again_without_a_name_keeps_its_own(book):
    add(book)
    book.remove(book.list()[0].ref)
    again = book.add(NewLogin("byFax", PRODUCTION_URL, "my-key", "my-secret"), is_named=False)

    assert again.title == "Office"


def test_the_same_key_at_another_address_is_another_account(book):
    first = add(book)
    other = book.add(NewLogin("Office", TEST_URL, "my-key", "my-secret"))

    assert other.ref != first.ref
    assert [each.title for each in book.list()] == ["Office", "Office 2"]


def test_a_removed_account_finds_its_data_when_it_is_added_again(book, paths):
    account = add(book)
    (paths.account(account.ref) / "faxes.db").write_text("journal")
    book.remove(account.ref)
    assert (paths.account(account.ref) / "faxes.db").exists()

    assert add(book).ref == account.ref


def test_wiping_leaves_nothing_of_an_account_and_all_of_the_others(book, paths):
    first, second = add(book, "First"), add(book, "Second")
    for each in (first, second):
        (paths.account(each.ref) / "faxes.db").write_text("journal")
    book.remove(first.ref, wipe=True)

    assert not paths.has_account(first.ref)
    assert (paths.account(second.ref) / "faxes.db").exists()
    assert add(book, "First").ref != first.ref


def test_what_could_not_be_wiped_at_once_is_wiped_at_the_next_start(book, paths, secrets):
    account = add(book)
    book.remove(account.ref, wipe=True)
    (paths.account(account.ref) / "faxes.db").write_text("written by what was still at work")

    AccountBook(paths, secrets).finish_wiping()
    assert not paths.has_account(account.ref)
    assert account.ref not in paths.accounts_file.read_text()


def test_a_demo_that_is_tried_again_after_it_was_wiped_is_not_wiped_once_more(book, paths, secrets):
    book.add_demo()
    book.remove(DEMO_REF, wipe=True)
    book.add_demo()
    (paths.account(DEMO_REF) / "faxes.db").write_text("new")

    AccountBook(paths, secrets).finish_wiping()
    assert paths.has_account(DEMO_REF)


def test_an_account_can_have_another_title_key_and_secret_and_keeps_its_place(book):
    first, second = add(book, "First"), add(book, "Second")
    book.rename(second.ref, "First")
    changed = book.change(first.ref, NewLogin("Third", PRODUCTION_URL, "key 3", "secret 3"))

    assert [(each.ref, each.title) for each in book.list()] == [(first.ref, "Third"), (second.ref, "First 2")]
    assert book.credentials(changed) == ("key 3", "secret 3")


def test_a_change_whose_secret_cannot_be_kept_changes_nothing(book, secrets):
    account = add(book)
    secrets.is_locked = True
    with pytest.raises(SecretsUnavailable):
        book.change(account.ref, NewLogin("Third", PRODUCTION_URL, "key 3", "secret 3"))

    assert book.list() == (account,)


def test_without_a_keyring_an_account_can_be_kept_for_the_run_and_removed(book, paths, secrets):
    secrets.is_locked = True
    account = book.add(NewLogin("Office", PRODUCTION_URL, "my-key", "my-secret", for_run=True))
    assert book.credentials(account) == ("my-key", "my-secret")
    assert "my-secret" not in paths.accounts_file.read_text()

    book.remove(account.ref)
    assert book.list() == ()
    assert secrets.for_run == {}


def test_what_is_kept_in_the_keyring_goes_with_an_account_that_was_kept_for_a_run_later(book, secrets):
    account = add(book)
    book.change(account.ref, NewLogin("Office", PRODUCTION_URL, "my-key", "new", for_run=True))
    book.remove(account.ref)

    assert secrets.kept == {}


def test_the_mark_of_an_account_tells_nobody_its_key_and_a_login_shows_no_secret():
    login = NewLogin("Office", PRODUCTION_URL, "my-key", "my-secret")

    assert "my-key" not in login.mark
    assert "my-key" not in repr(login)
    assert "my-secret" not in repr(login)

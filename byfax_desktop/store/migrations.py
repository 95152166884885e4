"""How the data file came to its present shape: each step is applied once, in this order.

A step that was released is never changed. Moments are milliseconds since 1970 in UTC.
"""

from __future__ import annotations

_FIRST_SHAPE = (
    """CREATE TABLE sent_broadcast (
        ref TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        created INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE sent_message (
        ref TEXT PRIMARY KEY,
        broadcast_ref TEXT NOT NULL REFERENCES sent_broadcast (ref) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        company TEXT NOT NULL,
        number TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sent_message_by_broadcast ON sent_message (broadcast_ref, position)",
    """CREATE TABLE received_fax (
        ref TEXT PRIMARY KEY,
        is_read INTEGER NOT NULL DEFAULT 0,
        file_name TEXT
    ) STRICT""",
)

_JOURNAL = (
    # One row a submission: what was decided at Send never changes after; how it goes does.
    """CREATE TABLE submission (
        id INTEGER PRIMARY KEY,
        broadcast_ref TEXT NOT NULL UNIQUE,
        draft_id TEXT,
        part INTEGER NOT NULL DEFAULT 0,
        request TEXT,
        digest TEXT NOT NULL DEFAULT '',
        subject TEXT NOT NULL DEFAULT '',
        created INTEGER NOT NULL,
        intent INTEGER NOT NULL,
        state TEXT NOT NULL,
        since INTEGER NOT NULL,
        due INTEGER NOT NULL DEFAULT 0,
        tries INTEGER NOT NULL DEFAULT 0,
        open_tries INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        is_there INTEGER NOT NULL DEFAULT 0,
        is_hidden INTEGER NOT NULL DEFAULT 0,
        code TEXT NOT NULL DEFAULT '',
        what TEXT NOT NULL DEFAULT '',
        advice TEXT NOT NULL DEFAULT '',
        owner TEXT,
        report TEXT,
        next_look INTEGER,
        touched INTEGER NOT NULL DEFAULT 0,
        UNIQUE (draft_id, part)
    ) STRICT""",
    "CREATE INDEX submission_by_age ON submission (created DESC, id DESC) WHERE is_hidden = 0",
    "CREATE INDEX submission_by_work ON submission (state, due)",
    "CREATE INDEX submission_by_look ON submission (next_look) WHERE next_look IS NOT NULL",
    "CREATE INDEX submission_by_owner ON submission (owner) WHERE owner IS NOT NULL",
    "CREATE INDEX submission_by_change ON submission (touched)",
    """CREATE TABLE recipient (
        id INTEGER PRIMARY KEY,
        ref TEXT NOT NULL UNIQUE,
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        position INTEGER NOT NULL,
        number TEXT NOT NULL,
        name TEXT NOT NULL,
        company TEXT NOT NULL,
        is_live INTEGER NOT NULL DEFAULT 1,
        report TEXT,
        touched INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX recipient_by_submission ON recipient (submission_id, position)",
    "CREATE INDEX recipient_live ON recipient (submission_id, position) WHERE is_live = 1",
    "CREATE INDEX recipient_by_change ON recipient (touched)",
    """CREATE TABLE document (
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        position INTEGER NOT NULL,
        ref TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        md5 TEXT NOT NULL,
        size INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (submission_id, position)
    ) STRICT""",
    "CREATE INDEX document_by_content ON document (sha256)",
    # What happened to a fax, in words; ``state`` is the one that the event led to.
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        recipient_ref TEXT NOT NULL DEFAULT '',
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX event_by_submission ON event (submission_id, id)",
    """CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE (ABORT, 'events are only added'); END""",
    """CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event
        BEGIN SELECT RAISE (ABORT, 'events are only added'); END""",
    """CREATE TABLE wish (
        id INTEGER PRIMARY KEY,
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        message_ref TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL,
        made INTEGER NOT NULL,
        state TEXT NOT NULL,
        since INTEGER NOT NULL,
        seen_attempt INTEGER NOT NULL DEFAULT 0,
        answer TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX wish_open ON wish (state, id)",
    "CREATE INDEX wish_by_submission ON wish (submission_id, id)",
    """CREATE TABLE draft (
        id TEXT PRIMARY KEY,
        content TEXT NOT NULL,
        changed INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "INSERT INTO mark (name, value) VALUES ('sequence', '0')",
    # A row a recipient, under the recipient's id: any three characters, and the first one or two of each word.
    "CREATE VIRTUAL TABLE fax_search USING fts5 (text, content='', columnsize=0, tokenize='trigram')",
    """CREATE VIRTUAL TABLE fax_words USING fts5 (
        text, content='', columnsize=0, detail=none, tokenize='unicode61', prefix='1 2')""",
    """CREATE VIEW findable AS
        SELECT recipient.id AS id, subject || char(10) || name || char(10) || company || char(10) || number
            || char(10) || ref || char(10) || broadcast_ref AS text
        FROM recipient JOIN submission ON submission.id = submission_id""",
    """CREATE TRIGGER recipient_is_findable AFTER INSERT ON recipient BEGIN
        INSERT INTO fax_search (rowid, text) SELECT id, text FROM findable WHERE id = NEW.id;
        INSERT INTO fax_words (rowid, text) SELECT id, text FROM findable WHERE id = NEW.id;
    END""",
    """INSERT INTO submission (broadcast_ref, subject, created, intent, state, since, is_there, next_look)
        SELECT ref, subject, created * 1000, created * 1000, 'accepted', created * 1000, 1, 0
        FROM sent_broadcast ORDER BY created""",
    """INSERT INTO recipient (ref, submission_id, position, number, name, company)
        SELECT message.ref, submission.id, message.position, message.number, message.name, message.company
        FROM sent_message AS message JOIN submission USING (broadcast_ref)""",
    """INSERT INTO event (submission_id, at, state, words)
        SELECT id, created, state, 'byFax has taken the fax' FROM submission""",
    "DROP TABLE sent_message",
    "DROP TABLE sent_broadcast",
    "ALTER TABLE received_fax ADD COLUMN report TEXT",
    "ALTER TABLE received_fax ADD COLUMN received INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE received_fax ADD COLUMN is_wanted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE received_fax ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX received_by_age ON received_fax (received DESC)",
)

_MORE_OF_RECIPIENTS = (
    # What one recipient gets beside the others, as JSON; most have nothing.
    "ALTER TABLE recipient ADD COLUMN extras TEXT",
    # Copies in the spool that a submission needs though they are none of its documents.
    """CREATE TABLE attachment (
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        sha256 TEXT NOT NULL,
        PRIMARY KEY (submission_id, sha256)
    ) STRICT""",
    # A draft of another kind is kept for good and has a name: a template, or a preset of options.
    "ALTER TABLE draft ADD COLUMN kind TEXT NOT NULL DEFAULT 'draft'",
    "ALTER TABLE draft ADD COLUMN name TEXT NOT NULL DEFAULT ''",
)

_SENDERS = (
    # Who a fax said it was from, in a few words: one looks for faxes by this.
    "ALTER TABLE submission ADD COLUMN sender TEXT NOT NULL DEFAULT ''",
    """UPDATE submission SET sender = coalesce(nullif(json_extract(request, '$.sender.name'), ''),
        nullif(json_extract(request, '$.sender.company'), ''), json_extract(request, '$.sender.number'), '')
        WHERE json_valid(request)""",
    "CREATE INDEX submission_by_sender ON submission (sender, created) WHERE sender <> ''",
)

_NEWS = (
    # When something new was heard of a recipient last; of those from before it is not known.
    "ALTER TABLE recipient ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
)

_MOMENTS = (
    # Sums over a period read no more of a submission than this.
    "CREATE INDEX submission_by_moment ON submission (created, state)",
)

_KEEPING = (
    # How the faxes to a number are saved by themselves; the rule without a number is for all others.
    """CREATE TABLE keep_rule (
        did TEXT PRIMARY KEY,
        form TEXT NOT NULL,
        folder TEXT NOT NULL,
        pattern TEXT NOT NULL,
        since INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE kept_fax (
        ref TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        digest TEXT NOT NULL DEFAULT '',
        owner TEXT
    ) STRICT""",
    "CREATE INDEX kept_wanted ON kept_fax (state) WHERE state = 'wanted'",
)

_ATTEMPTS = (
    # Each try with what was said of it last; of faxes from before only the newest try is known.
    """CREATE TABLE attempt (
        id INTEGER PRIMARY KEY,
        recipient_ref TEXT NOT NULL,
        number INTEGER NOT NULL,
        started TEXT NOT NULL,
        report TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX attempt_by_recipient ON attempt (recipient_ref, id)",
    """INSERT INTO attempt (recipient_ref, number, started, report)
        SELECT ref, CAST(json_extract(report, '$.attempt') AS INTEGER),
        coalesce(json_extract(report, '$.callStarted'), ''), report
        FROM recipient WHERE json_valid(report) AND CAST(json_extract(report, '$.attempt') AS INTEGER) > 0""",
)

_STATIONS = (
    # What the machines at a number called themselves that are right there.
    """CREATE TABLE station (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (number, name)
    ) STRICT""",
    """INSERT OR IGNORE INTO station (number, name)
        SELECT number, trim(json_extract(report, '$.remoteID')) FROM (
            SELECT recipient.number AS number, attempt.report AS report, attempt.id AS place
            FROM attempt JOIN recipient ON recipient.ref = recipient_ref
            UNION ALL SELECT number, report, 0 FROM recipient WHERE json_valid(report) ORDER BY place)
        WHERE number <> '' AND json_valid(report) AND json_extract(report, '$.jobState') = 'SUCCESS'
        AND trim(coalesce(json_extract(report, '$.remoteID'), '')) <> ''""",
    # Who was expected to answer, where it was another machine.
    "ALTER TABLE recipient ADD COLUMN expected_station TEXT",
    "CREATE INDEX recipient_by_other_station ON recipient (number) WHERE expected_station IS NOT NULL",
)

_RECEIVED_NEWS = (
    # The number of the change that a received fax got last: of thousands only those are read that have changed.
    "ALTER TABLE received_fax ADD COLUMN touched INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX received_by_change ON received_fax (touched)",
    "CREATE INDEX received_wanted ON received_fax (received DESC) WHERE is_wanted = 1 AND file_name IS NULL",
    "INSERT INTO mark (name, value) VALUES ('received', '0')",
)

_TOLD_LISTS = (
    # What the service said of the own numbers and of what can be rented, to be read again without asking.
    """CREATE TABLE told_list (
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        part TEXT NOT NULL,
        told INTEGER NOT NULL,
        report TEXT NOT NULL,
        PRIMARY KEY (kind, place, part)
    ) STRICT""",
)

_TIMELINES = (
    # When Send was pressed, as the submission has it: what was sent to a number is read by age.
    "ALTER TABLE recipient ADD COLUMN sent INTEGER NOT NULL DEFAULT 0",
    "UPDATE recipient SET sent = (SELECT created FROM submission WHERE submission.id = submission_id)",
    "CREATE INDEX recipient_by_number ON recipient (number, sent)",
    # Whom a received fax is from, in one way of writing; NULL until somebody has read the sender.
    "ALTER TABLE received_fax ADD COLUMN correspondent TEXT",
    "CREATE INDEX received_by_correspondent ON received_fax (correspondent, received)",
    "CREATE INDEX received_from_unknown ON received_fax (ref) WHERE correspondent IS NULL AND report IS NOT NULL",
    """CREATE TRIGGER received_is_another AFTER UPDATE OF report ON received_fax WHEN NEW.report IS NOT OLD.report
        BEGIN UPDATE received_fax SET correspondent = NULL WHERE ref = NEW.ref; END""",
    # What a person notes about whom faxes go to and come from: a number, a sender without one, or an organisation.
    """CREATE TABLE correspondent_note (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        number TEXT NOT NULL,
        organisation TEXT NOT NULL,
        text TEXT NOT NULL,
        made INTEGER NOT NULL,
        changed INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX correspondent_note_by_number ON correspondent_note (number)",
    "CREATE INDEX correspondent_note_by_organisation ON correspondent_note (organisation) WHERE organisation <> ''",
    # A note that is being written, until it is kept: under the note's id, or under whom a new one is about.
    "CREATE TABLE note_draft (place TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT",
)

_REMOVALS = (
    # Received faxes that a person wants deleted; those that were are remembered while a list may still show them.
    """CREATE TABLE removal (
        ref TEXT PRIMARY KEY,
        scope TEXT NOT NULL,
        state TEXT NOT NULL,
        due INTEGER NOT NULL,
        since INTEGER NOT NULL,
        what TEXT NOT NULL DEFAULT '',
        advice TEXT NOT NULL DEFAULT ''
    ) STRICT""",
)

_PROOFS = (
    # What is written by itself when a fax has ended: among the account's data, and in a folder by choice.
    """CREATE TABLE proof_rule (
        place TEXT PRIMARY KEY,
        form TEXT NOT NULL,
        folder TEXT NOT NULL DEFAULT '',
        pattern TEXT NOT NULL DEFAULT '',
        failed_only INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "INSERT INTO proof_rule (place, form) VALUES ('account', 'evidence'), ('folder', 'none')",
    """CREATE TABLE proof (
        id INTEGER PRIMARY KEY,
        submission_id INTEGER NOT NULL REFERENCES submission (id),
        recipient_ref TEXT NOT NULL,
        place TEXT NOT NULL,
        report TEXT,
        ended INTEGER NOT NULL,
        state TEXT NOT NULL,
        due INTEGER NOT NULL DEFAULT 0,
        tries INTEGER NOT NULL DEFAULT 0,
        path TEXT NOT NULL DEFAULT '',
        digest TEXT NOT NULL DEFAULT '',
        is_whole INTEGER NOT NULL DEFAULT 0,
        new_digest TEXT NOT NULL DEFAULT '',
        owner TEXT
    ) STRICT""",
    "CREATE INDEX proof_open ON proof (due) WHERE state IN ('wanted', 'partial')",
    "CREATE INDEX proof_by_fax ON proof (submission_id, recipient_ref)",
)

_REMINDED = (
    "CREATE TABLE reminded_fax (ref TEXT PRIMARY KEY) STRICT",
    "CREATE INDEX received_unread ON received_fax (received) WHERE is_read = 0",
)

_FAX_LABELS = (
    # What a person writes on received faxes.
    "ALTER TABLE received_fax ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE label (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        colour TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE fax_label (
        ref TEXT NOT NULL,
        label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
        PRIMARY KEY (ref, label_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX fax_label_by_label ON fax_label (label_id)",
)

_PAGE_TURNS = (
    # How the pages of a received fax lie, as JSON: of all of them, and of each page that lies otherwise.
    "ALTER TABLE received_fax ADD COLUMN turns TEXT NOT NULL DEFAULT ''",
)

_PAGE_WORDS = (
    # The pages of received faxes that were read, and under their ids their words. Other pages have other words.
    """CREATE TABLE page_read (
        id INTEGER PRIMARY KEY,
        ref TEXT NOT NULL,
        page INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        UNIQUE (ref, page)
    ) STRICT""",
    """CREATE VIRTUAL TABLE page_words USING fts5 (
        words, tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TRIGGER words_go_with_pages AFTER UPDATE OF file_name ON received_fax BEGIN
        DELETE FROM page_words WHERE rowid IN (SELECT id FROM page_read WHERE ref = NEW.ref);
        DELETE FROM page_read WHERE ref = NEW.ref;
    END""",
)

_SEQUELS = (
    # A fax that was made of an earlier one; each of several parts of one press of Send is one.
    """CREATE TABLE sequel (
        broadcast_ref TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        first_ref TEXT NOT NULL,
        message_ref TEXT NOT NULL,
        first_page INTEGER NOT NULL,
        last_page INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX sequel_by_first ON sequel (first_ref)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST_SHAPE,
    _JOURNAL,
    _MORE_OF_RECIPIENTS,
    _SENDERS,
    _NEWS,
    _MOMENTS,
    _KEEPING,
    _ATTEMPTS,
    _STATIONS,
    _RECEIVED_NEWS,
    _TOLD_LISTS,
    _TIMELINES,
    _REMOVALS,
    _PROOFS,
    _REMINDED,
    _FAX_LABELS,
    _PAGE_TURNS,
    _PAGE_WORDS,
    _SEQUELS,
)

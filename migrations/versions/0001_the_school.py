"""The school"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SQLITE_NO_REPLACE = (
    "CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table} WHEN EXISTS "
    "(SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
POSTGRESQL_NO_TRUNCATE = (
    "CREATE TRIGGER {table}_no_TRUNCATE BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
)


def append_only_statements(dialect: str) -> list[str]:
    """The log and its seals refuse UPDATE, DELETE and their like in the database itself."""
    statements = []
    if dialect == "postgresql":
        statements.append(
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table, key in (("audit_event", "id"), ("audit_seal", "day")):
        for verb in ("UPDATE", "DELETE"):
            body = (
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                if dialect == "sqlite"
                else "FOR EACH ROW EXECUTE FUNCTION append_only()"
            )
            statements.append(f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {body}")
        last = SQLITE_NO_REPLACE if dialect == "sqlite" else POSTGRESQL_NO_TRUNCATE
        statements.append(last.format(table=table, key=key))
    return statements


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_event_subject", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "audit_seal",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_audit_seal")),
    )
    op.create_table(
        "ended_session",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ended_session")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_holiday_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "audience", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "addressed_to",
            sa.Enum("families", "staff", name="addressee", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "route",
            sa.Enum("printed", "online_only", name="route", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "policy",
            sa.Enum("any", "named", "both", name="receiptpolicy", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("name", name=op.f("uq_mailing_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "personal_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_unlock", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["personal_link.id"], name=op.f("fk_personal_link_replaced_by_id_personal_link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("number", name=op.f("uq_personal_link_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sign_in_delay",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_delay")),
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_sha256"), ["sha256"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_term_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("name", name=op.f("uq_term_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("college", "department", name="unitkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "verify_tries",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_verify_tries")),
    )
    with op.batch_alter_table("verify_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verify_tries_until"), ["until"], unique=False)

    op.create_table(
        "archive_series",
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=40), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.Column("last_box", sa.Integer(), nullable=False),
        sa.Column("years_kept", sa.Integer(), nullable=False),
        sa.CheckConstraint("years_kept BETWEEN 1 AND 30", name=op.f("ck_archive_series_years_are_sensible")),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_archive_series_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mailing_id", name=op.f("pk_archive_series")),
        sa.UniqueConstraint("prefix", name=op.f("uq_archive_series_prefix")),
    )
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("students", "staff", name="importkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("heading", sa.String(length=100), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_column_mapping_college_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("college_id", "kind", "heading", name=op.f("uq_column_mapping_college_id_kind_heading")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("students", "staff", name="importkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "staged",
                "saved",
                "undone",
                "discarded",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "columns", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column(
            "counts", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("staged", sa.LargeBinary(), nullable=True),
        sa.Column("preview", sa.LargeBinary(), nullable=True),
        sa.Column("undo", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_import_batch_college_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_account_id"), ["account_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column(
            "arguments", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column(
            "result", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.Column("result_file_id", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["result_file_id"], ["stored_file.id"], name=op.f("fk_job_result_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_state"), ["state"], unique=False)

    op.create_table(
        "scan_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("of_classes", sa.Boolean(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("scanned", "photographed", name="slipsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("college_id IS NULL OR NOT of_classes", name=op.f("ck_scan_batch_one_kind_of_place")),
        sa.CheckConstraint("expected IS NULL OR expected >= 0", name=op.f("ck_scan_batch_expected_is_a_count")),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_scan_batch_college_id_unit")),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailing.id"], name=op.f("fk_scan_batch_mailing_id_mailing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_batch")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("scan_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_batch_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_batch_college_id"), ["college_id"], unique=False)

    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("english_name", sa.String(length=120), nullable=False),
        sa.Column("crest_id", sa.Integer(), nullable=True),
        sa.Column("office_name", sa.String(length=40), nullable=False),
        sa.Column("office_phone", sa.String(length=30), nullable=False),
        sa.Column("office_hours", sa.String(length=60), nullable=False),
        sa.Column("duty_phone", sa.String(length=30), nullable=False),
        sa.Column("campus_alarm_phone", sa.String(length=30), nullable=False),
        sa.Column("counsellor_label", sa.String(length=20), nullable=False),
        sa.Column("college_label", sa.String(length=20), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_school_one_row")),
        sa.ForeignKeyConstraint(["crest_id"], ["stored_file.id"], name=op.f("fk_school_crest_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "school_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_school_class_college_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_class")),
        sa.UniqueConstraint("college_id", "name", name=op.f("uq_school_class_college_id_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("school_class", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_class_college_id"), ["college_id"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_number", sa.String(length=30), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "gender",
            sa.Enum("male", "female", name="gender", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("wechat_id", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_lookup", sa.LargeBinary(length=16), nullable=True),
        sa.Column("phone_last_four", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_staff_member_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_staff_member_staff_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_member_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_member_phone_lookup"), ["phone_lookup"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_member_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("salutation", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=80), nullable=False),
        sa.Column(
            "language",
            sa.Enum("zh_CN", "en", "zh_CN+en", name="language", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_wording_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("mailing_id", "version", name=op.f("uq_wording_mailing_id_version")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "archive_box",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("last_place", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(college_id IS NULL) <> (class_id IS NULL)", name=op.f("ck_archive_box_one_place")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_archive_box_class_id_school_class")),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_archive_box_college_id_unit")),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_archive_box_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_box")),
        sa.UniqueConstraint("code", name=op.f("uq_archive_box_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("archive_box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_box_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_archive_box_college_id"), ["college_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_archive_box_mailing_id"), ["mailing_id"], unique=False)

    op.create_table(
        "letter_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(
                "hand_out",
                "tick_back",
                "untick",
                "sign",
                "decline",
                "assist",
                "unassist",
                "check",
                "uncheck",
                "archive",
                "exempt",
                "lift",
                "reissue",
                "undo",
                name="verb",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_letter_batch_class_id_school_class")),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailing.id"], name=op.f("fk_letter_batch_mailing_id_mailing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batch")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_batch_class_id"), ["class_id"], unique=False)

    op.create_table(
        "scan_batch_class",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_batch_class_batch_id_scan_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_scan_batch_class_class_id_school_class")
        ),
        sa.PrimaryKeyConstraint("batch_id", "class_id", name=op.f("pk_scan_batch_class")),
    )
    with op.batch_alter_table("scan_batch_class", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_batch_class_class_id"), ["class_id"], unique=False)

    op.create_table(
        "scan_file",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stored_id", sa.Integer(), nullable=True),
        sa.Column(
            "trouble",
            sa.Enum(
                "not_a_picture",
                "encrypted",
                "damaged",
                "too_large",
                "too_many_pages",
                "too_slow",
                "empty",
                name="trouble",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_file_batch_id_scan_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stored_id"], ["stored_file.id"], name=op.f("fk_scan_file_stored_id_stored_file")),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_scan_file")),
    )
    with op.batch_alter_table("scan_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_file_stored_id"), ["stored_id"], unique=False)

    op.create_table(
        "spot_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("population_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(college_id IS NULL) <> (class_id IS NULL)", name=op.f("ck_spot_check_one_place")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_spot_check_class_id_school_class")),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_spot_check_college_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "student",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_number", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_on_paper", sa.String(length=60), nullable=True),
        sa.Column(
            "gender",
            sa.Enum("male", "female", name="gender", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "level",
            sa.Enum("undergraduate", "graduate", name="level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("freshman", sa.Boolean(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_lookup", sa.LargeBinary(length=16), nullable=True),
        sa.Column("phone_last_four", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_student_class_id_school_class")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student")),
        sa.UniqueConstraint("student_number", name=op.f("uq_student_student_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.create_index("ix_student_class_id_left_on", ["class_id", "left_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_student_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_student_phone_lookup"), ["phone_lookup"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(staff_id IS NULL) <> (student_id IS NULL)", name=op.f("ck_account_one_holder")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_account_staff_id_staff_member")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_account_student_id_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_account_staff_id")),
        sa.UniqueConstraint("student_id", name=op.f("uq_account_student_id")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "app_status",
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "not_asked",
                "marks",
                "declined",
                "unable",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("installed", sa.Boolean(), nullable=False),
        sa.Column("real_name", sa.Boolean(), nullable=False),
        sa.Column("alerts", sa.Boolean(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "foreign_store",
                "feature_phone",
                "no_phone",
                "old_system",
                "foreign_identity",
                "other_device",
                name="unablereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "source",
            sa.Enum("said", "seen", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'not_asked') = (source IS NULL)", name=op.f("ck_app_status_answers_have_a_source")
        ),
        sa.CheckConstraint(
            "(answer = 'unable') = (reason IS NOT NULL)", name=op.f("ck_app_status_unable_has_a_reason")
        ),
        sa.CheckConstraint("answer = 'marks' OR NOT installed", name=op.f("ck_app_status_marks_only_with_marks")),
        sa.CheckConstraint("installed OR NOT (real_name OR alerts)", name=op.f("ck_app_status_marks_imply_installed")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_app_status_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("student_id", name=op.f("pk_app_status")),
    )
    op.create_table(
        "app_status_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("restores_id", sa.Integer(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "not_asked",
                "marks",
                "declined",
                "unable",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("installed", sa.Boolean(), nullable=False),
        sa.Column("real_name", sa.Boolean(), nullable=False),
        sa.Column("alerts", sa.Boolean(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "foreign_store",
                "feature_phone",
                "no_phone",
                "old_system",
                "foreign_identity",
                "other_device",
                name="unablereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "source",
            sa.Enum("said", "seen", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'not_asked') = (source IS NULL)", name=op.f("ck_app_status_entry_answers_have_a_source")
        ),
        sa.CheckConstraint(
            "(answer = 'unable') = (reason IS NOT NULL)", name=op.f("ck_app_status_entry_unable_has_a_reason")
        ),
        sa.CheckConstraint("answer = 'marks' OR NOT installed", name=op.f("ck_app_status_entry_marks_only_with_marks")),
        sa.CheckConstraint(
            "installed OR NOT (real_name OR alerts)", name=op.f("ck_app_status_entry_marks_imply_installed")
        ),
        sa.ForeignKeyConstraint(
            ["restores_id"],
            ["app_status_entry.id"],
            name=op.f("fk_app_status_entry_restores_id_app_status_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_app_status_entry_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_status_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("app_status_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_app_status_entry_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_app_status_entry_student_id"), ["student_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_enrolment_ends_after_start")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_enrolment_class_id_school_class")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_enrolment_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_student_id"), ["student_id"], unique=False)
        batch_op.create_index(
            "uq_enrolment_open",
            ["student_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )

    op.create_table(
        "family_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("relationship_word", sa.String(length=20), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_lookup", sa.LargeBinary(length=16), nullable=True),
        sa.Column("phone_last_four", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_family_member_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_member")),
        sa.UniqueConstraint("student_id", "position", name=op.f("uq_family_member_student_id_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("family_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_member_phone_lookup"), ["phone_lookup"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "issued",
                "handed_out",
                "back",
                "signed",
                "assisted",
                "checked",
                "archived",
                "declined",
                "exempt",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column(
            "exempt_reason",
            sa.Enum(
                "no_family",
                "unwise",
                "other",
                name="exemptreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "confirmation",
            sa.Enum(
                "taken_home",
                "handed_in",
                "family_cannot",
                name="confirmation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assisted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'exempt') = (exempt_reason IS NOT NULL)", name=op.f("ck_letter_exempt_has_a_reason")
        ),
        sa.CheckConstraint("state = 'exempt' OR link_id IS NOT NULL", name=op.f("ck_letter_letters_have_a_link")),
        sa.CheckConstraint(
            "(confirmation IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_letter_confirmations_have_a_moment")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["personal_link.id"], name=op.f("fk_letter_link_id_personal_link")),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailing.id"], name=op.f("fk_letter_mailing_id_mailing")),
        sa.ForeignKeyConstraint(["photo_id"], ["stored_file.id"], name=op.f("fk_letter_photo_id_stored_file")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_letter_student_id_student")),
        sa.ForeignKeyConstraint(["wording_id"], ["wording.id"], name=op.f("fk_letter_wording_id_wording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("link_id", name=op.f("uq_letter_link_id")),
        sa.UniqueConstraint("mailing_id", "student_id", name=op.f("uq_letter_mailing_id_student_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_student_id"), ["student_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "office",
                "office_lead",
                "duty_officer",
                "college_contact",
                "counsellor",
                "monitor",
                "class_officer",
                "organiser",
                "department_reader",
                "administrator",
                "team_leader",
                "team_member",
                "other",
                name="postkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'college_contact' OR college_id IS NOT NULL", name=op.f("ck_post_college_posts_have_a_college")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('counsellor', 'monitor', 'class_officer') OR class_id IS NOT NULL",
            name=op.f("ck_post_class_posts_have_a_class"),
        ),
        sa.CheckConstraint("(staff_id IS NULL) <> (student_id IS NULL)", name=op.f("ck_post_one_holder")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_post_ends_after_start")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_post_class_id_school_class")),
        sa.ForeignKeyConstraint(["college_id"], ["unit.id"], name=op.f("fk_post_college_id_unit")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_post_staff_id_staff_member")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_post_student_id_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_college_id"), ["college_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_student_id"), ["student_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_reminder_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index("ix_reminder_student", ["student_id", "topic", "at"], unique=False)

    op.create_table(
        "spot_check_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spot_check_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "open",
                "not_installed",
                "installed",
                "real_name",
                "alerts",
                "declined_to_show",
                "absent",
                name="spotcheckresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["spot_check_id"],
            ["spot_check.id"],
            name=op.f("fk_spot_check_entry_spot_check_id_spot_check"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_spot_check_entry_student_id_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check_entry")),
        sa.UniqueConstraint("spot_check_id", "student_id", name=op.f("uq_spot_check_entry_spot_check_id_student_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("spot_check_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spot_check_entry_student_id"), ["student_id"], unique=False)

    op.create_table(
        "destruction_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_destruction_record_approvals_have_a_moment"),
        ),
        sa.CheckConstraint(
            "approved_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_destruction_record_approved_or_withdrawn")
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name=op.f("ck_destruction_record_two_people")
        ),
        sa.CheckConstraint(
            "carried_out_at IS NULL OR approved_at IS NOT NULL",
            name=op.f("ck_destruction_record_nothing_destroyed_unapproved"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["account.id"], name=op.f("fk_destruction_record_approved_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_destruction_record_mailing_id_mailing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_destruction_record_proposed_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_record")),
        sa.UniqueConstraint("number", name=op.f("uq_destruction_record_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("destruction_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_destruction_record_mailing_id"), ["mailing_id"], unique=False)

    op.create_table(
        "fake_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "letter",
                "message",
                "call",
                "chat_group",
                "other",
                name="reportkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("seen_where", sa.String(length=200), nullable=False),
        sa.Column("asks_money", sa.Boolean(), nullable=False),
        sa.Column("asks_codes", sa.Boolean(), nullable=False),
        sa.Column("asks_remote_control", sa.Boolean(), nullable=False),
        sa.Column("asks_app", sa.Boolean(), nullable=False),
        sa.Column("asks_personal_data", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "seen",
                "handling",
                "closed",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_lookup", sa.LargeBinary(length=16), nullable=True),
        sa.Column("phone_last_four", sa.LargeBinary(length=16), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_fake_report_closed_has_a_moment")
        ),
        sa.CheckConstraint("(state = 'new') = (seen_at IS NULL)", name=op.f("ck_fake_report_seen_has_a_moment")),
        sa.CheckConstraint("state <> 'closed' OR note <> ''", name=op.f("ck_fake_report_closed_has_a_note")),
        sa.CheckConstraint(
            "state <> 'handling' OR account_id IS NOT NULL", name=op.f("ck_fake_report_somebody_handles")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_fake_report_account_id_account")),
        sa.ForeignKeyConstraint(["picture_id"], ["stored_file.id"], name=op.f("fk_fake_report_picture_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fake_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_fake_report_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("fake_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fake_report_phone_lookup"), ["phone_lookup"], unique=False)
        batch_op.create_index(batch_op.f("ix_fake_report_picture_id"), ["picture_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fake_report_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_fake_report_state"), ["state"], unique=False)

    op.create_table(
        "family_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_family_question_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("family_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_question_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "letter_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column(
            "from_state",
            sa.Enum(
                "issued",
                "handed_out",
                "back",
                "signed",
                "assisted",
                "checked",
                "archived",
                "declined",
                "exempt",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "issued",
                "handed_out",
                "back",
                "signed",
                "assisted",
                "checked",
                "archived",
                "declined",
                "exempt",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["letter_batch.id"], name=op.f("fk_letter_move_batch_id_letter_batch")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_move_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_move")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_move_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_letter_move_letter_id_id", ["letter_id", "id"], unique=False)

    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_code_account_id_account")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_sign_in_code_student_id_student"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sign_in_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_code_student_id"), ["student_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("signed", "declined", name="signaturekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "typed",
                "drawn",
                "paper",
                "assisted",
                name="signaturemethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "relationship_to_student",
            sa.Enum(
                "father",
                "mother",
                "paternal_grandfather",
                "paternal_grandmother",
                "maternal_grandfather",
                "maternal_grandmother",
                "sibling",
                "other",
                name="relationship",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_key", sa.String(length=120), nullable=False),
        sa.Column(
            "strokes", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.Column(
            "opened_with",
            sa.Enum(
                "last_four", "check_code", name="secondthing", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("wording_sha256", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=20), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column(
            "helped_by",
            sa.Enum(
                "student",
                "family",
                "neighbour",
                "teacher",
                name="helper",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "contact_way",
            sa.Enum(
                "telephone",
                "in_person",
                "video_call",
                "other",
                name="contactway",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "assisted_reason",
            sa.Enum(
                "no_phone",
                "cannot_read",
                "far_away",
                "other",
                name="assistedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("assisted_note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(contact_way IS NOT NULL) = (method IS NOT NULL AND method = 'assisted')",
            name=op.f("ck_signature_assisted_says_how"),
        ),
        sa.CheckConstraint(
            "contact_way IS NOT NULL OR assisted_note = ''", name=op.f("ck_signature_notes_are_of_assisted")
        ),
        sa.CheckConstraint("kind = 'declined' OR reason = ''", name=op.f("ck_signature_reasons_are_of_refusals")),
        sa.CheckConstraint(
            "(contact_way IS NULL) = (assisted_reason IS NULL)", name=op.f("ck_signature_assisted_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_signature_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("letter_id", "person_key", name=op.f("uq_signature_letter_id_person_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signature_device_hash"), ["device_hash"], unique=False)

    op.create_table(
        "slip_picture",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("scanned", "photographed", name="slipsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_slip_picture_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_slip_picture_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_slip_picture")),
    )
    with op.batch_alter_table("slip_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_picture_file_id"), ["file_id"], unique=False)

    op.create_table(
        "archived_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("destruction_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(box_id IS NULL) = (place IS NULL)", name=op.f("ck_archived_receipt_boxes_have_places")),
        sa.ForeignKeyConstraint(["box_id"], ["archive_box.id"], name=op.f("fk_archived_receipt_box_id_archive_box")),
        sa.ForeignKeyConstraint(
            ["destruction_id"],
            ["destruction_record.id"],
            name=op.f("fk_archived_receipt_destruction_id_destruction_record"),
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_archived_receipt_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["archive_series.mailing_id"],
            name=op.f("fk_archived_receipt_series_id_archive_series"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_receipt")),
        sa.UniqueConstraint("box_id", "place", name=op.f("uq_archived_receipt_box_id_place")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_archived_receipt_letter_id")),
        sa.UniqueConstraint("number", name=op.f("uq_archived_receipt_number")),
        sa.UniqueConstraint("series_id", "serial", name=op.f("uq_archived_receipt_series_id_serial")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("archived_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archived_receipt_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_archived_receipt_destruction_id"), ["destruction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_archived_receipt_keep_until"), ["keep_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_archived_receipt_sha256"), ["sha256"], unique=False)

    op.create_table(
        "scanned_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "filed",
                "unsigned",
                "unclear",
                "already",
                "replaced",
                "other_mailing",
                "unreadable",
                "no_slip",
                "blank_back",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "foreign",
                "unknown",
                "two_codes",
                "signature",
                "contact",
                "exempt",
                "answered",
                "twice",
                "trouble",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "trouble",
            sa.Enum(
                "not_a_picture",
                "encrypted",
                "damaged",
                "too_large",
                "too_many_pages",
                "too_slow",
                "empty",
                name="trouble",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column(
            "marks", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("move_batch_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column(
            "settled_as",
            sa.Enum(
                "filed",
                "returned",
                "no_slip",
                "duplicate",
                "better_picture",
                "blank",
                name="settling",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(settled_as IS NULL) = (settled_at IS NULL)", name=op.f("ck_scanned_page_settled_at_a_moment")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scanned_page_batch_id_scan_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_scanned_page_letter_id_letter"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["move_batch_id"],
            ["letter_batch.id"],
            name=op.f("fk_scanned_page_move_batch_id_letter_batch"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["stored_file.id"], name=op.f("fk_scanned_page_picture_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["family_question.id"],
            name=op.f("fk_scanned_page_question_id_family_question"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scanned_page")),
        sa.UniqueConstraint("batch_id", "file", "page", "part", name=op.f("uq_scanned_page_batch_id_file_page_part")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("scanned_page", schema=None) as batch_op:
        batch_op.create_index(
            "ix_scanned_page_at_desk",
            ["batch_id"],
            unique=False,
            sqlite_where=sa.text("settled_as IS NULL"),
            postgresql_where=sa.text("settled_as IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_scanned_page_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scanned_page_move_batch_id"), ["move_batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scanned_page_picture_id"), ["picture_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scanned_page_question_id"), ["question_id"], unique=False)

    for statement in append_only_statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("scanned_page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scanned_page_question_id"))
        batch_op.drop_index(batch_op.f("ix_scanned_page_picture_id"))
        batch_op.drop_index(batch_op.f("ix_scanned_page_move_batch_id"))
        batch_op.drop_index(batch_op.f("ix_scanned_page_letter_id"))
        batch_op.drop_index(
            "ix_scanned_page_at_desk",
            sqlite_where=sa.text("settled_as IS NULL"),
            postgresql_where=sa.text("settled_as IS NULL"),
        )

    op.drop_table("scanned_page")
    with op.batch_alter_table("archived_receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archived_receipt_sha256"))
        batch_op.drop_index(batch_op.f("ix_archived_receipt_keep_until"))
        batch_op.drop_index(batch_op.f("ix_archived_receipt_destruction_id"))
        batch_op.drop_index(batch_op.f("ix_archived_receipt_box_id"))

    op.drop_table("archived_receipt")
    with op.batch_alter_table("slip_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_picture_file_id"))

    op.drop_table("slip_picture")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_device_hash"))

    op.drop_table("signature")
    with op.batch_alter_table("sign_in_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_code_student_id"))

    op.drop_table("sign_in_code")
    with op.batch_alter_table("letter_move", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_move_letter_id_id")
        batch_op.drop_index(batch_op.f("ix_letter_move_batch_id"))

    op.drop_table("letter_move")
    with op.batch_alter_table("family_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_question_letter_id"))

    op.drop_table("family_question")
    with op.batch_alter_table("fake_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fake_report_state"))
        batch_op.drop_index(batch_op.f("ix_fake_report_sent_at"))
        batch_op.drop_index(batch_op.f("ix_fake_report_picture_id"))
        batch_op.drop_index(batch_op.f("ix_fake_report_phone_lookup"))

    op.drop_table("fake_report")
    with op.batch_alter_table("destruction_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_destruction_record_mailing_id"))

    op.drop_table("destruction_record")
    with op.batch_alter_table("spot_check_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_check_entry_student_id"))

    op.drop_table("spot_check_entry")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index("ix_reminder_student")

    op.drop_table("reminder")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_student_id"))
        batch_op.drop_index(batch_op.f("ix_post_staff_id"))
        batch_op.drop_index(batch_op.f("ix_post_kind"))
        batch_op.drop_index(batch_op.f("ix_post_college_id"))
        batch_op.drop_index(batch_op.f("ix_post_class_id"))

    op.drop_table("post")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_student_id"))

    op.drop_table("letter")
    with op.batch_alter_table("family_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_member_phone_lookup"))

    op.drop_table("family_member")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_enrolment_open", sqlite_where=sa.text("to_on IS NULL"), postgresql_where=sa.text("to_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_enrolment_student_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_class_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("app_status_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_app_status_entry_student_id"))
        batch_op.drop_index(batch_op.f("ix_app_status_entry_event_id"))

    op.drop_table("app_status_entry")
    op.drop_table("app_status")
    op.drop_table("account")
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_student_phone_lookup"))
        batch_op.drop_index(batch_op.f("ix_student_name"))
        batch_op.drop_index("ix_student_class_id_left_on")

    op.drop_table("student")
    op.drop_table("spot_check")
    with op.batch_alter_table("scan_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_file_stored_id"))

    op.drop_table("scan_file")
    with op.batch_alter_table("scan_batch_class", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_batch_class_class_id"))

    op.drop_table("scan_batch_class")
    with op.batch_alter_table("letter_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_batch_class_id"))

    op.drop_table("letter_batch")
    with op.batch_alter_table("archive_box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_box_mailing_id"))
        batch_op.drop_index(batch_op.f("ix_archive_box_college_id"))
        batch_op.drop_index(batch_op.f("ix_archive_box_class_id"))

    op.drop_table("archive_box")
    op.drop_table("wording")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_member_unit_id"))
        batch_op.drop_index(batch_op.f("ix_staff_member_phone_lookup"))
        batch_op.drop_index(batch_op.f("ix_staff_member_name"))

    op.drop_table("staff_member")
    with op.batch_alter_table("school_class", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_class_college_id"))

    op.drop_table("school_class")
    op.drop_table("school")
    with op.batch_alter_table("scan_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_batch_college_id"))
        batch_op.drop_index(batch_op.f("ix_scan_batch_account_id"))

    op.drop_table("scan_batch")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state"))
        batch_op.drop_index(batch_op.f("ix_job_account_id"))

    op.drop_table("job")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_account_id"))

    op.drop_table("import_batch")
    op.drop_table("column_mapping")
    op.drop_table("archive_series")
    with op.batch_alter_table("verify_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verify_tries_until"))

    op.drop_table("verify_tries")
    op.drop_table("unit")
    op.drop_table("term")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_sha256"))

    op.drop_table("stored_file")
    op.drop_table("sign_in_delay")
    op.drop_table("personal_link")
    op.drop_table("mailing")
    op.drop_table("holiday")
    op.drop_table("ended_session")
    op.drop_table("audit_seal")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_subject")
        batch_op.drop_index("ix_audit_event_at")

    op.drop_table("audit_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION append_only()")

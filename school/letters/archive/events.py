"""What the archive writes into the log; that letters were archived is ``letters.archive``."""

from school.foundation.audit import event

BOX_OPENED = event("archive_box.opened", "archive_box", mailing=int, class_id=int, college_id=int)
BOX_SEALED = event("archive_box.sealed", "archive_box", closed=bool)
RETENTION_SET = event("archive.retention_set", "mailing", years=int, receipts=int)
DESTRUCTION_PROPOSED = event("destruction.proposed", "destruction_record", mailing=int, receipts=int)
DESTRUCTION_APPROVED = event("destruction.approved", "destruction_record", receipts=int)
DESTRUCTION_WITHDRAWN = event("destruction.withdrawn", "destruction_record", receipts=int)
DESTRUCTION_CARRIED_OUT = event("destruction.carried_out", "destruction_record", receipts=int, files=int)

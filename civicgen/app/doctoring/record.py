"""Is the public record whole, and are the texts beside it? No I/O."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, problem, unknown, unseen, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.model.health import Unseen


def check_record(seen: Evidence) -> Verdict:
    """Every row is what was written."""
    record = seen.record
    if isinstance(record, Unseen):
        return problem(
            f"The public record cannot be read: {record.why}.", "Give permission to read the folder and its files."
        )
    if record.damage:
        return problem(
            f"The public record is not what was written: {record.damage}. Nothing is collected or built with it.",
            "Restore it as it was committed last, and do not mend it by hand: in the folder that holds it, `git "
            "status` shows what differs, and `git restore .` brings it back.",
        )
    if record.meta is None:
        return unknown(
            "There is no public record in this folder. Where workflows collect, it is on the branch `ledger`.",
            "Nothing is to be done, unless you collect in this folder: then run `civicgen harvest`.",
        )
    return fine(f"The public record is whole: {record.rows:,} rows.")


def check_texts(seen: Evidence) -> Verdict:
    """The texts that the record commits to, which are not in Git, are there."""
    record = seen.record
    if isinstance(record, Unseen):
        return unseen(record, "See `record`.")
    if record.damage or record.meta is None:
        return unknown("Without a public record nobody knows which texts there should be.", "See `record`.")
    if record.missing_texts:
        return warning(
            f"{record.missing_texts:,} comments have no text beside the record; their pages say so instead.",
            "Nothing is to be done: the next harvest reads them again, as far as they are still at the forge.",
        )
    return fine(f"No text is missing; there are {record.texts:,}.")

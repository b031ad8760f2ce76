#!/usr/bin/env python3
"""Count a published consultation again, without the program that published it.

Usage:  python3 recount.py [data folder]        (default: the folder in which this script lies)
The script checks that no line of the public record was changed, counts the stances from the record's rows by the rules
that the rows themselves state, and compares the numbers with proposals.csv. It needs Python 3.9 or later and nothing
else. Exit code 0: everything agrees; 1: something differs, and the first difference is printed. The record's format is
explained in docs/ledger.md of civicgen. Times such as 2026-09-01T08:00:00Z compare as text.
"""

# ruff: noqa: T201  # what it prints is what it is for
import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Row = dict[str, Any]
STANCES = ("support", "oppose", "abstain")


class DifferenceError(Exception):
    """The record is not intact, or a published number is not what the record says."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_chain(files: list[Path], first_hash: str) -> tuple[list[Row], str]:
    """The rows of some files and the hash of their last line. Each line holds the hash of the line before it."""
    rows, expected = list[Row](), first_hash
    for file in files:
        for number, line in enumerate(file.read_bytes().split(b"\n")[:-1], start=1):
            try:
                row = json.loads(line)
            except ValueError as problem:
                raise DifferenceError(f"{file}, line {number}: is no row of a record") from problem
            if row.get("prev") != expected:
                raise DifferenceError(f"{file}, line {number}: it or the line before it was changed")
            rows.append(row)
            expected = sha256(line)
    return rows, expected


def read_record(folder: Path) -> dict[str, tuple[list[Row], str]]:
    """For each consultation its rows and the time of its last complete observation."""
    settings = (folder / "ledger.json").read_bytes()
    harvests, checkpoint = read_chain([folder / "harvests.jsonl"], sha256(settings))
    print(f"Control number of this record, to be compared with the one on the pages: {checkpoint}")
    marks, observed = dict[str, Row](), dict[str, str]()
    for harvest in harvests:
        marks.update(harvest["consultations"])
        observed.update({name: harvest["at"] for name, mark in harvest["consultations"].items() if mark["complete"]})
    record = {}
    for name, mark in marks.items():
        first = json.dumps({"consultation": name, "ledger": sha256(settings)}, separators=(",", ":")).encode()
        rows, last = read_chain(sorted((folder / name).glob("*.jsonl")), sha256(first))
        if len(rows) != mark["rows"] or last != mark["head"]:
            raise DifferenceError(f"{folder / name}: has {len(rows)} rows, and not those that the last harvest left")
        record[name] = (rows, observed.get(name, ""))
    return record


def terms_over_time(rows: list[Row]) -> list[tuple[int, Row]]:
    """The terms of counting as opened and after each announced change, with the number of the row that set them."""
    found = list[tuple[int, Row]]()
    for row in rows:
        if row["type"] == "opened":
            found.append((row["seq"], row["facts"]))
        if row["type"] == "changed" and found and row["facts"].get("settings"):
            terms = dict(row["facts"]["settings"])
            for fixed in ("mapping", "eligibility", "early", "threshold"):  # these hold from the opening on
                terms[fixed] = found[0][1].get(fixed)
            found.append((row["seq"], terms))
    return found


def endings(rows: list[Row]) -> dict[int, Row]:
    """For the number of a stance's row: the row that withdrew it, or that replaced the same paper receipt."""
    ended, standing = dict[int, Row](), dict[str, int]()
    for row in rows:
        if row["type"] in ("reaction-cast", "contribution"):
            if row["type"] == "contribution" and row["ref"] in standing:
                ended[standing[row["ref"]]] = row
            standing[row["ref"]] = row["seq"]
        elif row["type"] == "reaction-withdrawn" and row["ref"] in standing:
            ended[standing.pop(row["ref"])] = row
    return ended


def is_out(row: Row, facts: Row, terms: Row, end: Any, frozen: Any) -> bool:
    """Whether a stance is left out whatever else the same account did."""
    made, closes = row.get("made_at", row["seen_at"]), terms["closes"]
    ended = end is not None and not (frozen and end["seq"] > frozen)
    if made > closes or (frozen and row["seq"] > frozen) or (terms.get("cancelled") and made >= terms["cancelled"]):
        return True
    if made < terms["opens"] and terms["early"] == "exclude":
        return True
    if any(p["begins"] <= made and (not p["ends"] or made < p["ends"]) for p in terms.get("pauses") or []):
        return True
    if row["type"] == "contribution":
        return ended or facts.get("count", 1) == 0
    # A withdrawal that was seen only after the closing comes too late. Bots and deleted accounts are left out.
    if (ended and end["seen_at"] <= closes) or facts.get("account") != "user" or "person" not in row:
        return True
    who = terms["eligibility"]
    if who["accounts"] == "listed" and facts.get("listed") is not True:
        return True
    age, youngest = facts.get("age", "unknown"), who["minimum_account_age_days"]
    return bool(youngest) and (age == "unknown" or int(age) < youngest)


def apply_rule(rule: str, stances: list[tuple[str, int, str, int, str]]) -> Any:
    """The one stance (or none) of an account on a proposal. A stance is (time, length of ref, ref, row, word)."""
    if rule == "one-stance-only":
        words = {word for *_, word in stances}
        return words.pop() if len(words) == 1 else None
    if rule == "latest-per-person":
        return max(stances)[-1]
    raise DifferenceError(f"the rule {rule} is unknown to this script")


def recount(rows: list[Row], terms: Row, frozen: Any) -> dict[str, dict[str, int]]:
    """For each proposal: support, oppose, abstain, and what was left out."""
    totals, ended, people = dict[str, dict[str, int]](), endings(rows), dict[tuple[str, str], list[Any]]()
    for row in rows:
        facts, proposal = row.get("facts", {}), row.get("proposal")
        if proposal:
            totals.setdefault(proposal, dict.fromkeys((*STANCES, "excluded"), 0))
        is_paper = row["type"] == "contribution" and bool(row.get("kind"))
        if not proposal or not (is_paper or (row["type"] == "reaction-cast" and "on" not in facts)):
            continue
        word = row["kind"] if is_paper else terms["mapping"].get(row["kind"])
        number = facts.get("count", 1) if is_paper else 1
        totals[proposal]["excluded"] += number
        if word not in STANCES or is_out(row, facts, terms, ended.get(row["seq"]), frozen):
            continue
        if is_paper:
            totals[proposal][word] += number
            totals[proposal]["excluded"] -= number
        else:
            stance = (row.get("made_at") or row["seen_at"], len(row["ref"]), row["ref"], row["seq"], word)
            people.setdefault((proposal, row["person"]), []).append(stance)
    for (proposal, _), stances in people.items():
        if word := apply_rule(terms["rule"], stances):
            totals[proposal][word] += 1
            totals[proposal]["excluded"] -= 1
    return totals


def read_published(folder: Path) -> dict[str, Row]:
    """The published numbers by proposal, from proposals.csv or, of a large consultation, from all its parts."""
    published = dict[str, Row]()
    for file in sorted(folder.glob("proposals-[0-9]*.csv")) or [folder / "proposals.csv"]:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            published.update({line["id"]: {**line, "file": file.name} for line in csv.DictReader(opened)})
    return published


def compare(name: str, totals: dict[str, dict[str, int]], published: dict[str, Row], suffix: str) -> None:
    """Print a line for each proposal; stop at the first number that differs."""
    for proposal, numbers in sorted(totals.items()):
        print(f"  {proposal:<40}" + "".join(f"{number:>9}" for number in numbers.values()))
        for measure, number in numbers.items():
            line = published.get(proposal, {"file": "proposals.csv"})
            if (shown := line.get(measure + suffix)) != str(number):
                place = f"{name}/{line['file']}, {proposal}: {measure + suffix}"
                raise DifferenceError(f"{place} is {shown}, the record says {number}")


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    if not (data / "ledger" / "harvests.jsonl").exists():
        sys.exit("Nothing was collected yet: there is no record to count.")
    for name, (all_rows, as_of) in sorted(read_record(data / "ledger").items()):
        rows = [row for row in all_rows if row["seen_at"] <= as_of]
        history = terms_over_time(rows)
        if not history or not (data / name).is_dir():
            print(f"{name}: nothing counted yet" if not history else f"{name}: no longer published")
            continue
        published = read_published(data / name)
        in_force = history[-1][1]["closes"]
        for closes in dict.fromkeys([in_force] + [terms["closes"] for _, terms in history]):
            frozen = next((r["seq"] for r in rows if r["type"] == "closed" and r["facts"]["closes"] == closes), None)
            terms = [t for seq, t in history if t["closes"] == closes and not (frozen and seq > frozen)][-1]
            print(f"{name}, closing {closes}, as of {as_of}, rule {terms['rule']}")
            print(f"  {'proposal':<40}{'support':>9}{'oppose':>9}{'abstain':>9}{'excluded':>9}")
            suffix = "" if closes == in_force else "@" + closes
            compare(name, recount(rows, terms, frozen), published, suffix)
    print("Everything agrees with the record.")


if __name__ == "__main__":
    try:
        main()
    except (DifferenceError, OSError, ValueError, LookupError, TypeError) as problem:
        sys.exit(f"DIFFERENT: {problem}")

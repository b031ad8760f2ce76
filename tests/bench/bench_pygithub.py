"""Usage: bench_pygithub.py URL. A straightforward PyGithub loop: all issues, their reactions and comments.

What one writes after reading PyGithub's introduction, but without its pause between requests. It reads who reacted to
which thread, and the comments: less than `civicgen harvest`, which also looks at reactions on comments, hidings and
edits. Prints what it counted.
"""

import json
import sys

import bench_city
from github import Auth, Github


def main(url: str) -> None:
    """Collect everything once."""
    client = Github(auth=Auth.Token("anything"), base_url=url, per_page=100, seconds_between_requests=None)
    repository = client.get_repo(f"{bench_city.OWNER}/{bench_city.NAME}")
    threads = reactions = comments = 0
    for issue in repository.get_issues(state="all"):
        threads += 1
        reactions += sum(1 for each in issue.get_reactions() if each.user is not None)
        comments += sum(1 for each in issue.get_comments() if each.body)
    print(json.dumps({"threads": threads, "reactions": reactions, "comments": comments}))


if __name__ == "__main__":
    main(sys.argv[1])

"""A repository at a forge, played from a seed file on this machine: for trying, training, the demo and tests.

`server.py` is the door. A seed (`seed.py`, `reading.py`) becomes a history of acts (`history.py`), which change the
world (`world.py`, `changes.py`) as the clock goes on; `rest/`, `graph/` and `pages/` show the world as it is now.
Beside it may be a bare Git repository (`bare_repository.py`): pull requests stand for its commits, and merging merges
there.
"""

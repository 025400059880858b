"""How the installation does: what is looked at, and what is said of it.

Owns: the facts (two queries and a look at the disk) and the verdict on each. Leaves to others: who
is told how much (`beffroi.config.watch` for machines, `portal.views.health` for people,
`manage health` for the terminal).

Face: `facts.look`, `checks.judge`, `checks.Check`.
"""

"""Care of an installation: save it in one file, put it back, bring it up to the code.

Owns: what a backup file holds and how it is read back, and the order of the steps that make a
restore or an upgrade leave either the new state or the old one, never half of each. Leaves to
others: which database and folders these are (`beffroi.cli`), what is in the tables.

Face: `place.Place` (one database and its media), `backups.save` and `backups.examine`,
`restoring.restore`, `carrying.carry_over`, `upgrading`, `errors.Trouble`. Why the file is made so:
docs/adr/0008-one-backup-file.md.
"""

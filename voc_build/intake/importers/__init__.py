"""Tickets from spreadsheets: an untrusted table in, canonical tickets.yml out, and everything that was decided said.

`book` opens the file within bounds (`bounds`, `child`, `delimited`), `mapping` and `header` say which column is
what, `dates`, `names` and `values` read cells, `rows` reads the whole table, `merge` meets what is there already,
`keep` writes and remembers, `report` says it in Chinese; `tickets` is the order of it all.
"""

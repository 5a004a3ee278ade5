"""What `make bench` measures: ratios within one run, never absolute times.

`findings` is what every part gives; the parts are `throughput`, `startup`, `pages`, `creating` and `seeding`.
"""

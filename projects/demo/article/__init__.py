"""The projects the newspaper tells about, in their places and with their facts.

Facts are the newspaper's (珠江晚报, 2021-06-11), the words are ours; where it is silent, the
project's own note (`source_note`) says what is assumed.
"""

from projects.demo.article import north, south
from weishishi.kernel.numbers import query_number

PLANS = (*south.PLANS, *north.PLANS)
# With this 查询号 and these last four digits of the phone anybody may try tracking (the lamps,
# the 31st of the year).
TRACK_ME = (query_number(2021, 31), south.LAMP_PHONE[-4:])

"""Who chairs, records, watches and looks along in the demo's villages? Invented, and the same names on
every paper."""

CHAIR, RECORDER, WATCHER = "陈某", "黄某", "梁某"
RESIDENTS = "李某、何某"
SURNAMES = "陈李黄张梁林吴刘罗何郑邓叶冯"
